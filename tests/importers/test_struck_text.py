"""Text with a line through it: deleted or not, nobody can say, so nothing is decided from its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from importers.standards_workbook import read_standards_workbook
from tests.importers.marked import marked
from tests.importers.sheets import errors, show

if TYPE_CHECKING:
    from pathlib import Path

ROWS: list[list[str | None]] = [
    ["违法行为", "违法情节", "处罚标准"],
    ["未备案", "初次", "处1000元罚款"],
    [None, "再次", "处2000元罚款"],
]


def written(folder: Path, cell: str, *, partly: bool) -> Path:
    """A list of grades in which one cell is struck through, whole or in its first part."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    if partly:
        text = TextBlock(InlineFont(strike=True), "原文")
        sheet[cell] = CellRichText(text, TextBlock(InlineFont(b=True), str(sheet[cell].value)))
    else:
        sheet[cell].font = Font(strike=True)
    book.save(folder / "表.xlsx")
    return folder / "表.xlsx"


@pytest.mark.parametrize("partly", [False, True])
@pytest.mark.parametrize("cell", ["C2", "C3", "B2"])
def test_a_struck_cell_refuses_its_row(tmp_path: Path, cell: str, *, partly: bool) -> None:
    book = read_standards_workbook(written(tmp_path, cell, partly=partly))
    assert any(at == cell and "删除线" in message for at, message in errors(book)), show(book)
    assert {f"C{cell[1]}"} <= {at for at, _ in errors(book)}, show(book)
    assert "C3" not in {at for at, _ in errors(book)} or cell == "C3"


def test_a_line_under_the_text_or_switched_off_is_none(tmp_path: Path) -> None:
    path = written(tmp_path, "C2", partly=False)
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["C2"].font = Font(strike=False, underline="single", b=True)
    book.save(path)
    assert not errors(read_standards_workbook(path))


def test_a_struck_cell_of_an_xls_file_refuses_its_row(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表", cell_overwrite_ok=True)
    for r, row in enumerate(ROWS):
        for c, value in enumerate(row):
            style = xlwt.easyxf("font: struck_out on" if (r, c) == (1, 2) else "font: bold on")
            sheet.write(r, c, value, style)
    sheet.write_rich_text(2, 2, [("处5000元", xlwt.easyfont("struck_out on")), "处2000元罚款"])
    book.save(str(tmp_path / "表.xls"))
    found = {
        cell for cell, message in errors(read_standards_workbook(tmp_path / "表.xls")) if "删除线" in message
    }
    assert found == {"C2", "C3"}


@pytest.mark.parametrize("partly", [False, True])
def test_a_marked_copy_has_the_same_errors(tmp_path: Path, *, partly: bool) -> None:
    path = written(tmp_path, "C2", partly=partly)
    book, copy = marked(path)
    assert errors(read_standards_workbook(copy)) == errors(book)
