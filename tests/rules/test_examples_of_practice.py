"""Worked examples on real workbooks, to the yuan (the files are not part of the repository).

They are looked for in CAILIANG_SHARED, else in ../shared beside the repository; without them these tests are
skipped and say so.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

from importers.standards_workbook import read_standards_workbook
from rules.assessment import Assessment, assess
from rules.case_input import CaseInput
from rules.drivers import Drivers
from rules.errors import TableUnusable
from rules.facts import SITUATION
from standards_1023.values import (
    Convention,
    MeasureKind,
    PointRule,
    Problem,
    ProblemSeverity,
    StandardsWorkbook,
)
from tests.workbooks import REAL_GUANGDONG, REAL_SHENZHEN

if TYPE_CHECKING:
    from pathlib import Path

    from standards_1023.values import Measure, Standard


@cache
def read(path: Path) -> StandardsWorkbook:
    if not path.exists():
        pytest.skip(f"没有这个真实的裁量表，跳过：{path.name}（用环境变量 CAILIANG_SHARED 指定所在的目录）")
    if path == REAL_SHENZHEN:
        return read_standards_workbook(path)
    workbook = read_standards_workbook(path, convention=Convention(below_included=False, source="option"))
    rule = PointRule("《规定》第十二条", Fraction(1, 2), Fraction(1, 2), Fraction(2))
    instrument = replace(
        workbook.instrument, weight_cap="《规定》第六条", lowest_when_unknown="《规定》第五条", point=rule
    )
    return replace(workbook, instrument=instrument)


def ask(
    path: Path,
    code: str,
    facts: dict[str, str],
    bases: dict[str, str] | None = None,
    quantities: dict[str, str] | None = None,
) -> Assessment:
    workbook = read(path)
    (standard,) = [s for s in workbook.standards if s.code == code]
    case = CaseInput(tuple(facts.items()), tuple((bases or {}).items()), tuple((quantities or {}).items()))
    with Drivers() as drivers:
        return assess(workbook, standard, case, drivers)


def fine_in_yuan(assessment: Assessment) -> tuple[float | None, float | None]:
    fine = next(m for m in assessment.measures if m.kind is MeasureKind.FINE)
    assert fine.amount is not None
    low, high = fine.amount.low, fine.amount.high
    return None if low is None else float(low / 100), None if high is None else float(high / 100)


UNAPPROVED = {
    "项目应报批的环评文件类别": "报告书类，且已纳入排污许可证重点管理",
    "建设项目地点": "限批区或环境敏感区（除饮用水水源保护区、生态保护红线区域内）",
    "建设情况": "投入生产/使用阶段",
    "近二年同类违法行为情况（含本次）": "2次",
    "配合执法调查情况": "配合调查",
}


@pytest.mark.parametrize(
    ("duration", "yuan"),
    [("6个月", 248_000), ("5.9999个月", 228_000), ("12个月", 280_000), ("11.9999个月", 248_000)],
)
def test_example_1_building_before_approval(duration: str, yuan: int) -> None:
    facts = UNAPPROVED | {"违法行为持续时间": duration}
    found = ask(REAL_GUANGDONG, "§1.1", facts, bases={"建设项目总投资额": "800万元"})
    assert fine_in_yuan(found) == (yuan, yuan)


def test_example_2_the_lightest_discharge_is_raised_to_the_statutory_minimum() -> None:
    facts = {
        "超标因子数目": "1个",
        "排污情况": "排放B类水污染物",
        "排放口所在区域": "一般区域",
        "废水日排放量": "40吨",
        "超标情况": "仅pH值超标（2<pH<5 或10<pH<11）",
        "近二年同类违法行为情况（含本次）": "1次",
    }
    found = ask(REAL_GUANGDONG, "§2.7.1", facts)
    assert fine_in_yuan(found) == (100_000, 100_000)
    assert "7万元" in "".join(reason.text for reason in found.reasons)


@pytest.mark.parametrize(
    ("area", "correction", "band", "point"),
    [
        ("一般区域", "逾期未完成备案手续", (10_000, 30_000), 20_000),
        ("一般区域", "限期内完成备案手续", (None, 10_000), 5_000),
        ("限批区或环境敏感区", "限期内完成备案手续", (30_000, 50_000), 40_000),
        ("限批区或环境敏感区", "逾期未完成备案手续", (50_000, 50_000), 50_000),
    ],
)
def test_example_3_registration_form_not_filed(
    area: str, correction: str, band: tuple[int | None, int], point: int
) -> None:
    found = ask(REAL_GUANGDONG, "§1.3", {"建设项目所在区域": area, "整改情况": correction})
    assert fine_in_yuan(found) == band
    assert [r.point for r in found.recommended] == [point * 100]


@pytest.mark.parametrize(
    ("amount", "low", "high"),
    [("5吨", 250_000, 280_000), ("9.9999吨", 250_000, 280_000), ("10吨", 450_000, 500_000)],
)
def test_example_4_hazardous_waste_signs_before_any_apology(amount: str, low: int, high: int) -> None:
    facts = {
        "违法程度": "已设置，但不符合要求",
        "涉及量": amount,
        "整改情况": "限期内改正",
        "近二年同类违法行为情况": "无同类违法行为",
    }
    assert fine_in_yuan(ask(REAL_GUANGDONG, "§4.12", facts)) == (low, high)


@pytest.mark.parametrize(("count", "yuan"), [("2次", 30_000), ("1次", 15_000), ("第三次", 60_000)])
def test_example_6_three_installations(count: str, yuan: int) -> None:
    found = ask(REAL_SHENZHEN, "5", {"适用条件": count}, quantities={"处": "3"})
    assert fine_in_yuan(found) == (yuan, yuan)


def test_example_6_four_and_a_half_square_metres() -> None:
    found = ask(REAL_SHENZHEN, "3", {"适用条件": "3次"}, quantities={"平方米": "4.5"})
    assert fine_in_yuan(found) == (4_500, 4_500)
    assert MeasureKind.CONFISCATE in {m.kind for m in found.measures}


def test_small_example_a_charge_below_200000_counts_as_200000() -> None:
    facts = {
        "涉及量": "2吨",
        "所在区域": "一般区域",
        "整改情况": "限期内改正",
        "近二年同类违法行为情况（含本次）": "1次",
    }
    found = ask(REAL_GUANGDONG, "§4.14", facts, bases={"所需处置费用": "12万元"})
    assert fine_in_yuan(found) == (620_000, 620_000)


def test_small_example_one_and_a_quarter_times_the_fees() -> None:
    facts = {"近一年同类违法行为情况": "无", "整改情况": "限期内改正"}
    found = ask(REAL_GUANGDONG, "§1.10", facts, bases={"所收费用": "8万"})
    assert fine_in_yuan(found) == (80_000, 120_000)
    assert [r.point for r in found.recommended] == [100_000 * 100]


@pytest.mark.parametrize("path", [REAL_GUANGDONG, REAL_SHENZHEN], ids=["guangdong", "shenzhen"])
def test_every_printed_row_is_answered_with_its_measures(path: Path) -> None:
    """Refused are only rows at whose cell, or statutory range, the workbook names an error."""
    workbook = read(path)
    wrong = []
    with Drivers() as drivers:
        for standard in workbook.standards:
            for row in standard.rows:
                situation = ((SITUATION, row.group),) if row.group else ()
                case = CaseInput((*row.when, *situation))
                try:
                    found = assess(workbook, standard, case, drivers)
                except TableUnusable as refused:
                    if not any(_is_error(p, refused.place) for p in workbook.problems):
                        wrong.append((standard.code, row.cell, str(refused)))
                    continue
                if not all(_answers(found, measure, standard) for measure in row.measures):
                    wrong.append((standard.code, row.cell, str(found.measures)))
    assert wrong == []


def _answers(found: Assessment, measure: Measure, standard: Standard) -> bool:
    """As printed; a fine printed as bare limits keeps the 可以 of the law."""
    if measure in found.measures:
        return True
    fines = [m for m in standard.statutory if m.kind is MeasureKind.FINE]
    may = bool(fines) and all(m.optional for m in fines)
    return may and measure.kind is MeasureKind.FINE and replace(measure, optional=True) in found.measures


def test_every_weighted_group_sums_the_lightest_and_the_heaviest_options() -> None:
    workbook = read(REAL_GUANGDONG)
    with Drivers() as drivers:
        for standard in workbook.standards:
            for group in standard.weights:
                for options in (group.options, group.options[::-1]):
                    facts = {o.factor: o.option for o in options}
                    if group.group:
                        facts[SITUATION] = group.group
                    bases = ((group.maximum.base, "100万"),) if group.maximum and group.maximum.base else ()
                    found = assess(workbook, standard, CaseInput(tuple(facts.items()), bases), drivers)
                    assert all(m.amount is not None and m.amount.is_point for m in found.measures)


def _is_error(problem: Problem, place: str) -> bool:
    return problem.severity is ProblemSeverity.ERROR and f"{problem.sheet}!{problem.cell}" == place
