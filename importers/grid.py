"""The body of a table as logical rows: merged cells filled, 同上 resolved, page breaks mended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.cell_looks import looks_like_penalty
from importers.columns import Role
from importers.grade_words import is_grade_word
from standards_1023.text import matched, normalised

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from importers.columns import Column
    from importers.tables import Table
    from importers.workbook import Cell

_DITTO = re.compile(r'^(?:同上|同前|〃|″|"|“|”|同上栏|同上行|同上述|-"-|′′)+[。.]?$')
_DITTO_LEFT = re.compile(r"^(?:同左|同左栏)[。.]?$")
NOTHING = re.compile(r"^(?:-+|/+|\\+|…+|无此项)$")
_FRAGMENT_START = re.compile(r"^(?:以[上下内]|[、,。;])|^(?:的?罚款|的)[。]?$")
_LOW_ALONE = re.compile(r"(?:元|倍|%)以上$")
_HIGH_ALONE = re.compile(r"[\d.一二两三四五六七八九十百千万]+(?:元|倍|%)以下")
_OPEN_PAIRS = (("(", ")"), ("《", "》"), ("“", "”"), ("[", "]"))
CONDITION_ROLES = (Role.FACTOR, Role.GRADE, Role.ELEMENT)
OUTCOME_ROLES = (Role.PENALTY, Role.LOW, Role.HIGH)


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in one column of a logical row, with the address it was printed at."""

    text: str
    address: str
    row: int
    columns: int = 1
    rows: int = 1
    inherited: bool = False

    @property
    def is_nothing(self) -> bool:
        """——, / and the like: no condition, no measure."""
        return NOTHING.match(normalised(self.text)) is not None


@dataclass(slots=True)
class LogicalRow:
    """A row as a reader understands it: its number and the entries by column."""

    row: int
    entries: dict[int, Entry] = field(default_factory=dict)

    def get(self, column: Column | None) -> Entry | None:
        """The entry in a column, or None."""
        return None if column is None else self.entries.get(column.index)

    def text(self, column: Column | None) -> str:
        """The text in a column, empty where nothing stands."""
        entry = self.get(column)
        return "" if entry is None else entry.text


@dataclass(slots=True)
class Grid:
    """The logical rows of a table and what was mended: (address, sentence)."""

    rows: list[LogicalRow]
    mended: list[tuple[str, str]] = field(default_factory=list)


def read_grid(table: Table, vocabulary: Collection[str]) -> Grid:
    """The logical rows of a table's body.

    `vocabulary` holds the texts of the whole workbook (in matched form): a text cut by a page break shows
    itself when its two halves together are one of them.
    """
    grid = Grid([])
    previous: LogicalRow | None = None
    for number in table.rows:
        row = _printed_row(table, number)
        if not row.entries:
            continue
        if previous is not None and _absorb(table, previous, row, vocabulary, grid):
            continue
        _resolve(table, row, previous, grid)
        if previous is not None:
            _join_cut_conditions(table, grid, row, vocabulary)
        grid.rows += _split_by_grade(table, row)
        previous = row
    return grid


def _split_by_grade(table: Table, row: LogicalRow) -> list[LogicalRow]:
    """Rows for 轻微：…；一般：… in the condition and again in the penalty; other rows as they are."""
    parts: dict[int, list[tuple[str, str]]] = {}
    for column in table.columns:
        entry = row.get(column)
        if entry is not None and column.role in (*CONDITION_ROLES, *OUTCOME_ROLES):
            items = _by_grade(entry.text)
            if len(items) > 1:
                parts[column.index] = items
    outcomes = [
        index for index in parts if any(c.index == index and c.role in OUTCOME_ROLES for c in table.columns)
    ]
    heads = {tuple(matched(head) for head, _ in items) for items in parts.values()}
    if not outcomes or len(parts) < len(outcomes) + 1 or len(heads) != 1:
        return [row]
    result: list[LogicalRow] = []
    for n in range(len(next(iter(parts.values())))):
        entries = dict(row.entries)
        for index, items in parts.items():
            head, text = items[n]
            entries[index] = replace(entries[index], text=text if index in outcomes else f"{head}：{text}")
        result.append(LogicalRow(row.row, entries))
    return result


def _by_grade(text: str) -> list[tuple[str, str]]:
    """(grade, text) of each item when a text is a list of grades: 轻微：…；严重：…."""
    items: list[tuple[str, str]] = []
    for piece in re.split(r"[;；\n]+", text):
        head, colon, rest = (
            re.sub(r"^\s*(?:\d+|[一二三四五六])[.、．]\s*", "", piece.strip())
            .replace(":", "：")
            .partition("：")
        )
        if not piece.strip():
            continue
        if not colon or not is_grade_word(head):
            return []
        items.append((head, rest.strip("。 ")))
    return items


def _printed_row(table: Table, number: int) -> LogicalRow:
    row = LogicalRow(number)
    for column in table.columns:
        cell = table.sheet.at(number, column.index)
        if cell is not None and not _stands_in_left_column(table, cell, column):
            row.entries[column.index] = _entry(cell)
    return row


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
        elif entry is not None and _DITTO.match(normalised(entry.text)):
            above = previous.get(column) if previous else None
            if above is None:
                grid.mended.append((entry.address, f"「{entry.text}」上面没有可以照抄的内容。"))
            else:
                row.entries[column.index] = replace(entry, text=above.text)


