"""A cell reads as a person sees it in the sheet, but for figures that the format rounds."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.display import displayed


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        ("第二次", "@", "第二次"),
        (5, "General", "5"),
        (5.0, "0.00", "5"),
        (1.5, "General", "1.5"),
        (50_000, "#,##0.00", "50000"),
        (1e6, "0.00E+00", "1000000"),
        (0.2, "0%", "20%"),
        (0.155, "0%", "15.5%"),
        (0.1 + 0.2, "0.00%", "30%"),
        (0, "0%", "0%"),
        (5, '0"万元"', "5万元"),
        (3, '"第"0"次"', "第3次"),
        (3, r"0\次", "3次"),
        (2, '#,##0"元/平方米"', "2元/平方米"),
        (5, "¥#,##0", "¥5"),
        (5, "[$¥-804]#,##0.00", "5"),
        (50_000, '0!.0,"万元"', "50000元"),
        (5_000_000, '0.0,,"百万"', "5000000"),
        (5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "5"),
        (3, ";;;", "3"),
        (True, "General", "是"),
        (False, "General", "否"),
        (datetime(2021, 7, 15), "yyyy-mm-dd", "2021年7月15日"),  # noqa: DTZ001 - cells have no time zone
        (date(2021, 7, 15), "yyyy-mm-dd", "2021年7月15日"),
        (time(22, 0), "hh:mm", "22:00"),
    ],
)
def test_values_under_their_number_format(value: object, number_format: str, text: str) -> None:
    assert displayed(value, number_format) == text


@given(st.integers(-(10**9), 10**9), st.text(alphabet='0#?,.%;"万元\\!_*[]@ -E+', max_size=16))
def test_no_number_format_breaks_the_reader(value: int, number_format: str) -> None:
    assert isinstance(displayed(value, number_format), str)
