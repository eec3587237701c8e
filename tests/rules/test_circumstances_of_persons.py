"""Circumstances said of one person, of nobody, or of two at once: the band never moves in silence, nor stays so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from rules.assessment import Assessment, assess
from rules.case_input import CaseInput, Party
from rules.drivers import Drivers
from rules.errors import FactRefused, FactsContradict, FactsMissing, NeedsHuman, TableUnusable
from standards_1023.instrument_grounds import Position
from standards_1023.values import (
    AmountUnit,
    Effect,
    Factor,
    FactorKind,
    Instrument,
    Measure,
    MeasureKind,
    Model,
    PointRule,
    Range,
    Standard,
    Subject,
)
from tests.rules.tables import SHEET, fine, generous, heaps, option, row, sides, unit_and_persons, workbook
from tests.rules.test_scenarios import INSTRUMENTS_BY_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAP = (("占地面积", "20平方米"), ("整改情况", "逾期未改正"))
HARM = (("后果", "有后果"),)
JIANGMEN = INSTRUMENTS_BY_NAME["江门"]
IN_FORCE = date(2021, 1, 1)
CODES = ("first_offence", "slight_harm", "corrected_in_time")


def ask(standard: Standard, instrument: Instrument | None = None, **case: Any) -> Assessment:  # noqa: ANN401
    with Drivers() as drivers:
        return assess(workbook(standard, instrument), standard, CaseInput(**case), drivers)


def told(assessment: Assessment) -> str:
    return "".join(reason.text for reason in assessment.reasons)


# ------------------------------------------------------------------------------------------- a grade more


@pytest.mark.parametrize("whom", ["", "@单位"])
def test_a_grade_more_is_taken_whether_the_party_is_named_or_not(whom: str) -> None:
    found = ask(
        heaps(),
        JIANGMEN,
        facts=HEAP,
        circumstances=(f"third_penalty{whom}",),
        party=Party.UNIT,
        decision_date=IN_FORCE,
    )
    assert found.measures == (fine(30_000, 40_000),)


@pytest.mark.parametrize(("whom", "party"), [("责任人员", Party.UNIT), ("个人", Party.UNIT), ("单位", None)])
def test_a_grade_more_for_somebody_else_is_refused(whom: str, party: Party | None) -> None:
    with pytest.raises(FactRefused, match="升的是当事人这一档"):
        ask(
            heaps(),
            JIANGMEN,
            facts=HEAP,
            circumstances=(f"third_penalty@{whom}",),
            party=party,
            decision_date=IN_FORCE,
        )


# ------------------------------------------------------------------- tables whose fines tell no direction


def licences() -> Standard:
    """Printed from heavy to light, and no fine to see it by."""
    conditions = (option("严重", "B3"), option("轻微", "B4"))
    rows = (
        row(3, {"情节": "严重"}, Measure(MeasureKind.REVOKE_LICENCE, "吊销许可证")),
        row(4, {"情节": "轻微"}, Measure(MeasureKind.WARNING, "警告")),
    )
    return Standard(
        SHEET, "A3", "9", "无证经营", Model.GRADES, factors=(Factor("情节", FactorKind.OPTION, conditions),), rows=rows
    )  # fmt: skip


def test_the_lowest_grade_is_not_guessed_where_no_fine_tells_it() -> None:
    with pytest.raises(TableUnusable, match="看不出“情节”的哪一档最轻"):
        ask(licences(), generous(), facts=(("情节", "查不清"),))


def test_the_heavier_grade_is_not_guessed_where_no_fine_tells_it() -> None:
    with pytest.raises(TableUnusable, match="看不出“情节”的哪一档较重"):
        ask(licences(), generous(), facts=(("情节", "轻微"), ("情节", "严重")))


def test_the_next_grade_is_not_guessed_where_no_fine_tells_it() -> None:
    with pytest.raises(NeedsHuman, match="哪一档较重"):
        ask(
            licences(),
            JIANGMEN,
            facts=(("情节", "严重"),),
            circumstances=("third_penalty",),
            decision_date=IN_FORCE,
        )


def test_where_fines_tell_it_a_table_from_heavy_to_light_gives_its_last() -> None:
    rows = (row(3, {"情节": "严重"}, fine(5_000, 9_000)), row(4, {"情节": "轻微"}, fine(1_000, 5_000)))
    found = ask(replace(licences(), rows=rows), generous(), facts=(("情节", "查不清"),))
    assert found.measures == (fine(1_000, 5_000),)


# ----------------------------------------------------------------------------------------------- mitigation


def in_steps() -> Standard:
    """限期内改正: 10,000 to 50,000; 逾期未改正: 50,000 to 100,000, in the law as in the table."""
    groups = {"限期内改正": (10_000, 50_000), "逾期未改正": (50_000, 100_000)}
    law = (fine(10_000, 50_000), fine(50_000, 100_000, trigger="逾期未改正的"))
    rows = tuple(
        row(n, {}, fine(*limits), group=group) for n, (group, limits) in enumerate(groups.items(), 3)
    )
    return replace(sides(), factors=(), rows=rows, statutory=law)


@pytest.mark.parametrize(("group", "least"), [("限期内改正", 10_000), ("逾期未改正", 50_000)])
def test_mitigated_is_below_the_minimum_of_the_step_that_applies(group: str, least: int) -> None:
    found = ask(in_steps(), facts=(("适用情形", group),), circumstances=("disclosed_mitigated",))
    (only,) = found.measures
    assert only.amount is not None
    assert only.amount.high == least * 100
    assert not only.amount.high_included


@pytest.mark.parametrize("limits", [(50_000, 50_000), (40_000, 50_000)])
def test_mitigation_is_refused_where_a_fine_lies_in_two_steps_with_minima_of_their_own(
    limits: tuple[int, int],
) -> None:
    law = (fine(10_000, 50_000), fine(40_000, 100_000, trigger="情节严重的"))
    table = replace(sides(), factors=(), rows=(row(3, {}, fine(*limits)),), statutory=law)
    assert ask(table).measures == (fine(*limits),)
    with pytest.raises(TableUnusable, match="各部分的最低罚款不同"):
        ask(table, circumstances=("disclosed_mitigated",))


# ---------------------------------------------------------------------------------------------- may and shall


@pytest.mark.parametrize(("text", "may"), [("1；5", True), ("处1万元以上5万元以下罚款", False)])
def test_a_fine_printed_as_bare_limits_may_be_imposed_where_that_of_the_law_may(text: str, may: bool) -> None:  # noqa: FBT001 - pytest gives it
    law = (fine(10_000, 100_000, optional=True),)
    table = replace(
        sides(), factors=(), rows=(row(3, {}, replace(fine(10_000, 50_000), text=text)),), statutory=law
    )
    (only,) = ask(table).measures
    assert only.optional is may


def test_a_fine_that_the_law_orders_for_one_step_and_allows_for_another_is_left_as_printed() -> None:
    law = (fine(10_000, 50_000), fine(50_000, 100_000, optional=True, trigger="逾期未改正的"))
    table = replace(
        sides(), factors=(), rows=(row(3, {}, replace(fine(20_000, 50_000), text="2；5")),), statutory=law
    )
    (only,) = ask(table).measures
    assert not only.optional


def test_a_penalty_without_an_amount_is_not_mitigated_in_silence() -> None:
    found = ask(licences(), facts=(("情节", "严重"),), circumstances=("disclosed_mitigated",))
    assert [m.kind for m in found.measures] == [MeasureKind.REVOKE_LICENCE]
    assert "“吊销许可证”没有可以减少的数额" in told(found)


# ------------------------------------------------------------------------------------------- contradictions


@pytest.mark.parametrize(
    "codes",
    [
        ("no_harm", "no_harm@责任人员", "serious_consequence"),
        ("corrected_in_time", "refused_correction@单位"),
        ("corrected_in_time", "continued_after_order"),
        ("minor_act", "serious_consequence"),
        ("disclosed_lighter", "disclosed_mitigated"),
        ("coerced_lighter@责任人员", "coerced_mitigated@责任人员"),
    ],
)
def test_what_cannot_be_true_together_is_refused_whoever_it_is_said_of(codes: tuple[str, ...]) -> None:
    with pytest.raises(FactsContradict, match="互相矛盾"):
        ask(unit_and_persons(), facts=HARM, circumstances=codes, party=Party.UNIT)


def test_the_party_and_its_responsible_person_may_differ() -> None:
    found = ask(
        unit_and_persons(),
        facts=HARM,
        circumstances=("disclosed_lighter", "disclosed_mitigated@责任人员"),
        party=Party.UNIT,
    )
    assert found.effects == {Effect.LIGHTER, Effect.MITIGATED}
    assert {m.subject: m.amount and m.amount.low for m in found.measures} == {
        Subject.UNIT: 20_000 * 100,
        Subject.RESPONSIBLE_PERSON: None,
    }


# ---------------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("decided", "waived"), [(date(2021, 7, 14), False), (date(2021, 7, 15), True), (date(2021, 7, 16), True)]
)
def test_the_waiver_of_2021_is_the_lighter_law_for_acts_before_it(decided: date, waived: bool) -> None:  # noqa: FBT001 - a parameter of a test
    found = ask(heaps(), facts=HEAP, circumstances=CODES, act_date=date(2021, 7, 1), decision_date=decided)
    assert (Effect.MAY_WAIVE in found.effects) is waived
    assert ("还没有法律规定" in told(found)) is not waived


@pytest.mark.parametrize(
    ("act", "heavier"), [(date(2021, 7, 14), False), (date(2021, 7, 15), True), (date(2021, 7, 16), True)]
)
def test_the_emergency_of_2021_does_not_reach_acts_before_it(act: date, heavier: bool) -> None:  # noqa: FBT001 - a parameter of a test
    found = ask(
        heaps(), facts=HEAP, circumstances=("emergency",), act_date=act, decision_date=date(2021, 8, 1)
    )
    assert (Effect.HEAVIER in found.effects) is heavier


def test_a_burden_asks_for_the_day_of_the_act() -> None:
    with pytest.raises(FactsMissing, match="行为日期"):
        ask(heaps(), facts=HEAP, circumstances=("emergency",), decision_date=date(2021, 8, 1))


@pytest.mark.parametrize("name", ["发现日期"])
def test_a_decision_does_not_lie_before_what_it_rests_on(name: str) -> None:
    case: dict[str, Any] = {"facts": HEAP, "act_date": date(2022, 1, 1), "decision_date": date(2022, 3, 1)}
    ask(heaps(), **case, dates=((name, date(2022, 3, 1)),))
    with pytest.raises(FactRefused, match="早于发现日期"):
        ask(heaps(), **case, dates=((name, date(2022, 3, 2)),))


def test_an_instrument_with_a_last_day_says_that_no_day_was_compared() -> None:
    assert "没有核对《江门" in told(ask(heaps(), JIANGMEN, facts=HEAP))
    assert "没有核对" not in told(ask(heaps(), JIANGMEN, facts=HEAP, decision_date=IN_FORCE))


# ---------------------------------------------------------------------------------------------------- bases


ON_WHAT_IT_STANDS = {"责令改正送达日期": date(2024, 9, 1), "复查日期": date(2024, 9, 11)}


def discharge() -> Standard:
    """One to three times a base that the table does not name."""
    basis = ("《中华人民共和国大气污染防治法》第九十九条第二项",)
    times = fine(1, 3, unit=AmountUnit.TIMES)
    return replace(licences(), violation="超标排放", basis=basis, factors=(), rows=(row(3, {}, times),))


def daily(standard: Standard, **more: Any) -> Assessment:  # noqa: ANN401
    bases: Mapping[str, str] = {"原罚款数额": "100000"} | more.pop("bases", {})
    return ask(
        standard,
        bases=tuple(bases.items()),
        circumstances=("continued_after_order", *more.pop("circumstances", ())),
        dates=tuple(ON_WHAT_IT_STANDS.items()),
        **more,
    )


def test_the_original_fine_is_no_base_of_another_fine() -> None:
    found = daily(discharge())
    assert found.measures[0].unit is AmountUnit.TIMES
    also = daily(discharge(), bases={"货值": "50000"})
    assert also.measures[0].amount == fine(50_000, 150_000).amount


@pytest.mark.parametrize(
    ("costs", "low", "said"),
    [
        ("120000", 600_000, True),
        ("199999.99", 600_000, True),
        ("200000", 600_000, False),
        ("300000", 900_000, False),
    ],
)
def test_disposal_costs_count_as_two_hundred_thousand_at_least(costs: str, low: int, said: bool) -> None:  # noqa: FBT001 - a parameter of a test
    times = fine(3, 5, unit=AmountUnit.TIMES, base="所需处置费用")
    standard = replace(
        discharge(),
        violation="擅自倾倒危险废物",
        basis=("《中华人民共和国固体废物污染环境防治法》第一百一十二条第三项",),
        statutory=(times,),
        rows=(row(3, {}, times),),
    )
    found = ask(
        standard, bases=(("处置费用", costs),), act_date=date(2026, 8, 14), decision_date=date(2026, 8, 14)
    )
    (only,) = found.measures
    assert only.amount is not None
    assert only.amount.low == low * 100
    assert ("不足20万元，按20万元计算" in told(found)) is said


def test_who_is_not_punished_pays_no_daily_fine() -> None:
    order = Measure(MeasureKind.ORDER, "责令改正")
    standard = replace(discharge(), rows=(row(3, {}, fine(1, 3), order),))
    with pytest.raises(FactRefused, match="原罚款数额"):
        daily(standard, circumstances=("no_fault",))


# -------------------------------------------------------------------------------------------------- parties


@pytest.mark.parametrize(("party", "said"), [(Party.SELF_EMPLOYED, True), (Party.CITIZEN, False)])
def test_a_self_employed_party_is_told_that_some_laws_call_it_a_unit(party: Party, said: bool) -> None:  # noqa: FBT001 - a parameter of a test
    found = ask(sides(), facts=(("后果", "有后果"),), party=party)
    assert [m.subject for m in found.measures] == [Subject.INDIVIDUAL]
    assert ("改选“单位”重算" in told(found)) is said


# --------------------------------------------------------------------------------------------------- points


@pytest.mark.parametrize(("included", "points"), [(True, [20_000 * 100]), (False, [])])
def test_no_point_is_recommended_that_the_band_does_not_reach(included: bool, points: list[int]) -> None:  # noqa: FBT001 - a parameter of a test
    top = PointRule("《某规定》第五条", heavier=Position(range_from=Fraction(1), range_to=Fraction(1)))
    band = Range(Fraction(10_000 * 100), Fraction(20_000 * 100), high_included=included)
    only = row(3, {}, replace(fine(10_000, 20_000), amount=band))
    standard = replace(licences(), factors=(), rows=(only,))
    found = ask(
        standard,
        Instrument(point=top),
        circumstances=("emergency",),
        act_date=date(2022, 1, 1),
        decision_date=date(2022, 2, 1),
    )
    assert [r.point for r in found.recommended] == points
