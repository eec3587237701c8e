"""Two editions of a standard case by case: which row each of them answers with, wherever limits moved.

The values of every factor are cut at the limits of both (`cells_of_factor`); of each combination that the
table tells apart, both are graded as a case is. Groups stand each for itself, paired by their words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from rules import grading
from rules.cells_of_factor import cells_of
from rules.conditions_met import Met
from rules.errors import AssessmentRefused
from standards_1023.text import matched
from standards_1023.values import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rules.cells_of_factor import Cell
    from standards_1023.values import Factor, Instrument, Standard

MOST_REGIONS = 400


class NoAnswer(StrEnum):
    """Why an edition has no band for a combination."""

    NO_ROW = "没有对应的档"
    UNSURE = "不能确定用哪一档"


class NotByValue(Exception):
    """The two cannot be compared by value, with the reason as a clause for people."""


Answer: TypeAlias = Row | NoAnswer


@dataclass(frozen=True, slots=True)
class Side:
    """A standard with the settings under which it is read."""

    standard: Standard
    instrument: Instrument


@dataclass(frozen=True, slots=True)
class Region:
    """Cases that each edition answers alike: the group, the values by factor, and both answers."""

    group: str | None
    values: tuple[tuple[str, str], ...]
    old: Answer
    new: Answer


@dataclass(frozen=True, slots=True)
class _Asked:
    """A factor of both, by its place in each, with its cells."""

    name: str
    places: tuple[int, int]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """What was said so far, in words and as each side reads it; the rows are those that stay possible."""

    values: tuple[tuple[str, str], ...]
    met: tuple[Met, Met]
    rows: tuple[tuple[Row, ...], tuple[Row, ...]]


def regions_compared(old: Side, new: Side) -> tuple[Region, ...]:
    """All regions that either answers, in the order of the later edition's factors.

    Raises NotByValue where the factors are not the same ones, or there are too many regions.
    """
    sides = old.standard, new.standard
    asked = _factors(*sides)
    found: list[Region] = []
    left = MOST_REGIONS
    for group, rows in _groups(*sides):
        cases = list(islice(_cases(sides, asked, _Case((), (Met({}), Met({})), rows)), left + 1))
        left -= len(cases)
        if left < 0:
            raise NotByValue(f"分开的情形超过 {MOST_REGIONS} 种")
        found += _told_apart([region for one in cases if (region := _region((old, new), group, one))])
    return tuple(found)


def _factors(old: Standard, new: Standard) -> tuple[_Asked, ...]:
    """The factors paired by name."""
    places = [{matched(factor.name): i for i, factor in enumerate(side.factors)} for side in (old, new)]
    if places[0].keys() != places[1].keys() or any(
        len(of_side) < len(side.factors) for of_side, side in zip(places, (old, new), strict=True)
    ):
        raise NotByValue("两版的裁量因素不同")
    return tuple(
        _paired(factor, old.factors[places[0][name]], (places[0][name], i))
        for i, factor in enumerate(new.factors)
        if (name := matched(factor.name))
    )


def _paired(new: Factor, old: Factor, places: tuple[int, int]) -> _Asked:
    cells = cells_of(old, new) if old.kind is new.kind else None
    if cells is None:
        raise NotByValue(f"“{new.name}”两版所填的不是同一项")
    return _Asked(new.name, places, cells)


def _groups(
    old: Standard, new: Standard
) -> Iterator[tuple[str | None, tuple[tuple[Row, ...], tuple[Row, ...]]]]:
    """The groups of both, with the rows of each side."""
    shown = {matched(row.group or ""): row.group for side in (old, new) for row in side.rows}
    for key, group in shown.items():
        one, other = (
            tuple(row for row in side.rows if matched(row.group or "") == key) for side in (old, new)
        )
        yield group, (one, other)


def _cases(
    sides: tuple[Standard, Standard], asked: Sequence[_Asked], case: _Case, at: int = 0
) -> Iterator[_Case]:
    """Every combination that some row still asks for; a factor that a row leaves out may go unsaid."""
    if not any(case.rows):
        return
    if at == len(asked):
        yield case
        return
    factor = asked[at]
    asks = {
        any(sides[n].factors[factor.places[n]].name == name for name, _ in row.when)
        for n in (0, 1)
        for row in case.rows[n]
    }
    if True in asks:
        for cell in factor.cells:
            yield from _cases(sides, asked, _with(sides, case, factor, cell), at + 1)
    if False in asks:
        yield from _cases(sides, asked, case, at + 1)


def _with(sides: tuple[Standard, Standard], case: _Case, factor: _Asked, cell: Cell) -> _Case:
    """The case with a factor answered."""
    met = tuple(
        _met_also(sides[n].factors[factor.places[n]], factor.places[n], case.met[n], cell, cell.met[n])
        for n in (0, 1)
    )
    rows = tuple(grading.agreeing_rows(sides[n], case.rows[n], met[n]) for n in (0, 1))
    return _Case((*case.values, (factor.name, cell.words)), (met[0], met[1]), (rows[0], rows[1]))


def _met_also(factor: Factor, place: int, met: Met, cell: Cell, numbers: frozenset[int]) -> Met:
    conditions = tuple(factor.conditions[j] for j in sorted(numbers))
    chosen = {place: frozenset(c.text for c in conditions)} if cell.chosen else {}
    return replace(met, conditions={**met.conditions, place: conditions}, chosen={**met.chosen, **chosen})


def _region(sides: tuple[Side, Side], group: str | None, case: _Case) -> Region | None:
    """Both answers; None where either still asks for something, or neither answers."""
    answers = [_answer(side, rows, met) for side, rows, met in zip(sides, case.rows, case.met, strict=True)]
    old, new = answers
    if old is None or new is None or not (isinstance(old, Row) or isinstance(new, Row)):
        return None
    return Region(group, case.values, old, new)


def _answer(side: Side, rows: tuple[Row, ...], met: Met) -> Answer | None:
    """The row as `assess` finds it; None where facts are missing."""
    if not all(met.conditions.values()):
        return NoAnswer.NO_ROW
    possible = grading.possible_rows(side.standard, rows, met)
    if not possible:
        return NoAnswer.NO_ROW
    if grading.missing_factors(side.standard, possible, met):
        return None
    try:
        return grading.hit_row(side.standard, possible, met, side.instrument).row
    except AssessmentRefused:
        return NoAnswer.UNSURE


def _told_apart(regions: Sequence[Region]) -> list[Region]:
    """Without those that a region with fewer values covers, both answers being the same."""
    said = [frozenset(region.values) for region in regions]
    return [
        region
        for n, region in enumerate(regions)
        if not any(
            of_other < said[n] and (other.old, other.new) == (region.old, region.new)
            for other, of_other in zip(regions, said, strict=True)
        )
    ]
