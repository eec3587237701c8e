"""Weighted sums: 裁量起点, 裁量要素, 权重 by group, and the formula in 备注."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from importers.clauses import subject_of
from importers.condition_text import factor_kind, read_condition
from importers.headings import Role
from importers.intervals import find_interval
from importers.tables import Table
from standards_1023.numerals import read_percent
from standards_1023.text import matched, normalised
from standards_1023.values import (
    FEN_PER_YUAN,
    AmountUnit,
    Condition,
    Convention,
    Factor,
    FactorKind,
    Problem,
    ProblemSeverity,
    WeightGroup,
    WeightMaximum,
    WeightOption,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from importers.workbook import Cell
    from standards_1023.values import Subject

_SUM = r"(?:裁量)?(?:百分值|权重|百分比|分值|比例)(?:值)?(?:总和|之和|合计|总分|累计)"
_FORMULA = re.compile(
    rf"(?P<whom>[^。;；:：()（）=＝×]*?)(?:罚款(?:金额|数额)?|处罚金额|金额)[=＝](?P<left>[^。;；×xX*]*?)(?:{_SUM})[×xX*](?P<maximum>[^。;；,，()]+)"
)
_REVERSED = re.compile(
    rf"(?P<whom>[^。;；:：()=×]*?)(?:罚款(?:金额|数额)?|处罚金额|金额)[=](?P<maximum>[^。;×=]+(?:×[\d.]+[%倍])?)×(?P<left>[^。;×]*?){_SUM}"
)
_FLOOR = re.compile(
    rf"(?P<whom>[^。;；.]*?){_SUM}?(?:不足|低于|少于|小于)(?P<below>\d+(?:\.\d+)?%)的?[,，]?(?:一律|均)?按(?:照)?(?P<floor>\d+(?:\.\d+)?%)"
)
_CAP = re.compile(
    rf"(?P<whom>[^。;；.]*?){_SUM}?(?:超过|大于|高于|超出)(?P<above>\d+(?:\.\d+)?%)的?[,，]?(?:一律|均)?按(?:照)?(?P<cap>\d+(?:\.\d+)?%)"
)
_NAMES = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class WeightsReading:
    """The weighted sums of a standard, their factors, and the problems found."""

    groups: list[WeightGroup] = field(default_factory=list)
    factors: list[Factor] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Start:
    """The weight columns with what heads them: group name, subject and starting weight by column."""

    columns: list[int]
    groups: dict[int, tuple[str | None, Fraction | None, str]]
    last_row: int


def read_weights(
    table: Table, convention: Convention, vocabulary: Collection[str], *, notes: str, basis: str
) -> WeightsReading:
    """The weighted sums of one block; what is not printed stays None and is named."""
    result = WeightsReading()
    sheet = table.sheet.name
    columns = _weight_columns(table)
    start = _start(table, columns)
    options = _options(table, columns, start, vocabulary, result)
    plain_notes = normalised(notes)
    formulas = _formulas(plain_notes)
    for column in start.columns:
        name, percent, cell = start.groups[column]
        formula = _formula_for(formulas, name, only=len(start.columns) == 1)
        maximum = _maximum(formula[1], plain_notes + normalised(basis)) if formula else None
        if maximum is None:
            result.problems.append(
                Problem(
                    sheet,
                    cell,
                    ProblemSeverity.ERROR,
                    "没有读到计算公式（罚款金额＝裁量百分值总和×…），权重无法折算成罚款。",
                )
            )
        subject = _subject(name, formula[0] if formula else "")
        result.groups.append(
            WeightGroup(
                name,
                subject,
                percent,
                _limit(_FLOOR, plain_notes, name, "floor"),
                _limit(_CAP, plain_notes, name, "cap"),
                tuple(
                    WeightOption(f, o, weights[column], row, cell_)
                    for f, o, weights, row, cell_ in options
                    if column in weights
                ),
                maximum,
                cell,
            )
        )
    result.factors = _factors(table, convention, options, result)
    return result


def _subject(name: str | None, whom: str) -> Subject | None:
    """Whom a sum is for: the formula's own words go before the heading of its group."""
    named = subject_of(whom) if whom else None
    return named or (subject_of(name) if name else None)


