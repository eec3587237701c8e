"""What an officer enters is read whole or refused, and units know what they can be compared with."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards_1023.quantities import EnteredQuantity, read_quantity
from standards_1023.text import matched, normalised
from standards_1023.units import SCALE, UNITS, NotRepresentable, counts_things, find_unit, scaled


@pytest.mark.parametrize(
    ("text", "number", "unit", "measured"),
    [
        ("6个月", 6, "月", None),
        ("1.5年", Fraction(3, 2), "年", None),
        ("2次", 2, "次", None),
        ("第二次", 2, "次", None),
        ("首次", 1, "次", None),
        ("３平方米", 3, "平方米", None),
        ("10m²", 10, "平方米", None),
        ("４．５㎡", Fraction(9, 2), "平方米", None),
        ("超标3倍", 3, "倍", "超标"),
        ("12万元", 120_000, "元", None),
        ("违法所得：1.5万元", 15_000, "元", "违法所得"),
        ("百分之三十", 30, "%", None),
        ("5‰", Fraction(1, 2), "%", None),
        ("三人", 3, "人", None),
        ("8", 8, None, None),
        ("两千", 2000, None, None),
    ],
)
def test_a_quantity_is_read_with_its_unit(
    text: str, number: Fraction, unit: str | None, measured: str | None
) -> None:
    assert read_quantity(text) == EnteredQuantity(Fraction(number), unit, measured)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "很多",
        "3至5次",
        "-3吨",
        "1e5元",
        "3吨5吨",
        "约3吨",
        "三四次",
        "2次以上",
        "NaN",
        "3%的4",
        "0x10",
        "3..5吨",
        "<3吨",
        "每超1小时",
        "²平方米",
        "5²平方米",
        "٣平方米",
        "٣",
        "2⅓吨",
        "㉓次",
    ],
)
def test_what_is_not_one_quantity_is_refused(text: str) -> None:
    assert read_quantity(text) is None


@given(st.text(max_size=20))
def test_reading_never_fails(text: str) -> None:
    found = read_quantity(text)
    assert found is None or found.number >= 0


@pytest.mark.parametrize(
    ("smaller", "times", "larger"),
    [
        ("月", 12, "年"),
        ("分钟", 60, "小时"),
        ("小时", 24, "日"),
        ("克", 1000, "千克"),
        ("千克", 1000, "吨"),
        ("平方米", 10_000, "公顷"),
        ("米", 1000, "公里"),
    ],
)
def test_units_of_one_dimension_convert(smaller: str, times: int, larger: str) -> None:
    assert UNITS[smaller].dimension == UNITS[larger].dimension
    assert scaled(Fraction(times), smaller) == scaled(Fraction(1), larger)


@pytest.mark.parametrize(
    ("one", "other"), [("次", "人"), ("工作日", "日"), ("平方米", "亩"), ("元", "倍"), ("月", "日")]
)
def test_units_of_different_things_stay_apart(one: str, other: str) -> None:
    assert UNITS[one].dimension != UNITS[other].dimension


@pytest.mark.parametrize(
    ("name", "shown"),
    [("个月", "月"), ("周年", "年"), ("天", "天"), ("公斤", "千克"), ("m2", "平方米"), ("个人", "个人")],
)
def test_a_unit_is_shown_in_its_usual_name(name: str, shown: str) -> None:
    unit = find_unit(name)
    assert unit is not None
    assert unit.name == shown


def test_an_unknown_unit_is_none() -> None:
    assert find_unit("光年") is None


def test_counts_are_whole_and_measures_are_not() -> None:
    assert counts_things("次")
    assert counts_things("处")
    assert not counts_things("吨")


def test_the_engine_takes_four_decimals() -> None:
    assert scaled(Fraction(1, SCALE), "倍") == 1


@pytest.mark.parametrize("number", [Fraction(1, 3), Fraction(1, 10**5), Fraction(10**14)])
def test_what_the_engine_cannot_hold_is_refused(number: Fraction) -> None:
    with pytest.raises(NotRepresentable, match="四位小数"):
        scaled(number, "倍")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("２３．５ 万\n元", "23.5万元"),
        ("①面积②长度", "(1)面积(2)长度"),
        ("10㎡—50㎡", "10平方米-50平方米"),
        ("3～5", "3-5"),
        ("二〇二一", "二零二一"),
        ("pH 值", "pH值"),
        ("A B", "A B"),
    ],
)
def test_text_is_brought_to_one_form(text: str, plain: str) -> None:
    assert normalised(text) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [("第二次被处罚的。", "第二次 被处罚"), ("（一般）", "(一般)"), ("情节严重的；", "情节严重")],
)
def test_texts_match_without_their_stops(one: str, other: str) -> None:
    assert matched(one) == matched(other)
