"""The settlements that a workbook was read with, each with who, when, and the places that are read by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023.settlements import Settlement, SettlementKind, text_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.pages.sheet_source import SheetSource

_WORDS = {
    SettlementKind.COLUMN: "列",
    SettlementKind.UNHEADED: "没有表头的列",
    SettlementKind.TEXT: "文字",
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
    return [
        ListedSettlement(
            one,
            _WORDS[one.kind],
            " · ".join(one.key.split("｜")) if one.kind is SettlementKind.UNHEADED else one.key,
            tuple(dict.fromkeys(_places(source, one))),
        )
        for one in source.settled
    ]


def _places(source: SheetSource, said: Settlement) -> Iterator[str]:
    if said.kind is SettlementKind.TEXT:
        for one in source.workbook.settled:
            if text_key(one.printed) == said.key and one.meaning == said.meaning:
                yield f"{one.sheet}!{one.cell}"
    for sheet in source.sheets:
        for column in (*sheet.tables, *sheet.unheaded):
            if column.settled and (column.kind, column.key) == (said.kind, said.key):
                yield f"{sheet.name}!{column.heading}"
