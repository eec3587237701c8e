"""What the help advises is read as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.template_layouts import CONVENTION
from tests.importers.sheets import LEFT, UP, Printed, bands, errors, factors, read, show, table, warnings

LAW = "《示例条例》第十条：处一万元以上五万元以下罚款。"
TWO_FACTORS = ("违法行为", "处罚依据", "占用面积", "整改情况", "处罚标准")
BELOW_NOT = "说明：本表所称“以上”包括本数，“以下”不包括本数。"


def rows_of(*rows: tuple[Printed, ...], says: str = CONVENTION) -> tuple[tuple[Printed, ...], ...]:
    return ((says, *[LEFT] * (len(rows[0]) - 1)), *rows)


def test_a_stroke_says_that_a_row_does_not_look_at_a_factor(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        table(
            *rows_of(
                TWO_FACTORS,
                ("甲行为", LAW, "不足10平方米", "已改正", "处1万元罚款"),
                (UP, UP, UP, "未改正", "处2万元罚款"),
                (UP, UP, "10平方米以上", "/", "处5万元罚款"),
            )
        ),
        convention=None,
    )
    assert book.problems == (), show(book)
    assert bands(book.standards[0])[-1] == ("占用面积=10平方米以上", "罚款 50000 元")


@pytest.mark.parametrize("nothing", ["/", "不予处罚"])
def test_a_stroke_says_that_a_subject_is_not_punished(tmp_path: Path, nothing: str) -> None:
    law = "《示例条例》第十条：对单位处一万元以上五万元以下罚款，对责任人员处一千元以上五千元以下罚款。"
    book = read(
        tmp_path,
        table(
            *rows_of(
                ("违法行为", "处罚依据", "裁量情节", "处罚标准", LEFT),
                (UP, UP, UP, "对单位", "对责任人员"),
                ("甲行为", law, "轻微的", "处1万元罚款", nothing),
                (UP, UP, "严重的", "处5万元罚款", "处5000元罚款"),
            )
        ),
        convention=None,
    )
    assert book.problems == (), show(book)


def test_the_statutory_range_may_stand_in_a_column_of_its_own(tmp_path: Path) -> None:
    head = ("违法行为", "处罚依据", "法定处罚种类及幅度", "裁量情节", "处罚标准")
    law = ("《示例条例》第十条", "处一万元以上五万元以下罚款")
    book = read(tmp_path, table(*rows_of(head, ("甲行为", *law, "轻微的", "处8万元罚款"))), convention=None)
    assert len(book.standards[0].statutory) == 1
    assert [message.startswith("第3行 档次罚款 80000 元 超出法定幅度") for _, message in errors(book)] == [
        True
    ]


def test_a_column_of_notes_may_stand_on_the_right(tmp_path: Path) -> None:
    head = ("违法行为", "处罚依据", "裁量情节", "处罚标准", "备注")
    book = read(
        tmp_path, table(*rows_of(head, ("甲行为", LAW, "轻微的", "处1万元罚款", "城区"))), convention=None
    )
    assert warnings(book) == []
    assert [name for name, _, _ in factors(book.standards[0])] == ["裁量情节"]


@pytest.mark.parametrize(("says", "below_included"), [(CONVENTION, True), (BELOW_NOT, False)])
def test_both_lines_on_limits_are_understood_and_the_advised_conditions_meet(
    tmp_path: Path, *, says: str, below_included: bool
) -> None:
    head = ("违法行为", "处罚依据", "占用面积", "处罚标准")
    rows: tuple[tuple[Printed, ...], ...] = (
        ("甲行为", LAW, "10平方米以上不足20平方米", "处1万元以上2万元以下罚款"),
        (UP, UP, "20平方米以上", "处2万元以上5万元以下罚款"),
    )
    book = read(tmp_path, table(*rows_of(head, *rows, says=says)), convention=None)
    assert book.instrument.convention.below_included is below_included
    assert book.instrument.convention.source == "裁量基准!A1"
    assert book.problems == (), show(book)
    assert says in (Path(__file__).parents[2] / "service" / "templates" / "help.html").read_text("utf-8")
