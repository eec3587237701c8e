"""A sheet cut into tables: header rows, body rows, and the titles and labels that belong to each."""

# ruff: noqa: PLR2004 - rows of two, three, four cells are what this file is about

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.headings import (
    Column,
    Role,
    heading_role,
    is_grade_word,
    judge_column,
    looks_like_penalty,
    reconcile,
)
from importers.labels import Context, label_role
from standards_1023.text import normalised

if TYPE_CHECKING:
    from importers.workbook import Cell, Sheet

_TITLE = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章节部编篇]|[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|附件|附表|附录|《[^》]+》[^第]*$|§|表[一二三四五六七八九十\d]+)"
)
_START = re.compile(
    r"^(?:裁量)?(?:起点|起算点|(?:基准|初始|起始|权重|基础|基本)?起点(?:权重|分值|比例|百分值)?|(?:基础|基本|基准|起始|初始|起点)(?:权重|分值?|比例|百分值|系数))$"
)
_PAGE_MARK = re.compile(r"^(?:续表|接上表|[(]续[)]|-?第?\d+页?-?(?:[,，/]?共\d+页)?)$|^第\d+页")
_SIGNATURE = re.compile(r"^(?:制表|审核|填表|编制|校对|复核|签发|填报|联系)(?:人|单位|日期|时间|部门)?:")
_SECTION = re.compile(r"^.{1,14}(?:类|方面|领域|部分|篇)$")
_SIDE_ROLES = (Role.PENALTY, Role.GRADE, Role.FACTOR)
_STATEMENT = re.compile(
    r"^(?:说明|备注|注)?[:：]?.*(?:以上|以下).*(?:包括|包含|含)本数|^(?:填表)?说明[:：]|^注[:：1-9]"
)


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
    sections: list[tuple[int, Cell]] = field(default_factory=list)

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


def is_start_row(sheet: Sheet, row: int) -> bool:
    """Whether 裁量起点 begins in this row."""
    return any(cell.row == row and _START.match(normalised(cell.text)) for cell in sheet.row_cells(row))


@dataclass(slots=True)
class SheetReading:
    """The tables of a sheet and the free text around them (说明, footnotes)."""

    tables: list[Table] = field(default_factory=list)
    statements: list[Cell] = field(default_factory=list)


def read_tables(sheet: Sheet) -> SheetReading:
    """Cut a sheet into its tables.

    A repeated header goes on with the table above; titles or labels in between begin a new block.
    """
    cutter = _Cutter(sheet)
    row = 1
    while row <= sheet.rows:
        row += 1 if row in sheet.hidden_rows else cutter.take(row)
    for found in cutter.reading.tables:
        _judge_columns(found)
    return cutter.reading


