"""A hundred thousand drawn cases, the same every time: driver and naive interpreter agree on each.

Beside test_agreement, where hypothesis seeks the strange few: here is the mass, and a count that it was one.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from engine.checks import check_rulebook
from engine.driver import Driver
from engine.errors import LimitExceeded
from engine.language import Operator, Rule, Rulebook, Test
from tests.engine import naive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from engine.language import PropertyType, Value

BOOKS, CASES_A_BOOK, PARTS = 1_000, 100, 4
LARGEST = 10**15
PROPERTIES: dict[str, PropertyType] = {
    "天数": int,
    "金额": int,
    "m": int,
    "面积(㎡)": int,
    "种类": str,
    "text": str,
    "儿童": bool,
    "flag": bool,
}
TEXTS = (
    "", "甲", "甲乙", "乙", "a", "ab", "ab c", "a\nb", "a\x00b", "\x01", "\x7f", "1", "01", "1.0", "-1", "true", "null",
    '"', "\\", 'a\\"', '","n":1,"', "{}", "[1]", "\\u0041", "A", "𠮷", "𠮷a", "é", "ß", "\u200b甲", "💰", "甲" * 300,
)  # fmt: skip
EDGES = (0, 1, 9, 10, 99, 2**31, 2**32, 2**49, LARGEST - 1)
SAME = (Operator.EQ, Operator.NE)


def value(draw: Random, kind: PropertyType) -> Value:
    """Few values, so that facts and thresholds meet."""
    if kind is bool:
        return draw.random() < 0.5
    if kind is str:
        return draw.choice(TEXTS)
    return draw.choice((-1, 1)) * (draw.choice(EDGES) + draw.choice((0, 0, 1)))


def comparison(draw: Random) -> Test:
    name = draw.choice(list(PROPERTIES))
    kind = PROPERTIES[name]
    return Test(name, draw.choice(list(Operator) if kind is int else SAME), value(draw, kind))


def book_of(draw: Random) -> Rulebook:
    """Rules that share beginnings, as those of a table do."""
    stems = [tuple(comparison(draw) for _ in range(draw.randrange(3))) for _ in range(4)]
    whens = [
        draw.choice(stems) + tuple(comparison(draw) for _ in range(draw.randint(1, 3)))
        for _ in range(draw.randint(1, 30))
    ]
    return Rulebook("抽样", PROPERTIES, tuple(Rule(f"r{i}", when) for i, when in enumerate(whens)))


def facts_of(draw: Random, book: Rulebook) -> dict[str, Value]:
    """Facts in any order: mostly a threshold or its neighbour, or a text of the rules; one in eight absent."""
    used: dict[str, list[Value]] = {name: [] for name in PROPERTIES}
    for rule in book.rules:
        for test in rule.when:
            used[test.name].append(test.value)
    names = [name for name in PROPERTIES if draw.randrange(8)]
    draw.shuffle(names)
    return {name: _fact(draw, PROPERTIES[name], used[name]) for name in names}


def _fact(draw: Random, kind: PropertyType, used: list[Value]) -> Value:
    if not used or draw.randrange(6) == 0:
        return value(draw, kind)
    near = draw.choice(used)
    return near if kind is not int else min(max(int(near) + draw.choice((-1, 0, 1)), -LARGEST), LARGEST)


def books(draw: Random, count: int) -> Iterator[Rulebook]:
    """Rulebooks that the checks accept, which are nearly all."""
    while count:
        book = book_of(draw)
        try:
            check_rulebook(book)
        except LimitExceeded:
            continue
        count -= 1
        yield book


@pytest.mark.parametrize("part", range(PARTS))
def test_driver_and_naive_interpreter_agree_on_a_quarter_of_a_hundred_thousand_cases(part: int) -> None:
    draw = random.Random(f"裁量 {part}")  # noqa: S311 - drawn again the same, no secret
    fired: Counter[int] = Counter()
    for book in books(draw, BOOKS // PARTS):
        with Driver(book) as driver:
            for _ in range(CASES_A_BOOK):
                facts = facts_of(draw, book)
                expected = naive.fire(book, facts)
                assert driver.fire(facts) == expected, (book.rules, facts)
                fired[len(expected)] += 1
    cases = sum(fired.values())
    assert cases * PARTS >= 100_000
    assert cases - fired[0] > cases // 2  # most cases fire something,
    assert sum(n for rules, n in fired.items() if rules > 2) > cases // 5  # many fire several rules,
    assert fired[0] > cases // 20  # and some nothing
