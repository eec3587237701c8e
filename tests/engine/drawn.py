"""Rulebooks and cases as hypothesis draws them: every edge, texts that strain JSON, facts not given."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from engine.language import Operator, Rule, Rulebook, Test

if TYPE_CHECKING:
    from engine.language import PropertyType, Value

PROPERTIES: dict[str, PropertyType] = {
    "天数": int,
    "金额": int,
    "m": int,
    "种类": str,
    "text": str,
    "儿童": bool,
    "flag": bool,
}
LARGEST = 10**15

# Few values, so that facts and thresholds meet; among them every edge, and texts that strain JSON.
NUMBERS = st.sampled_from(
    [
        0,
        1,
        -1,
        2,
        3,
        4,
        10,
        100,
        255,
        256,
        2**31 - 1,
        2**31,
        -(2**31) - 1,
        2**32,
        LARGEST - 1,
        LARGEST,
        -LARGEST,
    ]
) | st.integers(-LARGEST, LARGEST)
TEXTS = st.sampled_from(
    ["", "甲", "甲乙", "乙", "a", "ab", "ab c", "a\nb", "1", "true", '"', "\\", 'a\\"', "𠮷"]
) | st.text(max_size=12).map(lambda text: unicodedata.normalize("NFKC", text).strip()).filter(
    lambda text: unicodedata.is_normalized("NFKC", text) and not any("\ud800" <= c <= "\udfff" for c in text)
)
VALUES: dict[PropertyType, st.SearchStrategy[Value]] = {int: NUMBERS, str: TEXTS, bool: st.booleans()}
OPERATORS = {int: list(Operator), str: [Operator.EQ, Operator.NE], bool: [Operator.EQ, Operator.NE]}


@st.composite
def comparisons(draw: st.DrawFn) -> Test:
    name = draw(st.sampled_from(list(PROPERTIES)))
    kind = PROPERTIES[name]
    return Test(name, draw(st.sampled_from(OPERATORS[kind])), draw(VALUES[kind]))


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """Rules that share beginnings, as real tables do: each goes on from a shared stem."""
    stems = draw(st.lists(st.lists(comparisons(), max_size=4).map(tuple), min_size=1, max_size=4))
    whens = draw(
        st.lists(
            st.tuples(st.sampled_from(stems), st.lists(comparisons(), max_size=5).map(tuple)).map(
                lambda p: p[0] + p[1]
            ),
            max_size=25,
        )
    )
    return Rulebook("抽样", PROPERTIES, tuple(Rule(f"r{i}", when) for i, when in enumerate(whens) if when))


@st.composite
def cases(draw: st.DrawFn, book: Rulebook) -> dict[str, Value]:
    """Facts of which some are exactly a threshold, or one beside it, and some are not given."""
    facts: dict[str, Value] = {}
    for name, kind in PROPERTIES.items():
        used = [test.value for rule in book.rules for test in rule.when if test.name == name]
        near = [min(max(value + d, -LARGEST), LARGEST) for value in used if kind is int for d in (-1, 0, 1)]  # type: ignore[operator]
        strategy = VALUES[kind]
        if used:
            strategy = st.sampled_from(near or used) | strategy
        if draw(st.integers(0, 9)):
            facts[name] = draw(strategy)
    return facts