def _weight_columns(table: Table) -> list[int]:
    """The columns of percentages at the right end of the table."""
    by_role = [c.index for c in table.of(Role.WEIGHT)]
    shares: list[int] = []
    for column in range(1, table.sheet.columns + 1):
        texts = [
            normalised(cell.text) for row in table.rows if (cell := table.sheet.at(row, column)) is not None
        ]
        percents = [t for t in texts if read_percent(t) is not None]
        if percents and len(percents) >= 0.5 * len(texts):
            shares.append(column)
    return sorted(set(by_role) | set(shares))


def _start(table: Table, columns: list[int]) -> _Start:
    """Group names and starting weights, from the rows that the cell 裁量起点 covers."""
    cell = table.start_cell
    groups: dict[int, tuple[str | None, Fraction | None, str]] = {}
    first = columns[0] if columns else 0
    if cell is None:
        return _Start(columns[:1], {first: (None, None, f"A{table.header_row}")}, table.header_row)
    kept: list[int] = []
    for column in columns:
        names: list[str] = []
        percent: Fraction | None = None
        address = cell.address
        previous = table.sheet.at(cell.last_row, column - 1) if column > first else None
        for row in range(cell.row, cell.last_row + 1):
            at = table.sheet.at(row, column)
            if at is None:
                continue
            plain = normalised(at.text)
            if (value := read_percent(plain)) is not None:
                percent, address = value, at.address
                own = at
            elif _NAMES.search(plain) and at.text not in names:
                names.append(at.text.strip())
        if percent is None or (previous is not None and own is previous):
            continue
        kept.append(column)
        groups[column] = ("·".join(names) or None, percent, address)
    if not kept:
        return _Start([first], {first: (None, None, cell.address)}, cell.last_row)
    return _Start(kept, groups, cell.last_row)


_Option = tuple[str, str, dict[int, Fraction], int, str]


def _options(
    table: Table, columns: list[int], start: _Start, vocabulary: Collection[str], result: WeightsReading
) -> list[_Option]:
    """Factor, option, weight by column, row and cell, down the table."""
    sheet = table.sheet
    first = min(columns, default=sheet.columns + 1)
    text_columns = [c for c in range(1, first) if any(sheet.at(r, c) is not None for r in table.rows)]
    option_column = text_columns[-1] if text_columns else 1
    factor_column = text_columns[-2] if len(text_columns) > 1 else option_column
    options: list[_Option] = []
    factor_cell: Cell | None = None
    name = ""
    skipped = table.start_cell
    for row in table.rows:
        if skipped is not None and skipped.row <= row <= skipped.last_row:
            continue
        at = sheet.at(row, factor_column)
        if at is not None and at is not factor_cell:
            if factor_cell is not None and _goes_on(name, at.text, vocabulary):
                joined = name + at.text.strip()
                options = [(joined if o[0] == name else o[0], *o[1:]) for o in options]
                result.problems.append(
                    Problem(
                        sheet.name,
                        at.address,
                        ProblemSeverity.WARNING,
                        f"「{name}」与「{at.text.strip()}」被分页拆开，按「{joined}」读取。",
                    )
                )
                name = joined
            else:
                name = at.text.strip()
            factor_cell = at
        option = sheet.at(row, option_column)
        weights = _weights_of_row(table, row, columns, start)
        if (option is None and not weights) or (option is not None and option.row < row):
            continue  # nothing printed here, or the tail of an option merged over several rows
        if option is None or not name:
            result.problems.append(
                Problem(
                    sheet.name,
                    f"A{row}",
                    ProblemSeverity.ERROR,
                    f"第 {row} 行有权重而没有裁量要素或选项，请补填。",
                )
            )
            continue
        if not weights:
            result.problems.append(
                Problem(
                    sheet.name,
                    option.address,
                    ProblemSeverity.ERROR,
                    f"「{option.text.strip()}」没有读到权重，请补填百分数。",
                )
            )
            continue
        options.append((name, option.text.strip(), weights, row, option.address))
    return options


def _goes_on(name: str, text: str, vocabulary: Collection[str]) -> bool:
    """Whether a factor's name was cut by a page break: both halves together are a text of the workbook."""
    return name.count("（") > name.count("）") or matched(name + text) in vocabulary