@dataclass(slots=True)
class _Cutter:
    """Goes down a sheet row by row: the open table, and titles and labels waiting for the next one."""

    sheet: Sheet
    reading: SheetReading = field(default_factory=SheetReading)
    table: Table | None = None
    pending: Context = field(default_factory=Context)
    after_blank: bool = True
    interrupted: bool = False

    def take(self, row: int) -> int:
        """Put the row, or the header that begins there, where it belongs; how many rows that were."""
        cells = self.sheet.row_cells(row)
        if not cells:
            self.after_blank = True
            return 1
        fresh = self.table is None or self.after_blank or bool(self.pending.titles or self.pending.labelled)
        depth = _header_depth(self.sheet, row, cells, fresh=fresh)
        self.after_blank = False
        if self.table is not None and not self.table.rows and _numbers_columns(cells):
            return 1
        if depth:
            self._begin(row, depth)
            return depth
        self._place(row, cells)
        return 1

    def _begin(self, row: int, depth: int) -> None:
        side = _side_label(self.sheet, row, [c for c in self.sheet.row_cells(row) if c.row == row])
        raw = _headings(self.sheet, row, depth)
        if side is not None:
            raw = {index: texts for index, texts in raw.items() if index > side.last_column}
        again = self.table is not None and not self.pending.labelled and _same_heading(self.table, raw)
        if self.table is not None and again and not self._titled_anew():
            self.table.sections += [(row, cell) for cell in self.pending.titles]
            self.pending = Context()
            return
        self._open(row, depth, raw)

    def _titled_anew(self) -> bool:
        """Whether a title stands between and no column names violations: the title names the next one."""
        table = self.table
        if table is None or not any(_TITLE.match(normalised(c.text)) for c in self.pending.titles):
            return False
        meant = {role[0] for c in table.columns for h in c.headings if (role := heading_role(h)) is not None}
        return not meant & {Role.VIOLATION, Role.CODE, Role.WEIGHT}

    def _same_columns_again(self) -> None:
        """A section row within a table without violations: what follows is another standard's."""
        table = self.table
        if table is None:
            return
        if not table.rows:
            table.context.titles += self.pending.titles
        else:
            self.table = replace(
                table,
                columns=list(table.columns),
                rows=[],
                context=self.pending,
                after=Context(),
                sections=[],
            )
            self.reading.tables.append(self.table)
        self.pending = Context()

    def _open(self, row: int, depth: int, raw: dict[int, tuple[str, ...]]) -> None:
        self.table = Table(self.sheet, row, depth, [], [], self.pending)
        self.table.columns = [Column(c, h, Role.FACTOR, 0) for c, h in sorted(raw.items())]
        self.reading.tables.append(self.table)
        self.pending, self.interrupted = Context(), False

    def _place(self, row: int, cells: list[Cell]) -> None:
        """A row that is no header: labels, titles, statements, a table's body, or a card without a header."""
        own = [cell for cell in cells if cell.row == row]
        if _SIGNATURE.match(normalised(cells[0].text)):
            self.reading.statements += own
            return
        if self._labels(cells, own):
            return
        if len(cells) == 1 and _is_title(cells[0], self.sheet, self.table):
            self._title(cells[0], row)
            return
        headless = (
            None if self.table is not None and not self.pending.labelled else _headless(self.sheet, row)
        )
        if headless is not None:
            self._open(row, 0, headless)
        if self.table is not None and not self.pending.labelled:
            if self._titled_anew():
                self._same_columns_again()
            self.table.rows.append(row)
            return
        self.reading.statements += own
        self.interrupted = True

    def _forget(self) -> None:
        """Titles and labels of a table that was not understood are not the next one's."""
        if self.interrupted:
            self.pending, self.interrupted = Context(), False

    def _title(self, cell: Cell, row: int) -> None:
        if cell.row != row:
            return
        if _STATEMENT.search(normalised(cell.text)):
            self.reading.statements.append(cell)
        elif _PAGE_MARK.match(normalised(cell.text)) is None:
            self._forget()
            self.pending.titles.append(cell)
            if self.table is not None:
                self.table.sections.append((row, cell))

    def _labels(self, cells: list[Cell], own: list[Cell]) -> bool:
        """违反条款 | text, 编号 | 1 | 违法行为 | text, or 处罚依据：text in one cell."""
        pairs = _pairs(cells)
        if len(cells) == 1 and pairs and pairs[0][0] is Role.NOTE and not (self.table and self.table.rows):
            self.reading.statements += own
            return True
        if pairs:
            for role, value in pairs:
                self._label(role, [value])
            return True
        label = label_role(cells[0].text)
        if label is None or not 2 <= len(cells) <= 3 or (cells[0].columns >= 2 and len(cells) != 2):
            return False
        self._label(label, [cell for cell in cells[1:] if cell in own])
        return True

    def _label(self, label: Role, values: list[Cell]) -> None:
        self._forget()
        table = self.table
        before = self.pending.cell(label) if label in {Role.VIOLATION, Role.BASIS} else None
        if before is not None and values and values[0].row > self.pending.labelled[label][-1].last_row + 1:
            self.pending = Context()  # another card begins
        if label is Role.NOTE and table is not None and table.rows and not self.pending.labelled:
            target = table.after
        else:
            if table is not None and not table.rows and label is Role.NOTE:
                self.table = None
            target = self.pending
        for value in values:
            target.add(label, value)


def _numbers_columns(cells: list[Cell]) -> bool:
    """A row below the header that counts the columns: 1 | 2 | 3, 甲 | 乙 | (1) | (2)."""
    texts = [normalised(cell.text).strip("()栏列第") for cell in cells]
    figures = [int(t) for t in texts if t.isdecimal()]
    letters = [t for t in texts if re.fullmatch(r"[甲乙丙丁戊己A-Z]", t)]
    counts = figures == list(range(1, len(figures) + 1)) or figures == list(range(len(figures)))
    return len(texts) > 2 and len(figures) + len(letters) == len(texts) and counts


