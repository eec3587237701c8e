"""The values of a factor, parted so that within each part two editions' conditions are met alike.

A scale is cut at every limit that either edition prints; what is printed in words is paired by its text. The
conditions are read as printed (`printed_reading`), which each edition is proved against.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from rules.amounts import yuan
from rules.facts import printed_none
from rules.printed_reading import conditions_of_number, conditions_of_words, limits_of_thing
from rules.things import ThingsOfFactor, readable
from standards_1023.numerals import decimal_text
from standards_1023.text import matched
from standards_1023.units import SCALE, UNITS, counts_things
from standards_1023.values import FEN_PER_YUAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.things import Thing
    from standards_1023.values import Condition, Factor

Met = tuple[frozenset[int], frozenset[int]]
"""The numbers of the conditions that are met, before and after."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Some values of a factor, in words, with what they meet; `chosen`: given in words, not as a number."""

    words: str
    met: Met
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where a run of numbers begins: its first number, and the limit (engine scale) that it begins at."""

    first: int
    limit: Fraction
    included: bool


def cells_of(old: Factor, new: Factor) -> tuple[Cell, ...] | None:
    """The cells of a factor in rising order; None where the two measure different things.

    What meets nothing on either side is left out.
    """
    both = ThingsOfFactor(replace(new, conditions=(*new.conditions, *old.conditions)), "q")
    if not _measure_alike(old, new, both):
        return None
    cells = [cell for thing in both.all() for cell in _runs(old, new, both, thing)]
    cells += _in_words(old, new)
    return tuple(dict.fromkeys(cell for cell in cells if any(cell.met)))


def _measure_alike(old: Factor, new: Factor, both: ThingsOfFactor) -> bool:
    """Whether each side tells its things apart as both together do, and neither measures another thing."""
    named: list[set[Thing]] = []
    for side in (old, new):
        quantities = [q for c in side.conditions for a in c.alternatives if (q := readable(a.quantity))]
        own = ThingsOfFactor(side, "q")
        pairs = {(own.thing_of(q), both.thing_of(q)) for q in quantities}
        if len(pairs) > len(own.all()) or len(pairs) > len({there for _, there in pairs}):
            return False
        named.append({there for _, there in pairs})
    dimensions = [{thing.dimension for thing in of_side} for of_side in named]
    shared = dimensions[0] & dimensions[1]
    return not any(thing.dimension in shared for thing in named[0] ^ named[1])


def _runs(old: Factor, new: Factor, things: ThingsOfFactor, thing: Thing) -> Iterator[Cell]:
    """The runs of numbers that can be entered, from nought on; neighbours that meet the same are one."""
    step = SCALE if counts_things(thing.unit) else 1
    limits = {limit for side in (old, new) for limit in limits_of_thing(side, things, thing)}
    edges = _edges(limits, step)
    met = [_met(old, new, things, thing, edge.first * step) for edge in edges]
    begins = [run[0] for _, of_run in groupby(range(len(edges)), lambda n: met[n]) if (run := list(of_run))]
    for n, following in pairwise([*begins, None]):
        if n is not None:
            low, high = edges[n], None if following is None else edges[following]
            yield Cell(_words(old, new, met[n]) or _numbers(thing, low, high, step), met[n])


def _edges(limits: set[Fraction], step: int) -> list[_Edge]:
    """Nought and every limit, before and behind it; numbers are whole steps of the engine's scale."""
    found = {0: _Edge(0, Fraction(0), included=True), 1: _Edge(1, Fraction(0), included=False)}
    for limit in sorted(limits):
        at = limit / step
        if at >= 0:
            if at.denominator == 1:
                found.setdefault(int(at) + 1, _Edge(int(at) + 1, limit, included=False))
            found[math.ceil(at)] = _Edge(math.ceil(at), limit, included=True)
    return [found[first] for first in sorted(found)]


def _met(old: Factor, new: Factor, things: ThingsOfFactor, thing: Thing, scaled: int) -> Met:
    one, other = (
        (scaled == 0 and printed_none(side)) or conditions_of_number(side, things, thing, scaled)
        for side in (old, new)
    )
    return one, other


def _in_words(old: Factor, new: Factor) -> Iterator[Cell]:
    """What is chosen as printed: a condition without a quantity, and its alternatives."""
    texts = {matched(text): text for side in (old, new) for c in side.conditions for text in _chosen(c)}
    for text in texts.values():
        yield Cell(text, (conditions_of_words(old, text), conditions_of_words(new, text)), chosen=True)


def _chosen(condition: Condition) -> Iterator[str]:
    if not condition.alternatives:
        yield condition.text
    yield from (a.text for a in condition.alternatives if readable(a.quantity) is None)


def _words(old: Factor, new: Factor, met: Met) -> str | None:
    """The printed words, where both editions print one condition alike and read it alike."""
    if len(met[0]) != 1 or len(met[1]) != 1:
        return None
    one, other = (side.conditions[min(of_side)] for side, of_side in zip((old, new), met, strict=True))
    alike = matched(one.text) == matched(other.text) and one.alternatives == other.alternatives
    return other.text if alike and len(other.alternatives) < 2 else None  # noqa: PLR2004 - several


def _numbers(thing: Thing, low: _Edge, high: _Edge | None, step: int) -> str:
    """3倍以上不足4倍, 5倍, 2次以上; 以上 and 以下 with the number itself, 超过 and 不足 without."""
    words, counted = thing.words, step == SCALE
    if high is not None and low.first == high.first - 1 and low.included:
        return words + _figure(thing, low.limit)
    if counted:
        return words + _counts(thing, low.first, None if high is None else high.first - 1)
    said = ""
    if low.first > 0:
        said = f"{_figure(thing, low.limit)}以上" if low.included else f"超过{_figure(thing, low.limit)}"
    if high is not None:
        above = _figure(thing, high.limit)
        said += f"不足{above}" if high.included else f"{above}以下"
    return words + (said or "不论多少")


def _counts(thing: Thing, first: int, last: int | None) -> str:
    ends = [None if end is None else _figure(thing, Fraction(end * SCALE)) for end in (first, last)]
    if first == last:
        return str(ends[0])
    low = f"{ends[0]}以上" if first > 0 else ""
    return low + (f"{ends[1]}以下" if last is not None else "") or "不论多少"


def _figure(thing: Thing, limit: Fraction) -> str:
    """3倍, 6个月, 5万元: a number of the engine's scale in the thing's unit."""
    number = limit / SCALE / UNITS[thing.unit].size
    return yuan(number * FEN_PER_YUAN) if thing.dimension == "yuan" else thing.counted(decimal_text(number))
