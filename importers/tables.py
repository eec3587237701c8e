"""A sheet cut into tables: header rows, body rows, and the titles and labels that belong to each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importers.headings import Column, Role, heading_role, is_grade_word, judge_column, looks_like_penalty
from importers.labels import Context, label_role
from standards_1023.text import normalised

if TYPE_CHECKING:
    from importers.workbook import Cell, Sheet

_TITLE = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章节部编篇]|[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|附件|附表|附录|《[^》]+》[^第]*$|§|表[一二三四五六七八九十\d]+)"
)
_START = re.compile(r"^(?:裁量)?(?:起点|起算点|基准起点|基础权重|基础分值?|起始权重)$")
_STATEMENT = re.compile(r"^(?:说明|备注|注)?[:：]?.*(?:以上|以下).*(?:包括|包含|含)本数|^(?:填表)?说明[:：]|^注[:：1-9]")


@dataclass(slots=True)
class Table:
    """One table: where its header stands, its columns, its body rows and its surroundings."""

    sheet: Sheet
    header_row: int
    header_rows: int
    columns: list[Column]
    rows: list[int]
    context: Context
    after: Context = field(default_factory=Context)

    def of(self, *roles: Role) -> list[Column]:
        """The columns that hold one of the roles, from left to right."""
        return [column for column in self.columns if column.role in roles]

    def first(self, role: Role) -> Column | None:
        """The leftmost column with the role, or None."""
        return next(iter(self.of(role)), None)

    @property
    def is_weighted(self) -> bool:
        """Whether the body is a weighted sum: a column of weights with a starting weight, or such a row."""
        return self.start_cell is not None or (
            bool(self.of(Role.WEIGHT)) and bool(self.of(Role.ELEMENT, Role.FACTOR))
        )

    @property
    def start_cell(self) -> Cell | None:
        """The cell 裁量起点 of a weighted sum, or None."""
        for row in self.rows:
            for cell in self.sheet.row_cells(row):
                if _START.match(normalised(cell.text)):
                    return cell
        return None


@dataclass(slots=True)
class SheetReading:
    """The tables of a sheet and the free text around them (说明, footnotes)."""

    tables: list[Table] = field(default_factory=list)
    statements: list[Cell] = field(default_factory=list)


def read_tables(sheet: Sheet) -> SheetReading:
    """Cut a sheet into its tables.

    A repeated header goes on with the table above; titles or labels in between begin a new block.
    """
    reading = SheetReading()
    pending = Context()
    table: Table | None = None
    row = 1
    while row <= sheet.rows:
        if row in sheet.hidden_rows:
            row += 1
            continue
        cells = sheet.row_cells(row)
        depth = _header_depth(sheet, row, cells)
        if depth:
            raw = _headings(sheet, row, depth)
            if table is not None and not pending.labelled and _same_heading(table, raw):
                pending = Context()  # section titles above a repeated header
            else:
                table = Table(sheet, row, depth, [], [], pending)
                table.columns = [Column(c, h, Role.FACTOR, 0) for c, h in sorted(raw.items())]
                reading.tables.append(table)
                pending = Context()
            row += depth
            continue
        table, pending = _place_row(sheet, row, cells, table, pending, reading)
        row += 1
    for found in reading.tables:
        _judge_columns(found)
    return reading


def _place_row(
    sheet: Sheet, row: int, cells: list[Cell], table: Table | None, pending: Context, reading: SheetReading
) -> tuple[Table | None, Context]:
    """Put one row that is no header where it belongs: labels, titles, statements or the table's body."""
    if not cells:
        return table, pending
    label = label_role(cells[0].text)
    own = [cell for cell in cells if cell.row == row]
    if label is not None and 2 <= len(cells) <= 3 and (cells[0].columns < 2 or len(cells) == 2):
        values = [cell for cell in cells[1:] if cell.row == row]
        if label is Role.NOTE and table is not None and table.rows and not pending.labelled:
            target = table.after
        else:
            table = None if table is None or table.rows or label is not Role.NOTE else table
            target = pending
        for value in values:
            target.add(label, value)
        return table, pending
    if len(cells) == 1 and _is_title(cells[0], sheet, table):
        if cells[0].row == row:
            (reading.statements if _STATEMENT.search(normalised(cells[0].text)) else pending.titles).append(cells[0])
        return table, pending
    if table is not None and own:
        table.rows.append(row)
    elif table is not None and row <= max(cell.last_row for cell in cells):
        table.rows.append(row)
    elif own:
        reading.statements.extend(own)
    return table, pending