def _pairs(cells: list[Cell]) -> list[tuple[Role, Cell]]:
    """Labels with their values: two or more side by side, or one with its value behind a colon."""
    if len(cells) == 1:
        head, colon, value = cells[0].text.replace(":", "：", 1).partition("：")
        role = label_role(head)
        if role is None or not colon or not value.strip():
            return []
        return [(role, replace(cells[0], text=value.strip()))]
    if len(cells) < 4 or len(cells) % 2:
        return []
    roles = [label_role(cell.text) for cell in cells[::2]]
    if any(label_role(cell.text) for cell in cells[1::2]):
        return []
    pairs = [(role, value) for role, value in zip(roles, cells[1::2], strict=True) if role is not None]
    return pairs if len(pairs) == len(roles) else []


def _headless(sheet: Sheet, row: int) -> dict[int, tuple[str, ...]] | None:
    """The columns of a card whose grades stand without headings: 裁量标准 | 轻微 | 条件 | 处罚.

    The last cell is the penalty, the first (behind a side label) a grade or begins with one.
    """
    cells = sheet.row_cells(row)
    if (heading_role(cells[0].text) or (None,))[0] in _SIDE_ROLES and not is_grade_word(cells[0].text):
        cells = cells[1:]
    if not 2 <= len(cells) <= 4 or not looks_like_penalty(cells[-1].text):
        return None
    if any(looks_like_penalty_text(cell.text) for cell in cells[:-1]):
        return None
    first = re.split(r"[:：]", cells[0].text)[0]
    if not is_grade_word(first):
        return None
    names = {cell.column: ("适用情形",) for cell in cells[1:-1]}
    return {cells[0].column: ("违法程度",), **names, cells[-1].column: ("处罚标准",)}


def _side_label(sheet: Sheet, row: int, own: list[Cell]) -> Cell | None:
    """裁量标准 at the side of a card, merged down beside the header and the body of its table."""
    if len(own) < 3 or own[0].rows < 2 or own[0].columns > 1:
        return None
    if (heading_role(own[0].text) or (None,))[0] not in _SIDE_ROLES:
        return None
    return own[0] if own[0].last_row >= row + _depth(sheet, row, own[1:]) else None


def _is_title(cell: Cell, sheet: Sheet, table: Table | None) -> bool:  # noqa: PLR0911 - one return a sign
    """A row of one cell: a title or section when it spans the table or is worded as one, else a cut text."""
    width = sheet.columns if table is None else len(table.columns)
    plain = normalised(cell.text)
    if _PAGE_MARK.match(plain):
        return True
    if table is None:
        return True
    if _START.match(plain):
        return False
    if cell.columns >= 2 and cell.columns >= width - 1:
        return True
    if _STATEMENT.search(plain):
        return True
    if cell.rows > 1 or cell.column != table.columns[0].index:
        return False
    if _TITLE.match(plain) or _SECTION.match(plain):
        return True
    role = heading_role(table.columns[0].headings[0])
    return (
        role is not None
        and role[0] is Role.CODE
        and re.fullmatch(r"[\u4e00-\u9fff、和与及]{3,}", plain) is not None
    )


def _header_depth(  # noqa: PLR0911 - one return a sign
    sheet: Sheet, row: int, cells: list[Cell], *, fresh: bool
) -> int:
    """How many rows the header beginning here has; 0 when none begins here.

    Where a table may begin (`fresh`), headings need not speak of penalties if penalties stand below them.
    """
    own = [cell for cell in cells if cell.row == row]
    if len(own) < 2 or len(own) < len(cells) - 1:
        return 0
    if any(len(normalised(cell.text)) > 45 or looks_like_penalty_text(_bare(cell.text)) for cell in own):
        return 0
    first = label_role(own[0].text)
    if first is Role.NOTE and len(own) == 2:
        return 0
    if (
        first in {Role.NOTE, Role.BASIS, Role.VIOLATED}
        and len(own) == 2
        and len(normalised(own[1].text)) > 16
    ):
        return 0
    if _side_label(sheet, row, own) is not None:
        own = own[1:]
    depth = _depth(sheet, row, own)
    if _is_crossed_head(sheet, row, own, depth):
        return depth
    meant = [role[0] for cell in own if (role := heading_role(cell.text)) is not None]
    roles = set(meant)
    if len(meant) < 2 or len(meant) / len(own) < 0.4 or roles <= {Role.PENALTY, Role.NOTE}:
        return 0
    outcome = roles & {Role.PENALTY, Role.WEIGHT, Role.LOW, Role.HIGH, Role.STATUTORY}
    return depth if outcome or (fresh and _penalties_below(sheet, row, own, depth)) else 0


