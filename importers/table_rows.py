"""The rows of bands of one standard: conditions, grade, group and measures."""

# ruff: noqa: PLR2004 - two levels, two names of a corner

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.cell_looks import is_tick
from importers.clauses import subject_of
from importers.columns import Column, Role
from importers.condition_text import factor_kind, read_condition
from importers.grade_words import is_grade_word
from importers.grid import OUTCOME_ROLES, Entry, LogicalRow
from importers.headings import bare_heading, names_kind
from importers.intervals import find_interval
from importers.penalty_text import PenaltyReading, read_penalty
from standards_1023.text import matched, normalised
from standards_1023.values import (
    FEN_PER_YUAN,
    AmountUnit,
    Axis,
    Condition,
    Convention,
    Factor,
    FactorKind,
    Measure,
    MeasureKind,
    Problem,
    ProblemSeverity,
    Range,
    Row,
    Subject,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

_CONSEQUENCE = re.compile(r"后果|危害|影响")
_CORNER = re.compile(r"\s*[\\\\/＼／|]\s*")
VIOLATION_FACTOR = "违法行为"
GRADES_ACROSS = "违法程度"


@dataclass(slots=True)
class RowsReading:
    """Rows and factors of a standard with the problems found in its cells."""

    rows: list[Row] = field(default_factory=list)
    factors: list[Factor] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class RowsReader:
    """Reads the rows of one standard from logical rows and the columns of their table."""

    sheet: str
    columns: Sequence[Column]
    convention: Convention
    result: RowsReading = field(default_factory=RowsReading)
    grade_decides: bool = False
    _conditions: dict[str, dict[str, Entry]] = field(default_factory=dict)
    _spanning: set[tuple[str, str]] = field(default_factory=set)

    def factor_columns(self) -> list[Column]:
        """The columns whose cells are conditions: factors left of the penalties, else the grade itself."""
        outcomes = [c.index for c in self.columns if c.role in OUTCOME_ROLES]
        last = max(outcomes, default=0)
        grades = [c for c in self.columns if c.role is Role.GRADE]
        everywhere = [c for c in self.columns if c.role in {Role.FACTOR, Role.ELEMENT}]
        factors = [c for c in everywhere if c.index < last] or everywhere
        if not factors:
            return grades
        return sorted(factors + (grades if self.grade_decides else grades[1:]), key=lambda c: c.index)

    def _grade_decides(
        self, rows: Sequence[LogicalRow], violations: Sequence[str], groups: dict[int, str]
    ) -> bool:
        """Whether equal conditions stand under different grades: then the grade is a condition of its own."""
        grade = next((c for c in self.columns if c.role is Role.GRADE), None)
        factors = self.factor_columns()
        if grade is None or grade in factors:
            return False
        seen: dict[tuple[object, ...], str] = {}
        for number, row in enumerate(rows):
            act = violations[number] if violations else None
            key = (act, groups.get(row.row), *(matched(row.text(c)) for c in factors))
            if seen.setdefault(key, matched(row.text(grade))) != matched(row.text(grade)):
                return True
        return False

    def read(
        self, rows: Sequence[LogicalRow], violations: Sequence[str], groups: dict[int, str]
    ) -> RowsReading:
        """Read all rows; `violations` are column-one texts when they are options, `groups` names by row."""
        self.grade_decides = self._grade_decides(rows, violations, groups)
        blocks = self._blocks()
        inside = {column.index for columns in blocks.values() for column in columns}
        factor_columns = [c for c in self.factor_columns() if c.index not in inside]
        outcomes = [c for c in self.columns if c.role in OUTCOME_ROLES]
        crossed = [c for c in outcomes if is_level_heading(c)]
        crossed = crossed if len(crossed) > 1 and not blocks else []
        corner = _corner(factor_columns)
        across = level_factor(crossed, has_factors=bool(factor_columns), corner=corner) if crossed else ""
        names = _names(factor_columns, across)
        for number, row in enumerate(rows):
            group = groups.get(row.row)
            when = self._when(row, factor_columns, names, violations[number] if violations else None)
            if blocks:
                self._block_rows(row, when, blocks, group)
            elif crossed:
                self._crossed(row, when, crossed, across, group)
                self._apart(row, [c for c in outcomes if c not in crossed])
            else:
                self._long(row, when, outcomes, self._grade(row, factor_columns), group)
        self._build_factors(names, violations=bool(violations))
        self._name_unconditional()
        return self.result

    def _name_unconditional(self) -> None:
        """A band without any condition beside bands with some would apply to everything."""
        if not any(row.when for row in self.result.rows):
            return
        for row in self.result.rows:
            if not row.when and row.measures:
                self._problem(
                    row.cell, ProblemSeverity.ERROR, "本行没有读到适用条件，不能确定何时适用，请补填。"
                )

    def _blocks(self) -> dict[str, list[Column]]:
        """Columns below headings that are grades: 轻微 (情形, 处罚) | 严重 (情形, 处罚)."""
        blocks: dict[str, list[Column]] = {}
        for column in self.columns:
            if len(column.headings) > 1 and is_grade_word(column.headings[-2]):
                blocks.setdefault(column.headings[-2], []).append(column)
        complete = all(any(c.role in OUTCOME_ROLES for c in columns) for columns in blocks.values())
        return blocks if len(blocks) > 1 and complete else {}

    def _block_rows(
        self,
        row: LogicalRow,
        shared: list[tuple[str, str]],
        blocks: dict[str, list[Column]],
        group: str | None,
    ) -> None:
        for grade, columns in blocks.items():
            conditions = [c for c in columns if c.role in {Role.FACTOR, Role.GRADE, Role.ELEMENT}]
            outcomes = [c for c in columns if c.role in OUTCOME_ROLES]
            if all((entry := row.get(c)) is None or entry.is_nothing for c in outcomes):
                continue
            when = shared + self._when(row, conditions, {c.index: c.name for c in conditions}, None)
            if not conditions:
                when.append((GRADES_ACROSS, grade))
                self._conditions.setdefault(GRADES_ACROSS, {}).setdefault(grade, Entry(grade, "", 0))
            self._long(row, when, outcomes, grade, group)

    def _apart(self, row: LogicalRow, columns: Sequence[Column]) -> None:
        """Penalties beside the crossed levels belong to all of them or to none: a person must say which."""
        for column in columns:
            entry = row.get(column)
            if entry is not None and not entry.is_nothing and not entry.inherited:
                left_out = f"「{column.name}」一列没有对应的档次，「{entry.text[:20]}」没有读取"
                sentence = f"{left_out}，请并入各档的处罚标准。"
                self._problem(entry.address, ProblemSeverity.ERROR, sentence)

    def _when(
        self, row: LogicalRow, columns: Sequence[Column], names: dict[int, str], violation: str | None
    ) -> list[tuple[str, str]]:
        when: list[tuple[str, str]] = []
        if violation is not None:
            when.append((VIOLATION_FACTOR, violation))
            self._conditions.setdefault(VIOLATION_FACTOR, {}).setdefault(
                violation, self._violation_entry(row, violation)
            )
        for column in columns:
            entry = row.get(column) or self._spanning_grade(row, column)
            if entry is None or entry.is_nothing or not entry.text:
                continue
            name = names[column.index]
            when.append((name, entry.text))
            self._conditions.setdefault(name, {}).setdefault(entry.text, entry)
            if entry.columns > 1 and any(
                c.index in range(column.index + 1, column.index + entry.columns) for c in columns
            ):
                self._spanning.add((name, entry.text))
        return when

    def _spanning_grade(self, row: LogicalRow, column: Column) -> Entry | None:
        """A grade merged over the conditions is the condition."""
        for grade in self.columns:
            entry = row.get(grade) if grade.role is Role.GRADE and grade.index < column.index else None
            if entry is not None and grade.index + entry.columns > column.index:
                return entry
        return None

    def _violation_entry(self, row: LogicalRow, violation: str) -> Entry:
        column = next((c for c in self.columns if c.role is Role.VIOLATION), None)
        entry = row.get(column)
        return entry if entry is not None else Entry(violation, "", row.row)

    def _grade(self, row: LogicalRow, factor_columns: Sequence[Column]) -> str | None:
        column = next((c for c in self.columns if c.role is Role.GRADE), None)
        entry = row.get(column)
        if entry is not None and not entry.is_nothing:
            return entry.text
        for factor in factor_columns:
            text = row.text(factor)
            head = re.match(r"^([^：:，,。]{2,8})[：:]", text)
            if head and is_grade_word(head[1]):
                return head[1]
        return None

    def _long(
        self,
        row: LogicalRow,
        when: list[tuple[str, str]],
        outcomes: Sequence[Column],
        grade: str | None,
        group: str | None,
    ) -> None:
        printed: list[tuple[Column, Entry]] = []
        for column in outcomes:
            entry = row.get(column)
            if entry is not None and all(e.address != entry.address for _, e in printed):
                printed.append((column, entry))
        self._blank_beside(row, outcomes, printed)
        if not printed:
            if when:
                address = next((e.address for e in row.entries.values() if not e.inherited), f"A{row.row}")
                self._problem(
                    address,
                    ProblemSeverity.ERROR,
                    f"第 {row.row} 行有条件而没有处罚标准，本行不能适用，请补填。",
                )
            return
        group_subject = subject_of(group) if group else None
        measures, pieces = self._measures(printed, group_subject)
        self._several_fines(printed, measures)
        text = "；".join(pieces)
        self.result.rows.append(
            Row(row.row, printed[0][1].address, tuple(when), text, tuple(measures), grade, group)
        )

    def _blank_beside(
        self, row: LogicalRow, outcomes: Sequence[Column], printed: Sequence[tuple[Column, Entry]]
    ) -> None:
        """A blank for one subject beside the penalty of another: read as none, and named."""
        for column in outcomes:
            if printed and column.subject is not None and row.get(column) is None:
                sentence = f"「{column.name}」一栏空白，按不处罚读取；如果是同上，请写明。"
                self._problem(printed[0][1].address, ProblemSeverity.WARNING, sentence)

    def _measures(
        self, printed: Sequence[tuple[Column, Entry]], group_subject: Subject | None
    ) -> tuple[list[Measure], list[str]]:
        measures: list[Measure] = []
        pieces = [entry.text for _, entry in printed]
        low = next(((c, e) for c, e in printed if c.role is Role.LOW), None)
        high = next(((c, e) for c, e in printed if c.role is Role.HIGH), None)
        if low is not None or high is not None:
            measures += self._limits(low, high, group_subject)
        for column, entry in printed:
            if column.role is not Role.PENALTY or entry.is_nothing:
                continue
            text = (
                bare_heading(column.name) if is_tick(entry.text) and names_kind(column.name) else entry.text
            )
            reading = read_penalty(
                text,
                self.convention,
                subject=column.subject or group_subject,
                heading_unit=column.unit,
                fine_column=is_fine_column(column, entry.text),
            )
            if column.name in {"处罚种类", "行政处罚种类"} and len(printed) > 1:
                reading = _kinds_only(reading)
            self._remarks(entry, reading)
            measures += [
                m for m in reading.measures if m.amount is not None or not _said_already(m, measures)
            ]
        return measures, pieces

    def _limits(
        self,
        low: tuple[Column, Entry] | None,
        high: tuple[Column, Entry] | None,
        group_subject: Subject | None,
    ) -> list[Measure]:
        """下限 and 上限 in columns of their own make one fine, both limits included."""
        bounds: list[Fraction | None] = []
        units: set[str] = set()
        printed = [pair for pair in (low, high) if pair is not None]
        for pair in (low, high):
            if pair is None or pair[1].is_nothing:
                bounds.append(None)
                continue
            column, entry = pair
            plain = normalised(entry.text) + (column.unit or "")
            interval = find_interval(plain, self.convention) if re.search(r"元|倍|%", plain) else None
            if interval is None:
                sentence = f"{column.name}「{entry.text}」读不出数额，请改写。"
                self._problem(entry.address, ProblemSeverity.ERROR, sentence)
                return []
            units.add(interval.unit or "元")
            bounds.append(interval.range.low if interval.range.low is not None else interval.range.high)
        first = printed[0][1].address
        if not units:
            return []
        if len(units) > 1:
            self._problem(first, ProblemSeverity.ERROR, "上下限的单位不一致，请核对。")
            return []
        unit = {"倍": AmountUnit.TIMES, "%": AmountUnit.PERCENT}.get(next(iter(units)), AmountUnit.YUAN)
        factor = FEN_PER_YUAN if unit is AmountUnit.YUAN else 1
        lowest, highest = (None if bound is None else bound * factor for bound in bounds)
        amount = Range(lowest, highest)
        if amount.is_empty:
            self._problem(first, ProblemSeverity.ERROR, "下限大于上限，请核对。")
            return []
        text = "；".join(entry.text for _, entry in printed)
        return [Measure(MeasureKind.FINE, text, printed[0][0].subject or group_subject, unit, amount)]

    def _crossed(
        self,
        row: LogicalRow,
        when: list[tuple[str, str]],
        columns: Sequence[Column],
        parent: str,
        group: str | None,
    ) -> None:
        for column in columns:
            entry = row.get(column)
            level = column.name
            if entry is None or entry.is_nothing:
                continue
            self._conditions.setdefault(parent, {}).setdefault(level, Entry(level, "", 0))
            reading = read_penalty(
                entry.text,
                self.convention,
                subject=subject_of(group) if group else None,
                heading_unit=column.unit,
                fine_column=is_fine_column(column, entry.text),
            )
            self._remarks(entry, reading)
            self.result.rows.append(
                Row(
                    row.row,
                    entry.address,
                    (*when, (parent, level)),
                    entry.text,
                    tuple(reading.measures),
                    _level_grade(parent, level),
                    group,
                )
            )

    def _several_fines(self, printed: Sequence[tuple[Column, Entry]], measures: Sequence[Measure]) -> None:
        """Different fines for the same subject from several columns: nobody can say which applies."""
        if sum(c.role is Role.PENALTY and not e.is_nothing for c, e in printed) < 2:
            return
        seen: dict[tuple[object, ...], Measure] = {}
        for measure in measures:
            if measure.kind is not MeasureKind.FINE or measure.amount is None:
                continue
            key = (measure.subject, measure.trigger)
            other = seen.setdefault(key, measure)
            if other.text != measure.text and (other.amount, other.unit) != (measure.amount, measure.unit):
                sentence = (
                    f"几栏各有罚款（「{other.text[:20]}」「{measure.text[:20]}」），不能确定适用哪一栏。"
                )
                self._problem(printed[0][1].address, ProblemSeverity.ERROR, sentence)
                return

    def _remarks(self, entry: Entry, reading: PenaltyReading) -> None:
        for remark in reading.remarks:
            self._problem(entry.address, remark.severity, remark.message)

    def _problem(self, address: str, severity: ProblemSeverity, message: str) -> None:
        problem = Problem(self.sheet, address, severity, message)
        if problem not in self.result.problems:
            self.result.problems.append(problem)

    def _build_factors(self, names: dict[int, str], *, violations: bool) -> None:
        order = ([VIOLATION_FACTOR] if violations else []) + list(names.values())
        order += [name for name in self._conditions if name not in order]
        present = [name for name in order if name in self._conditions]
        axes = _axes(present) if len(present) > 1 else {}
        for name in present:
            self.result.factors.append(self._factor(name, axes.get(name)))

    def _factor(self, name: str, axis: Axis | None) -> Factor:
        conditions: list[Condition] = []
        for text, entry in self._conditions[name].items():
            reading = read_condition(_without_grade(text), self.convention, heading=name)
            for misprint in reading.misprints:
                self._problem(entry.address, ProblemSeverity.WARNING, f"{misprint}，按原意读取，请核对原文。")
            conditions.append(
                Condition(text, entry.address, reading.alternatives, (name, text) in self._spanning)
            )
        kind = factor_kind((c.text, c.alternatives) for c in conditions if not c.spanning)
        if kind in {FactorKind.YES_NO, FactorKind.OPTION}:
            conditions = [
                replace(c, alternatives=c.alternatives if len(c.alternatives) > 1 else ()) for c in conditions
            ]
        cell = next((e.address for e in self._conditions[name].values() if e.address), "")
        return Factor(name, kind, tuple(conditions), axis, cell)


def _without_grade(text: str) -> str:
    """较轻：占地十平方米以下的 → the condition behind the grade."""
    head = re.match(r"^([^：:，,。]{2,8})[：:]\s*(?=\S)", text)
    return text[head.end() :] if head and is_grade_word(head[1]) else text


def _names(columns: Sequence[Column], across: str = "") -> dict[int, str]:
    """The name of each factor column; equal headings are told apart by the heading above or a number.

    `across` names the levels in the heading row; the corner may print both names: 违法程度＼危害后果.
    """
    result: dict[int, str] = {}
    for column in columns:
        name = column.name
        corner = _CORNER.split(name)
        if across and len(corner) == 2:
            name = next((part for part in corner if part != across), name)
        if name in result.values() and len(column.headings) > 1:
            name = "·".join(column.headings)
        base, n = name, 2
        while name in result.values():
            name, n = f"{base}（{n}）", n + 1
        result[column.index] = name
    return result


def _kinds_only(reading: PenaltyReading) -> PenaltyReading:
    """警告、罚款 as kinds beside a column with the amounts: the fine itself stands there."""
    return PenaltyReading([m for m in reading.measures if m.kind is not MeasureKind.FINE], [])


def _said_already(measure: Measure, others: Sequence[Measure]) -> bool:
    """警告 under 处罚种类 and again beside the amount is one warning, for one subject and condition."""
    key = (measure.kind, measure.subject, measure.trigger)
    return any((m.kind, m.subject, m.trigger) == key for m in others)


def _corner(columns: Sequence[Column]) -> str:
    """The heading of the conditions down the side when it names both factors."""
    return next((c.name for c in columns if len(_CORNER.split(c.name)) == 2), "")


def _level_grade(factor: str, level: str) -> str | None:
    """轻微, 一般, 严重 as headings of the penalty columns of a list are its grades."""
    return level if factor == GRADES_ACROSS else None


def is_level_heading(column: Column) -> bool:
    """Whether a penalty column's lowest heading is a level (轻微; 造成轻伤), not a kind of penalty."""
    if column.role is not Role.PENALTY or column.subject is not None:
        return False
    if is_grade_word(column.name):
        return True
    bare = bare_heading(column.name)
    return (
        re.search(r"罚|裁量|标准|幅度|金额|基准|处理|决定|措施|单位$|个人$|没收|警告|许可|停产", bare) is None
    )


def level_factor(columns: Sequence[Column], *, has_factors: bool = True, corner: str = "") -> str:
    """The name of the factor across: the heading over the levels, the corner's second name, else 危害后果.

    Levels that are grades, without any condition down the side, are the grades of the list.
    """
    parents = {c.headings[-2] for c in columns if len(c.headings) > 1}
    named = [p for p in parents if re.search(r"罚|裁量(?!因素)|标准|幅度", p) is None]
    if len(named) == 1:
        return named[0]
    parts = [p for p in _CORNER.split(corner) if p]
    if len(parts) == 2:
        return next((p for p in parts if _CONSEQUENCE.search(p)), parts[1])
    if not has_factors and all("次" in c.name for c in columns):
        return "违法次数"
    if not has_factors:
        return GRADES_ACROSS
    return "危害后果"


def is_fine_column(column: Column, text: str) -> bool:
    """Whether a lone amount in the column is a fine: by its heading, or because nothing else stands there."""
    if any(re.search(r"罚款|罚金|金额|下限|上限", normalised(h)) for h in column.headings):
        return True
    return (
        find_interval(normalised(text), Convention()) is not None
        and re.search(r"[,，。;；、]|没收|警告|吊销|责令", text) is None
    )


def _axes(names: Sequence[str]) -> dict[str, Axis]:
    """Severity and consequence: the first and the last factor, unless headings say."""
    said = [n for n in names if _CONSEQUENCE.search(n) and n != VIOLATION_FACTOR]
    consequence = said[0] if len(said) == 1 else names[-1]
    return {name: Axis.CONSEQUENCE if name == consequence else Axis.SEVERITY for name in names}


def same_conditions(one: LogicalRow, other: LogicalRow, columns: Sequence[Column]) -> bool:
    """Whether two logical rows print the same conditions: the table begins anew there."""
    return [matched(one.text(c)) for c in columns] == [matched(other.text(c)) for c in columns]
