"""What holds for every circumstance and every case: the statute, the direction, the order, the reasons."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from importers.instrument_settings import read_settings
from rules.all_grounds import LEGAL
from rules.assessment import Assessment, assess
from rules.case_input import CaseInput, Party
from rules.drivers import Drivers
from rules.errors import AssessmentRefused, FactsContradict
from standards_1023.values import (
    AmountUnit,
    Effect,
    Instrument,
    Measure,
    MeasureKind,
    Range,
    Standard,
    StandardsWorkbook,
)
from tests.rules.replay import replayed
from tests.rules.tables import TABLES, workbook
from tests.workbooks import INSTRUMENTS

GUANGDONG = read_settings(INSTRUMENTS / "广东省生态环境2021.toml").overlay(Instrument())
JIANGMEN = read_settings(INSTRUMENTS / "江门生态环境2020.toml").overlay(Instrument())
OWN = ("apology", "other_apology_exclusion", "second_penalty", "third_penalty", "stopped_and_cleaned_up")
CASES: tuple[tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]], ...] = (
    ("堆放", (("占地面积", "20平方米"), ("整改情况", "逾期未改正")), ()),
    ("堆放", (("占地面积", "造成人员伤亡的"),), ()),
    ("占道", (("适用条件", "2次"),), (("处", "3"),)),
    ("占道", (("适用条件", "7次"),), ()),
    ("权重（起点7）", (("时间", "6个月"), ("配合情况", "配合")), ()),
    ("权重（起点7）", (("时间", "1个月"), ("配合情况", "配合")), ()),
)
SEVERAL = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
DRIVERS = Drivers()
WORKBOOKS = {
    (table, instrument.name): workbook(TABLES[table](), instrument)
    for table in TABLES
    for instrument in (Instrument(), GUANGDONG, JIANGMEN)
}
codes = st.lists(st.sampled_from([*LEGAL, *OWN]), max_size=5, unique=True)


@st.composite
def cases(draw: st.DrawFn) -> tuple[StandardsWorkbook, Standard, CaseInput]:
    table, facts, quantities = draw(st.sampled_from(CASES))
    instrument = draw(st.sampled_from([Instrument(), GUANGDONG, JIANGMEN]))
    found = WORKBOOKS[table, instrument.name]
    known = {*LEGAL, *(f.code for f in instrument.findings), *(g.code for g in instrument.grounds)}
    # Days on which the law of 2021 and both instruments are in force.
    case = CaseInput(
        facts=facts,
        quantities=quantities,
        act_date=date(2022, 5, 1),
        decision_date=date(2022, 9, 1),
        party=draw(st.sampled_from([None, Party.CITIZEN, Party.UNIT])),
        circumstances=tuple(
            code for code in draw(codes) if code in known and code != "continued_after_order"
        ),
    )
    return found, found.standards[0], case


def answer(case: tuple[StandardsWorkbook, Standard, CaseInput], *more: str) -> Assessment:
    """The assessment, with more circumstances; a case that is refused proves nothing."""
    found, standard, entered = case
    entered = CaseInput(
        entered.facts, entered.bases, entered.quantities, entered.act_date, entered.decision_date, entered.party,
        (*entered.circumstances, *more),
    )  # fmt: skip
    try:
        return assess(found, standard, entered, DRIVERS)
    except AssessmentRefused:
        assume(condition=False)
        raise


def fines(assessment: Assessment) -> list[Measure]:
    return [m for m in assessment.measures if m.kind is MeasureKind.FINE]


def statutory(assessment: Assessment, fine: Measure) -> Range:
    """The statutory range in the unit of the fine: 占道 counts for each of three installations."""
    (law,) = [m for m in assessment.statutory if m.kind is MeasureKind.FINE]
    assert law.amount is not None
    assert law.amount.low is not None
    assert law.amount.high is not None
    times = 3 if law.unit is AmountUnit.YUAN_PER and fine.unit is AmountUnit.YUAN else 1
    return Range(law.amount.low * times, law.amount.high * times)


@SEVERAL
@given(cases())
def test_only_mitigation_and_no_penalty_leave_the_statutory_range(
    case: tuple[StandardsWorkbook, Standard, CaseInput],
) -> None:
    assessment = answer(case)
    if Effect.NO_PENALTY in assessment.effects:
        assert not fines(assessment)
        return
    for fine in fines(assessment):
        law = statutory(assessment, fine)
        assert fine.amount is not None
        if Effect.MITIGATED in assessment.effects:
            assert fine.amount.high == law.low
            assert not fine.amount.high_included
        else:
            assert fine.amount.lies_within(law)
    for recommendation in assessment.recommended:
        fine = assessment.measures[recommendation.measure]
        assert recommendation.part.lies_within(statutory(assessment, fine))


def weight(assessment: Assessment) -> tuple[Fraction, Fraction]:
    """Upper and lower end of the fine; nothing where there is none."""
    if not fines(assessment):
        return Fraction(0), Fraction(0)
    (fine,) = fines(assessment)
    assert fine.amount is not None
    return fine.amount.high or Fraction(0), fine.amount.low or Fraction(0)


def place(assessment: Assessment) -> tuple[Fraction, Fraction] | None:
    for recommendation in assessment.recommended:
        part = recommendation.part
        return part.high or Fraction(0), part.low or Fraction(0)
    return None


def not_above(lower: Assessment, upper: Assessment) -> bool:
    """Whether band and recommendation of one lie nowhere above the other's."""
    ends = zip(weight(lower), weight(upper), strict=True)
    one, other = place(lower), place(upper)
    if one is not None and other is not None and not lower.effects & {Effect.MITIGATED, Effect.NO_PENALTY}:
        ends = zip((*weight(lower), *one), (*weight(upper), *other), strict=True)
    return all(a <= b for a, b in ends)


