"""Standard → rulebook of the engine: one rule for each way in which a condition is met.

The engine decides which printed conditions the facts meet; rows, sums and amounts are plain Python after it.
Properties: `f0b0` factor 0 was answered (1), `f0c2` its condition 2 was chosen in words (1), `f0q1` its
second measured thing (units.scaled). Each rule begins with the test of its block, `f0b0 == 1`: a block holds
at most 50 rules of one factor, so that no node of the engine comes near the number of tests that hangs it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.language import Operator, Rule, Rulebook, Test
from rules.errors import TableUnusable
from rules.things import ThingsOfFactor, engine_number, readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.language import PropertyType
    from standards_1023.values import Quantity, Standard

_LARGEST = 10**15
_LONGEST_NAME = 100
_RULES_A_BLOCK = 50


@dataclass(frozen=True, slots=True)
class CompiledStandard:
    """A standard with its rulebook, the things of each factor and the (factor, condition) of each rule.

    `blocks` are the properties that say that a factor was answered, by factor.
    """

    standard: Standard
    rulebook: Rulebook
    things: tuple[ThingsOfFactor, ...]
    condition_of_rule: Mapping[str, tuple[int, int]]
    blocks: tuple[tuple[str, ...], ...]


def compile_standard(standard: Standard) -> CompiledStandard:
    """The rulebook of a standard; raises TableUnusable for a threshold beyond the engine's numbers."""
    things = tuple(ThingsOfFactor(f, f"f{i}") for i, f in enumerate(standard.factors))
    properties: dict[str, PropertyType] = {}
    rules: list[Rule] = []
    condition_of_rule: dict[str, tuple[int, int]] = {}
    blocks: list[tuple[str, ...]] = []
    for i, factor in enumerate(standard.factors):
        of_factor: list[Rule] = []
        properties |= {thing.name: int for thing in things[i].all()}
        for j in range(len(factor.conditions)):
            properties[option_property(i, j)] = int
            for rule in _rules(standard, i, j, things[i]):
                of_factor.append(rule)
                condition_of_rule[rule.id] = (i, j)
        in_blocks, names = _in_blocks(i, of_factor)
        properties |= dict.fromkeys(names, int)
        rules += in_blocks
        blocks.append(names)
    rulebook = Rulebook(_name(standard), properties, tuple(rules))
    return CompiledStandard(standard, rulebook, things, condition_of_rule, tuple(blocks))


def _in_blocks(factor: int, rules: list[Rule]) -> tuple[list[Rule], tuple[str, ...]]:
    """The rules of a factor, each behind the test of its block, and the properties of the blocks."""
    names = [f"f{factor}b{n // _RULES_A_BLOCK}" for n in range(len(rules))]
    behind = [
        Rule(rule.id, (Test(name, Operator.EQ, 1), *rule.when))
        for name, rule in zip(names, rules, strict=True)
    ]
    return behind, tuple(dict.fromkeys(names))


def _name(standard: Standard) -> str:
    """The standard's name as the engine takes it: printable, no quotes, not too long."""
    name = "".join(c for c in f"{standard.sheet}!{standard.code}" if c.isprintable() and c not in "\"'\\")
    return name[:_LONGEST_NAME]


def option_property(factor: int, condition: int) -> str:
    """The property that says that a condition was chosen in words."""
    return f"f{factor}c{condition}"


def _rules(standard: Standard, i: int, j: int, things: ThingsOfFactor) -> Iterator[Rule]:
    condition = standard.factors[i].conditions[j]
    chosen = Test(option_property(i, j), Operator.EQ, 1)
    yield Rule(f"{chosen.name}w", (chosen,))
    for a, alternative in enumerate(condition.alternatives):
        if quantity := readable(alternative.quantity):
            place = f"{standard.sheet}!{condition.cell}"
            tests = _limits(things.thing_of(quantity).name, quantity, place)
            yield Rule(f"{chosen.name}a{a}", tests)


def _limits(name: str, quantity: Quantity, place: str) -> tuple[Test, ...]:
    """The tests of an interval.

    Entered numbers are whole in the engine's scale, so a limit between two whole numbers (a third of a unit)
    is moved to the next of them without changing what is met.
    """
    tests = []
    low, high = quantity.range.low, quantity.range.high
    if low is not None:
        scaled = engine_number(low, quantity.unit)
        operator = Operator.GE if quantity.range.low_included or scaled.denominator > 1 else Operator.GT
        tests.append(Test(name, operator, _engine_limit(math.ceil(scaled), place)))
    if high is not None:
        scaled = engine_number(high, quantity.unit)
        operator = Operator.LE if quantity.range.high_included or scaled.denominator > 1 else Operator.LT
        tests.append(Test(name, operator, _engine_limit(math.floor(scaled), place)))
    return tuple(tests)


def _engine_limit(number: int, place: str) -> int:
    if abs(number) > _LARGEST:
        raise TableUnusable(place, f"{place} 的数值过大，不能用于裁量：请核对表格。")
    return number