def _is_title(cell: Cell, sheet: Sheet, table: Table | None) -> bool:
    """A row of one cell: a title or section when it spans the table or is worded as one, else a cut text."""
    width = sheet.columns if table is None else len(table.columns)
    plain = normalised(cell.text)
    if table is None:
        return True
    if _START.match(plain):
        return False
    if cell.columns >= 2 and cell.columns >= width - 1:
        return True
    if _STATEMENT.search(plain):
        return True
    return cell.column == 1 and cell.rows == 1 and _TITLE.match(plain) is not None


def _header_depth(sheet: Sheet, row: int, cells: list[Cell]) -> int:
    """How many rows the header beginning here has; 0 when none begins here."""
    own = [cell for cell in cells if cell.row == row]
    if len(own) < 2 or len(own) < len(cells) - 1:
        return 0
    roles: set[Role] = set()
    meant = 0
    for cell in own:
        role = heading_role(cell.text)
        if role is not None:
            roles.add(role[0])
            meant += 1
        if len(normalised(cell.text)) > 45 or looks_like_penalty_text(cell.text):
            return 0
    first = label_role(own[0].text)
    if first in {Role.NOTE, Role.BASIS, Role.VIOLATED} and len(own) == 2 and len(normalised(own[1].text)) > 16:
        return 0
    outcome = roles & {Role.PENALTY, Role.WEIGHT, Role.LOW, Role.HIGH, Role.STATUTORY}
    crossed = _is_crossed_head(sheet, row, own)
    if not crossed and (meant < 2 or not outcome or meant / len(own) < 0.4):
        return 0
    if not crossed and roles <= {Role.PENALTY, Role.NOTE}:
        return 0
    return _depth(sheet, row, own)


def looks_like_penalty_text(text: str) -> bool:
    """An amount or a whole penalty clause: no heading says 处2万元以上5万元以下罚款."""
    plain = normalised(text)
    return looks_like_penalty(text) and re.search(r"[\d一二三四五六七八九十]+(?:万|千|百)?元|\d倍|给予警告|处以|责令改正", plain) is not None


def _is_crossed_head(sheet: Sheet, row: int, own: list[Cell]) -> bool:
    """违法程度 | 轻微 | 一般 | 严重: headings whose cells below are penalties."""
    corner = heading_role(own[0].text) or heading_role(re.split(r"[\\/＼／]", own[0].text)[0])
    if corner is None or corner[0] not in {Role.GRADE, Role.FACTOR, Role.VIOLATION, Role.CODE}:
        return False
    depth = _depth(sheet, row, own)
    below = row + depth
    penalties = [c for c in sheet.row_cells(below) if looks_like_penalty(c.text)]
    return len(penalties) >= 2 and all(not looks_like_penalty(c.text) for c in own)


def _depth(sheet: Sheet, row: int, own: list[Cell]) -> int:
    """Two header rows where a heading spans columns and has headings of its own below (three at most)."""
    depth = max(1, min(cell.rows for cell in own))
    tallest = max(cell.rows for cell in own)
    wide = [cell for cell in own if cell.columns > 1 and cell.rows < max(tallest, 2)]
    if not wide:
        return depth
    weighted = any((heading_role(cell.text) or (None,))[0] is Role.WEIGHT for cell in wide)
    while depth < 3 and not weighted:
        below = [
            sheet.at(row + depth, column) for cell in wide for column in range(cell.column, cell.last_column + 1)
        ]
        others = [c for c in sheet.row_cells(row + depth) if c.row == row + depth and c not in below]
        texts = [c for c in below if c is not None and c.row == row + depth]
        distinct = list(dict.fromkeys(texts))
        if len(distinct) < 2 or others:
            break
        if any(len(normalised(c.text)) > 30 or looks_like_penalty_text(c.text) for c in distinct):
            break
        depth += 1
        if depth >= tallest > 1:
            break
    return depth


def _headings(sheet: Sheet, row: int, depth: int) -> dict[int, tuple[str, ...]]:
    """The headings of each column from top to bottom, a merged one once."""
    result: dict[int, tuple[str, ...]] = {}
    for column in range(1, sheet.columns + 1):
        texts: list[str] = []
        for at in range(row, row + depth):
            text = " ".join(sheet.text(at, column).split())
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        if texts:
            result[column] = tuple(texts)
    return result


def _same_heading(table: Table, raw: dict[int, tuple[str, ...]]) -> bool:
    return {c.index: tuple(map(normalised, c.headings)) for c in table.columns} == {
        index: tuple(map(normalised, texts)) for index, texts in raw.items()
    }


def _judge_columns(table: Table) -> None:
    judged: list[Column] = []
    for column in table.columns:
        cells = dict.fromkeys(table.sheet.at(row, column.index) for row in table.rows)
        texts = list(dict.fromkeys(cell.text for cell in cells if cell is not None))
        judged.append(judge_column(column.index, column.headings, texts))
    table.columns = judged
