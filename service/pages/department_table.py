"""Standards as their department prints them: violation, basis, factors, grade, penalty, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.pages.amount_figures import only_measure_words
from service.pages.weights_view import weight_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.pages.weights_view import WeighedPart
    from standards_1023.values import Standard

_KEPT_TOGETHER = 8


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line: the conditions with their factors, the grade, the penalty as printed, its cell.

    `read` is what the penalty is for whom, where columns of the table say that and not its words.
    """

    conditions: tuple[tuple[str, str], ...]
    grade: str
    text: str
    cell: str
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One standard with its lines, never none; short ones are not parted between two pages."""

    standard: Standard
    lines: tuple[TableLine, ...]

    @property
    def is_graded(self) -> bool:
        """Whether its lines have grades."""
        return any(line.grade for line in self.lines)

    @property
    def is_short(self) -> bool:
        """Whether it stays on one page."""
        return len(self.lines) <= _KEPT_TOGETHER


def table_of(standards: Iterable[Standard]) -> tuple[TableEntry, ...]:
    """The table, in the order given."""
    return tuple(TableEntry(one, tuple(_lines(one)) or (_NOTHING,)) for one in standards)


_NOTHING = TableLine((), "", "表中没有读出幅度，请看原表。", "")


def _lines(standard: Standard) -> Iterator[TableLine]:
    for row in standard.rows:
        grade = "，".join(text for text in (row.group, row.grade) if text)
        whom = any(measure.subject for measure in row.measures)
        read = tuple(map(only_measure_words, row.measures)) if whom else ()
        yield TableLine(row.when, grade, row.text, row.cell, read)
    for part in weight_tables(standard):
        yield from _weighed(part)


def _weighed(part: WeighedPart) -> Iterator[TableLine]:
    """The weights of a sum, then what the sum is multiplied with."""
    if part.start:
        yield TableLine((), part.group or "", f"裁量起点 {part.start}", part.start_cell)
    for factor in part.factors:
        for weight in factor.weights:
            line = ((factor.name, weight.option),)
            yield TableLine(line, part.group or "", f"权重 {weight.percent}", weight.cell)
    bounds = [f"合计不足{part.floor}的按{part.floor}计算"] if part.floor else []
    bounds += [f"合计超过{part.cap}的按{part.cap}计算"] if part.cap else []
    bounds += [f"合计乘以{part.maximum}，即为罚款数额"] if part.maximum else []
    if bounds:
        yield TableLine((), part.group or "", "；".join(bounds) + "。", "")