def _penalties_below(sheet: Sheet, row: int, own: list[Cell], depth: int) -> list[Cell]:
    """The penalties in the first row below a header, if each stands under a heading of its own row."""
    below = [c for c in sheet.row_cells(row + depth) if c.row == row + depth and looks_like_penalty(c.text)]
    headed = {column for cell in own for column in range(cell.column, cell.last_column + 1)}
    return below if all(cell.column in headed for cell in below) else []


def _bare(text: str) -> str:
    """A heading without what it explains in brackets: 危害后果（责令改正后的状态）."""
    return re.sub(r"\([^()]*\)", "", normalised(text)) or text


def looks_like_penalty_text(text: str) -> bool:
    """An amount or a whole penalty clause: no heading says 处2万元以上5万元以下罚款."""
    plain = normalised(text)
    return (
        looks_like_penalty(text)
        and re.search(r"[\d一二三四五六七八九十]+(?:万|千|百)?元|\d倍|给予警告|处以|责令改正", plain)
        is not None
    )


def _is_crossed_head(sheet: Sheet, row: int, own: list[Cell], depth: int) -> bool:
    """违法程度 | 轻微 | 一般 | 严重: headings whose cells below are penalties."""
    corner = heading_role(own[0].text) or heading_role(re.split(r"[\\/＼／]", own[0].text)[0])
    if corner is None or corner[0] not in {Role.GRADE, Role.FACTOR, Role.VIOLATION, Role.CODE}:
        return False
    penalties = _penalties_below(sheet, row, own, depth)
    return len(penalties) >= 2 and all(not looks_like_penalty(_bare(c.text)) for c in own)


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
            sheet.at(row + depth, column)
            for cell in wide
            for column in range(cell.column, cell.last_column + 1)
        ]
        others = [c for c in sheet.row_cells(row + depth) if c.row == row + depth and c not in below]
        texts = [c for c in below if c is not None and c.row == row + depth]
        distinct = list(dict.fromkeys(texts))
        if others or not distinct or (len(distinct) < 2 and depth >= tallest):
            break
        if any(len(normalised(c.text)) > 30 or looks_like_penalty_text(_bare(c.text)) for c in distinct):
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
    texts: dict[int, list[str]] = {}
    for column in table.columns:
        cells = dict.fromkeys(table.sheet.at(row, column.index) for row in table.rows)
        texts[column.index] = list(dict.fromkeys(cell.text for cell in cells if cell is not None))
        judged.append(judge_column(column.index, column.headings, texts[column.index]))
    unit = _unit_above(table)
    if unit is not None:
        judged = [_with_unit(column, unit, texts[column.index]) for column in judged]
    table.columns = reconcile(judged, texts, kinds_vary=_kinds_vary(table, judged))


def _unit_above(table: Table) -> str | None:
    """单位：万元 in a row of its own above the table."""
    for cell in reversed(table.context.titles):
        if found := re.fullmatch(r"[(]?(?:金额)?单位[:为]?(?:人民币)?(万元|元)[)]?", normalised(cell.text)):
            return found[1]
    return None


def _with_unit(column: Column, unit: str, texts: list[str]) -> Column:
    """A penalty column without a unit of its own counts in the table's."""
    if column.role not in {Role.PENALTY, Role.LOW, Role.HIGH} or column.unit is not None:
        return column
    return replace(judge_column(column.index, (f"{column.name}（{unit}）",), texts), headings=column.headings)


def _kinds_vary(table: Table, columns: list[Column]) -> bool:
    """Whether 处罚种类 says something else in the rows of one violation: then it is part of the outcome."""
    kinds = next((c for c in columns if c.role is Role.KINDS), None)
    if kinds is None:
        return False
    violation = next((c for c in columns if c.role is Role.VIOLATION), None)
    return _distinct(table, kinds) > (1 if violation is None else _distinct(table, violation))


def _distinct(table: Table, column: Column) -> int:
    return len({cell for row in table.rows if (cell := table.sheet.at(row, column.index)) is not None})
