"""A table of rows as a page draws it; the hit is marked.

Two factors are the two axes; of three or more the first two are the axes of a matrix for each choice of the
others.
A table whose rows do not all state every factor is a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from service.pages.amount_figures import short_words
from service.pages.shades import scale_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from standards_1023.values import Row, Standard

_TWO = 2
_Fixed = tuple[tuple[str, str], ...]


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
    """A group's table, or what of it holds for the `fixed` choice of further factors.

    `across` are the column headings of a matrix, empty for a list.
    """

    group: str | None
    fixed: tuple[tuple[str, str], ...]
    factors: tuple[str, ...]
    across: tuple[tuple[str, bool], ...]
    lines: tuple[Line, ...]

    @property
    def is_matrix(self) -> bool:
        """Whether it has two axes."""
        return bool(self.across)

    @property
    def is_hit(self) -> bool:
        """Whether the case met one of its cells."""
        return any(line.is_hit for line in self.lines)


def drawings_of(standard: Standard, hits: Mapping[str | None, Hit] | None = None) -> tuple[Drawing, ...]:
    """The drawings of each group of the standard; with `hits`, only of the groups that answered."""
    groups = tuple(dict.fromkeys(row.group for row in standard.rows))
    shown = groups if hits is None else tuple(g for g in groups if g in hits)
    return tuple(one for group in shown for one in _drawings(standard, group, (hits or {}).get(group)))


def _drawings(standard: Standard, group: str | None, hit: Hit | None) -> Iterator[Drawing]:
    rows = [row for row in standard.rows if row.group == group]
    names = tuple(f.name for f in standard.factors if any(f.name in dict(row.when) for row in rows))
    brush = _Brush(scale_of(standard.rows).shades, hit)
    slices = _slices(standard, rows, names)
    if slices is None:
        yield Drawing(group, (), names, (), tuple(_listed(row, names, brush) for row in rows))
        return
    drawn = [
        Drawing(group, fixed, names[:_TWO], *_matrix(*_axes(standard, names, crossed), crossed, brush))
        for fixed, crossed in slices.items()
    ]
    yield from sorted(drawn, key=lambda one: not one.is_hit)


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


def _slices(
    standard: Standard, rows: Sequence[Row], names: tuple[str, ...]
) -> dict[_Fixed, dict[tuple[str, str], Row]] | None:
    """The rows by their choice of the further factors and by their first two conditions; None for a list."""
    if len(names) < _TWO or any(len(row.when) != len(names) for row in rows):
        return None
    further = [_used(standard, name, {dict(row.when)[name] for row in rows}) for name in names[_TWO:]]
    slices: dict[_Fixed, dict[tuple[str, str], Row]] = {
        tuple(zip(names[_TWO:], texts, strict=True)): {} for texts in product(*further)
    }
    for row in rows:
        when = dict(row.when)
        fixed = tuple((name, when[name]) for name in names[_TWO:])
        slices[fixed][when[names[0]], when[names[1]]] = row
    crossed = {fixed: found for fixed, found in slices.items() if found}
    return crossed if sum(map(len, crossed.values())) == len(rows) else None


def _axes(
    standard: Standard, names: tuple[str, ...], crossed: Mapping[tuple[str, str], Row]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings down the side and across, in the order of the factors' conditions."""
    down, across = ({pair[n] for pair in crossed} for n in range(_TWO))
    return _used(standard, names[0], down), _used(standard, names[1], across)


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
