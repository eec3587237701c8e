"""Standards as their department prints them: violation, basis, factors, grade, penalty, row by row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.pages.amount_figures import only_measure_words
from service.pages.weights_view import weight_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from service.pages.weights_view import WeighedPart
    from standards_1023.values import Convention, Settled, Standard

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
    def statutory(self) -> tuple[str, ...]:
        """The range of the statute as it was read."""
        return tuple(map(only_measure_words, self.standard.statutory))

    @property
    def is_graded(self) -> bool:
        """Whether its lines have grades."""
        return any(line.grade for line in self.lines)

    @property
    def is_short(self) -> bool:
        """Whether it stays on one page."""
        return len(self.lines) <= _KEPT_TOGETHER


def table_of(standards: Iterable[Standard], settled: Iterable[Settled]) -> tuple[TableEntry, ...]:
    """The table, in the order given; what was settled to be read otherwise stands as it is printed."""
    printed = {(one.sheet, one.cell): one for one in settled}
    return tuple(
        TableEntry(one, tuple(_as_printed(one, line, printed) for line in _lines(one)) or (_NOTHING,))
        for one in standards
    )


def _as_printed(standard: Standard, line: TableLine, printed: Mapping[tuple[str, str], Settled]) -> TableLine:
    settled = printed.get((standard.sheet, line.cell))
    if settled is None:
        return line
    return replace(line, text=settled.printed, read=(settled_words(settled), *line.read))


def settled_words(settled: Settled) -> str:
    """按2026-11-24的确认读作“处5万元罚款”."""
    return f"按{settled.on.isoformat()}的确认读作“{settled.meaning}”"


def convention_words(convention: Convention) -> str:
    """What 以上 and 以下 include in this table, and where that is said."""
    above, below = convention.above_included, convention.below_included
    if above == below:
        words = f"“以上”“以下”都{'' if above else '不'}包括本数"
    else:
        words = f"“以上”{'' if above else '不'}包括本数，“以下”{'' if below else '不'}包括本数"
    sheet, _, cell = convention.source.rpartition("!")
    place = f"见“{sheet}”的 {cell}" if sheet else f"见 {cell}"
    return f"{words}（{_CONVENTION_SOURCES.get(convention.source, place)}）"


_CONVENTION_SOURCES = {
    "default": "表中没有写，按《民法典》第一千二百五十九条",
    "option": "上传时选定",
}
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
