"""What a settlement may say of a text: how it is read, with the quantities that it prints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards_1023.errors import SettlementRefused
from standards_1023.settled_numbers import refuse_other_numbers


@pytest.mark.parametrize(
    ("printed", "meaning"),
    [
        ("处十八万元左右罚款，视情况", "处18万元罚款"),
        ("罚2-5万元", "处2万元以上5万元以下罚款"),
        ("三至五倍", "3倍以上5倍以下"),
        ("百分之二十的", "20%"),
        ("处１，０００元罚款", "处一千元罚款"),
        ("罚五个数", "处5万元罚款"),
        ("初次", "1次"),
        ("情节一般般", "情节一般"),
        ("逾期三十日以上的（含）", "30日以上"),
        ("0.5万元", "5000元"),
        ("5-10", "处5万元以上10万元以下罚款"),
    ],
)
def test_the_same_quantities_in_other_words_may_be_settled(printed: str, meaning: str) -> None:
    refuse_other_numbers(printed, meaning)


@pytest.mark.parametrize(
    ("printed", "meaning"),
    [
        ("处十八万元左右罚款，视情况", "处18万元以上不满35万元罚款"),
        ("处80万元以上200万元以下罚款", "处80万元以上100万元以下罚款"),
        ("处10万元以上18万元以下罚款", "处11万元罚款"),
        ("处1万元以上5万元以下罚款", "处1万元罚款"),
        ("处5000元罚款", "警告"),
        ("3倍以上", "4倍以上"),
        ("20%", "2%"),
        ("2次", "3次"),
        ("处5万元罚款", "处五十万元罚款"),
        ("5-10", "处5万元以上50万元以下罚款"),
        ("5-10", "50-100"),
        ("3倍以上", "3倍以上4"),
        ("罚五个数", "处6万元罚款"),
    ],
)
def test_another_quantity_one_more_and_one_less_are_refused(printed: str, meaning: str) -> None:
    with pytest.raises(SettlementRefused, match="请改好表格"):
        refuse_other_numbers(printed, meaning)


@given(st.text("处罚款以上下0123456789万千元倍%次日吨三五十的", max_size=20))
def test_a_text_may_always_be_settled_to_itself(text: str) -> None:
    refuse_other_numbers(text, text)


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_two_fines_may_be_settled_to_one_another_exactly_if_they_are_equal(one: int, other: int) -> None:
    printed, meaning = f"处{one}元左右罚款", f"处{other}元罚款"
    if one == other:
        refuse_other_numbers(printed, meaning)
    else:
        with pytest.raises(SettlementRefused):
            refuse_other_numbers(printed, meaning)


@given(st.lists(st.integers(1, 10**5), min_size=1, max_size=3), st.lists(st.integers(1, 10**5), max_size=3))
def test_what_is_settled_has_no_number_that_the_table_does_not_print(
    printed: list[int], settled: list[int]
) -> None:
    meaning = "".join(f"或者{one}元" for one in settled)
    try:
        refuse_other_numbers("".join(f"约{one}元上下" for one in printed), meaning)
    except SettlementRefused:
        assert set(settled) != set(printed)
    else:
        assert set(settled) <= set(printed)
