"""Whether a row of one cell is a title, a section or a statement rather than a text of the table."""

# ruff: noqa: PLR2004 - lengths and widths that a title is judged by stand where they are used

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.columns import Role
from importers.headings import heading_role
from importers.tables import START, Table
from standards_1023.text import normalised

if TYPE_CHECKING:
    from importers.workbook import Cell, Sheet

TITLE = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章节部编篇]|[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|附件|附表|附录|《[^》]+》[^第]*$|§|表[一二三四五六七八九十\d]+)"
)
PAGE_MARK = re.compile(
    r"^(?:[(]?(?:续表|接上表|接上页|续上表)[)]?|[(]续[)]|-?第?\d+页?-?(?:[,，/]?共\d+页)?)$|^第\d+页"
)
_SECTION = re.compile(r"^.{1,14}(?:类|方面|领域|部分|篇)$")
STATEMENT = re.compile(
    r"^(?:说明|备注|注)?[:：]?.*(?:以上|以下).*(?:包括|包含|含)本数|^(?:填表)?说明[:：]|^注[:：1-9]"
)

_LONGEST_UNIT = 14
UNIT_ABOVE = re.compile(r"(?:金额)?单位[:为]?(?:人民币)?(万元|元)[)]?$")


def is_title(cell: Cell, sheet: Sheet, table: Table | None) -> bool:  # noqa: PLR0911 - one return a sign
    """A row of one cell: a title or section when it spans the table or is worded as one, else a cut text."""
    width = sheet.columns if table is None else len(table.columns)
    plain = normalised(cell.text)
    if PAGE_MARK.match(plain):
        return True
    if table is None:
        return True
    if START.match(plain):
        return False
    if UNIT_ABOVE.search(plain) and len(plain) <= _LONGEST_UNIT:
        return True
    if cell.columns >= 2 and cell.columns >= width - 1:
        return True
    if STATEMENT.search(plain):
        return True
    if cell.rows > 1 or cell.column != table.columns[0].index:
        return False
    if TITLE.match(plain) or _SECTION.match(plain):
        return True
    role = heading_role(table.columns[0].headings[0])
    return (
        role is not None
        and role[0] is Role.CODE
        and re.fullmatch(r"[\u4e00-\u9fff、和与及]{3,}", plain) is not None
    )
