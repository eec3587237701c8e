"""The law of a standard: what it cites, what range that law gives, and its notes."""

# ruff: noqa: PLR2004 - how long a law's name may be stands where it is judged

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.citations import Passage, citations, passages
from importers.columns import Role
from importers.statutory_text import StatutoryReading, read_statutory_column, read_statutory_passages
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importers.logical_rows import LogicalRow
    from importers.tables import Table

_CALCULATES = re.compile(
    r"元[^,，。;；]{0,8}罚款|罚款[^,，。;；]{0,12}元|[\d一二三四五六七八九十两]倍|[%‰]|百分之|加倍|减半|加处|加罚|翻倍|从重|从轻|减轻"
)
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|《[^》]*》")
_OF_WEIGHTS = re.compile(r"[=＝]|权重|百分值|起点|裁量要素")


def law_of(table: Table, first: LogicalRow) -> str:
    """The law's name from its own column, a label above the table, or the section row above the standard."""
    named = _law_name(first.text(table.first(Role.LAW))) or _law_name(table.context.text(Role.LAW))
    if named:
        return named
    above = [cell for row, cell in table.sections if row <= first.row] or table.context.titles
    for cell in reversed(above):
        laws = re.findall(r"《[^《》]+》", cell.text)
        if len(laws) == 1 and re.search(r"裁量|基准|标准》|制定", cell.text) is None:
            return str(laws[0])
    return ""


def _law_name(text: str) -> str:
    found = re.search(r"《[^《》]+》", text)
    if found:
        return found[0]
    text = " ".join(text.split())
    return f"《{text}》" if 2 < len(text) < 40 else ""


def cited(table: Table, rows: Sequence[LogicalRow], role: Role, law: str) -> tuple[str, ...]:
    """The articles that a role's cells cite, else its label."""
    texts = [text for text, _ in _column_texts(table, rows, role)] or [table.context.text(role)]
    return tuple(dict.fromkeys(c for text in texts for c in citations(text, law)))


def statutory_of(
    table: Table, rows: Sequence[LogicalRow], violation: str, law: str
) -> tuple[StatutoryReading, str | None]:
    """The measures that the law itself gives, printed or by its articles, and the cell that says so."""
    printed = _column_or_label(table, rows, Role.STATUTORY)
    if printed:
        readings = [read_statutory_column(text, violation) for text, _ in printed]
        doubt = next((r.doubt for r in readings if r.doubt), None)
        return StatutoryReading(tuple(m for r in readings for m in r.measures), doubt), printed[0][1]
    basis = _column_or_label(table, rows, Role.BASIS)
    if not basis:
        return StatutoryReading(), None  # a missing basis is named by the checks
    found: list[Passage] = [p for text, _ in basis for p in passages(text, law)]
    return read_statutory_passages(found, violation), basis[0][1]


def _column_or_label(table: Table, rows: Sequence[LogicalRow], role: Role) -> list[tuple[str, str]]:
    """(text, address) of a role's own cells, else of its label around the table."""
    printed = _column_texts(table, rows, role)
    if not printed and (cell := table.context.cell(role)) is not None:
        return [(table.context.text(role), cell.address)]
    return printed


def _column_texts(table: Table, rows: Sequence[LogicalRow], role: Role) -> list[tuple[str, str]]:
    """(text, address) of a role's own cells in the rows of a standard, each once."""
    seen: dict[str, str] = {}
    for column in table.of(role):
        for row in rows:
            entry = row.get(column)
            if entry is not None and not entry.is_nothing:
                seen.setdefault(entry.address, entry.text)
    return [(text, address) for address, text in seen.items()]


def notes_of(table: Table, rows: Sequence[LogicalRow]) -> str:
    """The notes beside the rows, below the table and in its labels, each once."""
    return "\n".join(dict.fromkeys(text for text, _ in _notes(table, rows) if text))


def calculating_notes(table: Table, rows: Sequence[LogicalRow]) -> list[tuple[str, str]]:
    """(text, cell) of each note that changes the penalty and is no formula of a weighted sum."""
    return [
        (text, address)
        for text, address in _notes(table, rows)
        if _CALCULATES.search(_QUOTED.sub("", normalised(text))) and not _OF_WEIGHTS.search(normalised(text))
    ]


def _notes(table: Table, rows: Sequence[LogicalRow]) -> list[tuple[str, str]]:
    labelled = table.after.labelled.get(Role.NOTE, []) + table.context.labelled.get(Role.NOTE, [])
    return _column_texts(table, rows, Role.NOTE) + [(cell.text.strip(), cell.address) for cell in labelled]
