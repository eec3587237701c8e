"""The conditions that the rows of one standard print, collected by factor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importers.columns import Column, Role
from importers.crossed_levels import CONSEQUENCE
from importers.factor_conditions import PrintedCondition, read_factor
from importers.grade_words import without_grade
from importers.logical_rows import Entry
from standards_1023.values import Axis, Convention, Factor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from importers.cell_problems import CellProblems
    from importers.logical_rows import LogicalRow

VIOLATION_FACTOR = "违法行为"


@dataclass(slots=True)
class RowConditions:
    """The distinct conditions of each factor with the entry that printed them first."""

    columns: Sequence[Column]
    printed: dict[str, dict[str, Entry]] = field(default_factory=dict)
    spanning: set[tuple[str, str]] = field(default_factory=set)

    def of_row(
        self, row: LogicalRow, names: dict[int, str], violation: str | None = None
    ) -> list[tuple[str, str]]:
        """(factor, condition) of a row, in the columns that have names; a violation may be the first."""
        when: list[tuple[str, str]] = []
        if violation is not None:
            when.append((VIOLATION_FACTOR, violation))
            self.add(VIOLATION_FACTOR, violation, self._violation_entry(row, violation))
        for column in self.columns:
            name = names.get(column.index)
            if name is None:
                continue
            entry = row.get(column) or self._spanning_grade(row, column)
            if entry is None or entry.is_nothing or not entry.text:
                continue
            when.append((name, entry.text))
            self.add(name, entry.text, entry)
            if any(index in names for index in range(column.index + 1, column.index + entry.columns)):
                self.spanning.add((name, entry.text))
        return when

    def add(self, name: str, text: str, entry: Entry) -> None:
        """Keep a condition of a factor unless it was printed above."""
        self.printed.setdefault(name, {}).setdefault(text, entry)

    def _spanning_grade(self, row: LogicalRow, column: Column) -> Entry | None:
        """A grade merged over the conditions is the condition."""
        for grade in self.columns:
            entry = row.get(grade) if grade.role is Role.GRADE and grade.index < column.index else None
            if entry is not None and grade.index + entry.columns > column.index:
                return entry
        return None

    def _violation_entry(self, row: LogicalRow, violation: str) -> Entry:
        entry = row.get(next((c for c in self.columns if c.role is Role.VIOLATION), None))
        return entry if entry is not None else Entry(violation, "", row.row)

    def factors(self, names: Iterable[str], convention: Convention, problems: CellProblems) -> list[Factor]:
        """The factors in the order of the names, then those that are printed across."""
        order = dict.fromkeys((*names, *self.printed))
        present = [name for name in order if name in self.printed]
        axes = _axes(present) if len(present) > 1 else {}
        return [
            read_factor(name, self._conditions(name), convention, problems, axes.get(name))
            for name in present
        ]

    def _conditions(self, name: str) -> Iterable[PrintedCondition]:
        for text, entry in self.printed[name].items():
            spanning = (name, text) in self.spanning
            yield PrintedCondition(text, entry.address, without_grade(text), spanning)


def _axes(names: Sequence[str]) -> dict[str, Axis]:
    """Severity and consequence: the first and the last factor, unless headings say."""
    said = [n for n in names if CONSEQUENCE.search(n) and n != VIOLATION_FACTOR]
    consequence = said[0] if len(said) == 1 else names[-1]
    return {name: Axis.CONSEQUENCE if name == consequence else Axis.SEVERITY for name in names}
