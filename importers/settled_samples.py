"""What a settled column printed when it was settled, held against what it prints now.

Its key tells where a column stands, not what it holds: two that changed places have each other's key.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from importers.cell_looks import looks_like_penalty
from importers.settled_columns import address_of, keys_of_columns
from importers.unheaded_cells import NO_PENALTY, SAYS_NOTHING
from standards_1023.settlements import (
    LEFT_OUT,
    LONGEST_SAMPLE,
    MOST_SAMPLES,
    Settlement,
    SettlementKind,
)
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from importers.settled_columns import SettledColumns, SettlementKey
    from importers.tables import Table

Printed = dict[str, dict[str, None]]
"""The texts of a column as they are kept, cut short, and the whole ones that begin so."""
ColumnTexts = dict["SettlementKey", Printed]
"""What the columns of a sheet print, by the keys that they are settled by."""
_SPEAKS_OF_PENALTY = re.compile(
    r"处罚|罚款|罚金|并处|罚\d|加倍|\d倍|上限|下限|禁业|免罚|除外|拘留|吊销|没收|从重|从轻|减轻|扣\d+分|拆除|黑名单|取消"
)


class Doubt(NamedTuple):
    """A column that a settlement's key names and that holds something else: not read by it."""

    key: SettlementKey
    cell: str
    sentence: str


def texts_of_columns(tables: Sequence[Table]) -> ColumnTexts:
    """What the columns of a sheet's tables print, by the keys that they are settled by."""
    found: ColumnTexts = {}
    for table in tables:
        body = table.header_row + table.header_rows
        cells = dict.fromkeys(cell for row in table.rows for cell in table.sheet.row_cells(row))
        for key, covers, *_ in _keys(table):
            texts = found.setdefault(key, {})
            for cell in cells:
                reached = range(cell.column, cell.last_column + 1)
                plain = normalised(cell.text)
                if cell.row < body or SAYS_NOTHING.fullmatch(plain):
                    continue
                if any(column in covers for column in reached):
                    texts.setdefault(plain[:LONGEST_SAMPLE].strip(), {})[plain] = None
    return found


def pooled(sheets: Iterable[ColumnTexts]) -> ColumnTexts:
    """The same of all sheets of a workbook: one key may stand in several."""
    found: ColumnTexts = {}
    for texts in sheets:
        for key, printed in texts.items():
            here = found.setdefault(key, {})
            for short, whole in printed.items():
                here.setdefault(short, {}).update(whole)
    return found


def sample_of(printed: Printed) -> tuple[str, ...]:
    """A few texts from first to last; one that speaks of a penalty is among them if there is any."""
    many = [text for text in printed if text.isprintable()]
    if not many:
        return ()
    chosen = [many[n * len(many) // MOST_SAMPLES] for n in range(MOST_SAMPLES)]
    penal = next((text for text in many if any(map(speaks_of_penalty, printed[text]))), None)
    if penal is not None and penal not in chosen:
        chosen[-1] = penal
    return tuple(dict.fromkeys(chosen))


def doubtful_columns(settled: SettledColumns, sheets: Sequence[ColumnTexts]) -> dict[SettlementKey, str]:
    """The settlements whose columns print something else than when they were settled, and how they differ."""
    printed = pooled(sheets)
    found: dict[SettlementKey, str] = {}
    for key, said in settled.items():
        if not (own := printed.get(key)):
            continue
        others = (other for other in settled if other != key)
        beside = [printed[other] for other in others if _share_a_sheet(key, other, sheets)]
        if how := _how_it_differs(said, own, beside):
            found[key] = how
    return found


def doubts_of(table: Table, doubtful: Mapping[SettlementKey, str]) -> Iterator[Doubt]:
    """The columns of a table that are not read as they were settled."""
    for key, _, cell, name in _keys(table):
        if key in doubtful:
            yield Doubt(key, cell, f"“{name}”这一列的内容{doubtful[key]}，没有按确认读，请重新确认。")


def speaks_of_penalty(text: str) -> bool:
    """Whether a text prints a penalty, or how one is reckoned: 并处5000, 加倍处罚, 终身禁业."""
    return looks_like_penalty(text) or _SPEAKS_OF_PENALTY.search(normalised(text)) is not None


def _keys(table: Table) -> Iterator[tuple[SettlementKey, range, str, str]]:
    """The columns that may be settled: key, the columns covered, the cell of the heading, the name."""
    for key, column in keys_of_columns(table.columns):
        name = "·".join(column.headings)
        covers = range(column.index, column.index + 1)
        yield (SettlementKind.COLUMN, key), covers, address_of(table, column), name
    for one in table.unheaded:
        yield (SettlementKind.UNHEADED, one.key), one.covers, one.address, f"{one.words}（没有表头）"


def _share_a_sheet(one: SettlementKey, other: SettlementKey, sheets: Sequence[ColumnTexts]) -> bool:
    return any(one in texts and other in texts for texts in sheets)


def _how_it_differs(said: Settlement, own: Printed, beside: Sequence[Printed]) -> str:
    """In words; nothing where it does not, or where nobody kept what it printed."""
    shared = sum(text in own for text in said.sample)
    if said.sample and not shared:
        return "与确认时完全不同"
    if any(sum(text in other for text in said.sample) > shared for other in beside):
        return "更像确认时的另一列"
    if said.meaning != LEFT_OUT or _printed_penalties(said, own):
        return ""
    penal = next((text for whole in own.values() for text in whole if speaks_of_penalty(text)), None)
    return "" if penal is None else f"里现在有「{penal[:20]}」，像是处罚，确认为不用时没有"


def _printed_penalties(said: Settlement, own: Printed) -> bool:
    """Whether it printed penalties when it was settled; one with headings may have, if nobody knows."""
    if said.sample:
        kept = [*said.sample, *(whole for text in said.sample for whole in own.get(text, ()))]
        return any(map(speaks_of_penalty, kept))
    return said.kind is SettlementKind.COLUMN or NO_PENALTY not in said.key
