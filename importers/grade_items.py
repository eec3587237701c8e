"""Several grades listed within one cell: 轻微：…；一般：… in the condition and again in the penalty."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from importers.columns import CONDITION_ROLES, OUTCOME_ROLES
from importers.grade_words import is_grade_word
from importers.logical_rows import LogicalRow
from standards_1023.text import matched

if TYPE_CHECKING:
    from importers.tables import Table


def split_by_grade(table: Table, row: LogicalRow) -> list[LogicalRow]:
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
