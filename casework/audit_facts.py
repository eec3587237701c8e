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

_FEW = 64
"""Distinct values up to which reading each of them costs less than numbers do."""
# Exactly as Numbers.written writes it: no sign, no thousands mark, no nought in front or at the end.
_PLAIN = re.compile(r"(0|[1-9][0-9]{0,9})(?:\.([0-9]{0,3}[1-9]))?([^0-9.,\s\-+约]{1,8})")
_DECIMALS = 4
_SCALE = 10_000
_PARTS = re.compile(r"[;；\n]+")
_MOST_PARTS = 60


def fact_columns(name: str, column: Coded[str], places: NDArray[np.intp]) -> Iterator[tuple[str, FactColumn]]:
    """A fact at some places, as one column or, where it holds many numbers, as those and the rest."""
    found = taken(column, places)
    if found is None:
        return
    if len(found.distinct) <= _FEW:
        yield name, found
        return
    plain = [_PLAIN.fullmatch(text) for text in found.distinct]
    units = {match[3] for match in plain if match}
    if len(units) != 1:
        yield name, found
        return
    numbers = np.array([*(_scaled(match) for match in plain), 0], np.int64)
    is_plain = np.array([*(match is not None for match in plain), False], np.bool_)
    given = is_plain[found.codes]
    yield name, Numbers(numbers[found.codes], units.pop(), _DECIMALS, given=given)
    rest = taken(Coded(found.distinct, np.where(given, ABSENT, found.codes)), np.arange(len(places)))
    if rest is not None:
        yield name, rest


def _scaled(match: re.Match[str] | None) -> int:
    if match is None:
        return 0
    return int(match[1]) * _SCALE + int((match[2] or "").ljust(_DECIMALS, "0"))


def told_columns(
    column: Coded[str] | None, names: Collection[str], places: NDArray[np.intp]
) -> tuple[tuple[str, Coded[str]], ...]:
    """A column of 「名=值；名=值」 as one column a name; what has no 「=」 is a name without a value.

    `names` are the factors' names in the form in which texts are compared, for names that hold a 「=」.
    """
    found = None if column is None else taken(column, places)
    if found is None:
        return ()
    read = [tuple(_pairs(text, names)) for text in found.distinct]
    columns: dict[tuple[str, int], list[str | None]] = {}
    for n, pairs in enumerate(read):
        met: dict[str, int] = {}
        for name, value in pairs:
            turn = met[name] = (
                met.get(name, -1) + 1
            )  # a name that is told twice: both count, and may contradict
            columns.setdefault((name, turn), [None] * len(read))[n] = value
    return tuple((name, _spread(values, found.codes)) for (name, _), values in columns.items())


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
