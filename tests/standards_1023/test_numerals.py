"""Numbers as tables write them are read exactly, and what is no exact number is not read."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards_1023.numerals import decimal_text, plain_number, read_number, read_percent
from standards_1023.text import normalised
from tests.written_amounts import SUMS, chinese, ways, written_sums


@given(written_sums())
def test_a_number_written_out_reads_back_the_same(written: tuple[int, str]) -> None:
    number, text = written
    assert read_number(normalised(text)) == number


@given(SUMS)
def test_all_ways_of_writing_a_number_read_the_same(number: int) -> None:
    assert {read_number(normalised(way)) for way in ways(number)} == {Fraction(number)}


@given(st.integers(1, 10**9))
def test_chinese_numerals_have_no_gap_up_to_a_thousand_million(number: int) -> None:
    assert read_number(chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("十", 10),
        ("两千五百", 2500),
        ("贰仟伍佰", 2500),
        ("俩", 2),
        ("一亿二千万", 120_000_000),
        ("3百万", 3_000_000),
        ("1.5百万", 1_500_000),
        ("2亿3千万", 230_000_000),
        ("5万零500", 50_500),
        ("2万零五百", 20_500),
        ("2万五千", 25_000),
        ("一点五", Fraction(3, 2)),
        ("零点零五", Fraction(1, 20)),
        ("一点五万", 15_000),
        ("0.0001", Fraction(1, 10_000)),
        ("1,234,567.89", Fraction(123_456_789, 100)),
    ],
)
def test_mixed_forms_are_exact(text: str, number: Fraction) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "万",
        "千",
        "三四",
        "两三",
        "三五十",
        "3万5",
        "2万五",
        "5千2万",
        "1万2亿",
        "十几",
        "1.2.3",
        "9" * 19,
        "一点",
        "点五",
        "1万零6000000",
    ],
)
def test_what_is_no_exact_number_is_not_read(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("20%", 20),
        ("0%", 0),
        ("0", 0),
        ("12.5%", Fraction(25, 2)),
        ("5‰", Fraction(1, 2)),
        ("百分之二十五", 25),
        ("百分之12.5", Fraction(25, 2)),
        ("千分之五", Fraction(1, 2)),
        ("万分之五", Fraction(1, 20)),
        ("1/3", Fraction(100, 3)),
        ("三分之一", Fraction(100, 3)),
        ("二十分之三", 15),
    ],
)
def test_shares_are_the_number_before_the_percent_sign(text: str, percent: Fraction) -> None:
    assert read_percent(text) == percent


@pytest.mark.parametrize("text", ["20", "百分", "1/0", "百分之", "三四%", "%"])
def test_what_is_no_share_is_not_read(text: str) -> None:
    assert read_percent(text) is None


@pytest.mark.parametrize(
    ("number", "json", "text"),
    [
        (Fraction(20_000), 20_000, "20000"),
        (Fraction(1, 2), 0.5, "0.5"),
        (Fraction(1, 8), 0.125, "0.125"),
        (Fraction(100, 3), "100/3", "100/3"),
        (Fraction(10**9), 10**9, "1000000000"),
    ],
)
def test_numbers_are_shown_exactly(number: Fraction, json: object, text: str) -> None:
    assert (plain_number(number), decimal_text(number)) == (json, text)
