"""Past decisions as columns, as they were read from a table: what an audit judges.

Texts, days and amounts are held as their distinct values and a code for each row (rules.case_columns.Coded),
so that each is read and judged only once however often it stands in the table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np

from rules.case_columns import ABSENT, Coded, GrowingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from numpy.typing import NDArray

T = TypeVar("T", bound="Hashable")


class DecisionRole(StrEnum):
    """What a column of a table of decisions holds, in the words that people use for it."""

    NUMBER = "文号"
    DEPARTMENT = "部门"
    STANDARD = "基准编号"
    VIOLATION = "违法行为"
    FACTS = "事实"
    FACT = "要素"
    ACT_DATE = "行为日期"
    DECISION_DATE = "决定日期"
    FINE = "罚款金额"
    PERSON_FINE = "责任人员罚款"
    PARTY = "当事人类型"
    CIRCUMSTANCES = "情节"
    GRADE = "档次"
    KINDS = "处罚种类"
    EDITION = "适用版本"
    REASON = "裁量理由"
    BASE = "基数"
    QUANTITY = "数量"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that cannot be taken as it was written: its words (cut), and one sentence that says why."""

    written: str
    why: str


Day: TypeAlias = date | Unreadable
Fen: TypeAlias = int | Unreadable


@dataclass(frozen=True, slots=True)
class DecisionRows:
    """`count` decisions; each column has as many places.  `fines` are in 分.

    `words` are the columns that are texts. `facts`, `bases` and `quantities` are (name, column): what a
    standard asks for by that name. `faults` are rows that could not be read at all, by their place.
    `person_fines` are those of a unit's responsible persons.
    """

    count: int
    words: Mapping[DecisionRole, Coded[str]] = field(default_factory=dict)
    act_days: Coded[Day] | None = None
    decision_days: Coded[Day] | None = None
    fines: Coded[Fen] | None = None
    facts: tuple[tuple[str, Coded[str]], ...] = ()
    bases: tuple[tuple[str, Coded[str]], ...] = ()
    quantities: tuple[tuple[str, Coded[str]], ...] = ()
    faults: Mapping[int, str] = field(default_factory=dict)
    person_fines: Coded[Fen] | None = None

    def text(self, role: DecisionRole) -> Coded[str]:
        """The column of a role; absent everywhere where the table has none."""
        return self.words.get(role) or nothing(self.count)


def growing_column() -> GrowingColumn[str]:
    """A column of texts that is read some rows after others."""
    return GrowingColumn()


def column_of(values: Iterable[T | None]) -> Coded[T]:
    """A column of these values in their order; None is absent."""
    return Coded.of(values)


def read_each(column: Coded[Any], read: Callable[[Any], T | None]) -> Coded[T]:
    """A column with each of its distinct values read once; what reads as None is absent."""
    return from_codes([*map(read, column.distinct)], column.codes)


def from_codes(values: Iterable[T | None], codes: NDArray[np.intp]) -> Coded[T]:
    """A column in which each row has the value at the place of its code; None and ABSENT are absent."""
    own = Coded.of(values)
    return Coded(own.distinct, np.append(own.codes, ABSENT)[codes])


def nothing(count: int) -> Coded[str]:
    """A column that says nothing."""
    return Coded((), np.full(count, ABSENT, np.intp))


def taken(column: Coded[T], places: NDArray[np.intp] | None = None) -> Coded[T] | None:
    """The column (at some places) as of `part_of_column`; None where it says nothing."""
    found = part_of_column(column, places)
    return None if len(found) and not found.distinct else found


def part_of_column(column: Coded[T], places: NDArray[np.intp] | None = None) -> Coded[T]:
    """The column (at some places) with only the values that stand there, in their order."""
    codes = column.codes if places is None else column.codes[places]
    used, codes = np.unique(codes, return_inverse=True)
    absent = int(len(used) > 0 and used[0] == ABSENT)
    return Coded(tuple([column.distinct[code] for code in used[absent:]]), codes - absent)
