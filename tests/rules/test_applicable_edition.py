"""Editions by the act's and the decision's day: the lighter wins, the reasons say so, doubt is for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.applicable_edition import (
    ARTICLE,
    AnswerInForce,
    DecidedBy,
    EditionRule,
    assess_in_force,
)
from rules.applicable_law import Regime
from rules.case_input import CaseInput
from rules.drivers import Drivers
from rules.errors import FactsMissing, NeedsHuman
from rules.lighter_bands import lighter_of
from standards_1023.content import digest_of, document_of
from standards_1023.editions import DepartmentWorkbook, Edition, EditionState, Timeline
from standards_1023.errors import NoEditionInForce, StandardNotFound
from standards_1023.values import AmountUnit, Measure, MeasureKind, Quantity, Range, Subject
from tests.rules.tables import fine, heaps, stalls, workbook

if TYPE_CHECKING:
    from standards_1023.values import Standard

FIRST, SECOND = date(2026, 1, 1), date(2026, 8, 15)
DAY = timedelta(days=1)
FACTS = (("占地面积", "20平方米"), ("整改情况", "限期内改正"))
DEPARTMENT = "城管局"


def edition(number: int, since: date, *standards: Standard, department: str = DEPARTMENT) -> Edition:
    said = replace(workbook(standards[0]), standards=standards)
    kept = DepartmentWorkbook(department, said, digest_of(document_of(said)))
    return Edition(number, EditionState.PUBLISHED, (kept,), f"{number}" * 64, since)


def scaled(standard: Standard, factor: Fraction) -> Standard:
    """The same standard with every band of yuan multiplied."""

    def times(measure: Measure) -> Measure:
        if measure.amount is None or measure.amount.low is None or measure.amount.high is None:
            return measure
        amount = replace(measure.amount, low=measure.amount.low * factor, high=measure.amount.high * factor)
        return replace(measure, amount=amount)

    rows = tuple(replace(row, measures=tuple(map(times, row.measures))) for row in standard.rows)
    return replace(standard, rows=rows, statutory=tuple(map(times, standard.statutory)))


def answer(
    timeline: Timeline,
    act: date | None,
    decision: date,
    rule: EditionRule = EditionRule.LIGHTER,
    facts: tuple[tuple[str, str], ...] = FACTS,
) -> AnswerInForce:
    with Drivers() as drivers:
        return assess_in_force(
            timeline, "2", CaseInput(facts, act_date=act, decision_date=decision), drivers, rule
        )


def fines(found: AnswerInForce) -> list[tuple[int, int]]:
    return [
        (int(m.amount.low) // 100, int(m.amount.high) // 100)
        for m in found.assessment.measures
        if m.kind is MeasureKind.FINE and m.amount and m.amount.low is not None and m.amount.high is not None
    ]


HEAVIER = Timeline((edition(1, FIRST, heaps()), edition(2, SECOND, scaled(heaps(), Fraction(2)))))
LIGHTER = Timeline((edition(1, FIRST, heaps()), edition(2, SECOND, scaled(heaps(), Fraction(1, 2)))))


@pytest.mark.parametrize(
    ("timeline", "act", "decision", "number", "band"),
    [
        (HEAVIER, SECOND - DAY, SECOND - DAY, 1, (5000, 10000)),
        (HEAVIER, SECOND - DAY, SECOND, 1, (5000, 10000)),
        (HEAVIER, SECOND, SECOND, 2, (10000, 20000)),
        (LIGHTER, SECOND - DAY, SECOND - DAY, 1, (5000, 10000)),
        (LIGHTER, SECOND - DAY, SECOND, 2, (2500, 5000)),
        (LIGHTER, SECOND, SECOND, 2, (2500, 5000)),
    ],
)
def test_the_days_of_act_and_decision_choose_the_edition_and_the_lighter_wins(
    timeline: Timeline, act: date, decision: date, number: int, band: tuple[int, int]
) -> None:
    found = answer(timeline, act, decision)
    assert found.place.edition.number == number
    assert found.assessment.edition == found.place.edition.name
    assert fines(found) == [band]
    assert bool(found.choice) == (act < SECOND <= decision)
    assert all(reason.citation == ARTICLE and "未核实" in reason.citation for reason in found.choice)


@pytest.mark.parametrize(("timeline", "taken", "other"), [(HEAVIER, 1, 2), (LIGHTER, 2, 1)])
def test_the_band_of_the_edition_that_was_not_taken_stands_beside_the_answer(
    timeline: Timeline, taken: int, other: int
) -> None:
    found = answer(timeline, SECOND - DAY, SECOND)
    alone = {n: answer(timeline, day, day) for n, day in ((1, SECOND - DAY), (2, SECOND))}
    assert found.decided_by is DecidedBy.BANDS
    assert found.weighed is not None
    assert found.assessment.measures == alone[taken].assessment.measures
    assert found.weighed.measures == alone[other].assessment.measures


def test_editions_that_say_the_same_are_not_compared() -> None:
    same = Timeline((edition(1, FIRST, heaps()), edition(2, SECOND, heaps())))
    found = answer(same, FIRST, SECOND)
    assert (found.place.edition.number, found.other, found.choice) == (2, None, ())


def test_equal_bands_of_different_tables_keep_the_edition_of_the_act() -> None:
    renamed = replace(heaps(), notes="备注改了")
    found = answer(Timeline((edition(1, FIRST, heaps()), edition(2, SECOND, renamed))), FIRST, SECOND)
    assert found.place.edition.number == 1
    assert "不重于" in found.choice[0].text


@pytest.mark.parametrize(("rule", "number"), [(EditionRule.ACT, 1), (EditionRule.DECISION, 2)])
def test_the_setting_takes_one_days_edition_alone(rule: EditionRule, number: int) -> None:
    assert answer(LIGHTER, FIRST, SECOND, rule).place.edition.number == number
    assert answer(HEAVIER, FIRST, SECOND, rule).place.edition.number == number


def test_an_act_before_the_first_edition_is_assessed_under_that_of_the_decision_and_says_so() -> None:
    found = answer(LIGHTER, FIRST - DAY, FIRST)
    assert found.place.edition.number == 1
    assert "行为日" in found.choice[0].text
    assert "没有施行中" in found.choice[0].text


def test_a_decision_before_the_first_edition_is_refused() -> None:
    with pytest.raises(NoEditionInForce):
        answer(LIGHTER, FIRST - 2 * DAY, FIRST - DAY)


def test_without_the_day_of_the_act_an_earlier_edition_that_differs_asks_for_it() -> None:
    with pytest.raises(FactsMissing, match="行为日期"):
        answer(LIGHTER, None, SECOND)
    assert answer(LIGHTER, None, FIRST).place.edition.number == 1
    same = Timeline((edition(1, FIRST, heaps()), edition(2, SECOND, heaps())))
    assert answer(same, None, SECOND).place.edition.number == 2


def test_a_standard_that_is_new_in_the_edition_of_the_decision_is_assessed_under_it_and_says_so() -> None:
    new = Timeline((edition(1, FIRST, stalls()), edition(2, SECOND, heaps())))
    found = answer(new, FIRST, SECOND)
    assert found.place.edition.number == 2
    assert "没有这一违法行为的基准" in found.choice[0].text


def test_a_standard_that_is_gone_is_not_found() -> None:
    gone = Timeline((edition(1, FIRST, heaps()), edition(2, SECOND, stalls())))
    with pytest.raises(StandardNotFound):
        answer(gone, FIRST, SECOND)


def test_a_code_that_now_means_another_violation_is_for_a_person() -> None:
    other = replace(heaps(), violation="擅自摆卖")
    with pytest.raises(NeedsHuman, match="同一违法行为"):
        answer(Timeline((edition(1, FIRST, other), edition(2, SECOND, heaps()))), FIRST, SECOND)


def test_a_violation_that_changed_its_code_is_found_by_its_words() -> None:
    recoded = replace(scaled(heaps(), Fraction(1, 2)), code="七")
    found = answer(Timeline((edition(1, FIRST, recoded), edition(2, SECOND, heaps()))), FIRST, SECOND)
    assert (found.place.edition.number, fines(found)) == (1, [(2500, 5000)])


def test_a_number_of_things_that_only_one_table_counts_is_not_given_to_the_other() -> None:
    rows = tuple(
        replace(
            row,
            measures=tuple(replace(m, unit=AmountUnit.YUAN_PER, per="辆") for m in row.measures if m.amount),
        )
        for row in heaps().rows
    )
    timeline = Timeline((edition(1, FIRST, heaps()), edition(2, SECOND, replace(heaps(), rows=rows))))
    case = CaseInput(FACTS, act_date=FIRST, decision_date=SECOND, quantities=(("辆", "2"),))
    with Drivers() as drivers:
        assert fines(assess_in_force(timeline, "2", case, drivers)) == [(5000, 10000)]


def test_a_fact_that_only_the_earlier_table_asks_is_asked_for_by_name() -> None:
    condition = replace(heaps().factors[1], name="改正情况")
    rows = tuple(
        replace(row, when=tuple((n if n != "整改情况" else "改正情况", c) for n, c in row.when))
        for row in heaps().rows
    )
    old = replace(heaps(), factors=(heaps().factors[0], condition), rows=rows)
    timeline = Timeline((edition(1, FIRST, old), edition(2, SECOND, scaled(heaps(), Fraction(2)))))
    with pytest.raises(FactsMissing, match=r"改正情况.*第1版"):
        answer(timeline, FIRST, SECOND)
    found = answer(timeline, FIRST, SECOND, facts=(*FACTS, ("改正情况", "限期内改正")))
    assert (found.place.edition.number, fines(found)) == (1, [(5000, 10000)])


def of_article(code: str, article: str, factor: int = 1) -> Standard:
    return replace(
        scaled(heaps(), Fraction(factor)), code=code, basis=(f"《甲条例》{article}",), statutory=()
    )


def test_a_violation_that_is_printed_twice_is_compared_by_its_article_whatever_the_numbers() -> None:
    old = edition(1, FIRST, of_article("1", "第十条"), of_article("2", "第二十条", 5))
    new = edition(
        2, SECOND, replace(stalls(), code="1"), of_article("2", "第10条", 2), of_article("3", "第20条", 4)
    )
    found = answer(Timeline((old, new)), SECOND - DAY, SECOND)
    assert found.other is not None
    assert (found.place.edition.number, found.place.name, found.other.name) == (1, "城管局!1", "城管局!2")
    assert fines(found) == [(5000, 10000)]


def test_a_violation_that_is_printed_twice_for_one_article_and_numbered_anew_is_for_a_person() -> None:
    old = edition(1, FIRST, of_article("1", "第十条"), of_article("2", "第十条", 5))
    new = edition(2, SECOND, of_article("2", "第十条", 2), of_article("3", "第十条", 4))
    with pytest.raises(NeedsHuman, match="不能确定是不是同一违法行为"):
        answer(Timeline((old, new)), SECOND - DAY, SECOND)


def test_a_band_that_crosses_the_other_is_for_a_person_and_both_are_named() -> None:
    wider = replace(
        heaps(),
        rows=tuple(replace(row, measures=(fine(1000, 50000),)) for row in heaps().rows),
    )
    with pytest.raises(NeedsHuman, match="一高一低"):
        answer(Timeline((edition(1, FIRST, heaps()), edition(2, SECOND, wider))), FIRST, SECOND)


def test_other_kinds_of_penalty_are_for_a_person() -> None:
    more = Measure(MeasureKind.CONFISCATE, "没收工具")
    stricter = replace(heaps(), rows=tuple(replace(r, measures=(*r.measures, more)) for r in heaps().rows))
    with pytest.raises(NeedsHuman, match="处罚种类不同"):
        answer(Timeline((edition(1, FIRST, heaps()), edition(2, SECOND, stricter))), FIRST, SECOND)


@pytest.mark.parametrize(
    ("old", "new", "lighter"),
    [
        (Range(Fraction(1), Fraction(2)), Range(Fraction(1), Fraction(2), high_included=False), Regime.CODE),
        (Range(Fraction(1), Fraction(2), high_included=False), Range(Fraction(1), Fraction(2)), Regime.OLD),
        (Range(Fraction(1), Fraction(2), low_included=False), Range(Fraction(1), Fraction(2)), Regime.CODE),
        (
            Range(Fraction(1), Fraction(2), low_included=False, high_included=False),
            Range(Fraction(1), Fraction(2)),
            Regime.COMPARE,
        ),
        (Range(Fraction(1), Fraction(2)), Range(Fraction(1), Fraction(1)), Regime.CODE),
        (Range(Fraction(1), None), Range(Fraction(1), Fraction(2)), Regime.COMPARE),
    ],
)
def test_which_band_is_lighter_at_its_limits(old: Range, new: Range, lighter: Regime) -> None:
    measures = [(replace(fine(1, 2), amount=amount),) for amount in (old, new)]
    assert lighter_of(*measures) is lighter


@pytest.mark.parametrize(
    ("kind", "lighter", "heavier"),
    [
        (MeasureKind.DETENTION, "拘留5日", "拘留15日"),
        (MeasureKind.SUSPEND_LICENCE, "暂扣许可证6个月", "暂扣许可证12个月"),
        (MeasureKind.SUSPEND_PRODUCTION, "责令停产停业10日", "责令停产停业90日"),
        (MeasureKind.CONFISCATE, "没收违法所得", "没收违法所得和工具"),
        (MeasureKind.BAR, "一年内不得从业", "十年内不得从业"),
        (MeasureKind.OTHER, "记6分", "记12分"),
    ],
)
def test_a_smaller_fine_beside_more_of_another_penalty_is_for_a_person(
    kind: MeasureKind, lighter: str, heavier: str
) -> None:
    old = (Measure(kind, lighter), fine(500, 500))
    new = (Measure(kind, heavier), fine(400, 400))
    assert lighter_of(old, new) is lighter_of(new, old) is Regime.COMPARE
    assert lighter_of(old, (Measure(kind, heavier), fine(500, 500))) is Regime.COMPARE
    assert lighter_of(old, (Measure(kind, f"并处{lighter}"), fine(400, 400))) is Regime.CODE


def test_how_a_warning_or_an_order_is_worded_weighs_nothing() -> None:
    old = (Measure(MeasureKind.ORDER, "责令改正"), Measure(MeasureKind.WARNING, "警告"), fine(500, 500))
    new = (
        Measure(MeasureKind.WARNING, "给予警告"),
        Measure(MeasureKind.ORDER, "责令限期改正"),
        fine(400, 400),
    )
    assert lighter_of(old, new) is Regime.CODE


@pytest.mark.parametrize(
    "changed",
    [{"trigger": "逾期不改正的"}, {"applies": Quantity(Range(None, Fraction(10_000)), "元", "违法所得")}],
)
def test_a_fine_under_a_condition_is_not_compared_with_one_without(changed: dict[str, object]) -> None:
    old, new = (replace(fine(500, 500), **changed),), (fine(400, 400),)  # type: ignore[arg-type]
    assert lighter_of(old, new) is lighter_of(new, old) is Regime.COMPARE
    assert lighter_of(old, (replace(new[0], **changed),)) is Regime.CODE  # type: ignore[arg-type]


AMOUNTS = st.integers(1, 5)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_the_chosen_band_is_never_above_the_other_and_swapping_swaps(a: int, b: int, c: int, d: int) -> None:
    old, new = (fine(min(a, b), max(a, b)),), (fine(min(c, d), max(c, d)),)
    found, swapped = lighter_of(old, new), lighter_of(new, old)
    if old[0].amount == new[0].amount:
        assert found is swapped is Regime.OLD
    else:
        assert {found, swapped} in ({Regime.OLD, Regime.CODE}, {Regime.COMPARE})
    lighter, heavier = (old[0], new[0]) if found is Regime.OLD else (new[0], old[0])
    if found is not Regime.COMPARE:
        assert lighter.amount is not None
        assert heavier.amount is not None
        assert (lighter.amount.low or 0) <= (heavier.amount.low or 0)
        assert (lighter.amount.high or 0) <= (heavier.amount.high or 0)


def test_fines_for_two_persons_are_compared_each_with_its_own() -> None:
    old = (fine(1, 2, subject=Subject.UNIT), fine(3, 4, subject=Subject.RESPONSIBLE_PERSON))
    new = (fine(3, 4, subject=Subject.RESPONSIBLE_PERSON), fine(1, 1, subject=Subject.UNIT))
    crossed = (fine(5, 6, subject=Subject.RESPONSIBLE_PERSON), fine(1, 1, subject=Subject.UNIT))
    assert lighter_of(old, new) is Regime.CODE
    assert lighter_of(old, crossed) is Regime.COMPARE
