"""Weighted sums: 裁量起点, 裁量要素, 权重 by group, and the formula in 备注."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from importers.clauses import subject_of
from importers.columns import Role
from importers.condition_text import factor_kind, read_condition
from importers.intervals import find_interval
from standards_1023.numerals import read_percent
from standards_1023.text import matched, normalised
from standards_1023.values import (
    FEN_PER_YUAN,
    AmountUnit,
    Condition,
    Convention,
    Factor,
    FactorKind,
    MeasureKind,
    Problem,
    ProblemSeverity,
    WeightGroup,
    WeightMaximum,
    WeightOption,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from importers.tables import Table
    from importers.workbook import Cell
    from standards_1023.values import Measure, Subject

_SUM = r"(?:裁量)?(?:百分值|权重|百分比|分值|比例)(?:值)?(?:总和|之和|合计|总分|累计)"
_FORMULA = re.compile(
    rf"(?P<whom>[^。;；:：()（）=＝×]*?)(?:罚款(?:金额|数额)?|处罚金额|金额)[=＝](?P<left>[^。;；×xX*]*?)(?:{_SUM})[×xX*](?P<maximum>[^。;；,，()]+)"
)
_REVERSED = re.compile(
    rf"(?P<whom>[^。;；:：()=×]*?)(?:罚款(?:金额|数额)?|处罚金额|金额)[=](?P<maximum>[^。;×=]+(?:×[\d.]+[%倍])?)×(?P<left>[^。;×]*?){_SUM}"
)
_FLOOR = re.compile(
    rf"(?P<whom>[^。;；.]*?)(?:{_SUM})?(?:不足|低于|少于|小于)(?P<below>\d+(?:\.\d+)?%)的?[,，]?(?:一律|均)?按(?:照)?(?P<floor>\d+(?:\.\d+)?%)"
)
_CAP = re.compile(
    rf"(?P<whom>[^。;；.]*?)(?:{_SUM})?(?:超过|大于|高于|超出)(?P<above>\d+(?:\.\d+)?%)的?[,，]?(?:一律|均)?按(?:照)?(?P<cap>\d+(?:\.\d+)?%)"
)
_IS_SUM = re.compile(
    r"^[(]?(?:(?:裁量)?起点|(?:基础|基本|起始)(?:权重|分值))?\+?[^+×=]{0,12}?(?:权重|百分值|百分比|分值)(?:值)?(?:总和|之和|合计|总分|累计|和)?(?:值)?[)]?$"
)
_LAWS_MAXIMUM = re.compile(
    r"(?:本项|该项|相应|对应|法律|法规|规章|法定|规定|罚款|处罚|幅度|的|最高|上限|限额|数额|金额|额度|额|值|限)*(?:最高|上限)"
    r"(?:罚款|处罚|幅度|的|限额|数额|金额|额度|额|值|限)*"
)
_GOES_ON = re.compile(r"[)]?[+÷/×xX*-]")
_NO_FORMULA = "没有读到计算公式（罚款金额＝裁量百分值总和×…），权重无法折算成罚款。"
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


def read_weights(  # noqa: PLR0913 - what stands in the table and around it
    table: Table,
    convention: Convention,
    vocabulary: Collection[str],
    *,
    notes: str,
    basis: str,
    statutory: Sequence[Measure] = (),
) -> WeightsReading:
    """The weighted sums of one block; what is not printed stays None and is named."""
    result = WeightsReading()
    sheet = table.sheet.name
    columns = _weight_columns(table)
    start = _start(table, columns)
    if table.start_cell is not None and all(percent is None for _, percent, _ in start.groups.values()):
        sentence = "裁量起点没有读到权重，请补填百分数。"
        result.problems.append(Problem(sheet, table.start_cell.address, ProblemSeverity.ERROR, sentence))
    options = _options(table, columns, start, vocabulary, result)
    plain_notes = normalised(notes)
    formulas = _formulas(plain_notes)
    for column in start.columns:
        name, percent, cell = start.groups[column]
        maximum, whom = _group_maximum(
            formulas, plain_notes, normalised(basis), statutory, name, [g[0] for g in start.groups.values()]
        )
        if maximum is None:
            result.problems.append(Problem(sheet, cell, ProblemSeverity.ERROR, _NO_FORMULA))
        subject = _subject(name, whom)
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


def _percent(table: Table, cell: Cell) -> Fraction | None:
    """A weight: with its %, or bare under a heading that prints % (10), or as a share of one (0.1)."""
    plain = normalised(cell.text)
    if (percent := read_percent(plain)) is not None or not re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return percent
    column = next((c for c in table.columns if c.index == cell.column), None)
    if column is not None and column.unit == "%":
        return Fraction(plain)
    bare = [
        t
        for row in table.rows
        if re.fullmatch(r"\d+(?:\.\d+)?", t := normalised(table.sheet.text(row, cell.column)))
    ]
    shares = [Fraction(t) for t in bare]
    return Fraction(plain) * 100 if shares and max(shares) <= 1 and any(0 < s < 1 for s in shares) else None


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
            if (value := _percent(table, at)) is not None:
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
                sentence = f"「{name}」与「{at.text.strip()}」被分页拆开，按「{joined}」读取。"
                result.problems.append(Problem(sheet.name, at.address, ProblemSeverity.WARNING, sentence))
                name = joined
            else:
                name = at.text.strip()
            factor_cell = at
        option = sheet.at(row, option_column)
        weights = _weights_of_row(table, row, columns, start)
        if (option is None and not weights) or (option is not None and option.row < row):
            continue  # nothing printed here, or the tail of an option merged over several rows
        if option is None or not name:
            sentence = f"第 {row} 行有权重而没有裁量要素或选项，请补填。"
            result.problems.append(Problem(sheet.name, f"A{row}", ProblemSeverity.ERROR, sentence))
            continue
        if not weights:
            sentence = f"「{option.text.strip()}」没有读到权重，请补填百分数。"
            result.problems.append(Problem(sheet.name, option.address, ProblemSeverity.ERROR, sentence))
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
        percent = None if cell is None else _percent(table, cell)
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
    found = [(m["whom"] + m["left"], m["maximum"]) for m in _FORMULA.finditer(notes) if _whole(m, notes)]
    return found or [
        (m["whom"] + m["left"], m["maximum"]) for m in _REVERSED.finditer(notes) if _whole(m, notes)
    ]


def _whole(found: re.Match[str], notes: str) -> bool:
    """Whether the formula ends with the match: what is added or multiplied behind it makes it another one."""
    return _GOES_ON.match(notes, found.end()) is None and re.search(r"[+÷]", found["maximum"]) is None


def _group_maximum(  # noqa: PLR0913, PLR0917 - one formula with everything that it may refer to
    formulas: list[tuple[str, str]],
    notes: str,
    basis: str,
    statutory: Sequence[Measure],
    name: str | None,
    names: Sequence[str | None],
) -> tuple[WeightMaximum | None, str]:
    """What a group's sum is multiplied with, and the words of its formula that say whom it is for."""
    for candidates in (formulas, _products(notes)):
        formula = _formula_for(candidates, name, names)
        if formula is None:
            continue
        maximum = _maximum(formula[1], notes + basis)
        if maximum is None and _LAWS_MAXIMUM.fullmatch(formula[1]):
            maximum = _statutory_maximum(statutory, _subject(name, formula[0]), notes + basis)
        if maximum is not None:
            return maximum, formula[0]
    return None, ""


