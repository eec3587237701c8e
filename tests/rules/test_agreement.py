"""The proof holds for every table that is right, and any single fault in either evaluator breaks it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.column_evaluator import ColumnEvaluator
from engine.columns import Column, Columns
from engine.language import Operator, Rule, Rulebook, Test
from importers.standards_workbook import read_standards_workbook
from rules import facts
from rules.agreement import Evaluators, prove
from rules.boundary_cases import boundary_cases
from rules.compilation import CompiledStandard, compile_standard
from standards_1023.fingerprint import fingerprint_of
from standards_1023.values import Instrument, Standard
from tests.rules.tables import TABLES, gap, generous, heaps, measured, number
from tests.workbooks import (
    EARLIER_WORKBOOKS,
    OWN_WORKBOOKS,
    REAL_GUANGDONG,
    REAL_SHENZHEN,
    name_of,
    needs_real_workbooks,
    own_workbook,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from engine.column_evaluator import Fired

STANDARDS = [make() for make in TABLES.values()]
ASKING = {name: make for name, make in TABLES.items() if compile_standard(make()).rulebook.rules}


@pytest.mark.parametrize("instrument", [Instrument(), generous()], ids=["silent", "generous"])
def test_both_evaluators_and_the_print_agree_on_every_table(instrument: Instrument) -> None:
    proof = prove(STANDARDS, instrument)
    assert proof.differences == ()
    assert proof.standards == len(STANDARDS)
    assert proof.cases > 10 * len(ASKING)
    assert proof.answers > proof.cases


@pytest.mark.parametrize("path", [*OWN_WORKBOOKS, *EARLIER_WORKBOOKS], ids=name_of)
def test_our_own_workbooks_are_proved(path: Path) -> None:
    workbook = own_workbook(path)
    proof = prove(workbook.standards, workbook.instrument)
    assert proof.differences == ()
    assert proof.holds_for(workbook.standards, workbook.instrument)


@needs_real_workbooks
@pytest.mark.parametrize("path", [REAL_GUANGDONG, REAL_SHENZHEN], ids=lambda path: path.stem)
def test_the_real_workbooks_are_proved(path: Path) -> None:
    workbook = read_standards_workbook(path)
    assert prove(workbook.standards, workbook.instrument).differences == ()


def test_the_boundary_cases_are_each_limit_its_neighbours_each_option_and_each_cell() -> None:
    cases = [str(case) for case in boundary_cases(compile_standard(heaps()), Instrument())]
    assert "什么都没有填" in cases
    for area in ("9.9999平方米", "10平方米", "10.0001平方米", "49.9999平方米", "50平方米", "50.0001平方米"):
        assert f"“占地面积”为{area}" in cases
    assert "“占地面积”为造成人员伤亡的" in cases
    assert "“整改情况”为逾期未改正" in cases
    assert "“占地面积”为50平方米以上，“整改情况”为逾期未改正" in cases
    entered = [case for case in cases if "内部值" not in case]
    assert len(entered) == 1 + 6 + 4 + 2 + 6
    assert len(cases) == len(entered) + 2 * 6  # each condition's own fact, neither 1 nor absent


def test_an_unknown_factor_is_a_boundary_case_only_where_the_instrument_takes_it() -> None:
    compiled = compile_standard(gap())
    assert not any("查不清" in str(case) for case in boundary_cases(compiled, Instrument()))
    (unknown,) = (case for case in boundary_cases(compiled, generous()) if "查不清" in str(case))
    assert unknown.facts == {}


def broken(rulebook: Rulebook, change: Callable[[Test], Test]) -> Rulebook:
    rules = tuple(Rule(rule.id, tuple(map(change, rule.when))) for rule in rulebook.rules)
    return Rulebook(rulebook.name, rulebook.properties, rules, rulebook.required)


OPERATOR_FAULTS = [
    (Operator.GE, Operator.GT),
    (Operator.GE, Operator.EQ),
    (Operator.GT, Operator.GE),
    (Operator.LE, Operator.LT),
    (Operator.LE, Operator.NE),
    (Operator.LT, Operator.LE),
    (Operator.EQ, Operator.NE),
    (Operator.EQ, Operator.LE),
]


@pytest.mark.parametrize(("right", "wrong"), OPERATOR_FAULTS)
def test_an_operator_that_compares_wrongly_over_columns_is_seen(right: Operator, wrong: Operator) -> None:
    class Faulty(ColumnEvaluator):
        def __init__(self, rulebook: Rulebook) -> None:
            def swap(test: Test) -> Test:
                return replace(test, operator=wrong) if test.operator is right else test

            super().__init__(broken(rulebook, swap))

    standards = [*STANDARDS, between()]
    users = [s for s in standards if right in operators(compile_standard(s).rulebook)]
    proof = prove(standards, Instrument(), Evaluators(columns=Faulty))
    assert {d.standard for d in proof.differences} == {f"{s.sheet}!{s.code}" for s in users}
    assert users
    assert not proof.holds_for(standards, Instrument())


def between() -> Standard:
    """A table that says 超过: its lower limit does not belong to it."""
    standard = gap()
    limits = number(5, None, low_in=False)
    of = replace(
        standard.factors[0],
        conditions=(standard.factors[0].conditions[0], measured("5吨以上", "B4", limits, "吨")),
    )
    return replace(standard, code="超过", factors=(of,))


def operators(rulebook: Rulebook) -> set[Operator]:
    return {test.operator for rule in rulebook.rules for test in rule.when}


def test_a_fact_that_is_not_given_taken_for_one_over_columns_is_seen() -> None:
    class Faulty(ColumnEvaluator):
        def fire(self, columns: Columns) -> Fired:
            everywhere = {name: Column(column.values) for name, column in columns.columns.items()}
            return super().fire(Columns(columns.count, everywhere))

    assert prove([gap()], Instrument(), Evaluators(columns=Faulty)).differences


def always(fault: CompiledStandard) -> Evaluators:
    return Evaluators(compiled=lambda _: fault)


def shifted(compiled: CompiledStandard) -> Iterator[CompiledStandard]:
    """The compiled form with one number of one test moved by one engine unit, for every test both ways."""
    rules = compiled.rulebook.rules
    for r, rule in enumerate(rules):
        for t, test in enumerate(rule.when):
            for step in (-1, 1):
                moved = replace(test, value=int(test.value) + step)
                when = (*rule.when[:t], moved, *rule.when[t + 1 :])
                book = replace(compiled.rulebook, rules=(*rules[:r], Rule(rule.id, when), *rules[r + 1 :]))
                yield replace(compiled, rulebook=book)


@pytest.mark.parametrize("name", ASKING)
def test_any_limit_that_was_compiled_one_unit_off_is_seen_though_both_evaluators_share_it(name: str) -> None:
    standard = ASKING[name]()
    faults = list(shifted(compile_standard(standard)))
    assert faults
    for fault in faults:
        proof = prove([standard], Instrument(), always(fault))
        assert proof.differences, fault.rulebook.rules
        assert any(who == "表格" for difference in proof.differences for who, _ in difference.said)


@pytest.mark.parametrize("name", ASKING)
def test_a_rule_that_was_forgotten_or_stands_for_another_condition_is_seen(name: str) -> None:
    standard = ASKING[name]()
    compiled = compile_standard(standard)
    for rule, (factor, condition) in compiled.condition_of_rule.items():
        others = tuple(other for other in compiled.rulebook.rules if other.id != rule)
        forgotten = replace(compiled, rulebook=replace(compiled.rulebook, rules=others))
        exchanged = {
            **compiled.condition_of_rule,
            rule: (factor, condition - 1 if condition else condition + 1),
        }
        for fault in (forgotten, replace(compiled, condition_of_rule=exchanged)):
            assert prove([standard], Instrument(), always(fault)).differences


def test_words_that_are_read_in_another_scale_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "scaled", lambda number, _: int(number * 10_000))
    assert prove([heaps()], Instrument()).differences == ()  # 平方米 is the smallest unit of area
    monkeypatch.setattr(facts, "scaled", lambda number, _: int(number * 1000))
    assert prove([heaps()], Instrument()).differences


def test_a_difference_is_told_in_words() -> None:
    compiled = compile_standard(gap())
    fault = next(shifted(compiled))
    difference = prove([gap()], Instrument(), always(fault)).differences[0]
    assert str(difference) == "基准 表!3，“数量”为3000000克：表格：“3吨以下”，计算：没有一档。"


def test_a_table_that_cannot_be_compiled_is_not_proved() -> None:
    standard = gap()
    huge = measured("很多", "B4", number(10**12, None), "吨")
    of = replace(standard.factors[0], conditions=(*standard.factors[0].conditions, huge))
    proof = prove([replace(standard, factors=(of,))], Instrument())
    (difference,) = proof.differences
    assert "B4 的数值过大" in str(difference)


def test_a_proof_is_for_these_standards_and_this_instrument_alone() -> None:
    standards = [heaps(), gap()]
    proof = prove(standards, Instrument())
    assert proof.holds_for(standards, Instrument())
    assert not proof.holds_for(standards[::-1], Instrument())
    assert not proof.holds_for(standards, generous())
    moved = measured("3吨以下", "B3", number(None, 4), "吨")
    of = replace(gap().factors[0], conditions=(moved, gap().factors[0].conditions[1]))
    assert not proof.holds_for([heaps(), replace(gap(), factors=(of,))], Instrument())


def test_the_fingerprint_tells_apart_what_reads_alike() -> None:
    ranges = (number(1, None), replace(number(1, None), low=None), number(None, 1), number(1, 1))
    conditions = [measured("1吨", "B3", limits, "吨") for limits in ranges]
    of = replace(gap().factors[0])
    standards = [replace(gap(), factors=(replace(of, conditions=(c,)),)) for c in conditions]
    standards.append(replace(gap(), code="1/2"))
    assert len({fingerprint_of([s], Instrument()) for s in standards}) == len(standards)
    assert fingerprint_of([gap()], Instrument()) == fingerprint_of([gap()], Instrument())
    half = replace(number(1, None), low=Fraction(1, 2))
    assert fingerprint_of([], replace(Instrument(), weight_cap="1/2")) != fingerprint_of([], Instrument())
    assert half.low == Fraction(1, 2)
