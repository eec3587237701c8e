"""Texts that a page break cut in two: the halves are joined, and that is said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from importers.cell_looks import is_bare_amount, looks_like_penalty
from importers.columns import CONDITION_ROLES, OUTCOME_ROLES, Column, Role
from importers.grade_words import is_grade_word
from standards_1023.text import matched, normalised

if TYPE_CHECKING:
    from collections.abc import Collection

    from importers.logical_rows import Entry, Grid, LogicalRow
    from importers.tables import Table

_FRAGMENT_START = re.compile(r"^(?:以[上下内]|[、,。;])|^(?:的?罚款|的)[。]?$")
_LOW_ALONE = re.compile(r"(?:元|倍|%)以上$")
_HIGH_ALONE = re.compile(r"[\d.一二两三四五六七八九十百千万]+(?:元|倍|%)以下")
_OPEN_PAIRS = (("(", ")"), ("《", "》"), ("“", "”"), ("[", "]"))


def absorb(
    table: Table, previous: LogicalRow, row: LogicalRow, vocabulary: Collection[str], grid: Grid
) -> bool:
    """Whether the row is only the rest of the one above, cut by a page break; then its texts are joined.

    That is so when its penalty cell continues the one above, or it has none and all its own texts continue.
    """
    own = _begun(table, row, (*CONDITION_ROLES, *OUTCOME_ROLES))
    first_text = _begun(table, row, (Role.VIOLATION,))
    if not own and not first_text:
        return False
    outcomes = table.of(*OUTCOME_ROLES)
    if all(c.index not in own for c in outcomes) and any(_merged_anew(previous, row, c) for c in outcomes):
        return False
    if any(
        not _continues(previous.text(column), own[column.index].text, vocabulary, column)
        for column in table.columns
        if column.index in own
    ):
        return False
    if any(column.index not in previous.entries for column in table.columns if column.index in first_text):
        return False
    if not own and not any(row.get(c) is not None for c in outcomes):
        for column in table.of(Role.VIOLATION):
            entry = first_text.get(column.index)
            if entry is not None and not _continues(previous.text(column), entry.text, vocabulary, column):
                return False
    for index, entry in (own | first_text).items():
        above = previous.entries[index]
        previous.entries[index] = replace(above, text=above.text + entry.text)
        sentence = f"「{above.text}」与「{entry.text}」被分页拆开，按「{above.text + entry.text}」读取。"
        grid.mended.append((entry.address, sentence))
    return True


def _begun(table: Table, row: LogicalRow, roles: Collection[Role]) -> dict[int, Entry]:
    """The entries by column, for columns of the roles, that begin in this row."""
    return {
        column.index: entry
        for column in table.columns
        if (entry := row.get(column)) is not None and entry.row == row.row and column.role in roles
    }


def _merged_anew(previous: LogicalRow, row: LogicalRow, column: Column) -> bool:
    """Whether a cell that began above stands beside this row, and another beside the previous one."""
    entry, above = row.get(column), previous.get(column)
    return entry is not None and entry.row < row.row and above is not None and entry.row != above.row


def join_cut_conditions(table: Table, grid: Grid, row: LogicalRow, vocabulary: Collection[str]) -> None:
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
    if is_bare_amount(above) and is_bare_amount(text):
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