def _products(notes: str) -> list[tuple[str, str]]:
    """(whom, maximum) of formulas in freer wording: 对单位：罚款数额=100万元×（起点+各要素权重之和）."""
    found: list[tuple[str, str]] = []
    for sentence in re.split(r"[。;；\n]|(?<=[^\d])(?=\d[、.](?!\d))|[,，](?=[^,，=]*=)", notes):
        whom, equals, right = sentence.partition("=")
        if not equals or not re.search(r"罚款|处罚|金额|数额", whom):
            continue
        parts = [part for part in re.split(r"[×xX*]", re.split(r"[,，]", right)[0]) if part]
        sums = [part for part in parts if _IS_SUM.match(part)]
        rest = [part for part in parts if part not in sums]
        if len(sums) == 1 and rest and not any(re.search(r"[+÷/]|(?<!\d)-", part) for part in rest):
            found.append((whom, "×".join(rest)))
    return found


def _statutory_maximum(
    statutory: Sequence[Measure], subject: Subject | None, rules: str
) -> WeightMaximum | None:
    """The highest fine of the law, where there is one only for the subject (or for anybody)."""
    fines = [
        m for m in statutory if m.kind is MeasureKind.FINE and m.amount is not None and m.trigger is None
    ]
    fitting = [m for m in fines if m.subject is subject] or [m for m in fines if m.subject is None]
    if len(fitting) != 1 or fitting[0].amount is None or fitting[0].amount.high is None:
        return None
    fine, highest = fitting[0], fitting[0].amount.high
    if fine.unit is AmountUnit.YUAN:
        return WeightMaximum(highest, AmountUnit.YUAN)
    if fine.unit in {AmountUnit.TIMES, AmountUnit.PERCENT} and fine.base is not None:
        return WeightMaximum(highest, fine.unit, fine.base, _base_min(fine.base, rules))
    return None


def _formula_for(
    formulas: list[tuple[str, str]], name: str | None, names: Sequence[str | None]
) -> tuple[str, str] | None:
    """The formula of a group: the one that names all parts of its heading, else the last part, else any part.

    Formulas that differ and fit equally well are none. One that names nobody is for groups of one subject.
    """
    if len(names) == 1 and len(formulas) == 1:
        return formulas[0]
    parts = [normalised(p) for p in (name or "").split("·") if p]
    for fits in (all, lambda said: list(said)[-1:] == [True], any):
        found = [f for f in formulas if parts and fits(p in f[0] for p in parts)]
        if found:
            return found[0] if len({f[1] for f in found}) == 1 else None
    subjects = {subject_of(n) if n else None for n in names}
    alone = len(formulas) == 1 and len(subjects) == 1 and subject_of(formulas[0][0]) is None
    return formulas[0] if alone else None


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
    """The floor or cap that the notes print for a group, or for all of them."""
    for found in pattern.finditer(notes):
        said = re.sub(r"^.*\d%[^,]*,", "", found["whom"])  # another limit stands before it in the sentence
        whom = re.sub(rf"^\d+|{_SUM}$|裁量|各组|本表|的$|计算", "", said)
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
