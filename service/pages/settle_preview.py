"""What would be read if a settlement held: the cell's own measures or condition, and what else changes."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from importers.columns import OUTCOME_ROLES
from importers.draft_files import HandedIn, read_imported
from service.pages.amount_figures import only_measure_words
from service.pages.help_readings import quantity_words
from standards_1023.settlements import SettlementKind, settlements_document, text_key
from standards_1023.values import ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from importers.cells_taken import CellTaken
    from importers.settled_texts import CellPlace
    from service.pages.settle_target import SettleTarget
    from service.pages.sheet_source import SheetSource
    from standards_1023.drafting import ImportedWorkbook
    from standards_1023.settlements import Settlement
    from standards_1023.values import Condition, Problem, Row, Settled, Standard, StandardsWorkbook


_IS_OF_SETTLEMENT = re.compile(r"按\d{4}-\d{2}-\d{2}的确认.*（确认人 ")


@dataclass(frozen=True, slots=True)
class Preview:
    """What the cell is read as, which problems remain at it or at its band, what changes in the workbook."""

    reads: tuple[str, ...]
    remaining: tuple[Problem, ...]
    cells: int
    changed: tuple[str, ...]
    errors_before: int
    errors_after: int
    standards_before: int
    standards_after: int


def read_with(source: SheetSource, settlements: Sequence[Settlement]) -> ImportedWorkbook:
    """The same file with the same settings, read with these settlements."""
    document = settlements_document(settlements) if settlements else None
    row = source.row
    with tempfile.TemporaryDirectory(prefix="cailiang-") as folder:
        path = Path(folder) / Path(row.file_name).name
        path.write_bytes(source.content)
        if source.settings is not None:
            path.with_suffix(".toml").write_bytes(source.settings)
        return read_imported(
            HandedIn(path=path, department=row.department, convention=row.convention, settlements=document)
        )


def preview_of(source: SheetSource, target: SettleTarget, settlements: Sequence[Settlement]) -> Preview:
    """How the workbook would be read with these settlements, beside how it is read now."""
    before, after = source.workbook, read_with(source, settlements).workbook
    sheet, cell = target.sheet.name, target.cell
    bands = (row for one in after.standards if one.sheet == sheet for row in _bands(one, cell))
    at = {cell.address, *(row.cell for row in bands)}
    alone = set() if target.kind is SettlementKind.CELL else source.settled_cells.keys()
    there = [p for p in after.problems if p.sheet == sheet and p.cell in at]
    return Preview(
        tuple(dict.fromkeys(_reads(after, sheet, cell))),
        tuple(p for p in there if not _IS_OF_SETTLEMENT.search(p.message)),
        sum(_is_read_by(target, settled) for settled in after.settled if _place(settled) not in alone),
        tuple(_changed(before, after)),
        _errors(before),
        _errors(after),
        len(before.standards),
        len(after.standards),
    )


def _is_read_by(target: SettleTarget, settled: Settled) -> bool:
    if target.column and not target.column.headings:
        return (settled.sheet, settled.cell) == (target.sheet.name, target.column.heading)
    if target.column:
        return settled.printed == target.name
    if target.kind is SettlementKind.CELL:
        return _place(settled) == (target.sheet.name, target.cell.address)
    return text_key(settled.printed) == target.key


def _place(settled: Settled) -> CellPlace:
    return settled.sheet, settled.cell


def _reads(workbook: StandardsWorkbook, sheet: str, cell: CellTaken) -> Iterator[str]:
    """What the cell says of the standards: measures, or a condition with its quantity."""
    for standard in workbook.standards:
        if standard.sheet == sheet:
            for row in _bands(standard, cell):
                yield from (f"处罚：{only_measure_words(measure)}" for measure in row.measures)
            yield from _conditions(standard, cell.address)


def _bands(standard: Standard, cell: CellTaken) -> list[Row]:
    """The bands that stand in the cell, else those of its row where it prints a part of the penalty."""
    own = [row for row in standard.rows if row.cell == cell.address]
    if own or cell.taken not in OUTCOME_ROLES:
        return own
    return [row for row in standard.rows if cell.row <= row.row < cell.row + cell.rowspan]


def _conditions(standard: Standard, cell: str) -> Iterator[str]:
    for factor in standard.factors:
        for condition in factor.conditions:
            if condition.cell == cell:
                yield f"{factor.name}的条件：{_condition_words(condition)}"


def _condition_words(condition: Condition) -> str:
    """The quantity that is computed, else the option that is chosen as printed."""
    if condition.quantity is None:
        return f"由办案人选定“{condition.text}”，不作计算"
    return f"按数值计算，{quantity_words(condition.quantity)}"


def _changed(before: StandardsWorkbook, after: StandardsWorkbook) -> Iterator[str]:
    """The standards that are read differently, come in or go out, or may be applied now or no more."""
    one, other = _by_place(before), _by_place(after)
    for place in dict.fromkeys((*one, *other)):
        old, new = one.get(place), other.get(place)
        if said := list(_differences(_Read(before, old), _Read(after, new))):
            standard = new or one[place]
            yield f"{standard.code} {standard.violation}：{'，'.join(said)}"


@dataclass(frozen=True, slots=True)
class _Read:
    """A standard as a workbook has it, if it has it."""

    workbook: StandardsWorkbook
    standard: Standard | None

    @property
    def bands(self) -> dict[str, Row]:
        return {} if self.standard is None else {row.cell: row for row in self.standard.rows}

    @property
    def stopped(self) -> int:
        """How many of its bands, or of its weighted sums, may not be applied."""
        if self.standard is None:
            return 0
        starts = (group.start_cell for group in self.standard.weights)
        cells = dict.fromkeys((*self.bands, *starts))
        return sum(any(self.workbook.errors_at(self.standard.sheet, cell)) for cell in cells)


def _differences(old: _Read, new: _Read) -> Iterator[str]:
    if old.standard is None or new.standard is None:
        yield "不再读出" if new.standard is None else "新读出"
        return
    if old.standard != new.standard:
        cells = dict.fromkeys((*old.bands, *new.bands))
        bands = sum(old.bands.get(cell) != new.bands.get(cell) for cell in cells)
        yield f"{bands} 档的读法会变" if bands else "读法会变"
    if old.stopped > new.stopped:
        yield f"{old.stopped - new.stopped} 档由不能适用变为可以适用"
    elif new.stopped > old.stopped:
        yield f"{new.stopped - old.stopped} 档变为不能适用"


def _by_place(workbook: StandardsWorkbook) -> dict[tuple[str, str], Standard]:
    return {(standard.sheet, standard.cell): standard for standard in workbook.standards}


def _errors(workbook: StandardsWorkbook) -> int:
    return sum(problem.severity is ProblemSeverity.ERROR for problem in workbook.problems)
