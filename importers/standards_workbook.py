"""A department's workbook of standards, read whole: standards, settings, and every problem at its cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from importers.file_bytes import read_file
from importers.instrument_settings import read_settings
from importers.instrument_text import read_instrument
from importers.misprints import mend_standard
from importers.settled_sheets import settled_sheets
from importers.settled_words import settled_problems
from importers.sheet_standards import read_standards
from importers.unread import unread
from standards_1023.checks import check_standards
from standards_1023.settlements import check_settlements
from standards_1023.values import (
    Convention,
    Instrument,
    Problem,
    ProblemSeverity,
    RecognisedColumn,
    Standard,
    StandardsWorkbook,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from importers.sheet_standards import SheetStandards
    from importers.tables import Table
    from importers.workbook import Sheet, Workbook
    from standards_1023.settlements import Settlement

_UNSURE = 55


def read_standards_workbook(
    path: Path,
    *,
    convention: Convention | None = None,
    settings: Path | None = None,
    settlements: Sequence[Settlement] = (),
) -> StandardsWorkbook:
    """Everything that the workbook says and everything in it that needs a person's eye.

    `settlements` are what people settled about its reading: each cell read by one is named in `settled` and
    by a warning, one that fits nothing is of another workbook.

    Settings come from the TOML file `settings`, else from the one beside the workbook, laid over the
    workbook's own 说明. The convention of 以上 and 以下 comes from the option, else from these, else both
    include the number (民法典 第一千二百五十九条), with a warning.
    Raises WorkbookRefused for what is no readable workbook, SettlementRefused for settlements that are none.
    """
    check_settlements(settlements)
    book, sheets, doubtful = settled_sheets(path.name, read_file(path), settlements)
    instrument, problems = _instrument(
        settings or path.with_suffix(".toml"), sheets, convention, required=settings is not None
    )
    settled_columns = tuple(dict.fromkeys(s for one in sheets for t in one.cut.tables for s in t.settled))
    problems += _hidden(book)
    problems += settled_problems(book.settled, settled_columns)
    problems += doubtful
    read_standards(sheets, instrument.convention)
    standards: list[Standard] = []
    columns: list[RecognisedColumn] = []
    for one in sheets:
        problems += unread(one.sheet, one.cut)
        for table, reading in zip(one.cut.tables, one.readings, strict=True):
            for standard in reading.standards:
                mended, named = mend_standard(standard)
                standards.append(mended)
                problems += named
            problems += reading.problems
            if reading.standards:
                columns += _recognised(table)
                problems += _unsure(table)
            elif not reading.problems:
                problems.append(_empty_table(table))
    if not standards:
        problems.append(_nothing_found(sheets))
    problems += check_standards(standards, instrument.convention)
    unique = tuple(dict.fromkeys(problems))
    return StandardsWorkbook(
        book.name,
        book.sha256,
        instrument,
        tuple(standards),
        unique,
        tuple(columns),
        book.settled + settled_columns,
    )


def _instrument(
    settings: Path, sheets: list[SheetStandards], convention: Convention | None, *, required: bool
) -> tuple[Instrument, list[Problem]]:
    instrument = read_instrument(place for one in sheets for place in one.outside_tables())
    if required or settings.exists():
        instrument = read_settings(settings).overlay(instrument)
    if convention is not None:
        instrument = replace(instrument, convention=convention)
    if instrument.convention.source != "default":
        return instrument, []
    first = sheets[0].sheet.name if sheets else ""
    sentence = (
        "没有写明「以上」「以下」是否包括本数：暂按都包括本数读取（民法典第一千二百五十九条）。"
        "请在表的说明中写明。"
    )
    return instrument, [Problem(first, "A1", ProblemSeverity.WARNING, sentence)]


def _hidden(book: Workbook) -> list[Problem]:
    """What is hidden or left alone is not read, and named: nobody who looks at the sheet sees it."""
    first = book.sheets[0].name if book.sheets else ""
    problems = [Problem(first, "A1", ProblemSeverity.WARNING, note) for note in book.notes]
    for sheet in book.sheets:
        if not sheet.hidden:
            problems += _hidden_in(sheet)
        elif sheet.cells:
            sentence = f"工作表「{sheet.name}」是隐藏的，没有读取。需要读取请先取消隐藏。"
            problems.append(Problem(sheet.name, "A1", ProblemSeverity.WARNING, sentence))
    return problems


def _hidden_in(sheet: Sheet) -> Iterator[Problem]:
    """Hidden rows and columns, texts under merged cells, cells that are broken whatever they mean."""
    for row in sorted(sheet.hidden_rows):
        if sheet.row_cells(row):
            sentence = f"第 {row} 行是隐藏的，没有读取。需要读取请先取消隐藏。"
            yield Problem(sheet.name, f"A{row}", ProblemSeverity.WARNING, sentence)
    for cell in sheet.leftovers:
        sentence = f"合并单元格下面藏有残留文字「{cell.text.strip()[:20]}」，没有读取。"
        yield Problem(sheet.name, cell.address, ProblemSeverity.WARNING, sentence)
    for fault in sheet.faults:
        yield Problem(sheet.name, fault.address, fault.severity, fault.sentence)
    for column in sorted(sheet.hidden_columns):
        letter = get_column_letter(column)
        sentence = f"{letter} 列是隐藏的，没有读取。需要读取请先取消隐藏。"
        yield Problem(sheet.name, f"{letter}1", ProblemSeverity.WARNING, sentence)


def _recognised(table: Table) -> list[RecognisedColumn]:
    return [
        RecognisedColumn(
            table.sheet.name, table.header_row, c.index, "·".join(c.headings) or c.name, c.role.value, c.score
        )
        for c in table.columns
    ]


def _unsure(table: Table) -> list[Problem]:
    """A column that was recognised with a low score is named, so that a person looks."""
    return [
        Problem(
            table.sheet.name,
            f"{get_column_letter(c.index)}{table.header_row}",
            ProblemSeverity.WARNING,
            f"「{c.name}」一列认作「{c.role.value}」，把握只有 {c.score}%，请核对。",
        )
        for c in table.columns
        if c.score < _UNSURE
    ]


def _empty_table(table: Table) -> Problem:
    return Problem(
        table.sheet.name,
        f"A{table.header_row}",
        ProblemSeverity.WARNING,
        f"第 {table.header_row} 行像是表头，但下面没有读到裁量基准，请核对。",
    )


def _nothing_found(sheets: list[SheetStandards]) -> Problem:
    name = sheets[0].sheet.name if sheets else ""
    return Problem(
        name,
        "A1",
        ProblemSeverity.ERROR,
        "没有找到裁量基准表：需要有表头（如 违法行为、裁量情节、处罚标准）和档次行。",
    )
