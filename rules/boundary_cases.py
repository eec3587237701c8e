"""The cases at which a compiled standard could go wrong, one factor at a time, and every printed cell.

Each limit, printed or compiled, with one engine unit below and above; each option in its words; 查不清 where
the instrument takes it; each row with the words of all its conditions; nothing at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from rules.case_input import CaseInput
from rules.conditions_met import engine_facts
from rules.errors import FactRefused
from rules.facts import read_facts
from rules.facts_in_words import LARGEST, option_fact
from rules.printed_reading import conditions_of_number, conditions_of_words, limits_of_thing
from standards_1023.numerals import decimal_text
from standards_1023.units import SCALE, UNITS, counts_things

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rules.compilation import CompiledStandard
    from rules.facts import Given
    from rules.things import Thing
    from standards_1023.values import Instrument, Row

_UNKNOWN = "查不清"

Facts = dict[str, int | str | bool]


@dataclass(frozen=True, slots=True)
class BoundaryCase:
    """A case with what the printed table says to it.

    `words` are (name, value) pairs as an officer would write them; `facts` what the engine is told; `case` is
    None where the officer cannot enter it (less than nothing, half a person); `printed` the numbers of the
    conditions that are met, by factor.
    """

    words: tuple[tuple[str, str], ...]
    facts: Mapping[str, int | str | bool]
    printed: Mapping[int, frozenset[int]]
    case: CaseInput | None = None

    def __str__(self) -> str:
        return "，".join(f"“{name}”为{value}" for name, value in self.words) or "什么都没有填"


def boundary_cases(compiled: CompiledStandard, instrument: Instrument) -> Iterator[BoundaryCase]:
    """All boundary cases of a standard under an instrument."""
    yield BoundaryCase((), {}, {}, CaseInput())
    limits = _compiled_limits(compiled)
    for i in range(len(compiled.standard.factors)):
        for thing in compiled.things[i].all():
            for scaled in _numbers(compiled, i, thing, limits):
                yield from _of_number(compiled, instrument, i, thing, scaled)
        yield from _of_options(compiled, instrument, i)
    for row in compiled.standard.rows:
        yield from _of_cell(compiled, instrument, row)


def _compiled_limits(compiled: CompiledStandard) -> Mapping[str, set[int]]:
    """The numbers that the rules compare each property with."""
    found: dict[str, set[int]] = {}
    for rule in compiled.rulebook.rules:
        for test in rule.when:
            found.setdefault(test.name, set()).add(int(test.value))
    return found


def _numbers(
    compiled: CompiledStandard, i: int, thing: Thing, limits: Mapping[str, set[int]]
) -> tuple[int, ...]:
    """Each limit of a thing and its neighbours: an engine unit away, or one thing where these are counted."""
    printed = limits_of_thing(compiled.standard.factors[i], compiled.things[i], thing)
    whole = {end for limit in printed for end in (math.floor(limit), math.ceil(limit))}
    steps = (-SCALE, -1, 0, 1, SCALE) if counts_things(thing.unit) else (-1, 0, 1)
    found = {limit + step for limit in whole | limits.get(thing.name, set()) for step in steps}
    return tuple(sorted(number for number in found if abs(number) <= LARGEST))


def _of_number(
    compiled: CompiledStandard, instrument: Instrument, i: int, thing: Thing, scaled: int
) -> Iterator[BoundaryCase]:
    """The number as the engine gets it, and as it gets it from the officer's words where these differ."""
    factor = compiled.standard.factors[i]
    unit = _smallest_unit(thing.dimension)
    words = ((factor.name, f"{thing.words}{decimal_text(Fraction(scaled, SCALE))}{unit}"),)
    facts: Facts = {**dict.fromkeys(compiled.blocks[i], 1), thing.name: scaled}
    printed = {i: conditions_of_number(factor, compiled.things[i], thing, scaled)}
    given = _read(compiled, instrument, words)
    as_number = bool(given) and not any(one.chosen for one in given)
    yield BoundaryCase(words, facts, printed, CaseInput(words) if as_number else None)
    if not as_number or engine_facts(compiled, given) == facts:
        return
    yield BoundaryCase(words, engine_facts(compiled, given), printed, CaseInput(words))


def _of_options(compiled: CompiledStandard, instrument: Instrument, i: int) -> Iterator[BoundaryCase]:
    """Each condition chosen in its words, and each alternative; and 查不清, where it may be answered."""
    factor = compiled.standard.factors[i]
    texts = {c.text for c in factor.conditions} | {a.text for c in factor.conditions for a in c.alternatives}
    for text in sorted(texts - {""}):
        yield from _in_words(compiled, instrument, ((factor.name, text),))
    for j in range(len(factor.conditions)):
        yield from _beside_chosen(compiled, i, j)
    if instrument.lowest_when_unknown is not None and not conditions_of_words(factor, _UNKNOWN):
        words = ((factor.name, _UNKNOWN),)
        facts = engine_facts(compiled, _read(compiled, instrument, words))
        yield BoundaryCase(words, facts, {i: frozenset()}, CaseInput(words))


def _beside_chosen(compiled: CompiledStandard, i: int, j: int) -> Iterator[BoundaryCase]:
    """What is one where a condition was chosen, and where its factor was answered, is neither 0 nor 2."""
    name, number = compiled.in_words[i][j]
    words = (
        (compiled.standard.factors[i].name, f"（内部值）{compiled.standard.factors[i].conditions[j].text}"),
    )
    asked: Facts = dict.fromkeys(compiled.blocks[i], 1)
    for beside in (0, 2):
        if (name, number) == option_fact(i, j):
            yield BoundaryCase(words, asked | {name: beside}, {i: frozenset()})
        if asked:
            yield BoundaryCase(words, {**dict.fromkeys(asked, beside), name: number}, {i: frozenset()})


def _of_cell(compiled: CompiledStandard, instrument: Instrument, row: Row) -> Iterator[BoundaryCase]:
    """The conditions of a row all at once."""
    if len(row.when) > 1:  # one alone is among the options
        yield from _in_words(compiled, instrument, row.when)


def _in_words(
    compiled: CompiledStandard, instrument: Instrument, words: tuple[tuple[str, str], ...]
) -> Iterator[BoundaryCase]:
    names = [factor.name for factor in compiled.standard.factors]
    printed = {
        names.index(name): conditions_of_words(compiled.standard.factor(name), text) for name, text in words
    }
    if given := _read(compiled, instrument, words):
        yield BoundaryCase(words, engine_facts(compiled, given), printed, CaseInput(words))


def _read(
    compiled: CompiledStandard, instrument: Instrument, words: tuple[tuple[str, str], ...]
) -> tuple[Given, ...]:
    """What the officer's words mean; nothing where they cannot be taken."""
    try:
        return read_facts(compiled, instrument, words).given
    except FactRefused:
        return ()


@cache
def _smallest_unit(dimension: str) -> str:
    return next(name for name, unit in UNITS.items() if unit.dimension == dimension and unit.size == 1)
