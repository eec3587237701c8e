"""Errors of the table itself: no band comes from a cell that is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rules.assessment import Assessment, assess
from rules.case_input import CaseInput, Party
from rules.drivers import Drivers
from rules.errors import FactRefused, NoRowFound, TableUnusable
from standards_1023.values import Instrument, Problem, ProblemSeverity, RepeatRule, Standard, Subject
from tests.rules.tables import (
    SHEET,
    fine,
    gains,
    generous,
    heaps,
    overlap,
    row,
    sides,
    stalls,
    weighted,
    workbook,
)

FACTS = (("占地面积", "3平方米"), ("整改情况", "限期内改正"))


def ask(
    standard: Standard,
    *problems: Problem,
    facts: tuple[tuple[str, str], ...] = FACTS,
    **case: Any,  # noqa: ANN401 - as CaseInput takes it
) -> Assessment:
    with Drivers() as drivers:
        given = CaseInput(facts=facts, **case)
        return assess(workbook(standard, problems=problems), standard, given, drivers)


@pytest.mark.parametrize("cell", ["D3", "B3", "A2"])
def test_an_error_at_the_row_its_condition_or_the_statutory_range_refuses(cell: str) -> None:
    with pytest.raises(TableUnusable, match="金额读不出") as refused:
        ask(heaps(), Problem(SHEET, cell, ProblemSeverity.ERROR, "金额读不出"))
    assert refused.value.place == f"{SHEET}!{cell}"


def test_an_error_in_another_row_or_sheet_and_a_warning_do_not_refuse() -> None:
    found = ask(
        heaps(),
        Problem(SHEET, "D4", ProblemSeverity.ERROR, "别的行"),
        Problem("别的表", "D3", ProblemSeverity.ERROR, "别的表"),
        Problem(SHEET, "D3", ProblemSeverity.WARNING, "请看一看"),
    )
    assert found.measures == (fine(1000, 2000),)


def test_an_error_at_a_weight_refuses() -> None:
    facts = (("时间", "6个月"), ("配合情况", "配合"))
    with pytest.raises(TableUnusable, match="表!D5"):
        ask(weighted(), Problem(SHEET, "D5", ProblemSeverity.ERROR, "权重读不出"), facts=facts)


def test_a_printed_band_outside_the_statutory_range_is_refused_and_not_clamped() -> None:
    with pytest.raises(TableUnusable, match="超出法定幅度"):
        ask(replace(heaps(), statutory=(fine(1500, 50000),)))


def test_a_multiple_outside_the_statutory_multiples_is_refused() -> None:
    facts = (("情节", "违法所得8000元"),)
    law = gains().rows[1].measures[0]
    with pytest.raises(TableUnusable, match="超出法定幅度"):
        ask(replace(gains(), statutory=(law,)), facts=facts, bases=(("违法所得", "8000"),))


def test_a_limit_that_the_table_leaves_open_is_the_statutory_one() -> None:
    standard = replace(heaps(), rows=(row(3, {"占地面积": "10平方米以下"}, fine(None, 3000)),))
    found = ask(standard, facts=FACTS[:1])
    assert found.measures[0].amount == fine(1000, 3000).amount


@pytest.mark.parametrize(
    ("subject", "law_subject", "refused"),
    [
        (Subject.UNIT, None, True),
        (Subject.UNIT, Subject.RESPONSIBLE_PERSON, False),
        (Subject.INDIVIDUAL, Subject.RESPONSIBLE_PERSON, True),
        (Subject.RESPONSIBLE_PERSON, Subject.RESPONSIBLE_PERSON, True),
        (Subject.RESPONSIBLE_PERSON, None, False),
        (None, Subject.UNIT, True),
    ],
)
def test_a_fine_is_held_against_the_law_for_its_own_subject(
    subject: Subject | None, law_subject: Subject | None, *, refused: bool
) -> None:
    printed = row(3, {"占地面积": "10平方米以下"}, fine(100, 200, subject=subject))
    law = (fine(1000, 50000, subject=law_subject),)
    standard = replace(heaps(), rows=(printed,), statutory=law)
    if refused:
        with pytest.raises(TableUnusable):
            ask(standard, facts=FACTS[:1])
    else:
        assert ask(standard, facts=FACTS[:1]).measures == printed.measures


def test_a_combination_that_is_not_printed_is_refused() -> None:
    standard = replace(heaps(), rows=heaps().rows[1:])
    with pytest.raises(NoRowFound, match="不得推定"):
        ask(standard)


def test_a_row_that_leaves_a_factor_out_answers_and_says_so() -> None:
    standard = replace(
        heaps(), rows=(row(3, {"占地面积": "10平方米以下"}, fine(2000, 3000)), *heaps().rows[1:])
    )
    found = ask(standard, facts=FACTS[:1])
    assert found.measures == (fine(2000, 3000),)
    assert "没有填写“整改情况”" in "".join(r.text for r in found.reasons)


def test_no_measure_for_this_party() -> None:
    facts = (("后果", "有"),)
    only_unit = replace(sides(), rows=sides().rows[:2])
    with pytest.raises(NoRowFound, match="公民"):
        ask(only_unit, facts=facts, party=Party.CITIZEN)


def test_a_group_without_a_row_for_the_facts_is_named() -> None:
    standard = replace(sides(), rows=(*sides().rows[:2], sides().rows[5]))
    found = ask(standard, facts=(("后果", "无"),))
    assert found.group == "对单位·限期内改正"
    assert "没有答复“对个人”" in "".join(r.text for r in found.reasons)


def test_a_named_group_without_a_row_for_the_facts_is_refused() -> None:
    standard = replace(sides(), rows=(*sides().rows[:2], *sides().rows[3:]))
    with pytest.raises(NoRowFound, match="不得推定"):
        ask(standard, facts=(("后果", "无"), ("适用情形", "对单位·逾期未改正")))


def test_the_heavier_condition_is_found_in_a_table_printed_from_heavy_to_light() -> None:
    (amounts,) = overlap().factors
    heavy_first = replace(amounts, conditions=amounts.conditions[::-1])
    standard = replace(overlap(), factors=(heavy_first,), rows=overlap().rows[::-1])
    with Drivers() as drivers:
        found = assess(workbook(standard, generous()), standard, CaseInput((("数量", "10吨"),)), drivers)
    assert found.measures == (fine(2000, 4000),)


def test_a_decision_before_the_act_is_refused() -> None:
    with pytest.raises(FactRefused, match="早于"):
        ask(heaps(), act_date=date(2026, 5, 2), decision_date=date(2026, 5, 1))


def test_the_reasons_say_how_earlier_penalties_are_counted() -> None:
    instrument = Instrument(repeat=RepeatRule(24, counts="penalty", includes_current=True))
    case = CaseInput((("适用条件", "2次"),), act_date=date(2026, 5, 1))
    standard = stalls()
    with Drivers() as drivers:
        found = assess(workbook(standard, instrument), standard, case, drivers)
    text = "".join(reason.text for reason in found.reasons)
    assert "次数按本次行为发生之日（2026-05-01）往前2年内的受到的同类处罚计算，包括本次。" in text


def test_the_trace_names_the_rules_and_the_rulebook() -> None:
    found = ask(heaps())
    assert found.trace == ("f0c0a0", "f1c0w")
    assert len(found.fingerprint) == 64
    assert found.edition == "workbook:abababababab"
