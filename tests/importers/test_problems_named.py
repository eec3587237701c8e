"""What a table says that cannot be right: each problem is named at its cell, and nothing is named that is right."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads annotations of fixtures

import pytest

from standards_1023.values import Convention
from tests.importers.sheets import Printed, bands, errors, read, table, warnings

HEAD: tuple[Printed, ...] = ("序号", "违法行为", "处罚依据", "法定处罚种类及幅度", "违法情节", "处罚标准")
LAW = ("《市容条例》第二十条", "处1000元以上1万元以下罚款")
BELOW_EXCLUDED = Convention(below_included=False, source="说明")


def listed(*grades: tuple[str, str]) -> tuple[tuple[Printed, ...], ...]:
    """One violation with its grades (condition, penalty), each law printed once a row."""
    return (HEAD, *((1, "乱堆物料", *LAW, condition, penalty) for condition, penalty in grades))


def said(messages: list[tuple[str, str]], words: str) -> list[str]:
    return [cell for cell, message in messages if words in message]


def test_a_sound_list_has_no_problem(tmp_path: Path) -> None:
    rows = listed(
        ("面积10平方米以下的", "处1000元以上3000元以下罚款"),
        ("面积10平方米以上的", "处3000元以上1万元以下罚款"),
    )
    book = read(tmp_path, table(*rows), convention=BELOW_EXCLUDED)
    assert book.problems == ()


@pytest.mark.parametrize(
    ("penalty", "outside"),
    [
        ("处999.99元以上3000元以下罚款", True),
        ("处1000元以上3000元以下罚款", False),
        ("处3000元以上10000元以下罚款", False),
        ("处3000元以上10000.01元以下罚款", True),
        ("处500元罚款", True),
        ("处3000元以下罚款", False),
    ],
)
def test_a_grade_outside_the_statutory_range_is_an_error_at_its_cell(
    tmp_path: Path, penalty: str, *, outside: bool
) -> None:
    book = read(tmp_path, table(*listed(("情形甲", penalty))), convention=BELOW_EXCLUDED)
    assert said(errors(book), "超出法定幅度") == (["F2"] if outside else [])


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        ("面积10平方米以下的", "面积10平方米以上的", None),
        ("面积10平方米以下的", "面积20平方米以上的", "有空档"),
        ("面积20平方米以下的", "面积10平方米以上的", "有重叠"),
        ("面积10平方米以下的", "面积超过10平方米的", "有空档"),
        ("面积10平方米及以下的", "面积10平方米以上的", "有重叠"),
        ("第一次被处罚的", "第二次以上被处罚的", None),
        ("第一次被处罚的", "第三次以上被处罚的", "有空档"),
    ],
)
def test_gaps_and_overlaps_between_conditions_are_named(
    tmp_path: Path, first: str, second: str, fault: str | None
) -> None:
    rows = listed((first, "处1000元以上3000元以下罚款"), (second, "处3000元以上1万元以下罚款"))
    named = warnings(read(tmp_path, table(*rows), convention=BELOW_EXCLUDED))
    assert said(named, "相邻档次") == (["E3"] if fault else [])
    assert fault is None or said(named, fault) == ["E3"]


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        ("处1000元以上3000元以下罚款", "处3000元以上1万元以下罚款", None),
        ("处1000元以上3000元以下罚款", "处4000元以上1万元以下罚款", "空档"),
        ("处1000元以上3000元以下罚款", "处2000元以上1万元以下罚款", "重叠"),
        ("处1000元罚款", "处1万元罚款", None),
    ],
)
def test_gaps_and_overlaps_between_fines_of_a_list_are_named(
    tmp_path: Path, first: str, second: str, fault: str | None
) -> None:
    rows = listed(("面积10平方米以下的", first), ("面积10平方米以上的", second))
    named = warnings(read(tmp_path, table(*rows), convention=BELOW_EXCLUDED))
    assert said(named, "罚款幅度") == (["F3"] if fault else [])
    assert fault is None or said(named, fault) == ["F3"]


def test_a_lighter_band_for_heavier_facts_is_named(tmp_path: Path) -> None:
    rows = listed(
        ("第一次被处罚的", "处1000元罚款"),
        ("第二次被处罚的", "处5000元罚款"),
        ("第三次被处罚的", "处4000元罚款"),
        ("第四次以上被处罚的", "处1万元罚款"),
    )
    assert said(warnings(read(tmp_path, table(*rows))), "反而处罚较轻") == ["F4"]


def test_a_list_from_heavy_to_light_is_in_order(tmp_path: Path) -> None:
    rows = listed(
        ("第三次以上被处罚的", "处1万元罚款"),
        ("第二次被处罚的", "处5000元罚款"),
        ("第一次被处罚的", "处1000元罚款"),
    )
    assert said(warnings(read(tmp_path, table(*rows))), "反而处罚较轻") == []


def test_a_nought_too_many_is_read_as_meant_and_named(tmp_path: Path) -> None:
    rows = listed(
        ("面积10平方米以下的", "处1000元以上50000元以下罚款"),
        ("面积10平方米以上的", "处5000元以上10000元以下罚款"),
    )
    book = read(tmp_path, table(*rows), convention=BELOW_EXCLUDED)
    assert bands(book.standards[0])[0][1] == "罚款 1000–5000 元 )"
    assert said(warnings(book), "多写了一个零") == ["F2"]


def test_a_large_upper_limit_that_no_grade_continues_stays_as_printed_and_is_outside(tmp_path: Path) -> None:
    rows = listed(
        ("面积10平方米以下的", "处1000元以上50000元以下罚款"),
        ("面积10平方米以上的", "处6000元以上10000元以下罚款"),
    )
    book = read(tmp_path, table(*rows), convention=BELOW_EXCLUDED)
    assert bands(book.standards[0])[0][1] == "罚款 1000–50000 元 )"
    assert said(errors(book), "超出法定幅度") == ["F2"]


def test_the_same_violation_and_the_same_code_twice_are_named(tmp_path: Path) -> None:
    one = (1, "乱堆物料", *LAW, "情形甲", "处1000元罚款")
    other = (2, "乱倒垃圾", *LAW, "情形甲", "处1000元罚款")
    named = warnings(read(tmp_path, table(HEAD, one, other, (1, "乱堆物料", *LAW, "情形甲", "处1000元罚款"))))
    assert said(named, "编号与") == ["A4"]
    assert said(named, "违法行为与") == ["A4"]


def test_two_rows_for_the_same_conditions_are_errors_at_both_cells(tmp_path: Path) -> None:
    rows = listed(("情形甲", "处1000元罚款"), ("情形甲", "处2000元罚款"))
    assert sorted(said(errors(read(tmp_path, table(*rows))), "不能确定")) == ["F2", "F3"]


def test_a_missing_basis_is_named_once(tmp_path: Path) -> None:
    head = ("序号", "违法行为", "违法情节", "处罚标准")
    named = warnings(read(tmp_path, table(head, (1, "乱堆物料", "情形甲", "处1000元罚款"))))
    assert said(named, "处罚依据") == ["A2"]


def test_what_hangs_together_under_both_included_is_no_overlap(tmp_path: Path) -> None:
    rows = listed(
        ("面积10平方米以下的", "处1000元以上3000元以下罚款"),
        ("面积10平方米以上的", "处3000元以上1万元以下罚款"),
    )
    assert read(tmp_path, table(*rows)).problems == ()
