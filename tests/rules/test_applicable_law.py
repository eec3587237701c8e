"""The law of the act or of the decision, at each edge of 2026-08-15, in both directions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.amounts import read_multipliers
from rules.applicable_law import Chosen, LawChoice, Regime, law_of_case, lighter_law
from rules.case_input import CaseInput
from rules.errors import FactsMissing, NeedsHuman
from rules.facts import CaseFacts, Given
from rules.law_changes.repealed import PAIRS, rests_on
from standards_1023.values import FEN_PER_YUAN, Range, Standard, Subject
from tests.rules.tables import TABLES

WAN = 10_000 * FEN_PER_YUAN
CODE, DAY = date(2026, 8, 15), timedelta(days=1)
BEFORE = CODE - DAY
OLD_SIGNS = "《中华人民共和国固体废物污染环境防治法》第一百一十二条第一款第一项"
NEW_SIGNS = "《生态环境法典》第一千一百七十五条第一款第一项"
DISCHARGE = "《水污染防治法》第八十三条第二项"
UNAPPROVED = "《中华人民共和国环境影响评价法》第三十一条第一款"
FORM = "《环境影响评价法》第三十一条第三款"
NEW_FORM = "《中华人民共和国生态环境法典》第一千零九十五条第三款"
DUMPED = "《固体废物污染环境防治法》第一百一十二条第一款第三项"
NO_PAIR = "《大气污染防治法》第一百一十七条第四项"
NEW_UNAPPROVED = "《生态环境法典》第一千零九十五条第一款"
NEW_DUMPED = "《生态环境法典》第一千一百六十九条第二款"


def resting_on(*basis: str, violation: str = "违法行为") -> Standard:
    return replace(TABLES["堆放"](), basis=basis, violation=violation)


def choose(
    standard: Standard,
    act: date | None,
    decision: date | None,
    *findings: str,
    facts: tuple[str, ...] = (),
    bases: tuple[tuple[str, str], ...] = (),
) -> LawChoice:
    case = CaseInput(act_date=act, decision_date=decision, bases=bases)
    given_facts = CaseFacts(tuple(Given(0, text, chosen=frozenset({0})) for text in facts))
    return law_of_case(standard, case, given_facts, frozenset(findings), read_multipliers(case))


def wan(choice: LawChoice) -> tuple[int | None, int | None]:
    """The limits of the first fine in 万元."""
    amount = choice.statutory[0].amount
    assert amount is not None
    limits = [None if limit is None else int(limit / WAN) for limit in (amount.low, amount.high)]
    return limits[0], limits[1]


def test_laws_that_did_not_change_are_left_alone() -> None:
    for basis in (
        "《市容条例》第三十条",
        "《建设项目环境保护管理条例》第二十四条",
        "《广东省环境保护条例》第七十条",
    ):
        for day in (BEFORE, CODE, None):
            assert choose(resting_on(basis), day, day) == LawChoice(Chosen.TABLE)


@pytest.mark.parametrize(
    ("act", "decision", "chosen"),
    [
        (BEFORE - DAY, BEFORE, Chosen.TABLE),
        (BEFORE, BEFORE, Chosen.TABLE),
        (BEFORE, CODE, Chosen.OTHER_LAW),
        (BEFORE, CODE + DAY, Chosen.OTHER_LAW),
        (CODE, CODE, Chosen.OTHER_LAW),
        (CODE, None, Chosen.OTHER_LAW),
        (CODE + DAY, CODE + DAY, Chosen.OTHER_LAW),
        (BEFORE, None, Chosen.TABLE),
        (None, BEFORE, Chosen.TABLE),
        (None, None, Chosen.TABLE),
    ],
)
def test_the_days_of_act_and_decision_under_an_old_table(
    act: date | None, decision: date | None, chosen: Chosen
) -> None:
    choice = choose(resting_on(OLD_SIGNS), act, decision)
    assert choice.chosen is chosen
    if chosen is Chosen.OTHER_LAW:
        assert wan(choice) == (5, 20)
    if decision is None and (act is None or act < CODE):
        assert "请填写行为日期和决定日期" in choice.reasons[0].text


@pytest.mark.parametrize(
    ("act", "decision", "chosen"),
    [
        (BEFORE, BEFORE, Chosen.OTHER_LAW),
        (BEFORE, CODE, Chosen.TABLE),
        (CODE, CODE, Chosen.TABLE),
        (CODE, None, Chosen.TABLE),
        (None, None, Chosen.TABLE),
    ],
)
def test_the_days_of_act_and_decision_under_a_table_of_the_code(
    act: date | None, decision: date | None, chosen: Chosen
) -> None:
    choice = choose(resting_on(NEW_SIGNS), act, decision)
    assert choice.chosen is chosen
    if chosen is Chosen.OTHER_LAW:
        assert wan(choice) == (10, 100)


def test_the_day_of_the_act_is_asked_for_where_only_it_can_tell() -> None:
    with pytest.raises(FactsMissing, match="行为日期"):
        choose(resting_on(OLD_SIGNS), None, CODE)


def test_a_refusal_to_correct_is_for_a_person_to_find() -> None:
    late = ("逾期未改正",)
    with pytest.raises(FactsMissing, match="not_refused_correction"):
        choose(resting_on(OLD_SIGNS), BEFORE, CODE, facts=late)
    assert (
        choose(resting_on(OLD_SIGNS), BEFORE, CODE, "refused_correction", facts=late).chosen is Chosen.TABLE
    )
    other = choose(resting_on(OLD_SIGNS), BEFORE, CODE, "not_refused_correction", facts=late)
    assert wan(other) == (5, 20)


def test_equal_ranges_keep_the_old_law() -> None:
    assert choose(resting_on(DISCHARGE), BEFORE, CODE).chosen is Chosen.TABLE


def test_a_fine_that_need_not_be_imposed_is_lighter_than_the_same_fine() -> None:
    choice = choose(resting_on(FORM), BEFORE, CODE)
    assert choice.chosen is Chosen.OTHER_LAW
    assert choice.statutory[0].optional
    assert choose(resting_on(NEW_FORM), BEFORE, CODE).chosen is Chosen.TABLE


@pytest.mark.parametrize(
    ("words", "yuan", "findings", "chosen"),
    [
        ("报告书类", "19999999.99", (), Chosen.TABLE),
        ("报告书类", "20000000", (), Chosen.TABLE),
        ("报告书类", "20000000.01", (), Chosen.OTHER_LAW),
        ("报告表类", "10000000", (), Chosen.TABLE),
        ("报告表类", "10000000.01", (), Chosen.OTHER_LAW),
        ("报告书类", "100000000", ("serious",), Chosen.TABLE),
        ("报告书类", "100000000.01", ("serious",), Chosen.UNDECIDED),
        ("报告书类", "199999999.99", ("serious",), Chosen.UNDECIDED),
        ("报告书类", "200000000", ("serious",), Chosen.OTHER_LAW),
        ("报告表类", "50000000", ("serious",), Chosen.TABLE),
        ("报告表类", "50000000.01", ("serious",), Chosen.UNDECIDED),
        ("报告表类", "99999999.99", ("serious",), Chosen.UNDECIDED),
        ("报告表类", "100000000", ("serious",), Chosen.OTHER_LAW),
    ],
)
def test_investment_decides_which_law_is_lighter(
    words: str, yuan: str, findings: tuple[str, ...], chosen: Chosen
) -> None:
    bases = (("建设项目总投资额", yuan),)
    assert (
        choose(resting_on(UNAPPROVED), BEFORE, CODE, *findings, facts=(words,), bases=bases).chosen is chosen
    )


@pytest.mark.parametrize(
    ("level", "chosen"), [("一般区域", Chosen.TABLE), ("水源保护区内（属情节严重）", Chosen.OTHER_LAW)]
)
def test_a_level_that_the_table_calls_serious_is_compared_as_serious(level: str, chosen: Chosen) -> None:
    """5000万元: 50–250 under the old law; 10–50 under the Code, but 50–500 where the act is serious."""
    standard = resting_on(NEW_UNAPPROVED, violation="报告表没有报批")
    first, *others = standard.factors
    named = replace(first, conditions=(replace(first.conditions[0], text=level), *first.conditions[1:]))
    bases = (("建设项目总投资额", "5000万"),)
    choice = choose(replace(standard, factors=(named, *others)), BEFORE, CODE, facts=(level,), bases=bases)
    assert choice.chosen is chosen


@pytest.mark.parametrize(
    ("level", "chosen"), [("限期内拆除", Chosen.TABLE), ("逾期没有拆除", Chosen.OTHER_LAW)]
)
def test_an_outlet_that_was_not_removed_in_time_is_compared_as_such(level: str, chosen: Chosen) -> None:
    """2–10 under both laws; in time or not, the Code's is the same, the old law's rises to 10–50."""
    standard = resting_on("《水污染防治法》第八十四条第二款")
    first, *others = standard.factors
    named = replace(first, conditions=(replace(first.conditions[0], text=level), *first.conditions[1:]))
    choice = choose(replace(standard, factors=(named, *others)), BEFORE, CODE, facts=(level,))
    assert choice.chosen is chosen


def test_what_a_comparison_needs_is_asked_for() -> None:
    with pytest.raises(FactsMissing, match="报告书"):
        choose(resting_on(UNAPPROVED), BEFORE, CODE)
    with pytest.raises(FactsMissing, match="--base 建设项目总投资额"):
        choose(resting_on(UNAPPROVED), BEFORE, CODE, facts=("报告书类",))


@pytest.mark.parametrize(
    ("costs", "findings", "chosen"),
    [
        ("399999.99", (), Chosen.UNDECIDED),
        ("400000", (), Chosen.OTHER_LAW),
        ("1", (), Chosen.UNDECIDED),
        ("1", ("serious_consequence",), Chosen.TABLE),
        ("400000", ("serious_consequence",), Chosen.TABLE),
    ],
)
def test_disposal_costs_decide_which_law_is_lighter(
    costs: str, findings: tuple[str, ...], chosen: Chosen
) -> None:
    choice = choose(resting_on(DUMPED), BEFORE, CODE, *findings, bases=(("所需处置费用", costs),))
    assert choice.chosen is chosen


def test_the_new_fine_on_persons_reaches_only_acts_under_the_code() -> None:
    after = choose(resting_on(DUMPED), CODE, CODE)
    assert [m.subject for m in after.statutory] == [None, Subject.RESPONSIBLE_PERSON]
    before = choose(resting_on(DUMPED), BEFORE, CODE, bases=(("所需处置费用", "40万"),))
    assert [m.subject for m in before.statutory] == [None]


def test_a_table_of_the_code_that_fines_persons_anew_is_not_used_for_acts_before_it() -> None:
    choice = choose(resting_on(NEW_DUMPED), BEFORE, CODE, bases=(("所需处置费用", "40万"),))
    assert choice.chosen is Chosen.OTHER_LAW
    assert [(m.subject, m.amount) for m in choice.statutory] == [
        (None, Range(Fraction(20 * WAN), Fraction(200 * WAN)))
    ]
    assert "责任人员" in choice.reasons[0].text
    assert choose(resting_on(NEW_DUMPED), CODE, CODE).chosen is Chosen.TABLE


def test_an_article_of_the_code_with_one_recorded_pair_is_compared_in_that_field_alone() -> None:
    article = "《生态环境法典》第一千零八十八条"
    assert choose(resting_on(article, violation="伪造土壤监测数据"), CODE, CODE).chosen is Chosen.TABLE
    with pytest.raises(NeedsHuman, match="没有收录"):
        choose(resting_on(article, violation="伪造废气监测数据"), BEFORE, CODE)


@pytest.mark.parametrize(("act", "decision"), [(BEFORE, CODE), (CODE, CODE)])
def test_a_change_that_is_not_recorded_is_for_a_person(act: date, decision: date) -> None:
    assert choose(resting_on(NO_PAIR), BEFORE, BEFORE).chosen is Chosen.TABLE
    with pytest.raises(NeedsHuman, match="没有收录"):
        choose(resting_on(NO_PAIR), act, decision)


def test_transfer_of_hazardous_waste_is_told_apart_by_the_violation() -> None:
    item = "《固体废物污染环境防治法》第一百一十二条第一款第五项"
    assert wan(choose(resting_on(item, violation="未填写危险废物转移联单"), CODE, CODE)) == (5, 20)
    assert wan(choose(resting_on(item, violation="未经批准擅自转移危险废物"), CODE, CODE)) == (20, 200)
    with pytest.raises(NeedsHuman):
        choose(resting_on(item, violation="其他"), CODE, CODE)


def test_every_pair_is_found_from_either_side() -> None:
    for pair in PAIRS:
        for place in (pair.old, pair.new):
            paragraph = place.paragraphs[0] if place.paragraphs else ""
            item = place.items[0] if place.items else ""
            cited = f"《中华人民共和国{place.law}》{place.article}{paragraph}{item}"
            assert pair in rests_on((cited,), pair.field or "").pairs


limits = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(
    lambda pair: Range(Fraction(min(pair)), Fraction(max(pair)))
)


@given(limits, limits)
def test_the_chosen_law_is_never_the_heavier_one_and_roles_can_be_swapped(old: Range, new: Range) -> None:
    lighter = lighter_law(old, new)
    assert old.low is not None
    assert old.high is not None
    assert new.low is not None
    assert new.high is not None
    if lighter is Regime.OLD:
        assert old.low <= new.low
        assert old.high <= new.high
    elif lighter is Regime.CODE:
        assert (new.low, new.high) != (old.low, old.high)
        assert new.low <= old.low
        assert new.high <= old.high
    swapped = {Regime.OLD: Regime.CODE, Regime.CODE: Regime.OLD, Regime.COMPARE: Regime.COMPARE}
    expected = Regime.OLD if old == new else swapped[lighter]
    assert lighter_law(new, old) is expected