def inherit(table: Table, row: LogicalRow, above: LogicalRow, roles: Sequence[Role]) -> None:
    """Fill blanks of a row from the row above, for columns of the given roles, unless a cell spans there.

    Of several penalty columns a blank beside a printed one means that nothing is given there.
    """
    spanned = _spanned(row)
    outcome = any(column.role in OUTCOME_ROLES and column.index in row.entries for column in table.columns)
    for column in table.columns:
        if outcome and column.role in OUTCOME_ROLES:
            continue
        if column.role in roles and column.index not in row.entries and column.index not in spanned:
            entry = above.get(column)
            if entry is not None:
                row.entries[column.index] = replace(entry, inherited=True)


def _spanned(row: LogicalRow) -> set[int]:
    return {
        index + offset
        for index, entry in row.entries.items()
        if not entry.inherited
        for offset in range(1, entry.columns)
    }


def _absorb(
    table: Table, previous: LogicalRow, row: LogicalRow, vocabulary: Collection[str], grid: Grid
) -> bool:
    """Whether the row is only the rest of the one above, cut by a page break; then its texts are joined.

    That is so when its penalty cell continues the one above, or it has none and all its own texts continue.
    """
    own = {
        column.index: entry
        for column in table.columns
        if (entry := row.get(column)) is not None
        and entry.row == row.row
        and column.role in (*CONDITION_ROLES, *OUTCOME_ROLES)
    }
    first_text = {
        column.index: entry
        for column in table.columns
        if (entry := row.get(column)) is not None and entry.row == row.row and column.role is Role.VIOLATION
    }
    if not own and not first_text:
        return False
    outcomes = [c for c in table.columns if c.role in OUTCOME_ROLES and c.index in own]
    if table.is_weighted:
        return not own and _absorb_first_column(previous, first_text, table)
    if not outcomes and any(
        (e := row.get(c)) is not None
        and e.row < row.row
        and previous.get(c) is not None
        and e.row != previous.entries[c.index].row
        for c in table.columns
        if c.role in OUTCOME_ROLES
    ):
        return False
    if not outcomes and not own:
        return _absorb_first_column(previous, first_text, table)
    if any(
        not _continues(previous.text(column), own[column.index].text, vocabulary, column)
        for column in table.columns
        if column.index in own
    ):
        return False
    for index, entry in own.items():
        above = previous.entries[index]
        previous.entries[index] = replace(above, text=above.text + entry.text)
        sentence = f"「{above.text}」与「{entry.text}」被分页拆开，按「{above.text + entry.text}」读取。"
        grid.mended.append((entry.address, sentence))
    _absorb_first_column(previous, first_text, table)
    return True


def _absorb_first_column(previous: LogicalRow, first_text: dict[int, Entry], table: Table) -> bool:
    del table
    for index, entry in first_text.items():
        above = previous.entries.get(index)
        previous.entries[index] = entry if above is None else replace(above, text=above.text + entry.text)
    return True


def _join_cut_conditions(table: Table, grid: Grid, row: LogicalRow, vocabulary: Collection[str]) -> None:
    """A condition cut in two while each half keeps its own penalty: both rows share the joined text."""
    previous = grid.rows[-1]
    for column in table.of(*CONDITION_ROLES):
        entry, above = row.get(column), previous.get(column)
        if entry is None or above is None or entry.row != row.row or entry.row == above.row:
            continue
        if not _continues(above.text, entry.text, vocabulary, column):
            continue
        joined = above.text + entry.text
        for earlier in grid.rows:
            if (e := earlier.get(column)) is not None and e.address == above.address:
                earlier.entries[column.index] = replace(e, text=joined)
        row.entries[column.index] = replace(entry, text=joined, address=above.address, row=above.row)
        grid.mended.append(
            (entry.address, f"「{above.text}」与「{entry.text}」被分页拆开，按「{joined}」读取。")
        )


def _continues(  # noqa: PLR0911 - one return a sign
    above: str, text: str, vocabulary: Collection[str], column: Column
) -> bool:
    """Whether a text is the rest of the one above it rather than a text of its own."""
    if not above or not text:
        return False
    plain_above, plain = normalised(above), normalised(text)
    if matched(above + text) in vocabulary and not (matched(above) in vocabulary and is_grade_word(text)):
        return True
    if _FRAGMENT_START.match(plain) and not plain_above.endswith("。"):
        return True
    if any(plain_above.count(o) > plain_above.count(c) and c in plain for o, c in _OPEN_PAIRS):
        return True
    if re.search(r"\d$", plain_above) and re.match(
        r"(?:万|千)?(?:元|倍|%|个|吨|次|平方米|立方米|人|天|日|月|年|米)", plain
    ):
        return True
    if column.role in OUTCOME_ROLES and _LOW_ALONE.search(plain_above) and _HIGH_ALONE.match(plain):
        return True
    return column.role in OUTCOME_ROLES and not looks_like_penalty(text) and not looks_like_penalty(above)
