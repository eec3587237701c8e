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
    """The cell that the facts meet, and the one that was taken: another where a grade was raised."""

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
    brush = _Brush(shades_of(standard.rows), hit)
    crossed = _crossed(rows, names)
    if crossed is None:
        return Drawing(group, names, (), tuple(_listed(row, names, brush) for row in rows))
    down, across = (_used(standard, name, {pair[n] for pair in crossed}) for n, name in enumerate(names))
    return Drawing(group, names, *_matrix(down, across, crossed, brush))


@dataclass(frozen=True, slots=True)
class _Brush:
    """What decides how a cell looks."""

    shades: Mapping[str, int]
    hit: Hit | None

    def cell(self, row: Row, *, lane: bool = False) -> Cell:
        hit, state = self.hit, "lane" if lane else ""
        if hit is not None and row.cell == hit.applied:
            state = "hit" if hit.met in {None, hit.applied} else "raised"
        elif hit is not None and row.cell == hit.met:
            state = "hit"
        return Cell(row.cell, short_words(row.measures), row.grade, self.shades.get(row.cell, 0), state)


def _crossed(rows: Sequence[Row], names: tuple[str, ...]) -> dict[tuple[str, str], Row] | None:
    """The rows by their two conditions; None where they are no matrix of two factors."""
    if len(names) != _TWO or any(len(row.when) != _TWO for row in rows):
        return None
    found = {(dict(row.when)[names[0]], dict(row.when)[names[1]]): row for row in rows}
    return found if len(found) == len(rows) else None


def _matrix(
    down: tuple[str, ...],
    across: tuple[str, ...],
    crossed: Mapping[tuple[str, str], Row],
    brush: _Brush,
) -> tuple[tuple[tuple[str, bool], ...], tuple[Line, ...]]:
    """The column headings, each with whether it is that of the hit, and the lines."""
    hit = brush.hit
    at = next((pair for pair, row in crossed.items() if hit and row.cell == (hit.met or hit.applied)), None)
    hit_row, hit_column = at or (None, None)
    lines = []
    for text in down:
        cells = [
            None
            if (row := crossed.get((text, other))) is None
            else brush.cell(row, lane=at is not None and (text == hit_row) != (other == hit_column))
            for other in across
        ]
        lines.append(Line((text,), tuple(cells), is_hit=text == hit_row))
    return tuple((text, text == hit_column) for text in across), tuple(lines)


def _used(standard: Standard, name: str, texts: set[str]) -> tuple[str, ...]:
    return tuple(c.text for c in standard.factor(name).conditions if c.text in texts)


def _listed(row: Row, names: tuple[str, ...], brush: _Brush) -> Line:
    when, cell = dict(row.when), brush.cell(row)
    return Line(tuple(when.get(name, "") for name in names), (cell,), is_hit=bool(cell.state))
