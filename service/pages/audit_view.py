"""The figures of an audit as they are drawn: bars of the five sides, each leading to its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.audit_sentences import yuan_of
from casework.audit_verdicts import Side, Verdict
from service.pages.links import with_query
from service.pages.side_bars import Part, drawn_bar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casework.audit_figures import Bar, Figures
    from service.pages.side_bars import DrawnBar

_MOST_BARS = 30
CODES = {side: side.name.lower().replace("_", "-") for side in Side}
"""The side's name in addresses and style sheets."""


SHORT = {
    Side.INSIDE: "内",
    Side.BELOW: "低",
    Side.ABOVE: "高",
    Side.OTHER: "其他",
    Side.NOT_JUDGED: "未判",
}


def drawn(number: str, bars: Iterable[Bar]) -> list[DrawnBar]:
    """Bars drawn to one scale: the longest takes the whole width."""
    shown = list(bars)[:_MOST_BARS]
    most = max((bar.count for bar in shown), default=1)
    return [_drawn(number, bar, most) for bar in shown]


def _drawn(number: str, bar: Bar, most: int) -> DrawnBar:
    parts = []
    for side, count in bar.sides.items():
        pairs = [("department", bar.department), ("violation", bar.violation or ""), ("side", CODES[side])]
        address = with_query(f"/audit/{number}/rows", pairs)
        parts.append(Part(CODES[side], side.value, SHORT[side], count, address))
    return drawn_bar(
        parts,
        most,
        name=bar.violation or bar.department,
        under=bar.department if bar.violation else "",
        said=f"偏离 {bar.departing} 件",
        figure=yuan_of(bar.departure_fen),
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """A verdict or side with its count, its share in words, and the address of its rows."""

    words: str
    code: str
    count: int
    share: str
    address: str


def tiles(number: str, figures: Figures) -> list[Tile]:
    """The five sides of all decisions."""
    return [
        Tile(side.value, CODES[side], many, share(many, figures.count), _rows(number, "side", CODES[side]))
        for side, many in figures.sides.items()
    ]


def verdicts(number: str, found: Mapping[Verdict, int]) -> list[Tile]:
    """Each kind of departure that occurs."""
    total = sum(found.values())
    return [
        Tile(v.words, CODES[v.side], many, share(many, total), _rows(number, "verdict", v.code))
        for v, many in found.items()
        if v.is_departure
    ]


def share(part: int, whole: int) -> str:
    """A share in words, never rounded up to all or down to none: 0.1% at least, 99.9% at most."""
    if not whole or not part:
        return "0%"
    if part == whole:
        return "100%"
    tenths = min(999, max(1, (part * 1000 + whole // 2) // whole))
    return f"{tenths / 10:g}%"


def _rows(number: str, name: str, value: str) -> str:
    return with_query(f"/audit/{number}/rows", [(name, value)])
