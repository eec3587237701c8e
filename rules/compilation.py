"""Standard → rulebook of the engine: one rule for each way in which a condition is met.

The engine decides which printed conditions the facts meet; rows, sums and amounts are plain Python after it.
Properties: `f0q1` the second measured thing of factor 0 (units.scaled), `f0c2` its condition 2 was chosen in
words (facts_in_words). Rules: `f0c2a1` the number lies in the second alternative of condition 2, `f0c2w` the
condition was chosen in words.

Where the rules are many, each begins with the test of its block, `f0b0 == 1`, factor 0 was answered: a block
holds at most 50 rules of one factor, so that no node of the engine comes near the number that hangs it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.language import Operator, Rule, Rulebook, Test
from rules.errors import TableUnusable
from rules.facts_in_words import LARGEST, Fact, facts_in_words, option_fact
from rules.things import ThingsOfFactor, engine_number, readable
from rules.vocabulary import Vocabulary, vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.language import PropertyType
    from standards_1023.values import Quantity, Standard

_LONGEST_NAME = 100
_RULES_A_BLOCK = 50


@dataclass(frozen=True, slots=True)
class CompiledStandard:
    """A standard with its rulebook, the things of each factor and the (factor, condition) of each rule.

    `in_words` are the facts that say that a condition was chosen in words, by factor and condition; `blocks`
    the properties that say that a factor was answered, by factor (none where the rules are few).
    `names_subjects`: some measure is for a named subject, so that the kind of party counts.
    """

    standard: Standard
    rulebook: Rulebook
    things: tuple[ThingsOfFactor, ...]
    condition_of_rule: Mapping[str, tuple[int, int]]
    in_words: tuple[tuple[Fact, ...], ...]
    blocks: tuple[tuple[str, ...], ...]
    vocabulary: Vocabulary
    fingerprint: str
    names_subjects: bool


@dataclass(frozen=True, slots=True)
class _CompiledFactor:
    """The rules of a factor by condition, and what the facts about it are called."""

    things: ThingsOfFactor
    in_words: tuple[Fact, ...]
    rules: tuple[tuple[Rule, ...], ...]


def compile_standard(standard: Standard) -> CompiledStandard:
    """The rulebook of a standard; raises TableUnusable for a threshold beyond the engine's numbers."""
    factors = [_compile_factor(standard, i) for i in range(len(standard.factors))]
    condition_of_rule = {
        rule.id: (i, j)
        for i, factor in enumerate(factors)
        for j, rules in enumerate(factor.rules)
        for rule in rules
    }
    few = len(condition_of_rule) <= _RULES_A_BLOCK
    properties: dict[str, PropertyType] = {}
    written: list[Rule] = []
    blocks: list[tuple[str, ...]] = []
    for i, factor in enumerate(factors):
        rules = [rule for of_condition in factor.rules for rule in of_condition]
        behind, names = (rules, ()) if few else _in_blocks(i, rules)
        written += behind
        blocks.append(names)
        things = (thing.name for thing in factor.things.all())
        properties |= dict.fromkeys((*things, *(name for name, _ in factor.in_words), *names), int)
    rulebook = Rulebook(_name(standard), properties, tuple(written))
    in_words = tuple(factor.in_words for factor in factors)
    things_by_factor = tuple(factor.things for factor in factors)
    return CompiledStandard(
        standard,
        rulebook,
        things_by_factor,
        condition_of_rule,
        in_words,
        tuple(blocks),
        vocabulary_of(standard),
        rulebook.fingerprint,
        _names_subjects(standard),
    )


def _names_subjects(standard: Standard) -> bool:
    measures = (measure for row in standard.rows for measure in row.measures)
    return any(m.subject is not None for m in measures) or any(w.subject for w in standard.weights)


def _compile_factor(standard: Standard, i: int) -> _CompiledFactor:
    conditions = standard.factors[i].conditions
    things = ThingsOfFactor(standard.factors[i], f"f{i}")
    intervals = [tuple(_intervals(standard, i, j, things)) for j in range(len(conditions))]
    in_words = tuple(facts_in_words(i, conditions, intervals))
    chosen = [
        (Rule(f"f{i}c{j}w", (Test(name, Operator.EQ, number),)),)
        if (name, number) == option_fact(i, j)
        else ()
        for j, (name, number) in enumerate(in_words)
    ]
    rules = tuple((*word, *interval) for word, interval in zip(chosen, intervals, strict=True))
    return _CompiledFactor(things, in_words, rules)


def _intervals(standard: Standard, i: int, j: int, things: ThingsOfFactor) -> Iterator[Rule]:
    """A rule for each alternative of a condition that is an interval."""
    condition = standard.factors[i].conditions[j]
    for a, alternative in enumerate(condition.alternatives):
        if quantity := readable(alternative.quantity):
            place = f"{standard.sheet}!{condition.cell}"
            yield Rule(f"f{i}c{j}a{a}", _limits(things.thing_of(quantity).name, quantity, place))


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
    if abs(number) > LARGEST:
        raise TableUnusable(place, f"{place} 的数值过大，不能用于裁量：请核对表格。")
    return number
