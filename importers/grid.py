"""The body of a table as logical rows: merged cells filled, 同上 resolved, page breaks mended."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from importers.columns import CONDITION_ROLES, OUTCOME_ROLES, Column, Role
from importers.grade_items import split_by_grade
from importers.grade_words import grade_before_colon
from importers.logical_rows import Entry, Grid, LogicalRow
from importers.page_breaks import absorb, join_cut_conditions
from standards_1023.text import matched, normalised

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from importers.tables import Table
    from importers.workbook import Cell

_DITTO = re.compile(r'^(?:同上|同前|〃|″|"|“|”|同上栏|同上行|同上述|-"-|′′)+[。.]?$')
_FACTORS = (Role.FACTOR, Role.ELEMENT)
_DITTO_LEFT = re.compile(r"^(?:同左|同左栏)[。.]?$")


def read_grid(table: Table, vocabulary: Collection[str]) -> Grid:
    """The logical rows of a table's body.

    `vocabulary` holds the texts of the whole workbook (in matched form): a text cut by a page break shows
    itself when its two halves together are one of them.
    """
    grid = Grid([])
    previous: LogicalRow | None = None
    section: Entry | None = None
    for number in table.rows:
        row = _printed_row(table, number)
        if not row.entries:  # what stands there under no heading belongs to the rows above
            grid.absorbed.update({} if previous is None else {number: previous.row})
            continue
        if previous is not None and absorb(table, previous, row, vocabulary, grid):
            grid.absorbed[number] = previous.row
            continue
        if (apart := _section(table, row)) is not None:
            sentence = (
                f"第 {number} 行只有「{apart.text[:30]}」，没有情节和处罚标准：按小标题看待，没有读取。"
            )
            grid.mended.append((apart.address, sentence))
            section = apart
            continue
        if section is not None and previous is not None:
            _name_homeless(table, row, section, grid)
        section = None
        _resolve(table, row, previous, grid)
        if previous is not None:
            join_cut_conditions(table, grid, row, vocabulary)
        grid.rows += split_by_grade(table, row)
        previous = row
    return grid


def _printed_row(table: Table, number: int) -> LogicalRow:
    row = LogicalRow(number)
    for column in table.columns:
        cell = table.sheet.at(number, column.index)
        if cell is not None and not _stands_in_left_column(table, cell, column):
            row.entries[column.index] = _entry(cell)
    return row


def _section(table: Table, row: LogicalRow) -> Entry | None:
    """The only text of a row, where it stands among the violations or their numbers: a heading."""
    keys = {column.index for column in table.of(Role.CODE, Role.VIOLATION)}
    entries = list(row.entries.items())
    if len(entries) != 1 or len(keys) == len(table.columns):
        return None
    ((index, entry),) = entries
    return entry if index in keys and entry.row == row.row and entry.rows == 1 else None


def _name_homeless(table: Table, row: LogicalRow, section: Entry, grid: Grid) -> None:
    """Whose a row is that names no violation below a row of one text, nobody can say."""
    if any(row.get(column) is not None for column in table.of(Role.CODE, Role.VIOLATION)):
        return
    entry = next(reversed(row.entries.values()))
    for column in table.of(*OUTCOME_ROLES):
        entry = row.get(column) or entry
    sentence = (
        f"本行没有写违法行为，上面一行又只有「{section.text[:30]}」，不能确定属于哪个违法行为，请补填。"
    )
    grid.errors.append((entry.address, sentence))


def _entry(cell: Cell) -> Entry:
    return Entry(cell.text.strip(), cell.address, cell.row, cell.columns, cell.rows)


def _stands_in_left_column(table: Table, cell: Cell, column: Column) -> bool:
    """A cell merged over several columns stands in its first; over penalty columns in each."""
    if cell.column == column.index or column.role in OUTCOME_ROLES or column.role is Role.WEIGHT:
        return False
    first = next((c for c in table.columns if c.index >= cell.column), None)
    return first is not None and first.index < column.index


def _resolve(table: Table, row: LogicalRow, previous: LogicalRow | None, grid: Grid) -> None:
    """同上, 同左 and blanks take the text they stand for, within the table."""
    for column in table.columns:
        entry = row.get(column)
        if entry is not None and _DITTO_LEFT.match(normalised(entry.text)):
            left = next((row.entries[i] for i in range(column.index - 1, 0, -1) if i in row.entries), None)
            if left is not None:
                row.entries[column.index] = replace(entry, text=left.text)
                _copied(table, entry, left, grid)
        elif entry is not None and _DITTO.match(normalised(entry.text)):
            above = previous.get(column) if previous else None
            if above is None:
                grid.mended.append((entry.address, f"「{entry.text}」上面没有可以照抄的内容，请写出内容。"))
            else:
                row.entries[column.index] = replace(entry, text=above.text)
                _copied(table, entry, above, grid)
                if column.role in (*CONDITION_ROLES, *OUTCOME_ROLES) and _is_of_another(table, row, previous):
                    sentence = f"「{entry.text}」照抄了上一个违法行为的「{above.text[:30]}」，请核对。"
                    grid.mended.append((entry.address, sentence))


def _copied(table: Table, entry: Entry, source: Entry, grid: Grid) -> None:
    """A copy of a faulty cell is as faulty."""
    if source.address in table.sheet.faulty or any(address == source.address for address, _ in grid.errors):
        grid.errors.append((entry.address, f"「{entry.text}」照抄的 {source.address} 内容有误，请一并更正。"))


def _is_of_another(table: Table, row: LogicalRow, above: LogicalRow | None) -> bool:
    """Whether a violation begins in the row: its text is another than the one above."""
    column = table.first(Role.VIOLATION)
    entry, over = row.get(column), above.get(column) if above is not None else None
    return entry is not None and over is not None and matched(entry.text) != matched(over.text)


def inherit(table: Table, row: LogicalRow, above: LogicalRow, roles: Sequence[Role], grid: Grid) -> None:
    """Fill blanks of a row from the row above, for columns of the given roles, unless a cell spans there.

    Of several penalty columns a blank beside a printed one means that nothing is given there. A blank penalty
    beside a new grade is no "as above", nor is a blank factor to the right of a new one.
    """
    own = {index for index, entry in row.entries.items() if entry.row == row.row and not entry.inherited}
    spanned = _spanned(row)
    outcome = any(column.role in OUTCOME_ROLES and column.index in row.entries for column in table.columns)
    grade_is_new = _grade(table, row) not in {None, _grade(table, above)}
    anew = grade_is_new and any(c.index in row.entries for c in table.of(Role.GRADE))
    filled: list[Entry] = []
    for column in table.columns:
        entry, over = row.get(column), above.get(column)
        if column.role in _FACTORS:
            anew = anew or (entry is not None and (over is None or matched(entry.text) != matched(over.text)))
        if column.role not in roles or entry is not None or over is None or column.index in spanned:
            continue
        if column.role in OUTCOME_ROLES:
            if outcome or grade_is_new:
                continue
            filled.append(over)
        elif column.role in _FACTORS and anew:
            address = f"{get_column_letter(column.index)}{row.row}"
            sentence = (
                f"「{column.name}」空白，左边的情节又与上一行不同：按没有这项条件读取；如果是同上，请写明。"
            )
            grid.mended.append((address, sentence))
            continue
        row.entries[column.index] = replace(over, inherited=True)
    if filled and len(own) == 1:
        entry = row.entries[min(own)]
        sentence = (
            f"本行只有「{entry.text[:30]}」，处罚标准空白，按同上「{filled[0].text[:30]}」读取，请核对。"
        )
        grid.mended.append((entry.address, sentence))


def _grade(table: Table, row: LogicalRow) -> str | None:
    """The grade that a row prints, in its own column or before the colon of a condition."""
    texts = [row.text(column) for column in table.of(Role.GRADE)]
    heads = [grade_before_colon(row.text(column)) for column in table.of(*_FACTORS)]
    found = next((text for text in (*texts, *heads) if text), None)
    return None if found is None else matched(found)


def _spanned(row: LogicalRow) -> set[int]:
    return {
        index + offset
        for index, entry in row.entries.items()
        if not entry.inherited
        for offset in range(1, entry.columns)
    }
