"""What each cell of a workbook was taken for is what the standards were read from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from importers.cells_taken import CellTaken, Place, SheetTaken, cells_taken
from importers.columns import Role
from standards_1023.settlements import LEFT_OUT, Settlement, SettlementKind
from standards_1023.standard_names import StandardNames
from tests.importers.sheets import BOTH, LEFT, UP, Page, table, write_xlsx
from tests.workbooks import EARLIER_WORKBOOKS, OWN_WORKBOOKS, name_of, own_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from standards_1023.values import Standard


def used_by(standard: Standard) -> Iterator[tuple[str, set[Role | Place]]]:
    """(cell, what it may be taken for) of every cell that the values of a standard name."""
    head: set[Role | Place] = {Role.CODE, Role.VIOLATION, Place.TITLE}
    yield standard.cell, head
    if standard.statutory_cell is not None:
        yield standard.statutory_cell, {Role.STATUTORY, Role.BASIS}
    for factor in standard.factors:
        for condition in factor.conditions:
            yield condition.cell, {Role.FACTOR, Role.GRADE, Role.ELEMENT, Role.VIOLATION, Place.HEADING}
    for row in standard.rows:
        yield row.cell, {Role.PENALTY, Role.LOW, Role.HIGH}
    for group in standard.weights:
        yield group.start_cell, {Role.WEIGHT}
        for option in group.options:
            yield option.cell, {Role.FACTOR, Role.ELEMENT}


def taken(path: Path) -> dict[str, SheetTaken]:
    sheets = cells_taken(path.name, path.read_bytes(), own_workbook(path).instrument.convention)
    return {sheet.name: sheet for sheet in sheets}


@pytest.mark.parametrize("path", [*OWN_WORKBOOKS, *EARLIER_WORKBOOKS], ids=name_of)
def test_every_cell_of_every_value_is_of_its_standard_and_none_that_is_used_is_called_unread(
    path: Path,
) -> None:
    workbook, sheets = own_workbook(path), taken(path)
    names = StandardNames(workbook.standards)
    cells = {(name, cell.address): cell for name, sheet in sheets.items() for cell in sheet.cells}
    for standard in workbook.standards:
        for address, roles in used_by(standard):
            cell = cells.get((standard.sheet, address))
            if cell is None:  # the place of a table that prints neither code nor violation
                assert address == standard.cell
                assert standard.code.startswith("第")
                continue
            assert names.shortest(standard) in cell.standards, (standard.code, address)
            assert cell.taken in roles, (standard.code, cell)


@pytest.mark.parametrize("path", OWN_WORKBOOKS, ids=name_of)
def test_of_our_own_workbooks_no_cell_is_left_unread(path: Path) -> None:
    sheets = taken(path).values()
    assert [c for sheet in sheets for c in sheet.cells if c.taken in {Place.UNREAD, Place.HIDDEN}] == []


PAGE = Page(
    (
        ("沿街行为裁量基准", LEFT, LEFT, LEFT, LEFT),
        ("序号", "违法行为", "违法情节", "旧标准", "处罚标准"),
        (1, "沿街晾晒", "初次", "处500元罚款", "处1000元罚款"),
        (UP, UP, "再次", "处900元罚款", "处2000元罚款"),
        (2, "乱倒垃圾", "初次", "处500元罚款", "罚五个数"),
        (3, "无证经营", "初次", "处500元罚款", "处1000元罚款"),
        ("制表人：张三", None, None, None, None),
    ),
    hidden_rows=(6,),
)


def by_address(*settlements: Settlement, folder: Path) -> tuple[SheetTaken, dict[str, CellTaken]]:
    path = write_xlsx(folder / "表.xlsx", PAGE)
    (sheet,) = cells_taken(path.name, path.read_bytes(), BOTH, settlements)
    return sheet, {cell.address: cell for cell in sheet.cells}


def test_cells_are_told_apart_by_what_they_are_and_whose(tmp_path: Path) -> None:
    sheet, cells = by_address(folder=tmp_path)
    assert {a: cells[a].taken.value for a in ("A1", "A2", "A3", "B3", "C4", "E4", "A6", "A7")} == {
        "A1": "标题",
        "A2": "表头",
        "A3": "序号",
        "B3": "违法行为",
        "C4": "裁量因素",
        "E4": "处罚标准",
        "A6": "隐藏",
        "A7": "说明",
    }
    assert (cells["A1"].colspan, cells["B3"].rowspan) == (5, 2)
    assert (cells["B3"].standards, cells["E5"].standards) == (("1",), ("2",))
    assert cells["E2"].standards == ("1", "2")
    assert cells["A7"].standards == ()
    assert sheet.hidden_rows == {6}


def test_columns_carry_the_key_by_which_they_are_settled(tmp_path: Path) -> None:
    sheet, _ = by_address(folder=tmp_path)
    old = next(c for c in sheet.tables if c.heading == "D2")
    left_out = Settlement(SettlementKind.COLUMN, old.key, LEFT_OUT, "zhangsan", date(2026, 11, 20))
    sheet, cells = by_address(left_out, folder=tmp_path)
    old = next(c for c in sheet.tables if c.heading == "D2")
    assert (old.role, old.settled) == (None, True)
    assert {cells[a].taken for a in ("D2", "D3", "D4")} == {Place.LEFT_OUT}


def test_a_settled_text_is_shown_as_it_is_read(tmp_path: Path) -> None:
    meant = Settlement(SettlementKind.TEXT, "罚五个数", "罚款5万元", "zhangsan", date(2026, 11, 20))
    _, cells = by_address(meant, folder=tmp_path)
    assert (cells["E5"].text, cells["E5"].taken) == ("罚款5万元", Role.PENALTY)


def test_a_table_of_which_nothing_was_read_is_shown_as_not_read(tmp_path: Path) -> None:
    twins = ("违法行为", "违法情节", "处罚标准")
    page = table((*twins, None, *twins), ("沿街晾晒", "初次", "警告", None, "乱倒垃圾", "初次", "警告"))
    path = write_xlsx(tmp_path / "表.xlsx", page)
    (sheet,) = cells_taken(path.name, path.read_bytes(), BOTH)
    assert not any(cell.standards for cell in sheet.cells)
    assert {cell.taken for cell in sheet.cells if cell.row > 1} == {Place.UNREAD}
