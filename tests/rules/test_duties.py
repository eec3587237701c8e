"""Duties at their edges: one 分 under, on and over each threshold; the day before, the day and the day after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.case_input import Party
from rules.duties_of_case import duties_of
from rules.duty import Decided, Duty
from standards_1023.values import AmountUnit, Effect, Measure, MeasureKind, Range, Subject
from tests.rules.tables import TABLES

YUAN = 100
CITIZEN, SELF_EMPLOYED, UNIT = Party.CITIZEN, Party.SELF_EMPLOYED, Party.UNIT
LAW_OF_2021, CODE, ORDER_OF_2023 = date(2021, 7, 15), date(2026, 8, 15), date(2023, 7, 1)
DAY = timedelta(days=1)


def fine(low: int | None, high: int | None, subject: Subject | None = None) -> Measure:
    """A fine in 分."""
    limits = Range(None if low is None else Fraction(low), None if high is None else Fraction(high))
    return Measure(MeasureKind.FINE, "罚款", subject, AmountUnit.YUAN, limits)


def of(kind: MeasureKind, text: str = "") -> Measure:
    return Measure(kind, text or kind.value)


@dataclass(frozen=True)
class Case:
    party: Party | None = UNIT
    day: date | None = date(2026, 9, 1)
    effects: frozenset[Effect] = frozenset()
    findings: frozenset[str] = frozenset()
    environment: bool = False
    basis: str = "《市容条例》第三十条"


def duties(case: Case, *measures: Measure) -> dict[str, Duty]:
    decided = Decided(
        replace(TABLES["堆放"](), basis=(case.basis,)),
        measures,
        case.party,
        case.day,
        case.effects,
        case.findings,
        case.environment,
    )
    found = duties_of(decided)
    assert len({duty.code for duty in found}) == len(found)
    return {duty.code: duty for duty in found}


@pytest.mark.parametrize(
    ("party", "limit", "day"),
    [
        (CITIZEN, 200, LAW_OF_2021),
        (SELF_EMPLOYED, 200, LAW_OF_2021),
        (UNIT, 3000, LAW_OF_2021),
        (CITIZEN, 50, LAW_OF_2021 - DAY),
        (UNIT, 1000, LAW_OF_2021 - DAY),
        (UNIT, 3000, LAW_OF_2021 + DAY),
        (UNIT, 3000, None),
    ],
)
@pytest.mark.parametrize("over", [-1, 0, 1])
def test_the_summary_procedure_ends_at_its_limit(
    party: Party, limit: int, day: date | None, over: int
) -> None:
    amount = limit * YUAN + over
    found = duties(Case(party, day), fine(amount, amount))
    assert ("summary_procedure" in found) is (over <= 0)


def test_a_band_that_only_begins_under_the_limit_says_so() -> None:
    assert "的限额以内" in duties(Case(), fine(1000 * YUAN, 3000 * YUAN))["summary_procedure"].text
    assert "超过的用普通程序" in duties(Case(), fine(1000 * YUAN, 3000 * YUAN + 1))["summary_procedure"].text
    unknown = duties(Case(party=None), fine(100 * YUAN, 200 * YUAN))["summary_procedure"].text
    assert "公民200元以下" in unknown
    assert "组织3000元以下" in unknown


@pytest.mark.parametrize(
    "kind", [MeasureKind.CONFISCATE, MeasureKind.CRITICISM, MeasureKind.SUSPEND_LICENCE, MeasureKind.OTHER]
)
def test_the_summary_procedure_knows_warnings_and_fines_alone(kind: MeasureKind) -> None:
    assert "summary_procedure" in duties(Case(), of(MeasureKind.WARNING))
    assert "summary_procedure" not in duties(Case(), of(MeasureKind.WARNING), of(kind))


def test_a_responsible_person_counts_as_a_citizen() -> None:
    persons = fine(201 * YUAN, 300 * YUAN, Subject.RESPONSIBLE_PERSON)
    assert "summary_procedure" not in duties(Case(), fine(100, 3000 * YUAN, Subject.UNIT), persons)
    assert "hearing" in duties(Case(), fine(5000 * YUAN, 5000 * YUAN, Subject.RESPONSIBLE_PERSON))


@pytest.mark.parametrize(
    ("party", "least", "case_day", "environment", "verified"),
    [
        (CITIZEN, 5_000, CODE, False, False),
        (SELF_EMPLOYED, 5_000, CODE, False, False),
        (UNIT, 100_000, CODE, False, False),
        (UNIT, 50_000, ORDER_OF_2023 - DAY, True, True),
        (UNIT, 100_000, ORDER_OF_2023, True, False),
        (UNIT, 100_000, ORDER_OF_2023 + DAY, True, False),
        (UNIT, 50_000, date(2010, 3, 1), True, False),
        (UNIT, 100_000, date(2010, 2, 28), True, False),
        (UNIT, 100_000, ORDER_OF_2023 - DAY, False, False),
    ],
)
@pytest.mark.parametrize("over", [-1, 0, 1])
def test_a_hearing_begins_at_its_threshold(  # noqa: PLR0917 - one parameter a dimension of the table
    party: Party, least: int, case_day: date, environment: bool, verified: bool, over: int  # noqa: FBT001 - parameters of a test
) -> None:  # fmt: skip
    amount = least * YUAN + over
    found = duties(Case(party, case_day, environment=environment), fine(amount, amount))
    assert ("hearing" in found) is (over >= 0)
    if over >= 0:
        assert found["hearing"].verified is verified
        assert "都达到" in found["hearing"].text


def test_a_band_that_reaches_the_threshold_asks_for_a_hearing_from_there() -> None:
    assert "拟处罚款达到" in duties(Case(), fine(YUAN, 100_000 * YUAN))["hearing"].text
    assert "hearing" in duties(Case(), fine(YUAN, None))


@pytest.mark.parametrize(
    "kind",
    [
        MeasureKind.DOWNGRADE,
        MeasureKind.REVOKE_LICENCE,
        MeasureKind.SUSPEND_PRODUCTION,
        MeasureKind.CLOSE,
        MeasureKind.BAR,
    ],
)
def test_heavy_measures_ask_for_a_hearing_a_review_and_a_collective_decision(kind: MeasureKind) -> None:
    found = duties(Case(), of(kind))
    assert found["hearing"].verified
    assert "legal_review" in found
    assert found["collective_decision"].verified


@pytest.mark.parametrize(("day", "period"), [(LAW_OF_2021 - DAY, "三日"), (LAW_OF_2021, "五个工作日")])
def test_the_period_for_asking_for_a_hearing(day: date, period: str) -> None:
    assert period in duties(Case(day=day), of(MeasureKind.CLOSE))["hearing"].text


@pytest.mark.parametrize("effect", [Effect.MITIGATED, Effect.NO_PENALTY, Effect.MAY_WAIVE])
def test_mitigation_and_waiving_ask_for_a_collective_decision_by_a_text_not_verified(effect: Effect) -> None:
    found = duties(Case(effects=frozenset({effect})), fine(YUAN, 100 * YUAN))
    assert not found["collective_decision"].verified
    assert "collective_decision" not in duties(Case(), fine(YUAN, 100 * YUAN))


@pytest.mark.parametrize(
    ("day", "verified"), [(CODE - DAY, True), (CODE, False), (CODE + DAY, False), (None, False)]
)
def test_closing_a_plant_needs_the_approval_of_the_government(day: date | None, verified: bool) -> None:  # noqa: FBT001 - a parameter of a test
    water = "《中华人民共和国水污染防治法》第八十三条第二项"
    found = duties(Case(day=day, environment=True, basis=water), of(MeasureKind.CLOSE))
    assert found["superior_approval"].verified is verified
    assert not duties(Case(day=day, environment=True), of(MeasureKind.CLOSE))["superior_approval"].verified
    assert "superior_approval" not in duties(Case(day=day), of(MeasureKind.CLOSE))
    said = of(MeasureKind.CLOSE, "报经有批准权的人民政府批准，责令停业、关闭")
    assert "superior_approval" in duties(Case(day=day), said)


def test_detention_and_crime_go_to_the_police() -> None:
    assert "police_transfer" in duties(Case(party=CITIZEN), of(MeasureKind.DETENTION))
    found = duties(Case(findings=frozenset({"suspected_crime"})), fine(YUAN, YUAN))
    assert "二十四小时" in found["criminal_transfer"].text
    assert next(iter(found)) == "criminal_transfer"


def test_no_penalty_leaves_education_and_the_guardian() -> None:
    waived = Case(CITIZEN, effects=frozenset({Effect.NO_PENALTY}), findings=frozenset({"under_14"}))
    found = duties(waived, of(MeasureKind.NO_PENALTY))
    assert {"education", "guardian", "notice", "order_correction"} <= set(found)
    assert not {"hearing", "confiscate_gains", "legal_review", "summary_procedure"} & set(found)


def test_no_penalty_for_one_person_takes_no_duty_from_the_others() -> None:
    waived = Case(UNIT, effects=frozenset({Effect.NO_PENALTY}))
    none = Measure(MeasureKind.NO_PENALTY, "不予行政处罚", Subject.RESPONSIBLE_PERSON)
    found = duties(waived, fine(200_000 * YUAN, 300_000 * YUAN, Subject.UNIT), none)
    assert {"hearing", "legal_review", "confiscate_gains", "education"} <= set(found)
    heavy = duties(waived, of(MeasureKind.REVOKE_LICENCE), none)
    assert {"hearing", "collective_decision"} <= set(heavy)


def test_before_2021_the_law_of_that_day_is_cited_and_what_it_did_not_know_is_not_asked() -> None:
    findings = frozenset({"under_14", "suspected_crime", "complex_case"})
    measures = (fine(200_000 * YUAN, None), of(MeasureKind.CLOSE), of(MeasureKind.DETENTION))
    old = duties(Case(day=LAW_OF_2021 - DAY, findings=findings), *measures)
    assert not {"confiscate_gains", "education"} & set(old)
    for duty in old.values():
        assert "（2017年修正）" in duty.citation
        assert not duty.verified
    new = duties(Case(day=LAW_OF_2021, findings=findings), *measures)
    assert "confiscate_gains" in new
    assert not any("2017" in duty.citation for duty in new.values())


def test_a_large_fine_before_2021_is_heard_by_the_article_of_that_day() -> None:
    assert "第四十二条" in duties(Case(day=LAW_OF_2021 - DAY), fine(10**8, 10**8))["hearing"].citation
    assert "第六十三条" in duties(Case(day=LAW_OF_2021), fine(10**8, 10**8))["hearing"].citation


@pytest.mark.parametrize(
    "finding", ["suspected_crime", "complex_case", "major_public_interest", "hearing_held"]
)
def test_what_needs_more_than_a_moment_is_not_decided_on_the_spot(finding: str) -> None:
    assert "summary_procedure" not in duties(Case(findings=frozenset({finding})), of(MeasureKind.WARNING))


def test_mitigation_is_not_decided_on_the_spot() -> None:
    assert "summary_procedure" not in duties(Case(effects=frozenset({Effect.MITIGATED})), fine(100, 200))


@pytest.mark.parametrize(
    ("day", "first"), [(date(2023, 12, 31), False), (date(2024, 1, 1), True), (None, True)]
)
def test_on_the_spot_means_reconsideration_first_since_2024(day: date | None, first: bool) -> None:  # noqa: FBT001 - a parameter of a test
    assert ("行政复议" in duties(Case(day=day), of(MeasureKind.WARNING))["summary_procedure"].text) is first


def test_mitigating_a_heavy_penalty_names_both_reasons_to_decide_together() -> None:
    found = duties(Case(effects=frozenset({Effect.MITIGATED})), of(MeasureKind.REVOKE_LICENCE))
    assert "第五十七条第二款" in found["collective_decision"].citation
    assert "减轻处罚" in found["collective_decision"].text
    assert not found["collective_decision"].verified


@pytest.mark.parametrize(("day", "widened"), [(ORDER_OF_2023 - DAY, False), (ORDER_OF_2023, True)])
def test_suspending_a_licence_is_heard_to_be_safe(day: date, widened: bool) -> None:  # noqa: FBT001 - a parameter of a test
    found = duties(Case(day=day, environment=True), of(MeasureKind.SUSPEND_LICENCE))["hearing"]
    assert not found.verified
    assert ("第四十六条" in found.citation) is widened


def test_gains_are_confiscated_unless_the_measures_say_so_themselves() -> None:
    assert "confiscate_gains" in duties(Case(), fine(YUAN, YUAN))
    assert "confiscate_gains" not in duties(Case(), fine(YUAN, YUAN), of(MeasureKind.CONFISCATE))


@given(
    st.sampled_from(Party), st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 10**9), st.booleans()
)
def test_a_heavier_fine_never_loses_the_hearing_and_never_gains_the_summary_procedure(
    party: Party, low: int, width: int, more: int, environment: bool  # noqa: FBT001 - drawn by hypothesis
) -> None:  # fmt: skip
    case = Case(party, environment=environment)
    before, after = duties(case, fine(low, low + width)), duties(case, fine(low, low + width + more))
    assert "hearing" in after or "hearing" not in before
    heavier = duties(case, fine(low + more, low + width + more))
    assert "summary_procedure" in before or "summary_procedure" not in heavier
