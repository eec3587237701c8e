"""What the page of a sheet is made from: an edition's workbook, its bytes, what each cell was taken for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from importers.cells_taken import SheetTaken, cells_taken
from importers.errors import ImportRefused
from importers.settled_samples import ColumnTexts, pooled, sample_of
from importers.settled_sheets import keys_of_cells, settled_sheets
from service.api.problems import ProblemCode, ProblemRaised
from service.api.refusals import problem_of
from service.brought_readings import BroughtBy, as_confirmed, brought_into, brought_words
from service.db import reading
from standards_1023 import store
from standards_1023.editions import EditionState
from standards_1023.errors import EditionNotFound
from standards_1023.settlements import Settlement, SettlementKind, settlements_of

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from importers.cell_keys import CellKeys
    from importers.settled_texts import CellPlace
    from standards_1023.tables import EditionWorkbookRow
    from standards_1023.values import Convention, StandardsWorkbook

_KEPT = 8
"""Workbooks of which the cells are kept: the largest of ours take some 10 MB."""


@dataclass(frozen=True, slots=True)
class SheetSource:
    """A department's workbook in an edition: the row, what was read, the files, the visible sheets.

    `brought` are the settlements among those it was read with that came with a package, and who handed it in.
    """

    edition: int
    state: EditionState
    row: EditionWorkbookRow
    workbook: StandardsWorkbook
    content: bytes
    settings: bytes | None
    settlements: bytes | None
    brought: BroughtBy
    sheets: tuple[SheetTaken, ...]

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed."""
        return self.state is EditionState.DRAFT

    @property
    def settled(self) -> tuple[Settlement, ...]:
        """The settlements that it was read with."""
        return () if self.settlements is None else settlements_of(self.settlements)

    def origin(self, said: Settlement) -> str:
        """Where a settlement was confirmed, if not here."""
        return brought_words(self.brought[said]) if said in self.brought else ""

    @property
    def cell_keys(self) -> CellKeys:
        """The keys by which single cells are settled: the file is read for them."""
        return _cell_keys(self.row.file_name, self.content, self.settlements)

    def sample(self, kind: SettlementKind, key: str) -> tuple[str, ...]:
        """A few of the texts that a column prints; none of a cell."""
        if not kind.is_of_a_column:
            return ()
        texts = _column_texts(self.row.file_name, self.content, self.settlements)
        return sample_of(texts.get((kind, key), {}))

    @property
    def settled_cells(self) -> dict[CellPlace, Settlement]:
        """The cells that are settled by themselves."""
        cells = [one for one in self.settled if one.kind is SettlementKind.CELL]
        places = {one.key: self.cell_keys.places.get(one.key, ()) for one in cells}
        return {places[one.key][0]: one for one in cells if len(places[one.key]) == 1}

    @property
    def printed(self) -> dict[CellPlace, str]:
        """What the cells print that are read as something else; columns are settled at headings as well."""
        said: dict[tuple[str, str, str], str] = {}
        for one in self.workbook.settled:
            if one.printed.split("·")[-1] != one.meaning:
                said.setdefault((one.sheet, one.cell, one.meaning), one.printed)
        cells = (
            (sheet.name, cell.address, cell.text.strip()) for sheet in self.sheets for cell in sheet.cells
        )
        return {place[:2]: said[place] for place in cells if place in said}

    def sheet(self, index: int) -> SheetTaken:
        """A visible sheet by its place, from 0; raises ProblemRaised."""
        if not 0 <= index < len(self.sheets):
            raise ProblemRaised(ProblemCode.NOT_FOUND, f"这个工作簿没有第 {index + 1} 张看得见的工作表。")
        return self.sheets[index]


def sheet_source(engine: Engine, number: int, department: str) -> SheetSource:
    """Read it from the database; raises ProblemRaised where there is none."""
    with reading(engine) as session:
        try:
            edition = store.get_edition_row(session, number)
        except EditionNotFound as refused:
            raise problem_of(refused) from refused
        found = (row for row, _ in store.list_workbooks(session, number) if row.department == department)
        row = next(found, None)
        if row is None:
            raise ProblemRaised(ProblemCode.NOT_FOUND, f"第{number}版里没有“{department[:60]}”的表格。")
        workbook = store.get_values(session, row.values_digest)
        content = store.get_file(session, row.source_sha256)
        settings, settlements = (
            None if sha256 is None else store.get_file(session, sha256)
            for sha256 in (row.settings_sha256, row.settlements_sha256)
        )
        brought = brought_into(session, row)
        state = store.state_of(session, edition)
        session.expunge(row)
    try:
        sheets = _cells(row.file_name, content, workbook.instrument.convention, settlements)
    except ImportRefused as refused:  # a file that an earlier program read
        raise ProblemRaised(ProblemCode.TABLE_UNUSABLE, str(refused)) from refused
    shown = as_confirmed(workbook, brought)
    return SheetSource(number, state, row, shown, content, settings, settlements, brought, sheets)


def open_source(engine: Engine, number: int, department: str) -> SheetSource:
    """The same of a draft; raises ProblemRaised for an edition in which nothing is settled any more."""
    source = sheet_source(engine, number, department)
    if not source.is_open:
        words = source.state.words
        sentence = f"第{number}版{words}，不能再确认读法：请在下一版的草稿里确认。"
        raise ProblemRaised(ProblemCode.REQUEST_REFUSED, sentence)
    return source


@lru_cache(maxsize=_KEPT)
def _cells(
    name: str, content: bytes, convention: Convention, settlements: bytes | None
) -> tuple[SheetTaken, ...]:
    return cells_taken(name, content, convention, () if settlements is None else settlements_of(settlements))


@lru_cache(maxsize=_KEPT)
def _cell_keys(name: str, content: bytes, settlements: bytes | None) -> CellKeys:
    return keys_of_cells(name, content, () if settlements is None else settlements_of(settlements))


@lru_cache(maxsize=_KEPT)
def _column_texts(name: str, content: bytes, settlements: bytes | None) -> ColumnTexts:
    held = () if settlements is None else settlements_of(settlements)
    _, sheets, _ = settled_sheets(name, content, held)
    return pooled(one.column_texts for one in sheets)
