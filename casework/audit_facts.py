"""The facts of past decisions as columns for many cases: plain numbers together, all else word by word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from casework.audit_rows import taken
from rules.case_columns import ABSENT, Coded, Numbers
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from rules.case_columns import FactColumn

_FEW = 16
"""Distinct numbers of a thing up to which reading each of them costs less than a column of numbers does."""
# Exactly as Numbers.written writes it: no sign, no thousands mark, no nought in front or at the end; what
# stands before the figures holds none, in Chinese neither, and nothing that could make them something else.
_PLAIN = re.compile(
    r"(?P<measured>(?:(?![零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億廿卅半几第])[\u4e00-\u9fff]){0,12})"
    r"(?P<whole>0|[1-9][0-9]{0,9})(?:\.(?P<part>[0-9]{0,3}[1-9]))?(?P<unit>[^0-9.,\s\-+约]{1,8})"
)
_DECIMALS = 4
_SCALE = 10_000
_PARTS = re.compile(r"[;；\n]+")
_MOST_PARTS = 60


def fact_columns(name: str, column: Coded[str], places: NDArray[np.intp]) -> Iterator[tuple[str, FactColumn]]:
    """A fact at some places: many numbers of one thing as a column of their own, and the rest."""
    found = taken(column, places)
    if found is not None:
        yield from _with_numbers(name, found)


def _with_numbers(name: str, column: Coded[str]) -> Iterator[tuple[str, FactColumn]]:
    """A column without its many plain numbers, and those: a column for each thing and unit, as Numbers."""
    things = {thing: some for thing, some in _by_thing(column.distinct).items() if len(some) > _FEW}
    if not things:
        yield name, column
        return
    numbers = np.zeros(len(column.distinct) + 1, np.int64)
    left = np.ones(len(column.distinct) + 1, np.bool_)
    for (measured, unit), some in things.items():
        is_thing = np.zeros(len(left), np.bool_)
        is_thing[list(some)] = True
        numbers[list(some)] = list(some.values())
        left &= ~is_thing
        yield name, Numbers(numbers[column.codes], unit, _DECIMALS, measured, is_thing[column.codes])
    rest = taken(Coded(column.distinct, np.where(left[column.codes], column.codes, ABSENT)))
    if rest is not None:
        yield name, rest


def _by_thing(texts: Sequence[str]) -> dict[tuple[str, str], dict[int, int]]:
    """The plain numbers among some texts by the words before them and their unit: place → number."""
    found: dict[tuple[str, str], dict[int, int]] = {}
    if len(texts) > _FEW:
        for place, match in enumerate(map(_PLAIN.fullmatch, texts)):
            if match is not None:
                found.setdefault((match["measured"], match["unit"]), {})[place] = _scaled(match)
    return found


def _scaled(match: re.Match[str]) -> int:
    return int(match["whole"]) * _SCALE + int((match["part"] or "").ljust(_DECIMALS, "0"))


def told_columns(
    column: Coded[str] | None, names: Collection[str], places: NDArray[np.intp]
) -> Iterator[tuple[str, FactColumn]]:
    """A column of 「名=值；名=值」 as one column a name; what has no 「=」 is a name without a value.

    `names` are the factors' names in the form in which texts are compared, for names that hold a 「=」.
    """
    found = None if column is None else taken(column, places)
    if found is None:
        return
    read = [tuple(_pairs(text, names)) for text in found.distinct]
    columns: dict[tuple[str, int], list[str | None]] = {}
    for n, pairs in enumerate(read):
        met: dict[str, int] = {}
        for name, value in pairs:
            turn = met[name] = (
                met.get(name, -1) + 1
            )  # a name that is told twice: both count, and may contradict
            columns.setdefault((name, turn), [None] * len(read))[n] = value
    for (name, _), values in columns.items():
        yield from _with_numbers(name, _spread(values, found.codes))


def _spread(values: Sequence[str | None], codes: NDArray[np.intp]) -> Coded[str]:
    own = Coded[str].of(values)
    return Coded(own.distinct, np.concatenate((own.codes, [ABSENT]))[codes])


def _pairs(text: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    for part in _PARTS.split(text)[:_MOST_PARTS]:
        places = [i for i, char in enumerate(part) if char in "=＝:："]
        known = [i for i in places if matched(part[:i]) in names]
        at = (known or places or [len(part)])[0]
        name, value = part[:at].strip(), part[at + 1 :].strip()
        if name or value:
            yield name, value
