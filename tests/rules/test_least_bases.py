"""违法所得不足一万元的，按一万元计算: a smaller base counts as that much, and the reason says so."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from rules.assessment import Assessment, assess
from rules.case_columns import CaseColumns, Coded
from rules.case_input import CaseInput
from rules.drivers import Drivers
from rules.errors import FactRefused, TableUnusable
from rules.many_cases import ManyCases
from standards_1023.fines_within_law import check_statutory_range
from standards_1023.values import AmountUnit, Measure, Model, Standard
from tests.rules.tables import SHEET, fine, row, workbook

WAN = Fraction(1_000_000)
"""一万元 in 分."""


def multiple(low: int, high: int, least: Fraction | None) -> Measure:
    return replace(fine(low, high, unit=AmountUnit.TIMES, base="违法所得"), base_min=least)


def unlicensed(*, printed: Fraction | None, law: Fraction | None) -> Standard:
    """One grade of 5 to 10 times; the law allows 5 to 20 times."""
    return Standard(
        SHEET, "A3", "1", "没有执业许可证开展诊疗活动", Model.GRADES, ("《某法》第九十九条第一款",),
        statutory=(multiple(5, 20, law),), statutory_cell="B3", rows=(row(3, {}, multiple(5, 10, printed)),),
    )  # fmt: skip


def ask(standard: Standard, income: str) -> Assessment:
    return assess(workbook(standard), standard, CaseInput(bases=(("违法所得", income),)), Drivers())


def limits(found: Assessment) -> tuple[int, int]:
    """Both limits in 分."""
    amount = found.measures[0].amount
    assert amount is not None
    assert amount.low is not None
    assert amount.high is not None
    return int(amount.low), int(amount.high)


@pytest.mark.parametrize("table", [WAN, None])
@pytest.mark.parametrize(
    ("income", "low", "high"),
    [
        ("9999.99元", 5_000_000, 10_000_000),  # one 分 under: counts as 一万元
        ("10000元", 5_000_000, 10_000_000),
        ("10000.01元", 5_000_005, 10_000_010),
    ],
)
def test_one_fen_under_on_and_over_the_floor(
    income: str, low: int, high: int, table: Fraction | None
) -> None:
    """Where only the law names the floor, it holds for the table's multiple too."""
    found = ask(unlicensed(printed=table, law=WAN), income)
    assert limits(found) == (low, high)
    assert found.measures[0].base_min is None  # multiplied: the amount is money now


def test_the_reason_names_the_floor_and_its_source() -> None:
    standard = unlicensed(printed=WAN, law=WAN)
    reason = next(r for r in ask(standard, "9999.99元").reasons if "罚款数额" in r.text)
    assert "违法所得9999.99元，不足1万元，按1万元计算：1万元×5至10倍＝5万元以上10万元以下" in reason.text
    assert reason.citation == f"{SHEET}!D3"
    of_law = ask(unlicensed(printed=None, law=WAN), "9999.99元").reasons
    assert next(r for r in of_law if "罚款数额" in r.text).citation == "《某法》第九十九条第一款"
    over = ask(standard, "1万元").reasons
    assert not any("不足" in r.text for r in over)


def test_a_multiple_whose_base_only_the_law_names_is_of_that_base() -> None:
    """A table with 下限 and 上限 in columns prints no base: another sum must not be multiplied in its place."""
    standard = unlicensed(printed=None, law=WAN)
    bare = replace(standard, rows=(row(3, {}, replace(multiple(5, 10, None), base=None)),))
    assert limits(ask(bare, "9999.99元")) == (5_000_000, 10_000_000)
    case = CaseInput(bases=(("货值金额", "2万元"),))
    with pytest.raises(FactRefused, match="货值金额"):
        assess(workbook(bare), bare, case, Drivers())


def test_without_a_floor_a_small_base_counts_as_it_is() -> None:
    assert limits(ask(unlicensed(printed=None, law=None), "9999.99元")) == (4_999_995, 9_999_990)


def test_a_floor_that_is_not_the_laws_is_refused_and_named_at_its_cell() -> None:
    with pytest.raises(TableUnusable, match="不足"):
        ask(unlicensed(printed=2 * WAN, law=WAN), "5000元")
    (problem,) = check_statutory_range(unlicensed(printed=2 * WAN, law=WAN))
    assert (problem.cell, "最低数" in problem.message) == ("D3", True)
    assert not list(check_statutory_range(unlicensed(printed=WAN, law=WAN)))


def test_many_cases_at_once_count_the_floor_too() -> None:
    standard = unlicensed(printed=WAN, law=WAN)
    incomes = ("9999.99元", "10000元", "10000.01元")
    cases = CaseColumns(3, bases=(("违法所得", Coded(incomes, np.arange(3))),))
    answers = ManyCases(workbook(standard), standard, Drivers()).answers(cases)
    together = [answers.of(place).measures for place in range(3)]
    assert together == [ask(standard, income).measures for income in incomes]
