"""Weighted sums: 裁量起点, 裁量要素, 权重 by group, and the formula in 备注."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importers.cell_problems import CellProblems
from importers.factor_conditions import PrintedCondition, read_factor
from importers.weight_columns import weight_columns, weight_groups
from importers.weight_formulas import weight_cap, weight_floor
from importers.weight_maximum import WeightRules, group_maximum, subject_of_sum
from importers.weight_options import read_options
from standards_1023.values import Convention, Factor, Problem, WeightGroup, WeightOption

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from importers.tables import Table
    from importers.weight_columns import GroupHead
    from importers.weight_options import PrintedOption

_NO_FORMULA = "没有读到计算公式（罚款金额＝裁量百分值总和×…），权重无法折算成罚款，请在备注里写明。"


@dataclass(slots=True)
class WeightsReading:
    """The weighted sums of a standard, their factors, and the problems found."""

    groups: list[WeightGroup] = field(default_factory=list)
    factors: list[Factor] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_weights(
    table: Table, convention: Convention, vocabulary: Collection[str], rules: WeightRules
) -> WeightsReading:
    """The weighted sums of one block; what is not printed stays None and is named."""
    problems = CellProblems(table.sheet.name)
    columns = weight_columns(table)
    heads = weight_groups(table, columns)
    if table.start_cell is not None and all(head.start is None for head in heads.values()):
        problems.error(table.start_cell.address, "裁量起点没有读到权重，请补填百分数。")
    options = read_options(table, columns, list(heads), vocabulary, problems)
    names = [head.name for head in heads.values()]
    groups: list[WeightGroup] = []
    for column, head in heads.items():
        weights = tuple(
            WeightOption(o.factor, o.text, o.weights[column], o.row, o.cell)
            for o in options
            if column in o.weights
        )
        group = _group(head, weights, rules, names)
        if group.maximum is None:
            problems.error(head.cell, _NO_FORMULA)
        groups.append(group)
    return WeightsReading(groups, list(_factors(options, convention, problems)), problems.found)


def _group(
    head: GroupHead, options: tuple[WeightOption, ...], rules: WeightRules, names: list[str | None]
) -> WeightGroup:
    maximum, whom = group_maximum(rules, head.name, names)
    return WeightGroup(
        head.name,
        subject_of_sum(head.name, whom),
        head.start,
        weight_floor(rules.notes, head.name),
        weight_cap(rules.notes, head.name),
        options,
        maximum,
        head.cell,
    )


def _factors(
    options: Iterable[PrintedOption], convention: Convention, problems: CellProblems
) -> Iterable[Factor]:
    by_name: dict[str, list[PrintedCondition]] = {}
    for option in options:
        condition = PrintedCondition(option.text, option.cell, option.text)
        by_name.setdefault(option.factor, []).append(condition)
    for name, printed in by_name.items():
        yield read_factor(name, printed, convention, problems)