def _weights_of_row(table: Table, row: int, columns: list[int], start: _Start) -> dict[int, Fraction]:
    """The weights of a row by group column; a merged one, or one printed once, counts for all groups."""
    found: dict[int, Fraction] = {}
    for column in columns:
        cell = table.sheet.at(row, column)
        percent = None if cell is None else read_percent(normalised(cell.text))
        if percent is not None:
            found[column] = percent
    if not found:
        return {}
    if len(found) < len(start.columns) or not set(start.columns) <= set(found):
        only = next(iter(found.values()))
        if len(set(found.values())) == 1:
            return dict.fromkeys(start.columns, only)
    return {column: found[column] for column in start.columns if column in found}


def _formulas(notes: str) -> list[tuple[str, str]]:
    """(whom, maximum) of each formula in the notes."""
    found = [(m["whom"] + m["left"], m["maximum"]) for m in _FORMULA.finditer(notes)]
    return found or [(m["whom"] + m["left"], m["maximum"]) for m in _REVERSED.finditer(notes)]


def _formula_for(formulas: list[tuple[str, str]], name: str | None, *, only: bool) -> tuple[str, str] | None:
    if only and len(formulas) == 1:
        return formulas[0]
    if name is None:
        return None
    parts = [normalised(p) for p in name.split("·")]
    for formula in formulas:
        if normalised(parts[-1]) in formula[0]:
            return formula
    return next((f for f in formulas if any(p in f[0] for p in parts)), None)


def _maximum(text: str, rules: str) -> WeightMaximum | None:
    """100万; 建设项目总投资额×5%; 所需处置费用×3倍, with the smallest base that the rules print."""
    plain = text.strip("。;,")
    base, times, number = plain.rpartition("×")
    if times:
        percent = read_percent(number)
        if percent is not None and number.endswith("%"):
            return WeightMaximum(percent, AmountUnit.PERCENT, base, _base_min(base, rules))
        interval = find_interval(number, Convention())
        if interval is not None and interval.unit == "倍" and interval.range.low is not None:
            return WeightMaximum(interval.range.low, AmountUnit.TIMES, base, _base_min(base, rules))
        return None
    interval = find_interval(plain if "元" in plain else plain + "元", Convention())
    if interval is None or interval.unit != "元" or not interval.range.is_point or interval.range.low is None:
        return None
    return WeightMaximum(interval.range.low * FEN_PER_YUAN, AmountUnit.YUAN)


def _base_min(base: str, rules: str) -> Fraction | None:
    """所需处置费用不足二十万元的，按二十万元计算: the smallest amount a base counts with, in 分."""
    found = re.search(
        rf"{re.escape(base)}不足(?P<below>[^,的]+?元)的?,?按(?:照)?(?P<least>[^,。;]+?元)", rules
    )
    if found is None:
        return None
    interval = find_interval(found["least"], Convention())
    return interval.range.low * FEN_PER_YUAN if interval and interval.range.low is not None else None


def _limit(pattern: re.Pattern[str], notes: str, name: str | None, key: str) -> Fraction | None:
    for found in pattern.finditer(notes):
        whom = re.sub(rf"^\d+|{_SUM}$|裁量", "", found["whom"])
        parts = [normalised(p) for p in (name or "").split("·") if p]
        named = [p for p in parts if p and p in whom]
        if not _NAMES.search(whom) or named or not parts:
            return read_percent(found[key])
    return None


def _factors(
    table: Table, convention: Convention, options: list[_Option], result: WeightsReading
) -> list[Factor]:
    by_name: dict[str, list[tuple[str, str]]] = {}
    for name, option, _, _, cell in options:
        by_name.setdefault(name, []).append((option, cell))
    factors: list[Factor] = []
    for name, printed in by_name.items():
        conditions: list[Condition] = []
        for text, cell in printed:
            reading = read_condition(text, convention, heading=name)
            for misprint in reading.misprints:
                result.problems.append(
                    Problem(
                        table.sheet.name,
                        cell,
                        ProblemSeverity.WARNING,
                        f"{misprint}，按原意读取，请核对原文。",
                    )
                )
            conditions.append(Condition(text, cell, reading.alternatives))
        kind = factor_kind((c.text, c.alternatives) for c in conditions)
        if kind in {FactorKind.YES_NO, FactorKind.OPTION}:
            conditions = [
                Condition(c.text, c.cell, c.alternatives if len(c.alternatives) > 1 else ())
                for c in conditions
            ]
        factors.append(Factor(name, kind, tuple(conditions), None, printed[0][1]))
    return factors
