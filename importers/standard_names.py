"""The code and the violation of a standard: from its columns, the titles above it, or its sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.columns import Role
from importers.one_violation import CODE_IN_TITLE, is_of_one_violation
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importers.logical_rows import LogicalRow
    from importers.tables import Table

_ORDINAL = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]+[章节条项]|[一二三四五六七八九十百]+、|[(（][一二三四五六七八九十\d]+[)）]、?|\d+[、.．](?!\d)|\d+(?:[.\-]\d+)+[、.．\s]?)\s*"
)
_TABLE_TITLE = re.compile(
    r"^(?:附?表)(?:[一二三四五六七八九十]+|\d+)[、:.]?(?:对)?(?P<act>[^《》]{3,60}?)(?:的|行为的)?(?:行政)?(?:处罚)?(?:自由)?裁量(?:权)?(?:基准|标准)?表?$"
)
_CHAPTER = re.compile(
    r"^第[一二三四五六七八九十\d]+[章节部编篇]|裁量(?:表|基准|标准|权)|目录$|(?<!警示)(?<!警告)说明|附件|(?:年|月)\d*日?$"
)
_SHORTEST = 5
_SHORTEST_OF_BLOCK = 4


def code_of(table: Table, first: LogicalRow, *, single: bool) -> tuple[str, str]:
    """The code as printed and its cell; where none is printed, the place of the table counts."""
    entry = first.get(table.first(Role.CODE))
    if entry is not None and entry.text:
        return " ".join(entry.text.split()), entry.address
    labelled = table.context.cell(Role.CODE)
    if labelled is not None:
        return " ".join(labelled.text.split()), labelled.address
    for cell in reversed(table.context.titles):
        found = CODE_IN_TITLE.search(normalised(cell.text))
        if found:
            return found[0].strip(), cell.address
    for cell in reversed(table.context.titles):
        found = _ORDINAL.match(cell.text)
        if found and single:
            return found[0].strip(" \t\u3000、.．"), cell.address
    place = first.row if not single else table.header_row
    entry = first.get(table.first(Role.VIOLATION))
    address = entry.address if entry is not None else f"A{place}"
    return f"第{place}行", address


def violation_of(table: Table, rows: Sequence[LogicalRow]) -> str:
    """The block's title, else the label's value, else column one."""
    column = table.first(Role.VIOLATION)
    printed = [row.text(column) for row in rows if row.get(column) is not None]
    if is_of_one_violation(table):
        titled = title_violation(table) or table.context.text(Role.VIOLATION)
        if titled:
            return titled
    return _clean(printed[0]) if printed else sheet_violation(table)


def title_violation(table: Table) -> str:
    """The title nearest above the header that names an act: no chapter, no code, no name of the document."""
    labelled = table.context.text(Role.VIOLATION)
    if labelled:
        return _clean(labelled)
    labels = table.context.labelled  # a block with labels of its own is named by what stands over them
    for cell in reversed(table.context.titles):
        text = _ORDINAL.sub("", cell.text.strip())
        text = re.sub(r"§\s*\d+(?:\.\d+)*\s*", "", text).strip()
        shortest = 2 if _ORDINAL.match(cell.text.strip()) else _SHORTEST_OF_BLOCK if labels else _SHORTEST
        if (
            len(normalised(text)) < shortest
            or _CHAPTER.search(normalised(cell.text))
            or re.fullmatch(r"《[^》]+》", text)
        ):
            continue
        return _clean(text)
    for cell in reversed(table.context.titles):
        if found := _TABLE_TITLE.match(normalised(cell.text)):
            return found["act"]
    return ""


def sheet_violation(table: Table) -> str:
    """The sheet's name, where each violation has a sheet of its own that is named by it."""
    name = table.sheet.name.strip()
    telling = (
        re.match(r"[\u4e00-\u9fff]{4,}", name)
        and not _CHAPTER.search(name)
        and not re.search(r"表|汇总|裁量|基准|工作", name)
    )
    return name if telling else ""


def _clean(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text.strip())
