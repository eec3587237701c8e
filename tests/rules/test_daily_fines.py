"""Daily fines: the days counted, the law chosen, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from rules.daily_fines import daily_fine
from rules.errors import FactRefused, NeedsHuman
from tests.rules.tables import TABLES

if TYPE_CHECKING:
    from standards_1023.values import Standard

TEN_THOUSAND = Fraction(1_000_000)


def under(basis: str) -> Standard:
    return replace(TABLES["堆放"](), basis=(basis,), violation="超过标准排放大气污染物")


ENVIRONMENT = under("《中华人民共和国大气污染防治法》第九十九条第二项")


@pytest.mark.parametrize(
    ("served", "rechecked", "days", "law"),
    [
        (date(2026, 9, 1), date(2026, 9, 2), 1, "第一千零六十条"),
        (date(2026, 9, 1), date(2026, 9, 11), 10, "第一千零六十条"),
        (date(2026, 8, 10), date(2026, 8, 20), 10, "第一千零六十条"),
        (date(2026, 8, 13), date(2026, 8, 15), 2, "第一千零六十条"),
        (date(2026, 8, 13), date(2026, 8, 14), 1, "《中华人民共和国环境保护法》第五十九条"),
        (date(2024, 2, 28), date(2024, 3, 1), 2, "《中华人民共和国环境保护法》第五十九条"),
    ],
)
def test_the_day_after_the_order_is_the_first_and_the_recheck_the_last(
    served: date, rechecked: date, days: int, law: str
) -> None:
    found = daily_fine(ENVIRONMENT, TEN_THOUSAND, served, rechecked)
    assert found.days == days
    assert found.fine.amount is not None
    assert found.fine.amount.low == found.fine.amount.high == TEN_THOUSAND * days
    assert found.fine.optional
    assert law in found.reason.citation


@pytest.mark.parametrize("rechecked", [date(2026, 9, 1), date(2026, 8, 31)])
def test_a_recheck_comes_after_the_order(rechecked: date) -> None:
    with pytest.raises(FactRefused, match="晚于"):
        daily_fine(ENVIRONMENT, TEN_THOUSAND, date(2026, 9, 1), rechecked)


def test_work_safety_has_a_law_of_its_own_and_other_fields_have_none() -> None:
    days = (date(2026, 9, 1), date(2026, 9, 3))
    safety = daily_fine(under("《中华人民共和国安全生产法》第一百零一条"), TEN_THOUSAND, *days)
    assert "第一百一十二条" in safety.reason.citation
    with pytest.raises(NeedsHuman, match="没有规定按日"):
        daily_fine(under("《市容条例》第三十条"), TEN_THOUSAND, *days)


def test_only_discharging_dumping_and_disposing_are_fined_by_the_day() -> None:
    building = replace(ENVIRONMENT, violation="未依法报批环境影响报告书擅自开工建设")
    with pytest.raises(NeedsHuman, match="只及于违法排放"):
        daily_fine(building, TEN_THOUSAND, date(2026, 9, 1), date(2026, 9, 3))


@pytest.mark.parametrize(
    ("basis", "since"),
    [
        ("《中华人民共和国大气污染防治法》第九十九条第二项", date(2015, 1, 1)),
        ("《中华人民共和国安全生产法》第一百零一条", date(2021, 9, 1)),
    ],
)
def test_there_is_no_daily_fine_before_the_law_had_one(basis: str, since: date) -> None:
    served = since - timedelta(days=10)
    assert daily_fine(under(basis), TEN_THOUSAND, served, since).days == 10
    with pytest.raises(NeedsHuman, match="才规定按日"):
        daily_fine(under(basis), TEN_THOUSAND, served, since - timedelta(days=1))
