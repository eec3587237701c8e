"""The worked examples in which circumstances, dates and statutes decide, on the real table of Guangdong, to the yuan.

discretion.md §10 (examples 2, 3, 4) and §12 (examples 7, 8, 9). The workbook is not part of the repository: without
it these tests are skipped and say so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

import pytest

from importers.standards_workbook import read_standards_workbook
from rules.assessment import Assessment, assess
from rules.case_input import CaseInput, Party
from rules.drivers import Drivers
from rules.errors import FactsMissing, NeedsHuman
from standards_1023.values import FEN_PER_YUAN, Effect, MeasureKind, StandardsWorkbook, Subject
from tests.workbooks import INSTRUMENTS, REAL_GUANGDONG, needs_real_workbooks

pytestmark = needs_real_workbooks

Yuan = int | None
BEFORE, FROM = date(2026, 8, 14), date(2026, 8, 15)


@cache
def guangdong() -> StandardsWorkbook:
    return read_standards_workbook(REAL_GUANGDONG, settings=INSTRUMENTS / "广东省生态环境2021.toml")


@dataclass(frozen=True)
class Facts:
    """A standard of the table and the facts of an example."""

    code: str
    facts: dict[str, str]
    bases: dict[str, str] = field(default_factory=dict)


UNAPPROVED = {
    "项目应报批的环评文件类别": "报告书类，且已纳入排污许可证重点管理",
    "建设项目地点": "限批区或环境敏感区（除饮用水水源保护区、生态保护红线区域内）",
    "建设情况": "投入生产/使用阶段",
    "违法行为持续时间": "6个月",
    "近二年同类违法行为情况（含本次）": "2次",
    "配合执法调查情况": "配合调查",
}
SIGNS = {
    "违法程度": "已设置，但不符合要求",
    "涉及量": "5吨",
    "整改情况": "限期内改正",
    "近二年同类违法行为情况": "无同类违法行为",
}
DUMPED = {
    "涉及量": "2吨",
    "所在区域": "一般区域",
    "整改情况": "限期内改正",
    "近二年同类违法行为情况（含本次）": "1次",
}
DISCHARGE = {
    "超标因子数目": "1个",
    "排污情况": "排放B类水污染物",
    "排放口所在区域": "一般区域",
    "废水日排放量": "40吨",
    "超标情况": "仅pH值超标（2<pH<5 或10<pH<11）",
    "近二年同类违法行为情况（含本次）": "1次",
}


def unapproved(wan: int | str) -> Facts:
    return Facts("§1.1", UNAPPROVED, {"建设项目总投资额": f"{wan}万元"})


def dumped(wan: int) -> Facts:
    return Facts("§4.14", DUMPED, {"所需处置费用": f"{wan}万元"})


def registration(correction: str) -> Facts:
    return Facts("§1.3", {"建设项目所在区域": "一般区域", "整改情况": correction})


def ask(
    of: Facts,
    *circumstances: str,
    act: date | None = None,
    decision: date | None = None,
    party: Party | None = None,
    **dates: date,
) -> Assessment:
    workbook = guangdong()
    (standard,) = [s for s in workbook.standards if s.code == of.code]
    case = CaseInput(
        tuple(of.facts.items()), tuple(of.bases.items()), (), act, decision, party, circumstances,
        tuple(dates.items()),
    )  # fmt: skip
    with Drivers() as drivers:
        return assess(workbook, standard, case, drivers)


def band(assessment: Assessment, subject: Subject | None = None) -> tuple[Yuan, Yuan]:
    """The first fine of a subject in yuan."""
    fine = next(
        m
        for m in assessment.measures
        if m.kind is MeasureKind.FINE and (subject is None or m.subject is subject)
    )
    assert fine.amount is not None
    limits = [None if x is None else int(x / FEN_PER_YUAN) for x in (fine.amount.low, fine.amount.high)]
    return limits[0], limits[1]


def recommended(assessment: Assessment) -> tuple[Yuan, Yuan]:
    (part,) = [r.part for r in assessment.recommended]
    limits = [None if x is None else int(x / FEN_PER_YUAN) for x in (part.low, part.high)]
    return limits[0], limits[1]


def told(assessment: Assessment) -> str:
    return "".join(reason.text for reason in assessment.reasons)


def test_example_2_no_apology_below_the_statutory_minimum_and_no_waiver_without_its_conditions() -> None:
    found = ask(Facts("§2.7.1", DISCHARGE), "apology", "minor_list_6_rest")
    assert band(found) == (100_000, 100_000)
    assert "因“本档是法定最低罚款”不适用" in told(found)
    assert "还缺“仅 pH 超标，且 pH 在 5 至 10 之间”" in told(found)


def test_example_2_only_mitigation_goes_below_and_asks_for_a_collective_decision() -> None:
    found = ask(Facts("§2.7.1", DISCHARGE), "harm_reduced_mitigated")
    assert band(found) == (None, 100_000)
    assert found.effects == {Effect.MITIGATED}
    assert "collective_decision" in {duty.code for duty in found.duties}


def test_example_3_the_middle_of_a_range_and_its_halves() -> None:
    late = registration("逾期未完成备案手续")
    assert band(ask(late)) == (10_000, 30_000)
    assert recommended(ask(late)) == (20_000, 20_000)
    assert recommended(ask(late, "harm_reduced_lighter")) == (10_000, 20_000)
    assert not ask(late, "harm_reduced_lighter").recommended[0].part.high_included
    heavier = ask(late, "emergency", act=date(2026, 3, 1), decision=BEFORE)
    assert recommended(heavier) == (20_000, 30_000)


def test_example_3_an_upper_limit_alone() -> None:
    timely = registration("限期内完成备案手续")
    assert recommended(ask(timely)) == (5_000, 5_000)
    assert recommended(ask(timely, "merit_lighter")) == (2_000, 2_000)


def test_example_3_on_the_list_of_minor_acts() -> None:
    found = ask(registration("限期内完成备案手续"), "first_offence", "slight_harm")
    assert [m.kind for m in found.measures] == [MeasureKind.NO_PENALTY]
    assert "附件2第1项" in "".join(reason.citation for reason in found.reasons)


def test_example_4_an_apology_lowers_by_30_to_50_percent() -> None:
    found = ask(Facts("§4.12", SIGNS), "apology")
    assert recommended(found) == (132_500, 185_500)
    assert band(found) == (125_000, 196_000)


def test_example_4_not_with_a_heavier_circumstance() -> None:
    found = ask(Facts("§4.12", SIGNS), "apology", "emergency", act=date(2026, 3, 1), decision=BEFORE)
    assert band(found) == (250_000, 280_000)
    assert "因“具有从重情节”不适用" in told(found)


def test_example_4_on_the_list_of_minor_acts() -> None:
    found = ask(Facts("§4.12", SIGNS), "first_this_year", "corrected_in_time", "slight_harm")
    assert [m.kind for m in found.measures] == [MeasureKind.NO_PENALTY]


ENDED, DECIDED = date(2026, 5, 31), date(2026, 9, 20)


def test_example_7_1_the_old_law_is_lighter() -> None:
    found = ask(unapproved(800), act=ENDED, decision=DECIDED)
    assert band(found) == (248_000, 248_000)


def test_example_7_2_the_code_is_lighter_and_a_person_fixes_the_amount() -> None:
    found = ask(unapproved(5000), act=ENDED, decision=DECIDED)
    assert band(found) == (200_000, 1_000_000)
    assert found.recommended == ()
    assert "未核实" in told(found)


def test_example_7_2_found_to_be_serious_the_old_law_is_lighter() -> None:
    assert band(ask(unapproved(5000), "serious", act=ENDED, decision=DECIDED)) == (1_550_000, 1_550_000)


@pytest.mark.parametrize(("wan", "by_table"), [("1999.999999", True), ("2000", True), ("2000.000001", False)])
def test_example_7_the_border_at_20_million(wan: str, by_table: bool) -> None:  # noqa: FBT001 - a parameter of a test
    found = ask(unapproved(wan), act=ENDED, decision=DECIDED)
    assert (band(found)[0] != 200_000) is by_table
    assert bool(found.trace) is by_table


@pytest.mark.parametrize("wan", ["10000.000001", "15000", "19999.999999"])
def test_example_7_serious_between_the_borders_is_for_a_person(wan: str) -> None:
    with pytest.raises(NeedsHuman, match="100万元以上"):
        ask(unapproved(wan), "serious", act=ENDED, decision=DECIDED)


@pytest.mark.parametrize(("wan", "by_table"), [("10000", True), ("20000", False)])
def test_example_7_serious_at_the_borders(wan: str, by_table: bool) -> None:  # noqa: FBT001 - a parameter of a test
    found = ask(unapproved(wan), "serious", act=ENDED, decision=DECIDED)
    assert bool(found.trace) is by_table


@pytest.mark.parametrize("act", [FROM, date(2026, 9, 10)])
def test_example_7_3_an_act_that_went_on_falls_under_the_code_alone(act: date) -> None:
    found = ask(unapproved(800), act=act, decision=DECIDED)
    assert band(found) == (200_000, 1_000_000)
    assert found.trace == ()


def test_example_7_the_law_at_the_act_while_it_was_in_force() -> None:
    assert band(ask(unapproved(5000), act=ENDED, decision=BEFORE)) == (1_550_000, 1_550_000)


def test_example_8_1_signs_before_and_after_the_code() -> None:
    signs = Facts("§4.12", SIGNS)
    assert recommended(ask(signs, act=ENDED, decision=BEFORE)) == (265_000, 265_000)
    later = ask(signs, act=ENDED, decision=FROM)
    assert band(later) == (50_000, 200_000)
    assert later.recommended == ()


def test_example_8_1_refused_correction() -> None:
    refused = Facts("§4.12", SIGNS | {"整改情况": "逾期未改正"})
    with pytest.raises(FactsMissing, match="refused_correction"):
        ask(refused, act=ENDED, decision=FROM)
    by_old_law = ask(refused, "refused_correction", act=ENDED, decision=FROM)
    assert band(by_old_law) == (350_000, 380_000)
    assert recommended(by_old_law) == (365_000, 365_000)
    by_code = ask(refused, "refused_correction", act=FROM, decision=DECIDED)
    assert band(by_code) == (200_000, 1_000_000)


def test_example_8_2_dumping_is_for_a_person() -> None:
    with pytest.raises(NeedsHuman, match="62万元") as refused:
        ask(dumped(12), act=ENDED, decision=FROM)
    assert "20万元以上200万元以下" in str(refused.value)


def test_example_8_2_with_serious_consequence_the_old_law_is_lighter() -> None:
    assert band(ask(dumped(12), "serious_consequence", act=ENDED, decision=FROM)) == (620_000, 620_000)


def test_example_8_2_costs_from_400000_on_the_code_is_lighter() -> None:
    found = ask(dumped(40), act=ENDED, decision=FROM)
    assert band(found) == (200_000, 2_000_000)
    assert not [m for m in found.measures if m.subject is Subject.RESPONSIBLE_PERSON]


def test_example_9_1_the_same_range_keeps_the_old_law() -> None:
    discharge = Facts("§2.7.1", DISCHARGE)
    assert band(ask(discharge, act=ENDED, decision=FROM)) == (100_000, 100_000)
    later = ask(discharge, act=FROM, decision=DECIDED)
    assert band(later) == (100_000, 1_000_000)
    assert later.trace == ()


@pytest.mark.parametrize(
    ("ordered", "rechecked"),
    [(date(2026, 9, 1), date(2026, 9, 11)), (date(2026, 8, 10), date(2026, 8, 20))],
)
def test_example_9_2_ten_days_of_a_daily_fine(ordered: date, rechecked: date) -> None:
    discharge = Facts("§2.7.1", DISCHARGE, {"原罚款数额": "10万元"})
    found = ask(
        discharge, "continued_after_order", act=rechecked, decision=date(2026, 10, 8),
        责令改正送达日期=ordered, 复查日期=rechecked,
    )  # fmt: skip
    (daily,) = [m for m in found.measures if m.optional and m.kind is MeasureKind.FINE]
    assert daily.amount is not None
    assert daily.amount.is_point
    assert daily.amount.low == 1_000_000 * FEN_PER_YUAN
    assert band(found) == (100_000, 1_000_000)


@pytest.mark.parametrize(
    ("ended", "found_on", "harm", "punished"),
    [
        (date(2024, 7, 1), date(2026, 7, 1), True, True),
        (date(2024, 7, 1), date(2026, 7, 2), True, False),
        (date(2024, 7, 1), date(2026, 9, 1), True, False),
        (date(2026, 8, 20), date(2029, 1, 5), True, True),
        (date(2026, 8, 20), date(2028, 8, 20), False, True),
        (date(2026, 8, 20), date(2028, 8, 21), False, False),
        (date(2026, 8, 20), date(2029, 1, 5), False, False),
    ],
)
def test_example_9_3_limitation(ended: date, found_on: date, harm: bool, punished: bool) -> None:  # noqa: FBT001 - parameters of a test
    workbook = guangdong()
    (standard,) = [s for s in workbook.standards if s.code == "§2.7.1"]
    case = CaseInput(
        tuple(DISCHARGE.items()), act_date=ended, circumstances=("pollution_consequence",) if harm else (),
        dates=(("发现日期", found_on),),
    )  # fmt: skip
    with Drivers() as drivers:
        found = assess(workbook, standard, case, drivers)
    assert (Effect.NO_PENALTY not in found.effects) is punished
