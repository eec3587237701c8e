"""Many cases of one standard as columns: what an officer would give for each, a place in a column a case.

Texts and dates are held as their distinct values and a code for each case, so that each is read only once.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

import numpy as np

from rules.case_input import CaseInput
from standards_1023.numerals import decimal_text

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from rules.case_input import Party

T = TypeVar("T", bound="Hashable")

_MOST_DECIMALS = 18

ABSENT = -1
"""The code of a case for which a column says nothing."""


class _Numbered(dict["Hashable", int]):
    """Values numbered as they come, None as ABSENT."""

    def __missing__(self, value: Hashable) -> int:
        code = self[value] = ABSENT if value is None else len(self) - (None in self)
        return code


@dataclass(frozen=True, slots=True)
class Coded(Generic[T]):
    """A column of values: the distinct ones, and for each case the place of its own, or ABSENT."""

    distinct: tuple[T, ...]
    codes: NDArray[np.intp]

    @classmethod
    def of(cls, values: Iterable[T | None]) -> Coded[T]:
        """The column of these values, in their order; None is absent."""
        growing = GrowingColumn[T]()
        growing.add(values)
        return growing.column()

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, place: int) -> T | None:
        """The value of one case."""
        code = self.codes[place]
        return None if code == ABSENT else self.distinct[code]


class GrowingColumn(Generic[T]):
    """A column that is read some values after others: only the distinct ones are held."""

    def __init__(self) -> None:
        self._numbered = _Numbered()
        self._codes: list[NDArray[np.intp]] = []

    def add(self, values: Iterable[T | None], at: NDArray[np.intp] | None = None) -> None:
        """The next values, or for each of `at` the value at that place."""
        codes = np.fromiter(map(self._numbered.__getitem__, values), np.intp)
        self._codes.append(codes if at is None else codes[at])

    def column(self) -> Coded[T]:
        """What was added, in its order."""
        codes = np.concatenate(self._codes) if self._codes else np.empty(0, np.intp)
        return Coded(tuple(value for value in self._numbered if value is not None), codes)  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of numbers with one unit: `numbers` (int64) count units of 1/10^`decimals` of `unit`.

    `measured` are the words that stand before the number where a factor measures several things. `given` says
    which cases have one, None: all.
    """

    numbers: NDArray[np.int64]
    unit: str
    decimals: int = 0
    measured: str = ""
    given: NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        if self.numbers.dtype != np.int64 or not 0 <= self.decimals <= _MOST_DECIMALS:
            raise ValueError(f"numbers must be int64 with 0 to {_MOST_DECIMALS} decimals")
        if self.given is not None and (self.given.dtype != np.bool_ or len(self.given) != len(self.numbers)):
            raise ValueError("given must be true or false for each number")

    def __len__(self) -> int:
        return len(self.numbers)

    def written(self, number: int) -> str:
        """A number of this column as an officer would write it: 超标2.5倍."""
        return f"{self.measured}{decimal_text(Fraction(number, 10**self.decimals))}{self.unit}"

    def at(self, place: int) -> str | None:
        """The value of one case in words."""
        if self.given is not None and not self.given[place]:
            return None
        return self.written(int(self.numbers[place]))


FactColumn: TypeAlias = Coded[str] | Numbers


@dataclass(frozen=True, slots=True)
class CaseColumns:
    """`count` cases; every column that is given has as many places.

    `facts`, `bases`, `quantities` and `dates` are (name, column) as in CaseInput; a name may come twice.
    """

    count: int
    facts: tuple[tuple[str, FactColumn], ...] = ()
    parties: Coded[Party] | None = None
    act_dates: Coded[date] | None = None
    decision_dates: Coded[date] | None = None
    circumstances: Coded[tuple[str, ...]] | None = None
    bases: tuple[tuple[str, Coded[str]], ...] = ()
    quantities: tuple[tuple[str, Coded[str]], ...] = ()
    dates: tuple[tuple[str, Coded[date]], ...] = ()

    def __post_init__(self) -> None:
        for name, column in self._columns().items():
            if len(column) != self.count:
                raise ValueError(f"column {name} has {len(column)} places for {self.count} cases")

    def _columns(self) -> Mapping[str, FactColumn | Coded[Party] | Coded[date] | Coded[tuple[str, ...]]]:
        named = {
            f"{kind} {n} {name}": column
            for kind, pairs in (
                ("fact", self.facts),
                ("base", self.bases),
                ("quantity", self.quantities),
                ("date", self.dates),
            )
            for n, (name, column) in enumerate(pairs)
        }
        single = {
            "party": self.parties,
            "act date": self.act_dates,
            "decision date": self.decision_dates,
            "circumstances": self.circumstances,
        }
        return named | {name: column for name, column in single.items() if column is not None}

    def case(self, place: int) -> CaseInput:
        """One case, as it would be entered by itself."""
        circumstances = None if self.circumstances is None else self.circumstances.at(place)
        return CaseInput(
            _pairs(self.facts, place),
            _pairs(self.bases, place),
            _pairs(self.quantities, place),
            None if self.act_dates is None else self.act_dates.at(place),
            None if self.decision_dates is None else self.decision_dates.at(place),
            None if self.parties is None else self.parties.at(place),
            circumstances or (),
            tuple((name, day) for name, days in self.dates if (day := days.at(place)) is not None),
        )


def _pairs(columns: Sequence[tuple[str, FactColumn]], place: int) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, column in columns if (value := column.at(place)) is not None)
