"""A table of rows as a page draws it: two axes where it has two factors, else a list; the hit marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.pages.amount_figures import short_words
from service.pages.shades import shades_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from standards_1023.values import Row, Standard

_TWO = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """Where an answer lies: the cell that the facts meet, and the one taken instead where a grade was raised."""

    met: str | None
    applied: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One band: its words, grade and place; `state` is "hit", "raised", "lane" or empty."""

    place: str
    words: tuple[str, ...]
    grade: str | None
    shade: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the drawing: its heading (or one condition for each factor) and its cells."""

    headings: tuple[str, ...]
    cells: tuple[Cell | None, ...]
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A group's table.  `across` are the column headings of a matrix, empty for a list."""

    group: str | None
    factors: tuple[str, ...]
    across: tuple[tuple[str, bool], ...]
    lines: tuple[Line, ...]

    @property
    def is_matrix(self) -> bool:
        """Whether it has two axes."""
        return bool(self.across)


def drawings_of(standard: Standard, hits: Mapping[str | None, Hit] | None = None) -> tuple[Drawing, ...]:
    """One drawing for each group of the standard; with `hits`, only for the groups that answered."""
    groups = tuple(dict.fromkeys(row.group for row in standard.rows))
    shown = groups if hits is None else tuple(g for g in groups if g in hits)
    return tuple(_drawing(standard, group, (hits or {}).get(group)) for group in shown)


def _drawing(standard: Standard, group: str | None, hit: Hit | None) -> Drawing:
    rows = [row for row in standard.rows if row.group == group]
    names = tuple(f.name for f in standard.factors if any(f.name in dict(row.when) for row in rows))
    shades = shades_of(standard.rows)
    crossed = _crossed(rows, names)
    if crossed is None:
        return Drawing(group, names, (), tuple(_listed(row, names, shades, hit) for row in rows))
    return _matrix(standard, group, names, crossed, shades, hit)


def _crossed(rows: Sequence[Row], names: tuple[str, ...]) -> dict[tuple[str, str], Row] | None:
    """The rows by their two conditions; None where they are no matrix of two factors."""
    if len(names) != _TWO or any(len(row.when) != _TWO for row in rows):
        return None
    found = {(dict(row.when)[names[0]], dict(row.when)[names[1]]): row for row in rows}
    return found if len(found) == len(rows) else None


def _matrix(
    standard: Standard,
    group: str | None,
    names: tuple[str, ...],
    crossed: Mapping[tuple[str, str], Row],
    shades: Mapping[str, int],
    hit: Hit | None,
) -> Drawing:
    down, across = (_used(standard, name, {pair[n] for pair in crossed}) for n, name in enumerate(names))
    at = next((pair for pair, row in crossed.items() if hit and row.cell == (hit.met or hit.applied)), None)
    lines = []
    for text in down:
        cells = []
        for other in across:
            row = crossed.get((text, other))
            lane = at is not None and (text == at[0]) != (other == at[1])
            cells.append(None if row is None else _cell(row, shades, hit, lane=lane))
        lines.append(Line((text,), tuple(cells), is_hit=at is not None and text == at[0]))
    headings = tuple((text, at is not None and text == at[1]) for text in across)
    return Drawing(group, names, headings, tuple(lines))


def _used(standard: Standard, name: str, texts: set[str]) -> tuple[str, ...]:
    return tuple(c.text for c in standard.factor(name).conditions if c.text in texts)


def _listed(row: Row, names: tuple[str, ...], shades: Mapping[str, int], hit: Hit | None) -> Line:
    when = dict(row.when)
    cell = _cell(row, shades, hit, lane=False)
    return Line(tuple(when.get(name, "") for name in names), (cell,), is_hit=bool(cell.state))


def _cell(row: Row, shades: Mapping[str, int], hit: Hit | None, *, lane: bool) -> Cell:
    state = "lane" if lane else ""
    if hit is not None and row.cell == hit.applied:
        state = "hit" if hit.met in {None, hit.applied} else "raised"
    elif hit is not None and row.cell == hit.met:
        state = "hit"
    return Cell(row.cell, short_words(row.measures), row.grade, shades.get(row.cell, 0), state)
