"""The rows of bands of one standard: conditions, grade, group and measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importers.cell_problems import CellProblems
from importers.clauses import subject_of
from importers.columns import CONDITION_ROLES, OUTCOME_ROLES, Column, Role
from importers.condition_columns import condition_columns, factor_names, grade_decides
from importers.crossed_levels import (
    GRADES_ACROSS,
    beside_levels,
    blocks_of_grades,
    crossed_columns,
    level_factor,
    level_grade,
)
from importers.grade_words import grade_before_colon
from importers.logical_rows import Entry
from importers.penalty_cells import PenaltyCells, printed_cells
from importers.row_conditions import VIOLATION_FACTOR, RowConditions
from standards_1023.values import Convention, Factor, Problem, ProblemSeverity, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importers.logical_rows import LogicalRow
    from importers.tables import Table

_When = list[tuple[str, str]]


@dataclass(slots=True)
class RowsReading:
    """Rows and factors of a standard with the problems found in its cells."""

    rows: list[Row]
    factors: list[Factor]
    problems: list[Problem]


def read_rows(
    table: Table,
    convention: Convention,
    rows: Sequence[LogicalRow],
    violations: Sequence[str],
    groups: dict[int, str],
) -> RowsReading:
    """All rows of one standard.

    `violations` are the column-one texts when they are options, `groups` the names of groups by row.
    """
    problems = CellProblems(table.sheet.name)
    reader = _Reader(table, PenaltyCells(convention, problems), RowConditions(table.columns), problems)
    names = reader.read(rows, violations, groups)
    factors = reader.conditions.factors(names, convention, problems)
    reader.name_unconditional()
    return RowsReading(reader.bands, factors, problems.found)


@dataclass(slots=True)
class _Reader:
    """Goes down the logical rows of a standard: a list, a crossed matrix, or blocks below grades."""

    table: Table
    penalties: PenaltyCells
    conditions: RowConditions
    problems: CellProblems
    bands: list[Row] = field(default_factory=list)
    faulty_heads: list[str] = field(init=False)

    def __post_init__(self) -> None:
        faulty = self.table.sheet.faulty
        self.faulty_heads = [c.address for c in self.table.head_cells if c.address in faulty]

    def read(
        self, rows: Sequence[LogicalRow], violations: Sequence[str], groups: dict[int, str]
    ) -> list[str]:
        """Read all rows; the names of the factors down the side, from left to right."""
        columns = self.table.columns
        blocks = blocks_of_grades(columns)
        inside = {column.index for block in blocks.values() for column in block}
        decides = grade_decides(columns, rows, violations, groups)
        down = [c for c in condition_columns(columns, grade_decides=decides) if c.index not in inside]
        crossed = [] if blocks else crossed_columns(columns)
        across = level_factor(crossed, down) if crossed else ""
        names = factor_names(down, across)
        outcomes = [c for c in columns if c.role in OUTCOME_ROLES]
        for number, row in enumerate(rows):
            group = groups.get(row.row)
            when = self.conditions.of_row(row, names, violations[number] if violations else None)
            if blocks:
                self._blocks(row, when, blocks, group)
            elif crossed:
                self._crossed(row, when, crossed, across, group)
                self._apart(row, beside_levels(columns))
            else:
                self._listed(row, when, outcomes, self._grade(row, down), group)
        return [VIOLATION_FACTOR, *names.values()] if violations else list(names.values())

    def _listed(
        self, row: LogicalRow, when: _When, outcomes: Sequence[Column], grade: str | None, group: str | None
    ) -> None:
        """One band: the penalties of the row together, under all its conditions."""
        printed = printed_cells(row, outcomes)
        if printed:
            self._blank_beside(row, outcomes, printed[0][1].address)
            measures = self.penalties.together(printed, subject_of(group) if group else None)
            text = "；".join(entry.text for _, entry in printed)
            band = Row(row.row, printed[0][1].address, tuple(when), text, tuple(measures), grade, group)
            self._add(band, row, [entry for _, entry in printed])
        elif when:
            self._without_penalty(row)

    def _add(self, band: Row, row: LogicalRow, printed: Sequence[Entry]) -> None:
        """A band; it cannot be applied where a cell that it was read from, or a heading, is faulty."""
        self.bands.append(band)
        beside = [e.address for e in row.entries.values() if e.address in self.table.sheet.faulty]
        if len(printed) > 1:
            errors = {p.cell for p in self.problems.found if p.severity is ProblemSeverity.ERROR}
            beside += [entry.address for entry in printed if entry.address in errors]
        body = self.table.header_row + self.table.header_rows
        for entry in row.entries.values():
            if self.table.header_rows and entry.row < body:
                sentence = (
                    f"表头「{entry.text[:20]}」（{entry.address}）合并到了第 {row.row} 行，"
                    "看不出本行写的是什么。请取消合并后补填。"
                )
                self.problems.error(band.cell, sentence)
        for address in dict.fromkeys(self.faulty_heads + beside):
            if address != band.cell:
                self.problems.error(band.cell, f"{address} 的内容有误，更正之前本行不能适用。")

    def _without_penalty(self, row: LogicalRow) -> None:
        address = next((e.address for e in row.entries.values() if not e.inherited), f"A{row.row}")
        self.problems.error(address, f"第 {row.row} 行有条件而没有处罚标准，本行不能适用，请补填。")

    def _crossed(
        self, row: LogicalRow, when: _When, levels: Sequence[Column], across: str, group: str | None
    ) -> None:
        """A band a level: the level's heading is the condition across.

        A level and a cell that are merged over the same columns are one band.
        """
        seen: set[tuple[str, str]] = set()
        if when and all(row.get(column) is None for column in levels):
            self._without_penalty(row)
        for column in levels:
            entry = row.get(column)
            if entry is None or entry.is_nothing:
                continue
            level = column.name
            if (level, entry.address) in seen:
                continue
            seen.add((level, entry.address))
            self._level(across, level, self.table.heading_address(column))
            measures = self.penalties.alone(column, entry, subject_of(group) if group else None)
            met = (*when, (across, level))
            grade = level_grade(across, level)
            band = Row(row.row, entry.address, met, entry.text, tuple(measures), grade, group)
            self._add(band, row, [entry])

    def _blocks(
        self, row: LogicalRow, shared: _When, blocks: dict[str, list[Column]], group: str | None
    ) -> None:
        """A band a block: the block's grade, with its own conditions or as the condition."""
        for grade, columns in blocks.items():
            inner = {c.index: c.name for c in columns if c.role in CONDITION_ROLES}
            outcomes = [c for c in columns if c.role in OUTCOME_ROLES]
            if all((entry := row.get(c)) is None or entry.is_nothing for c in outcomes):
                continue
            when = shared + self.conditions.of_row(row, inner)
            if not inner:
                when.append((GRADES_ACROSS, grade))
                self._level(GRADES_ACROSS, grade, self.table.heading_address(columns[0], above=1))
            self._listed(row, when, outcomes, grade, group)

    def _level(self, across: str, level: str, address: str) -> None:
        self.conditions.add(across, level, Entry(level, address, self.table.header_row))

    def _grade(self, row: LogicalRow, down: Sequence[Column]) -> str | None:
        """The grade in its own column, else the one before the colon of a condition."""
        entry = row.get(self.table.first(Role.GRADE))
        if entry is not None and not entry.is_nothing:
            return entry.text
        return next((grade for c in down if (grade := grade_before_colon(row.text(c))) is not None), None)

    def _apart(self, row: LogicalRow, columns: Sequence[Column]) -> None:
        """Penalties beside the crossed levels belong to all of them or to none: a person must say which."""
        for column in columns:
            entry = row.get(column)
            if entry is not None and not entry.is_nothing and not entry.inherited:
                sentence = (
                    f"「{column.name}」一列没有对应的档次，「{entry.text[:20]}」没有读取，"
                    "请并入各档的处罚标准。"
                )
                self.problems.error(entry.address, sentence)

    def _blank_beside(self, row: LogicalRow, outcomes: Sequence[Column], address: str) -> None:
        """A blank for one subject beside the penalty of another: read as none, and named."""
        for column in outcomes:
            if column.subject is not None and row.get(column) is None:
                sentence = f"「{column.name}」一栏空白，按不处罚读取；如果是同上，请写明。"
                self.problems.warn(address, sentence)

    def name_unconditional(self) -> None:
        """A band without any condition beside bands with some would apply to everything."""
        if not any(band.when for band in self.bands):
            return
        for band in self.bands:
            if not band.when and band.measures:
                self.problems.error(band.cell, "本行没有读到适用条件，不能确定何时适用，请补填。")
