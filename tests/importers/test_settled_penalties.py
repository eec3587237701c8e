"""A penalty that reads as it is printed is not settled to another one; words may be mended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.settled_penalties import refuse_other_penalty
from standards_1023.errors import SettlementRefused


@pytest.mark.parametrize(
    ("printed", "meaning"),
    [
        ("警告", "处5万元罚款"),
        ("警告", "吊销许可证件"),
        ("处1万元以上5万元以下罚款", "处1万元以下罚款"),
        ("1万元以上5万元以下", "处1万元以上罚款"),
        ("警告，处5万元罚款", "处5万元罚款"),
        ("处5万元罚款", "可以处5万元罚款"),
        ("处5万元罚款", "情节酌定5万元"),
    ],
)
def test_a_penalty_that_can_be_read_stays_what_it_is(printed: str, meaning: str) -> None:
    with pytest.raises(SettlementRefused, match="这一格读得懂"):
        refuse_other_penalty(printed, meaning)


@pytest.mark.parametrize(
    ("printed", "meaning"),
    [
        ("罚五个数", "处5万元罚款"),
        ("处十八万元左右罚款，视情况", "处18万元罚款"),
        ("处５０，０００元罚款", "处5万元罚款"),
        ("1万元以上5万元以下", "处1万元以上5万元以下罚款"),
        ("给予警告", "警告"),
    ],
)
def test_what_does_not_read_and_the_wording_may_be_settled(printed: str, meaning: str) -> None:
    refuse_other_penalty(printed, meaning)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.booleans())
def test_a_range_is_settled_to_itself_alone(low: int, width: int, bounds: bool) -> None:  # noqa: FBT001 - drawn
    printed = f"处{low}元以上{low + width}元以下罚款"
    refuse_other_penalty(printed, printed)
    other = f"处{low}元以上罚款" if bounds else f"处{low}元以上{low + width + 1}元以下罚款"
    with pytest.raises(SettlementRefused):
        refuse_other_penalty(printed, other)
