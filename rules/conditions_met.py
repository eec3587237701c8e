"""Which printed conditions the facts meet: what the engine fired, factor by factor."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from rules.errors import FactsContradict, NoConditionMet
from rules.things import engine_number, readable
from standards_1023.values import FactorKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rules.compilation import CompiledStandard
    from rules.drivers import Drivers
    from rules.facts import CaseFacts, Given
    from rules.things import ThingsOfFactor
    from standards_1023.values import Condition, Quantity, Range


@dataclass(frozen=True, slots=True)
class Met:
    """The conditions met, by factor, in printed order; for an unknown factor all that it might be."""

    conditions: Mapping[int, tuple[Condition, ...]]
    unknown: frozenset[int] = frozenset()
    chosen: Mapping[int, frozenset[str]] = field(default_factory=dict)
    trace: tuple[str, ...] = ()

    def texts(self, factor: int) -> frozenset[str]:
        """The printed words of the conditions met for a factor."""
        return frozenset(condition.text for condition in self.conditions.get(factor, ()))


def rules_fired(compiled: CompiledStandard, facts: CaseFacts, drivers: Drivers) -> tuple[str, ...]:
    """Ask the engine; raises FactsContradict for two facts that cannot both be true."""
    given = facts.given
    if len({fact.factor for fact in given}) < len(given):
        for index, of_factor in _by_factor(given).items():
            if len(of_factor) > 1:
                _refuse_contradictions(compiled, index, of_factor)
    return drivers.fire(compiled.standard, engine_facts(compiled, given))


def conditions_met(compiled: CompiledStandard, facts: CaseFacts, trace: tuple[str, ...]) -> Met:
    """What the rules that fired say; raises NoConditionMet for a quantity in a gap of the table."""
    by_factor = _by_factor(facts.given)
    fired: dict[int, set[int]] = {index: set() for index in by_factor}
    for rule in trace:
        factor, condition = compiled.condition_of_rule[rule]
        fired[factor].add(condition)
    unknown = frozenset([given.factor for given in facts.given if given.unknown])
    conditions = {}
    for index, numbers in fired.items():
        printed = compiled.standard.factors[index].conditions
        if index in unknown:
            conditions[index] = tuple(c for c in printed if not c.spanning)
        elif numbers:
            conditions[index] = tuple([printed[j] for j in sorted(numbers)])
        else:
            raise _gap(compiled, index, by_factor[index][0])
    return Met(conditions, unknown, _chosen(compiled, facts.given), trace)


def _by_factor(given: tuple[Given, ...]) -> dict[int, list[Given]]:
    found: dict[int, list[Given]] = {}
    for fact in given:
        found.setdefault(fact.factor, []).append(fact)
    return found


def engine_facts(compiled: CompiledStandard, given: tuple[Given, ...]) -> dict[str, int | str | bool]:
    """The flat case; where a condition was chosen and its number given as well, the number stands."""
    flat: dict[str, int | str | bool] = {}
    numbers: dict[str, int | str | bool] = {}
    for fact in given:
        if not fact.unknown:
            for block in compiled.blocks[fact.factor]:
                flat[block] = 1
            for j in fact.chosen:
                name, number = compiled.in_words[fact.factor][j]
                flat[name] = number
            if fact.thing is not None and fact.scaled is not None:
                numbers[fact.thing.name] = fact.scaled
    return flat | numbers if numbers else flat


def _chosen(compiled: CompiledStandard, given: tuple[Given, ...]) -> dict[int, frozenset[str]]:
    """The printed words that were chosen, for each factor that was answered in words."""
    chosen: dict[int, frozenset[str]] = {}
    for fact in given:
        if fact.chosen:
            printed = compiled.standard.factors[fact.factor].conditions
            texts = frozenset([printed[j].text for j in fact.chosen])
            chosen[fact.factor] = chosen.get(fact.factor, frozenset()) | texts
    return chosen


def _refuse_contradictions(compiled: CompiledStandard, index: int, of_factor: list[Given]) -> None:
    """Two facts of one factor that cannot both be true."""
    factor = compiled.standard.factors[index]
    for one, other in combinations(of_factor, 2):
        if (
            one.unknown
            or other.unknown
            or (factor.kind is FactorKind.YES_NO and one.chosen != other.chosen)
            or (one.thing is not None and one.thing == other.thing and one.scaled != other.scaled)
            or _cannot_both_be(compiled, index, one, other)
            or _cannot_both_be_told(compiled, index, one, other)
        ):
            raise FactsContradict(
                factor.name, f"“{factor.name}”填了互相矛盾的“{one.entered}”和“{other.entered}”：请只留一个。"
            )


def _cannot_both_be(compiled: CompiledStandard, index: int, one: Given, other: Given) -> bool:
    """Whether two facts fix the same thing to intervals without a common number."""
    things, printed = compiled.things[index], compiled.standard.factors[index].conditions
    return any(
        name == other_name and _apart(interval, other_interval)
        for name, interval in _intervals(one, things, printed)
        for other_name, other_interval in _intervals(other, things, printed)
    )


def _cannot_both_be_told(compiled: CompiledStandard, index: int, one: Given, other: Given) -> bool:
    """Whether both were chosen in words that the engine knows as different numbers of the same thing.

    The intervals then share no number that can be entered (a third of a tonne at most).
    """
    tokens = dict(compiled.in_words[index][j] for j in one.chosen)
    others = (compiled.in_words[index][j] for j in other.chosen)
    return any(tokens.get(name, number) != number for name, number in others)


Interval = tuple[Fraction | None, Fraction | None, bool, bool]


def _intervals(
    given: Given, things: ThingsOfFactor, printed: tuple[Condition, ...]
) -> Iterator[tuple[str, Interval]]:
    if given.thing is not None and given.scaled is not None:
        number = Fraction(given.scaled)
        yield given.thing.name, (number, number, True, True)
    if len(given.chosen) == 1:
        (only,) = given.chosen
        if quantity := readable(printed[only].quantity):
            yield things.thing_of(quantity).name, _in_engine_scale(quantity)


def _in_engine_scale(quantity: Quantity) -> Interval:
    limits: Range = quantity.range
    low = None if limits.low is None else engine_number(limits.low, quantity.unit)
    high = None if limits.high is None else engine_number(limits.high, quantity.unit)
    return low, high, limits.low_included, limits.high_included


def _apart(one: Interval, other: Interval) -> bool:
    return _below(one, other) or _below(other, one)


def _below(one: Interval, other: Interval) -> bool:
    """Whether every number of one lies below every number of the other."""
    if one[1] is None or other[0] is None:
        return False
    return one[1] < other[0] or (one[1] == other[0] and not (one[3] and other[2]))


def _gap(compiled: CompiledStandard, index: int, given: Given) -> NoConditionMet:
    """The refusal of a quantity that no condition holds, with the nearest conditions on either side."""
    factor, things = compiled.standard.factors[index], compiled.things[index]
    distances: list[tuple[Fraction, int]] = []
    for j, condition in enumerate(factor.conditions):
        for alternative in condition.alternatives:
            quantity = readable(alternative.quantity)
            if quantity is not None and things.thing_of(quantity) == given.thing:
                low, high, *_ = _in_engine_scale(quantity)
                ends = [abs(end - Fraction(given.scaled or 0)) for end in (low, high) if end is not None]
                distances.append((min(ends), j))
    nearest = list(dict.fromkeys(j for _, j in sorted(distances)))[:2]
    named = tuple(f"“{factor.conditions[j].text}” [{factor.conditions[j].cell}]" for j in sorted(nearest))
    return NoConditionMet(factor.name, given.entered, named)
