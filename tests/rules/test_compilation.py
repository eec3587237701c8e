"""One rule serves a condition wherever words and numbers can share it, and the answers are the table's."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.checks import check_rulebook
from rules.compilation import CompiledStandard, compile_standard
from rules.conditions_met import conditions_met, rules_fired
from rules.drivers import Drivers
from rules.errors import FactsContradict, NoConditionMet, TableUnusable
from rules.facts import read_facts
from standards_1023.numerals import decimal_text
from standards_1023.quantities import read_quantity
from standards_1023.values import (
    Alternative,
    Condition,
    Factor,
    FactorKind,
    Instrument,
    Model,
    Quantity,
    Range,
    Standard,
)
from tests.rules.naive_grading import conditions_of_number, conditions_of_words
from tests.rules.tables import SHEET, TABLES, measured, number, option


def standard_of(*factors: tuple[Condition, ...]) -> Standard:
    named = tuple(Factor(f"因素{i}", FactorKind.NUMBER, conditions) for i, conditions in enumerate(factors))
    return Standard(SHEET, "A3", "1", "某行为", Model.GRADES, factors=named)


def rules_of(*factors: tuple[Condition, ...]) -> list[str]:
    return [rule.id for rule in compile_standard(standard_of(*factors)).rulebook.rules]


def options(count: int) -> tuple[Condition, ...]:
    return tuple(option(f"选项{n}", f"B{n}") for n in range(count))


def test_an_option_and_an_interval_that_stands_apart_have_one_rule_each() -> None:
    steps = (
        measured("不足3吨", "B3", number(None, 3, high_in=False), "吨"),
        measured("3吨以上5吨以下", "B4", number(3, 5), "吨"),
        measured("超过5吨", "B5", number(5, None, low_in=False), "吨"),
    )
    assert rules_of(steps, options(2)) == ["f0c0a0", "f0c1a0", "f0c2a0", "f1c0w", "f1c1w"]


def test_the_number_that_stands_for_words_lies_in_the_interval_to_the_last_unit() -> None:
    steps = (
        measured("不足3次", "B3", number(None, 3, high_in=False), "次"),
        measured("3次以上5次以下", "B4", number(3, 5), "次"),
        measured("超过5次", "B5", number(5, None, low_in=False), "次"),
        measured("没有下限也没有上限", "B6", number(None, None), "次"),
    )
    (in_words,) = compile_standard(standard_of(steps)).in_words
    assert in_words == (("f0q0", 29_999), ("f0q0", 30_000), ("f0q0", 50_001), ("f0c3", 1))


def test_intervals_that_share_a_number_keep_a_rule_for_their_words() -> None:
    steps = (
        measured("3吨以下", "B3", number(None, 3), "吨"),
        measured("3吨以上", "B4", number(3, None), "吨"),
        measured("5倍以上", "B5", number(5, None), "倍"),  # another thing: apart from both
    )
    assert rules_of(steps) == ["f0c0w", "f0c0a0", "f0c1w", "f0c1a0", "f0c2a0"]


def test_an_interval_without_a_number_that_can_be_entered_keeps_a_rule_for_its_words() -> None:
    sliver = Range(Fraction(1), Fraction(100_001, 100_000), low_included=False, high_included=False)
    assert rules_of((measured("略多于1倍", "B3", sliver, "倍"),)) == ["f0c0w", "f0c0a0"]


def test_several_alternatives_and_words_of_two_conditions_keep_a_rule_for_the_words() -> None:
    low, high = Quantity(number(None, 3), "吨"), Quantity(number(4, None), "吨")
    either = Condition("少量，或者不详", "B3", (Alternative("少量", low), Alternative("不详")))
    shared = (
        Condition("第一档", "B3", (Alternative("视情形", low),)),
        Condition("第二档", "B4", (Alternative("视情形", high),)),
    )
    assert rules_of((either,)) == ["f0c0w", "f0c0a0"]
    assert rules_of(shared) == ["f0c0w", "f0c0a0", "f0c1w", "f0c1a0"]


@pytest.mark.parametrize("count", [50, 51, 300])
def test_only_where_rules_are_many_they_stand_in_blocks_and_the_engine_takes_both(count: int) -> None:
    compiled = compile_standard(standard_of(options(count - 1), options(1)))
    check_rulebook(compiled.rulebook)
    assert len(compiled.rulebook.rules) == count
    assert any(compiled.blocks) == (count > 50)
    assert all(len(rule.when) == (2 if count > 50 else 1) for rule in compiled.rulebook.rules)


def test_a_limit_beyond_the_engines_numbers_is_refused_at_its_cell() -> None:
    with pytest.raises(TableUnusable, match="B3"):
        compile_standard(standard_of((measured("太多", "B3", number(10**6, None), "吨"),)))


@pytest.mark.parametrize("table", TABLES)
def test_every_condition_of_the_example_tables_is_met_by_its_words_alone(table: str) -> None:
    standard = TABLES[table]()
    with Drivers() as drivers:
        for i, factor in enumerate(standard.factors):
            for condition in factor.conditions:
                met = met_by(drivers, drivers.compiled(standard), ((factor.name, condition.text),))
                assert met == {i: {condition.text}}


# ----------------------------------------------------------- whatever the table, the answers are the naive ones

ENDS = [Fraction(n, 3) for n in range(10)] + [Fraction(n) for n in range(6)] + [Fraction(100_001, 100_000)]
UNITS = ["吨", "千克", "倍"]


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, high = sorted(draw(st.tuples(st.sampled_from(ENDS), st.sampled_from(ENDS))))
    open_end = draw(st.integers(0, 5))
    return Range(
        None if open_end == 0 else low,
        None if open_end == 1 else high,
        draw(st.booleans()),
        draw(st.booleans()),
    )


@st.composite
def alternatives(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> Alternative:
    quantity = st.builds(Quantity, ranges(), st.sampled_from(UNITS))
    return Alternative(draw(texts), draw(st.none() | quantity))


def steps(ends: list[Fraction], unit: str, *, below: bool) -> tuple[Condition, ...]:
    """As most tables print them: without a gap, each number in one step."""
    limits = [
        Range(a, b, low_included=below, high_included=not below) for a, b in pairwise([None, *ends, None])
    ]
    return tuple(measured(f"第{j}档", f"B{j}", limit, unit) for j, limit in enumerate(limits))


def intervals(limits: list[Range], units: list[str]) -> tuple[Condition, ...]:
    """As careless tables print them: intervals that overlap, leave gaps, hold nothing."""
    pairs = enumerate(zip(limits, units, strict=False))
    return tuple(measured(f"第{j}档", f"B{j}", limit, unit) for j, (limit, unit) in pairs)


def several_ways(of_each: list[tuple[Alternative, ...]]) -> tuple[Condition, ...]:
    """Conditions met in none, one or two ways, some of them in the same words."""
    return tuple(Condition(f"第{j}档", f"B{j}", of) for j, of in enumerate(of_each))


UNIT = st.sampled_from(UNITS)
FEW_WORDS = st.sampled_from(["甲情形", "乙情形", "丙情形"])
FACTORS = st.one_of(
    st.builds(
        steps, st.sets(st.sampled_from(ENDS), min_size=1, max_size=4).map(sorted), UNIT, below=st.booleans()
    ),
    st.builds(
        intervals,
        st.lists(ranges(), min_size=1, max_size=4),
        UNIT.map(lambda unit: [unit] * 4) | st.lists(UNIT, min_size=4, max_size=4),
    ),
    st.builds(
        several_ways,
        st.lists(st.lists(alternatives(FEW_WORDS), max_size=2).map(tuple), min_size=1, max_size=4),
    ),
    st.builds(
        several_ways, st.lists(alternatives(FEW_WORDS).map(lambda one: (one,)), min_size=2, max_size=4)
    ),
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Standard, tuple[tuple[str, str], ...]]:
    standard = standard_of(*draw(st.lists(FACTORS, min_size=1, max_size=3)))
    facts = []
    for factor in standard.factors:
        words = [c.text for c in factor.conditions]
        words += [a.text for c in factor.conditions for a in c.alternatives]
        units = {a.quantity.unit for c in factor.conditions for a in c.alternatives if a.quantity}
        numbers = [
            f"{decimal_text(end)}{unit}" for unit in sorted(units) for end in ENDS if end * 10**4 % 1 == 0
        ]
        entered = st.sampled_from(words + numbers)
        facts += [(factor.name, value) for value in draw(st.lists(entered, max_size=2))]
    return standard, tuple(facts)


def met_by(
    drivers: Drivers, compiled: CompiledStandard, facts: tuple[tuple[str, str], ...]
) -> dict[int, set[str]]:
    given_facts = read_facts(compiled, Instrument(), facts)
    met = conditions_met(compiled, given_facts, rules_fired(compiled, given_facts, drivers))
    return {i: {condition.text for condition in conditions} for i, conditions in met.conditions.items()}


def naively_met(standard: Standard, facts: tuple[tuple[str, str], ...]) -> dict[int, set[str]]:
    """What is met by any of the facts of a factor."""
    met: dict[int, set[str]] = {}
    for name, value in facts:
        index = next(i for i, factor in enumerate(standard.factors) if factor.name == name)
        factor = standard.factors[index]
        found = conditions_of_words(factor, value)
        entered = read_quantity(value)
        if not found and entered is not None and entered.unit is not None:
            found = conditions_of_number(factor, entered.number, entered.unit)
        met.setdefault(index, set()).update(found)
    return met


def test_words_of_two_intervals_that_share_only_a_third_contradict_each_other() -> None:
    third = Fraction(1, 3)
    touching = (
        measured("第0档", "B0", Range(None, third), "吨"),
        measured("第1档", "B1", Range(third, None), "吨"),
    )
    standard = standard_of(touching)
    facts = tuple((standard.factors[0].name, words) for words in ("第0档", "第1档"))
    with Drivers() as drivers, pytest.raises(FactsContradict):
        met_by(drivers, drivers.compiled(standard), facts)


@settings(deadline=None, max_examples=400)
@given(cases())
def test_words_and_numbers_together_meet_what_the_naive_reading_meets(
    case: tuple[Standard, tuple[tuple[str, str], ...]],
) -> None:
    standard, facts = case
    naive = naively_met(standard, facts)
    alone = len(facts) == len(naive)
    with Drivers() as drivers:
        try:
            assert met_by(drivers, drivers.compiled(standard), facts) == naive
        except FactsContradict:
            assert not alone, "one fact for each factor contradicts nothing"
        except NoConditionMet:
            assert not all(naive.values())
