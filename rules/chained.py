"""Circumstances through the engine until none leads to another: which hold, and which move the band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.ground_rulebook import ANY_HEAVIER, free_property
from standards_1023.values import Effect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rules.circumstances import Circumstance
    from rules.drivers import Drivers
    from rules.ground_rulebook import GroundRules


@dataclass(frozen=True, slots=True)
class Chained:
    """The codes that hold, those that move the band, what excluded others, and the rules fired."""

    codes: frozenset[str]
    moves: tuple[Circumstance, ...]
    excluded: Mapping[str, tuple[str, ...]]
    trace: tuple[str, ...]


NOTHING = Chained(frozenset(), (), {}, ())


def chained(
    rules: GroundRules,
    drivers: Drivers,
    codes: frozenset[str],
    admissible: Callable[[Circumstance], bool],
) -> Chained:
    """Fire until nothing new follows; `admissible` says of what follows whether it is law for this case."""
    if not codes:
        return NOTHING
    fired = _fire(rules, drivers, codes)
    while new := _following(rules, fired, codes, admissible):
        codes |= new
        fired = _fire(rules, drivers, codes)
    excludable = [code for code in codes if code in rules.own and rules.own[code].excluded]
    excluded: dict[str, tuple[str, ...]] = {}
    if excludable:
        if any(rules.circumstances[code].effect is Effect.HEAVIER for code in codes):
            codes |= {ANY_HEAVIER.code}
            fired = _fire(rules, drivers, codes)
        for code, other in (rules.excludes[rule] for rule in fired if rule in rules.excludes):
            excluded[code] = (*excluded.get(code, ()), other)
        free = {free_property(code) for code in excludable if code not in excluded}
        fired = _fire(rules, drivers, codes | free)
    return Chained(codes, tuple(rules.moves[rule] for rule in fired if rule in rules.moves), excluded, fired)


def _fire(rules: GroundRules, drivers: Drivers, codes: frozenset[str]) -> tuple[str, ...]:
    return drivers.fire_grounds(rules, dict.fromkeys((*rules.blocks, *sorted(codes)), 1))


def _following(
    rules: GroundRules,
    fired: tuple[str, ...],
    codes: frozenset[str],
    admissible: Callable[[Circumstance], bool],
) -> frozenset[str]:
    to = {rules.leads[rule].to for rule in fired if rule in rules.leads} - codes
    return frozenset(code for code in to if admissible(rules.circumstances[code]))
