"""The options of a weighted sum: what weighs how much, down the table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.columns import CONDITION_ROLES, Role
from importers.weight_columns import read_weight, weight_columns
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from fractions import Fraction

    from importers.cell_problems import CellProblems
    from importers.tables import Table
    from importers.workbook import Cell


@dataclass(frozen=True, slots=True)
class PrintedOption:
    """An option of a factor with its weights by column, its row and its cell."""

    factor: str
    text: str
    weights: dict[int, Fraction]
    row: int
    cell: str


def read_options(
    table: Table,
    columns: Sequence[int],
    groups: Sequence[int],
    vocabulary: Collection[str],
    problems: CellProblems,
) -> list[PrintedOption]:
    """The options down the table; `columns` print weights, those of `groups` head a sum of their own."""
    factor_column, option_column = _text_columns(table, columns)
    _name_right_of_weights(table, columns, (factor_column, option_column), problems)
    names = _FactorNames(vocabulary, problems)
    start = table.start_cell
    for row in table.rows:
        if start is not None and start.row <= row <= start.last_row:
            continue
        names.take(table.sheet.at(row, factor_column))
        option = table.sheet.at(row, option_column)
        weights = _weights_of_row(table, row, columns, groups)
        if (option is None and not weights) or (option is not None and option.row < row):
            continue  # nothing printed here, or the tail of an option merged over several rows
        if option is None or not names.name:
            problems.error(f"A{row}", f"第 {row} 行有权重而没有裁量要素或选项，请补填。")
        elif not weights:
            problems.error(option.address, f"「{option.text.strip()}」没有读到权重，请补填百分数。")
        else:
            names.options.append(PrintedOption(names.name, option.text.strip(), weights, row, option.address))
    return names.options


def columns_of_sum(table: Table) -> dict[int, Role]:
    """What the columns that a weighted sum is read from hold: weights, the factors and their options."""
    weights = weight_columns(table)
    factor, option = _text_columns(table, weights)
    return {factor: Role.ELEMENT, option: Role.FACTOR, **dict.fromkeys(weights, Role.WEIGHT)}


def _text_columns(table: Table, weights: Sequence[int]) -> tuple[int, int]:
    """The columns of the factors and of their options: by headings, else the last two left of the weights."""
    headed = [c for c in table.of(*CONDITION_ROLES) if c.index not in weights]
    elements = [c for c in headed if c.role is Role.ELEMENT]
    if len(headed) == 2 and len(elements) == 1:  # noqa: PLR2004 - a factor and its option
        return elements[0].index, next(c.index for c in headed if c.role is not Role.ELEMENT)
    first = min(weights, default=table.sheet.columns + 1)
    filled = [c for c in range(1, first) if any(table.sheet.at(r, c) is not None for r in table.rows)]
    return (filled[-2] if len(filled) > 1 else filled[0] if filled else 1), (filled[-1] if filled else 1)


def _name_right_of_weights(
    table: Table, weights: Sequence[int], texts: tuple[int, int], problems: CellProblems
) -> None:
    """What is printed right of the weights, and is neither factor nor option, may be one of them."""
    first = min(weights, default=table.sheet.columns + 1)
    for column in table.of(*CONDITION_ROLES):
        if column.index > first and column.index not in (*weights, *texts):
            address = table.heading_address(column) or f"A{table.header_row}"
            sentence = (
                f"「{column.name}」一列在权重的右边，不能确定裁量要素和选项各在哪一列，请把权重移到最右。"
            )
            problems.error(address, sentence)


@dataclass(slots=True)
class _FactorNames:
    """The factor that the next option belongs to; a name cut by a page break is joined, above as well."""

    vocabulary: Collection[str]
    problems: CellProblems
    name: str = ""
    cell: Cell | None = None
    options: list[PrintedOption] = field(default_factory=list)

    def take(self, at: Cell | None) -> None:
        """The cell in the column of the factors, beside the next option."""
        if at is None or at is self.cell:
            return
        text = at.text.strip()
        if self.cell is not None and _goes_on(self.name, at.text, self.vocabulary):
            joined = self.name + text
            self.options = [replace(o, factor=joined) if o.factor == self.name else o for o in self.options]
            sentence = f"「{self.name}」与「{text}」被分页拆开，按「{joined}」读取。"
            self.problems.warn(at.address, sentence)
            text = joined
        self.name, self.cell = text, at


def _goes_on(name: str, text: str, vocabulary: Collection[str]) -> bool:
    """Whether a factor's name was cut by a page break: both halves together are a text of the workbook."""
    return name.count("（") > name.count("）") or matched(name + text) in vocabulary


def _weights_of_row(
    table: Table, row: int, columns: Sequence[int], groups: Sequence[int]
) -> dict[int, Fraction]:
    """The weights of a row by group column; a merged one, or one printed once, counts for all groups."""
    found: dict[int, Fraction] = {}
    for column in columns:
        cell = table.sheet.at(row, column)
        percent = None if cell is None else read_weight(table, cell)
        if percent is not None:
            found[column] = percent
    if not found:
        return {}
    if len(found) < len(groups) or not set(groups) <= set(found):
        only = next(iter(found.values()))
        if len(set(found.values())) == 1:
            return dict.fromkeys(groups, only)
    return {column: found[column] for column in groups if column in found}
