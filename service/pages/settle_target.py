"""What is settled at a cell: the column that it heads, or the text that it prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from importers.cells_taken import CellTaken, Place
from importers.columns import OUTCOME_ROLES
from importers.places import place_of
from importers.settled_penalties import refuse_other_penalty
from service.api.problems import ProblemCode, ProblemRaised
from standards_1023.settled_numbers import refuse_other_numbers
from standards_1023.settlements import Settlement, SettlementKind, text_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importers.cells_taken import ColumnTaken, SheetTaken
    from importers.settled_texts import CellPlace
    from service.pages.sheet_source import SheetSource


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a text's settlement may reach, its key, and what is settled so already."""

    kind: SettlementKind
    key: str
    held: Settlement | None


@dataclass(frozen=True, slots=True)
class SettleTarget:
    """A cell, what it prints, the key under which it is settled, and what is settled already."""

    sheet: SheetTaken
    cell: CellTaken
    column: ColumnTaken | None
    kind: SettlementKind
    key: str
    printed: str
    held: Settlement | None
    scopes: tuple[Scope, ...] = ()
    """For a text: this cell alone, and wherever it is written so."""
    alone: str = ""
    """Why the cell cannot be settled alone."""
    alike: int = 1
    """How many cells of the workbook print the same."""

    def refuse_another_text(self, meaning: str) -> None:
        """Raise SettlementRefused where a text would be read with other quantities or as another penalty."""
        if self.column is None:
            refuse_other_numbers(self.printed, meaning)
            if self.cell.taken in OUTCOME_ROLES:
                refuse_other_penalty(self.printed, meaning)

    @property
    def name(self) -> str:
        """What is settled, as its settlement is named in the workbook that is read by it."""
        if self.column is None:
            return self.printed
        return "·".join(self.column.headings) or f"{self.column.words}（没有表头）"


def settle_target(
    source: SheetSource, sheet: SheetTaken, address: str, kind: SettlementKind | None
) -> SettleTarget:
    """What is settled at a cell: its column where it heads one or nothing does, unless its text is meant.

    Raises ProblemRaised where nothing is printed, or no key tells the column from others.
    """
    column = _column_of(sheet, address, kind)
    cell = next((one for one in sheet.cells if one.address == address), None)
    if cell is None and column is not None:
        cell = CellTaken(address, *place_of(address), 1, 1, "", Place.HEADING)
    if cell is None:
        raise ProblemRaised(ProblemCode.NOT_FOUND, f"{address[:10]} 没有文字，不能确认读法。")
    if column is not None:
        held = _held(source, column.kind, column.key)
        return SettleTarget(sheet, cell, column, column.kind, column.key, cell.text, held)
    return _text_target(source, sheet, cell, kind)


def _text_target(
    source: SheetSource, sheet: SheetTaken, cell: CellTaken, kind: SettlementKind | None
) -> SettleTarget:
    """What a cell prints: as asked, else as it is settled, else as narrow as can be."""
    place, settled_texts = (sheet.name, cell.address), source.printed
    printed = settled_texts.get(place, cell.text)
    key = source.cell_keys.of.get(place)
    places = source.cell_keys.places.get(key, ()) if key else ()
    kinds = [(SettlementKind.TEXT, text_key(printed))]
    alone = _why_not_alone(place, places)
    if key and not alone:
        kinds.insert(0, (SettlementKind.CELL, key))
    scopes = tuple(Scope(kind, key, _held(source, kind, key)) for kind, key in kinds)
    settled = next((one for one in scopes if one.held), scopes[0])
    chosen = next((one for one in scopes if one.kind is kind), None if kind else settled)
    if chosen is None:
        raise ProblemRaised(ProblemCode.REQUEST_REFUSED, alone)
    alike = sum(
        text_key(settled_texts.get((one.name, other.address), other.text)) == text_key(printed)
        for one in source.sheets
        for other in one.cells
        if other.taken is not Place.HIDDEN
    )
    return SettleTarget(
        sheet, cell, None, chosen.kind, chosen.key, printed, chosen.held, scopes, alone, alike
    )


def _why_not_alone(place: CellPlace, places: Sequence[CellPlace]) -> str:
    """Why a cell cannot be settled by itself; nothing where it can."""
    if not places:
        return "这一格不在某一项基准的某一列里，不能只确认这一格，只能按“凡是这样写的”确认。"
    others = "、".join("!".join(one) for one in places[:4] if one != place)
    if others:
        return f"{others} 的基准、列、条件和文字都与这一格相同，不能只确认这一格，只能按“凡是这样写的”确认。"
    return ""


def _held(source: SheetSource, kind: SettlementKind, key: str) -> Settlement | None:
    return next((one for one in source.settled if (one.kind, one.key) == (kind, key)), None)


def _column_of(sheet: SheetTaken, address: str, kind: SettlementKind | None) -> ColumnTaken | None:
    """The column that the cell heads, or the one without headings in which it stands."""
    if kind is SettlementKind.UNHEADED:
        row, column = place_of(address)
        above = [c for c in sheet.unheaded if c.column == column and place_of(c.heading)[0] <= row]
        if not above:
            raise ProblemRaised(ProblemCode.NOT_FOUND, f"{address[:10]} 的一列不能确认：请补写表头。")
        return max(above, key=lambda one: place_of(one.heading))
    if kind in {SettlementKind.TEXT, SettlementKind.CELL}:
        return None
    return next((c for c in (*sheet.tables, *sheet.unheaded) if c.heading == address), None)
