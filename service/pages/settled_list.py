"""The settlements that a workbook was read with, each with who, when, and the places that are read by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023.settlement_words import key_words
from standards_1023.settlements import Settlement, SettlementKind, text_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from importers.settled_texts import CellPlace
    from service.pages.sheet_source import SheetSource

_WORDS = {
    SettlementKind.COLUMN: "列",
    SettlementKind.UNHEADED: "没有表头的列",
    SettlementKind.TEXT: "凡是这样写的",
    SettlementKind.CELL: "只在这一格",
}


@dataclass(frozen=True, slots=True)
class ListedSettlement:
    """A settlement, what it is about in words, and the cells that are read by it (sheet!cell)."""

    said: Settlement
    about: str
    key_words: str
    places: tuple[str, ...]


def listed_settlements(source: SheetSource) -> list[ListedSettlement]:
    """The settlements of a workbook, by kind and key; one without places holds nowhere in it."""
    alone = source.settled_cells
    return [
        ListedSettlement(
            one, _WORDS[one.kind], key_words(one), tuple(dict.fromkeys(_places(source, alone, one)))
        )
        for one in source.settled
    ]


def _places(source: SheetSource, alone: Mapping[CellPlace, Settlement], said: Settlement) -> Iterator[str]:
    yield from (f"{sheet}!{cell}" for (sheet, cell), one in alone.items() if one == said)
    if said.kind is SettlementKind.TEXT:
        for one in source.workbook.settled:
            is_read_by = text_key(one.printed) == said.key and one.meaning == said.meaning
            if is_read_by and (one.sheet, one.cell) not in alone:
                yield f"{one.sheet}!{one.cell}"
    for sheet in source.sheets:
        for column in (*sheet.tables, *sheet.unheaded):
            if column.settled and (column.kind, column.key) == (said.kind, said.key):
                yield f"{sheet.name}!{column.heading}"