MITIGATING = [c.code for c in LEGAL.values() if c.effect not in {None, Effect.HEAVIER}] + [
    "apology", "stopped_and_cleaned_up"
]  # fmt: skip
AGGRAVATING = [c.code for c in LEGAL.values() if c.effect is Effect.HEAVIER] + [
    "second_penalty",
    "third_penalty",
]


@SEVERAL
@given(cases(), st.data())
def test_a_mitigating_ground_never_raises(
    case: tuple[StandardsWorkbook, Standard, CaseInput], data: st.DataObject
) -> None:
    more = data.draw(st.sampled_from(MITIGATING))
    assert not_above(answer(case, more), answer(case))


@SEVERAL
@given(cases(), st.data())
def test_an_aggravating_ground_never_lowers(
    case: tuple[StandardsWorkbook, Standard, CaseInput], data: st.DataObject
) -> None:
    more = data.draw(st.sampled_from(AGGRAVATING))
    assert not_above(answer(case), answer(case, more))


@SEVERAL
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_facts_and_grounds_does_not_matter(
    case: tuple[StandardsWorkbook, Standard, CaseInput], random: object
) -> None:
    found, standard, entered = case
    facts, circumstances = list(entered.facts), list(entered.circumstances)
    random.shuffle(facts)  # type: ignore[attr-defined]
    random.shuffle(circumstances)  # type: ignore[attr-defined]
    shuffled = CaseInput(
        tuple(facts), entered.bases, entered.quantities, entered.act_date, entered.decision_date, entered.party,
        tuple(circumstances),
    )  # fmt: skip
    one, other = answer(case), answer((found, standard, shuffled))
    assert one == other
    assert one.reasons == other.reasons
    assert one.duties == other.duties


@SEVERAL
@given(cases())
def test_the_steps_replayed_give_the_band_and_each_is_among_the_reasons(
    case: tuple[StandardsWorkbook, Standard, CaseInput],
) -> None:
    assessment = answer(case)
    assert sorted(map(repr, replayed(assessment.steps))) == sorted(map(repr, assessment.measures))
    cited = "".join(reason.citation for reason in assessment.reasons)
    told = "".join(reason.text for reason in assessment.reasons)
    for step in assessment.steps:
        assert step.citation in cited or step.cause in told
    for considered in assessment.considered:
        assert considered.circumstance.text in told


@SEVERAL
@given(cases())
def test_every_circumstance_given_is_considered_by_name(
    case: tuple[StandardsWorkbook, Standard, CaseInput],
) -> None:
    assessment = answer(case)
    considered = {c.circumstance.code for c in assessment.considered}
    assert set(case[2].circumstances) <= considered


def test_circumstances_that_exclude_each_other_are_refused() -> None:
    found = WORKBOOKS["堆放", None]
    case = CaseInput(CASES[0][1], circumstances=("refused_correction", "corrected_in_time"))
    with pytest.raises(FactsContradict, match="互相矛盾"):
        assess(found, found.standards[0], case, DRIVERS)
