"""A file that somebody handed in, read as a workbook, or one clear line why it is none."""

from __future__ import annotations

import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING

from importers.compound_file import SIGNATURE as OLE
from importers.errors import WorkbookRefused
from importers.file_bytes import read_file
from importers.printed_sheet import TooLarge
from importers.settled_texts import seen_in, settle_texts, texts_settled
from importers.workbook import Workbook
from importers.xls import read_xls
from importers.xlsx import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from importers.printed_sheet import PrintedSheet
    from importers.settled_texts import CellPlace
    from importers.workbook import Sheet
    from standards_1023.settlements import Settlement
    from standards_1023.values import Settled

_ZIP = b"PK"


def read_workbook(path: Path) -> Workbook:
    """Read an .xlsx or .xls file whole; WorkbookRefused with one clear line where that cannot be done."""
    return workbook_of(path.name, read_file(path))


def workbook_of(
    name: str,
    content: bytes,
    settlements: Sequence[Settlement] = (),
    cells: Mapping[CellPlace, Settlement] = MappingProxyType({}),
) -> Workbook:
    """The workbook in a file's bytes: these count, not the ending of its name.

    Cells whose text was settled, or that were settled by themselves (`cells`), print what was settled.
    """
    if not content:
        raise WorkbookRefused(name, "文件是空的，请重新导出后再试。")
    printed, notes = printed_sheets(name, content)
    settled: list[Settled] = []
    texts = texts_settled(settlements)
    try:
        sheets = [_sheet(sheet, texts, cells, settled) for sheet in printed if not sheet.is_summary]
    except TooLarge as error:
        raise WorkbookRefused(name, str(error)) from None
    if not any(sheet.cells for sheet in sheets):
        raise WorkbookRefused(name, "工作簿里没有任何内容，请核对是否选错了文件。")
    return Workbook(name, hashlib.sha256(content).hexdigest(), sheets, notes, tuple(settled))


def _sheet(
    printed: PrintedSheet,
    texts: Mapping[str, Settlement],
    cells: Mapping[CellPlace, Settlement],
    settled: list[Settled],
) -> Sheet:
    changed = settle_texts(printed, texts, cells)
    sheet = printed.sheet()
    settled += seen_in(sheet, changed)
    return sheet


def printed_sheets(name: str, content: bytes) -> tuple[list[PrintedSheet], tuple[str, ...]]:
    """What every sheet in a file's bytes prints, and notes on what was left alone."""
    if is_xlsx(content):
        return read_xlsx(name, content)
    if content.startswith(OLE):
        return read_xls(name, content)
    raise WorkbookRefused(name, "不是 Excel 工作簿（.xlsx 或 .xls），请用表格软件另存为 .xlsx 后再试。")


def is_xlsx(content: bytes) -> bool:
    """Whether the bytes are a zip package, as .xlsx and .xlsm are."""
    return content.startswith(_ZIP)
