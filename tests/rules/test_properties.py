"""What holds for every table and every case: inside the statute, monotone, deterministic, as the naive reading."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.assessment import Assessment, assess
from rules.case_input import CaseInput
from rules.conditions_met import conditions_met, rules_fired
from rules.drivers import Drivers
from rules.facts import read_facts
from standards_1023.numerals import decimal_text
from standards_1023.values import (
    AmountUnit,
    Axis,
    Factor,
    FactorKind,
    Instrument,
    Model,
    Range,
    Standard,
    WeightMaximum,
)
from tests.rules.naive_grading import conditions_of_number, conditions_of_words
from tests.rules.tables import SHEET, fine, generous, measured, number, option, row, weighted, workbook

YEARS = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Matrix:
    """A generated matrix: thresholds of the first factor, options of the second, bands that never fall."""

    standard: Standard
    thresholds: tuple[int, ...]
    options: tuple[str, ...]


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """Monotone matrices: number × option, 以下 excluded or not, bands inside the statutory range."""
    thresholds = tuple(sorted(draw(st.sets(st.integers(1, 500), min_size=1, max_size=4))))
    below = draw(st.booleans())
    ends = [None, *thresholds, None]
    areas = tuple(
        measured(f"第{i}档", f"B{i}", number(low, high, high_in=below), "吨")
        for i, (low, high) in enumerate(pairwise(ends))
    )
    options = tuple(option(f"选项{i}", f"C{i}") for i in range(draw(st.integers(1, 3))))
    steps = draw(
        st.lists(st.integers(0, 5000), min_size=len(areas) + len(options), max_size=len(areas) + len(options))
    )
    rows = []
    for i, area in enumerate(areas):
        for j, choice in enumerate(options):
            low = 1000 + sum(steps[: i + 1]) + sum(steps[len(areas) : len(areas) + j + 1])
            band = fine(low, low + draw(st.just(steps[0])))
            rows.append(row(10 + 10 * i + j, {"数量": area.text, "整改": choice.text}, band))
    factors = (
        Factor("数量", FactorKind.NUMBER, areas, Axis.SEVERITY),
        Factor("整改", FactorKind.OPTION, options, Axis.CONSEQUENCE),
    )
    standard = Standard(
        SHEET, "A1", "1", "违法", Model.MATRIX, statutory=(fine(1000, 100_000),), statutory_cell="A2",
        factors=factors, rows=tuple(rows),
    )  # fmt: skip
    return Matrix(standard, thresholds, tuple(o.text for o in options))


def answer(standard: Standard, facts: tuple[tuple[str, str], ...]) -> Assessment:
    with Drivers() as drivers:
        return assess(workbook(standard, generous()), standard, CaseInput(facts=facts), drivers)


def band(assessment: Assessment) -> Range:
    (measure,) = assessment.measures
    assert measure.amount is not None
    return measure.amount


amounts = st.integers(1, 6_000_000).map(lambda ten_thousandths: Fraction(ten_thousandths, 10_000))


@YEARS
@given(matrices(), amounts, amounts, st.data())
def test_more_is_never_cheaper(matrix: Matrix, one: Fraction, other: Fraction, data: st.DataObject) -> None:
    choice = data.draw(st.sampled_from(matrix.options))
    less, more = sorted((one, other))
    lighter = band(answer(matrix.standard, (("数量", f"{decimal_text(less)}吨"), ("整改", choice))))
    heavier = band(answer(matrix.standard, (("数量", f"{decimal_text(more)}吨"), ("整改", choice))))
    assert lighter.low <= heavier.low  # type: ignore[operator]
    assert lighter.high <= heavier.high  # type: ignore[operator]


@YEARS
@given(matrices(), amounts)
def test_a_worse_consequence_is_never_cheaper(matrix: Matrix, amount: Fraction) -> None:
    bands = [
        band(answer(matrix.standard, (("数量", f"{decimal_text(amount)}吨"), ("整改", choice))))
        for choice in matrix.options
    ]
    lows = [b.low for b in bands]
    assert lows == sorted(lows)  # type: ignore[type-var]


@YEARS
@given(matrices(), st.data())
def test_the_band_lies_inside_the_statutory_range(matrix: Matrix, data: st.DataObject) -> None:
    edge = data.draw(st.sampled_from(matrix.thresholds))
    amount = edge + data.draw(st.sampled_from([Fraction(-1, 10_000), Fraction(0), Fraction(1, 10_000)]))
    choice = data.draw(st.sampled_from(matrix.options))
    found = answer(matrix.standard, (("数量", f"{decimal_text(amount)}吨"), ("整改", choice)))
    assert matrix.standard.statutory[0].amount is not None
    assert band(found).lies_within(matrix.standard.statutory[0].amount)
    (point,) = found.recommended
    assert point.point is not None
    assert band(found).contains(point.point)


@YEARS
@given(
    st.integers(0, 60),
    st.integers(1, 10**9),
    st.integers(1, 30),
    st.sampled_from(["1个月", "6个月", "12个月"]),
    st.sampled_from(["配合", "不配合"]),
)
def test_a_weighted_sum_stays_inside_the_statutory_range(
    start: int, base_fen: int, share: int, time: str, answered: str
) -> None:
    maximum = WeightMaximum(Fraction(share), AmountUnit.PERCENT, "总投资额")
    law = fine(1, share, unit=AmountUnit.PERCENT, base="建设项目总投资额")
    standard = weighted(maximum=maximum, start=start, statutory=(law,))
    base = decimal_text(Fraction(base_fen, 100))
    case = CaseInput((("时间", time), ("配合情况", answered)), bases=(("总投资额", base),))
    with Drivers() as drivers:
        found = band(assess(workbook(standard, generous()), standard, case, drivers))
    low, high = Fraction(base_fen, 100), Fraction(base_fen * share, 100)
    assert found.low is not None
    assert found.low.denominator == 1
    assert min(math.ceil(low), math.floor(high)) <= found.low <= high


@YEARS
@given(matrices(), amounts, st.data())
def test_asking_twice_or_in_another_order_gives_the_same(
    matrix: Matrix, amount: Fraction, data: st.DataObject
) -> None:
    choice = data.draw(st.sampled_from(matrix.options))
    facts = (("数量", f"{decimal_text(amount)}吨"), ("整改", choice))
    assert answer(matrix.standard, facts) == answer(matrix.standard, facts)
    assert answer(matrix.standard, facts) == answer(matrix.standard, facts[::-1])


@YEARS
@given(matrices(), amounts, st.data())
def test_the_engine_agrees_with_the_naive_reading(
    matrix: Matrix, amount: Fraction, data: st.DataObject
) -> None:
    edge = data.draw(st.sampled_from([amount, *map(Fraction, matrix.thresholds)]))
    kilograms = data.draw(st.booleans())
    unit, entered = ("千克", edge * 1000) if kilograms else ("吨", edge)
    choice = data.draw(st.sampled_from(matrix.options))
    facts = (("数量", f"{decimal_text(entered)}{unit}"), ("整改", choice))
    with Drivers() as drivers:
        compiled = drivers.compiled(matrix.standard)
        given_facts = read_facts(compiled, Instrument(), facts)
        met = conditions_met(compiled, given_facts, rules_fired(compiled, given_facts, drivers))
    quantity, correction = matrix.standard.factors
    assert met.texts(0) == conditions_of_number(quantity, entered, unit)
    assert met.texts(1) == conditions_of_words(correction, choice)
