"""Settlements by which nothing is read any more: a condition or a penalty would be lost without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023.settlement_words import words_of
from standards_1023.settlements import (
    Settlement,
    SettlementKind,
    path_of_key,
    sheet_of_key,
    text_key,
)
from standards_1023.text import normalised
from standards_1023.values import Problem, ProblemReach, ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from importers.settled_columns import SettlementKey
    from importers.settled_texts import CellPlace
    from importers.sheet_standards import SheetStandards
    from importers.tables import Table
    from importers.workbook import Workbook


def not_held(
    settlements: Sequence[Settlement],
    book: Workbook,
    sheets: Sequence[SheetStandards],
    places: Mapping[str, Sequence[CellPlace]],
) -> Iterator[Problem]:
    """An error for each settlement that holds nowhere, or whose column is not the one that was settled.

    `places` are those of single cells by key. A text may have been mended: that is only a warning.
    """
    tables = [table for one in sheets for table in one.cut.tables]
    found: set[SettlementKey] = {key for table in tables for key in table.held}
    found |= {(SettlementKind.TEXT, text_key(one.printed)) for one in book.settled}
    found |= {(SettlementKind.CELL, key) for key, at in places.items() if at}
    known = {path_of_key(key) for kind, key in found if kind is SettlementKind.COLUMN}
    unclear: set[str] = set()
    for table in tables:
        for doubt in table.doubtful:
            found.add(doubt.key)
            yield _error(table, doubt.cell, doubt.sentence)
        for one in table.unclear:
            if one.path not in known:
                unclear.add(one.path)
                yield _error(table, one.cell, one.sentence)
    names = [one.sheet.name for one in sheets]
    for said in settlements:
        if (said.kind, said.key) not in found and not _is_named(said, unclear):
            yield _lost(said, names)


def _error(table: Table, cell: str, sentence: str) -> Problem:
    """At a heading; the standards of the sheet would be read without what was settled."""
    return Problem(table.sheet.name, cell, ProblemSeverity.ERROR, sentence, ProblemReach.SHEET)


def _is_named(said: Settlement, unclear: Collection[str]) -> bool:
    return said.kind is SettlementKind.COLUMN and path_of_key(said.key) in unclear


def _lost(said: Settlement, sheets: Sequence[str]) -> Problem:
    first = sheets[0] if sheets else ""
    if said.kind is SettlementKind.TEXT:
        sentence = f"{words_of(said)}，在现在的表里没有这样写的格子。不再需要的，请在“确认过的读法”里撤销。"
        return Problem(first, "A1", ProblemSeverity.WARNING, sentence)
    words = words_of(said)
    sentence = f"{words}，在现在的表里找不到，没有按确认读。请在“确认过的读法”里撤销，仍要这样读的重新确认。"
    named = [name for name in sheets if sheet_of_key(said) == normalised(name)]
    if len(named) == 1:
        return Problem(named[0], "A1", ProblemSeverity.ERROR, sentence, ProblemReach.SHEET)
    return Problem(first, "A1", ProblemSeverity.ERROR, sentence, ProblemReach.WORKBOOK)
