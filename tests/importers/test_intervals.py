"""Ranges in every wording read the same limits, and what is no exact range is none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.intervals import find_interval, find_intervals
from standards_1023.text import normalised
from standards_1023.values import Convention, Range
from tests.written_amounts import SUMS, ways

BOTH = Convention(above_included=True, below_included=True, source="说明")
NOT_BELOW = Convention(above_included=True, below_included=False, source="说明")
NEITHER = Convention(above_included=False, below_included=False, source="说明")


def read(text: str, convention: Convention = NOT_BELOW) -> tuple[Range, str | None] | None:
    found = find_interval(normalised(text), convention)
    return None if found is None else (found.range, found.unit)


def interval(low: int | str | None, high: int | str | None, brackets: str = "[]") -> Range:
    limits = [None if limit is None else Fraction(limit) for limit in (low, high)]
    return Range(limits[0], limits[1], brackets[0] == "[", brackets[1] == "]")


@pytest.mark.parametrize(
    ("text", "low", "high", "brackets"),
    [
        ("2万元以上5万元以下", 20_000, 50_000, "[)"),
        ("2万元至5万元", 20_000, 50_000, "[]"),
        ("2—5万元", 20_000, 50_000, "[]"),
        ("2万～5万元", 20_000, 50_000, "[]"),
        ("2万元到5万元", 20_000, 50_000, "[]"),
        ("20000-50000元", 20_000, 50_000, "[]"),
        ("2万元以上，5万元以下", 20_000, 50_000, "[)"),
        ("2万元以上、5万元以下", 20_000, 50_000, "[)"),
        ("2万元以上-5万元以下", 20_000, 50_000, "[)"),
        ("5万元以下2万元以上", 20_000, 50_000, "[)"),
        ("2万元及以上5万元及以下", 20_000, 50_000, "[]"),
        ("不低于2万元不超过5万元", 20_000, 50_000, "[]"),
        ("不少于2万元且不得高于5万元", 20_000, 50_000, "[]"),
        ("超过2万元不满5万元", 20_000, 50_000, "()"),
        ("大于2万元，小于5万元", 20_000, 50_000, "()"),
        ("大于等于2万元小于等于5万元", 20_000, 50_000, "[]"),
        ("2万元以上不足5万元", 20_000, 50_000, "[)"),
        ("超过2万元5万元以内", 20_000, 50_000, "(]"),
        ("≥2万元，<5万元", 20_000, 50_000, "[)"),
        (">2万元≤5万元", 20_000, 50_000, "(]"),
        ("2万元≤罚款金额＜5万元", 20_000, 50_000, "[)"),
        ("2万元＜X≤5万元", 20_000, 50_000, "(]"),
        ("2万元（含）以上5万元（不含）以下", 20_000, 50_000, "[)"),
        ("2万元(不含)以上5万元(含)以下", 20_000, 50_000, "(]"),
        ("2万元以上（不含本数）5万元以下（含本数）", 20_000, 50_000, "(]"),
        ("2万元（不含）至5万元（含）", 20_000, 50_000, "(]"),
        ("2万元以上5万元以下（均含本数）", 20_000, 50_000, "[]"),
        ("2万元以上5万元以下（均不含本数）", 20_000, 50_000, "()"),
        ("人民币2万元以上人民币5万元以下", 20_000, 50_000, "[)"),
        ("5万元以下", None, 50_000, "[)"),
        ("不超过5万元", None, 50_000, "[]"),
        ("不得超过5万元", None, 50_000, "[]"),
        ("没有超过5万元", None, 50_000, "[]"),
        ("最高5万元", None, 50_000, "[]"),
        ("最高限额为5万元", None, 50_000, "[]"),
        ("5万元以内", None, 50_000, "[]"),
        ("不足5万元", None, 50_000, "[)"),
        ("2万元以上", 20_000, None, "[]"),
        ("2万元起", 20_000, None, "[]"),
        ("超过2万元", 20_000, None, "(]"),
        ("不得低于2万元", 20_000, None, "[]"),
        ("达到2万元", 20_000, None, "[]"),
        ("2万元整", 20_000, 20_000, "[]"),
    ],
)
def test_every_wording_of_a_range_of_money(
    text: str, low: int | None, high: int | None, brackets: str
) -> None:
    assert read(text) == (interval(low, high, brackets), "元")


@given(st.lists(SUMS, min_size=2, max_size=2, unique=True), st.data())
def test_limits_may_be_written_in_different_forms(numbers: list[int], data: st.DataObject) -> None:
    low, high = sorted(numbers)
    first, second = (data.draw(st.sampled_from(ways(number))) for number in (low, high))
    between, behind, brackets = data.draw(
        st.sampled_from(
            [
                ("元以上", "元以下", "[)"),
                ("元至", "元", "[]"),
                ("元-", "元", "[]"),
                ("元（含）以上", "元（不含）以下", "[)"),
            ]
        )
    )
    found = read(first + between + second + behind)
    assert found == (interval(low, high, brackets), "元")


@pytest.mark.parametrize(
    ("convention", "brackets"),
    [(BOTH, "[]"), (NOT_BELOW, "[)"), (NEITHER, "()")],
    ids=["both", "not below", "neither"],
)
def test_the_convention_decides_what_bare_words_include(convention: Convention, brackets: str) -> None:
    assert read("3吨以上10吨以下", convention) == (interval(3, 10, brackets), "吨")


@pytest.mark.parametrize("convention", [BOTH, NOT_BELOW, NEITHER])
def test_words_that_say_it_themselves_go_before_the_convention(convention: Convention) -> None:
    assert read("超过3吨不满10吨", convention) == (interval(3, 10, "()"), "吨")
    assert read("3吨及以上10吨及以下", convention) == (interval(3, 10, "[]"), "吨")


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1.5倍以上2倍以下", "3/2", 2, "倍"),
        ("百分之五以上百分之十以下", 5, 10, "%"),
        ("2‰以上4‰以下", "1/5", "2/5", "%"),
        ("千分之二以上千分之四以下", "1/5", "2/5", "%"),
        ("30%以上3倍以下", 30, 300, "%"),
        ("6个月以上1年以下", 6, 12, "月"),
        ("30分钟以上2小时以下", 30, 120, "分钟"),
        ("500千克以上2吨以下", 500, 2000, "千克"),
        ("三分之一以上二分之一以下", "100/3", 50, "%"),
        ("10㎡以上50㎡以下", 10, 50, "平方米"),
    ],
)
def test_multiples_shares_and_measures(text: str, low: int | str, high: int | str, unit: str) -> None:
    assert read(text) == (interval(low, high, "[)"), unit)


@pytest.mark.parametrize("convention", [BOTH, NOT_BELOW, NEITHER])
@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("三至五倍", 3, 5, "倍"),
        ("百分之五至十", 5, 10, "%"),
        ("5%-10%", 5, 10, "%"),
        ("5-10%", 5, 10, "%"),
        ("3至6个月", 3, 6, "月"),
        ("2～5万元", 20_000, 50_000, "元"),
    ],
)
def test_what_reaches_to_a_number_includes_it_under_every_convention(
    text: str, low: int, high: int, unit: str, convention: Convention
) -> None:
    assert read(text, convention) == (interval(low, high, "[]"), unit)


@pytest.mark.parametrize("text", ["1-3次", "1至3次", "第1次至第3次", "2处至4处", "2-4项"])
def test_counts_joined_by_a_dash_include_both(text: str) -> None:
    found = read(text)
    assert found is not None
    assert found[0].high_included


@pytest.mark.parametrize(
    "text",
    [
        "第42条",
        "第四十二条第三款",
        "第三类医疗器械",
        "2021年",
        "2021年7月1日",
        "三轮车",
        "一般",
        "一次",
        "〔2021〕5号",
        "三级",
        "第三人称",
    ],
)
def test_figures_that_measure_nothing_are_no_interval(text: str) -> None:
    found = read(text)
    assert found is None or (text == "一次" and found == (interval(1, 1), "次"))


@pytest.mark.parametrize(
    "text",
    [
        "约5万元",
        "5万余元",
        "5万多元",
        "几十万元",
        "数十万元",
        "上万元",
        "近5万元",
        "5万美元",
        "5万元左右",
        "1,0000元",
        "三四次",
        "3万5元",
    ],
)
def test_vague_or_damaged_figures_are_no_interval(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1000元以2000元以下", "缺「上」字"),
        ("3项以上5项以上", "两处「以上」"),
        ("3项以下5项以下", "两处「以下」"),
    ],
)
def test_slips_that_any_reader_sees_through_are_named(text: str, named: str) -> None:
    found = find_interval(text, NOT_BELOW)
    assert found is not None
    assert found.misprint is not None
    assert named in found.misprint


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("0.5-1万元", 5000, 10_000, "元"),
        ("1.5-2万元", 15_000, 20_000, "元"),
        ("二至五万元", 20_000, 50_000, "元"),
        ("二十至五十万元", 200_000, 500_000, "元"),
        ("三至五千元", 3000, 5000, "元"),
        ("一到三万元", 10_000, 30_000, "元"),
        ("一点五至二万元", 15_000, 20_000, "元"),
        ("1至3百万元", 1_000_000, 3_000_000, "元"),
        ("三百至五百万元", 3_000_000, 5_000_000, "元"),
        ("三百至五千元", 300, 5000, "元"),
        ("5000-1万元", 5000, 10_000, "元"),
        ("500-1000元", 500, 1000, "元"),
        ("0.5-1万立方米", 5000, 10_000, "立方米"),
        ("2-4‰", "1/5", "2/5", "%"),
        ("千分之二至四", "1/5", "2/5", "%"),
    ],
)
def test_a_magnitude_printed_once_holds_for_both_limits(
    text: str, low: int | str, high: int | str, unit: str
) -> None:
    assert read(text) == (interval(low, high), unit)


@pytest.mark.parametrize("text", ["500-5万元", "2-1万元", "一至一万五千元"])
def test_a_range_of_money_whose_limits_are_far_apart_is_named(text: str) -> None:
    found = find_interval(text, NOT_BELOW)
    assert found is not None
    assert found.misprint is not None
    assert "下限没有写单位" in found.misprint


def test_one_of_several_numbers_is_no_interval() -> None:
    assert read("处三、五万元罚款") is None
    assert read("第二、三次") is None


def test_limits_the_wrong_way_round_are_two_intervals() -> None:
    assert len(find_intervals("10万元以上5万元以下", NOT_BELOW)) == 2


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("500元/平方米以下", "平方米"),
        ("500元每车次", "车次"),
        ("5000元/人·月", "人/月"),
        ("200元/平方米至500元/平方米", "平方米"),
    ],
)
def test_an_amount_for_each_of_something_says_of_what(text: str, per: str) -> None:
    found = find_interval(normalised(text), NOT_BELOW)
    assert found is not None
    assert found.per == per


@given(
    st.text(alphabet="0123456789一二三十百千万零两.,元倍%以上下至-不超过满含()（）年月日次第 ", max_size=24)
)
def test_no_text_breaks_the_reader_and_no_interval_is_empty(text: str) -> None:
    for found in find_intervals(normalised(text), NOT_BELOW):
        assert found.start < found.end
        low, high = found.range.low, found.range.high
        assert low is None or high is None or low <= high
