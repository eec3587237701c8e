"""Everything that stands in a penalty cell is a measure, a named exception, or named as not computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from importers.penalty_text import read_penalty
from standards_1023.values import Convention, MeasureKind, ProblemSeverity
from tests.importers.sheets import read, table

if TYPE_CHECKING:
    from pathlib import Path

    from importers.penalty_text import PenaltyReading

ERROR, WARNING = ProblemSeverity.ERROR, ProblemSeverity.WARNING


def read_text(text: str) -> PenaltyReading:
    return read_penalty(text, Convention())


def kinds(text: str) -> list[str]:
    return [measure.kind.value for measure in read_text(text).measures]


@pytest.mark.parametrize(
    "text",
    [
        "处1万元罚款，造成人员伤亡的除外",
        "处1万元罚款，但单位除外",
        "处1万元罚款，但是单位除外",
        "处1万元罚款（单位除外）",
        "处1万元罚款，对个人不适用",
        "处1万元罚款，法律另有规定的从其规定",
        "处1万元罚款；法律、行政法规另有规定的，从其规定",
        "处1万元罚款，情节轻微的除外",
        "处1万元罚款，对个体工商户不罚",
        "处1万元罚款，首次可以不罚",
        "处1万元罚款，首次违法的可以不没收工具",
        "处1万元罚款，不满十八周岁不在此限",
        "处1万元罚款，仅限单位",
        "除造成人员伤亡外，处1万元罚款",
        "在三日内缴清的处1万元罚款",
        "处1万元罚款，当场改正可免",
        "处1万元罚款，不满十四周岁不予处罚",
        "处1万元罚款，情节严重的",
        "处1万元罚款，情节严重的。责令改正",
        "没收违法所得，造成人员伤亡的除外",
        "警告，但情节轻微",
        "个人除外",
    ],
)
def test_an_exception_that_no_measure_took_stops_the_cell(text: str) -> None:
    errors = [remark.message for remark in read_text(text).remarks if remark.severity is ERROR]
    assert any("例外或者条件" in message for message in errors), read_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "处1万元罚款；首次违法且及时改正的，不予处罚",
        "处1万元罚款；情节轻微的，可以不予处罚",
        "情节轻微的，不予罚款",
        "除责令改正外，处1万元罚款",
        "逾期不改正的，处1万元罚款",
        "处1万元罚款（情节严重的）",
        "处1万元以上（含1万元）3万元以下（不含3万元）罚款",
        "根据情节轻重，处1万元罚款",
        "依照本条例第十条的规定，处1万元罚款",
        "由城市管理部门责令改正，处1万元罚款。",
        "违反第一款规定，逾期不改正的，处1万元罚款",
        "处1万元罚款；构成犯罪的，依法追究刑事责任",
        "按照破坏湿地面积，处每平方米4200元罚款",
        "没收违法所得，处违法所得1倍以上2倍以下罚款，违法所得不足1万元的，按1万元计算",
        "对单位处1万元罚款，对个人处1000元罚款，等",
        "货值金额处1倍以上2倍以下罚款",
        "仅对单位处1万元罚款",
        "警告，不予罚款",
        "每介绍一人处5000元罚款",
        "轻微：处500元罚款",
        "警告，可以并处1万元罚款",
        "没收违法所得并处1万元罚款",
        "对直接负责的主管人员和其他直接责任人员处4000元罚款",
        "1.警告；2.处1万元罚款。",
    ],
)
def test_words_that_are_read_or_carry_nothing_are_silent(text: str) -> None:
    reading = read_text(text)
    assert reading.remarks == []
    assert all(measure.computed for measure in reading.measures)
    assert MeasureKind.OTHER not in {measure.kind for measure in reading.measures}


@pytest.mark.parametrize(
    ("behind", "kind"),
    [
        ("终身禁业", "bar"),
        ("并终身禁止从业", "bar"),
        ("五年内市场禁入", "bar"),
        ("移送公安机关", "other"),
        ("由公安机关处理", "other"),
        ("并列入失信名单", "other"),
        ("列入严重违法失信名单", "other"),
        ("扣12分", "other"),
        ("记12分", "other"),
        ("记入信用档案", "other"),
        ("通报批评", "criticism"),
        ("恢复土地原状", "order"),
        ("采取补救措施", "order"),
        ("追回专项资金", "order"),
    ],
)
def test_a_measure_beside_the_fine_is_named_as_one(behind: str, kind: str) -> None:
    reading = read_text(f"处1万元罚款，{behind}")
    assert [(m.kind.value, m.text, m.computed) for m in reading.measures] == [
        ("fine", "处1万元罚款", True),
        (kind, behind, True),
    ]
    assert reading.remarks == []


def test_a_measure_named_in_the_clause_of_the_fine_is_one_as_well() -> None:
    assert kinds("处1万元罚款并列入失信名单") == ["fine", "other"]
    assert kinds("警告并移送公安机关") == ["warning", "other"]
    assert kinds("没收违法所得并依法给予处分") == ["confiscate"]


@pytest.mark.parametrize("daily", ["并按日连续处罚", "按日连续处罚", "按日计罚"])
def test_penalties_by_the_day_are_named_and_not_computed(daily: str) -> None:
    reading = read_text(f"处1万元罚款，{daily}")
    fine, other = reading.measures
    assert (fine.kind, fine.computed) == (MeasureKind.FINE, True)
    assert (other.kind, other.text, other.computed) == (MeasureKind.OTHER, daily, False)
    (remark,) = reading.remarks
    assert (remark.severity, remark.message) == (
        WARNING,
        f"「{daily}」程序没有读懂，裁量时没有计算，只按原文列出，请核对。",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("处1万元罚款，赔礼道歉", "赔礼道歉"),
        ("处1万元罚款，张贴告示，责令改正", "张贴告示"),
        ("处1万元罚款并张贴告示", "并张贴告示"),
        ("处1万元罚款（另行报告上级）", "另行报告上级"),
        ("占用盲道处1万元罚款", "占用盲道"),
        ("张贴告示并处1万元罚款", "张贴告示"),
        ("处1万元罚款并限期搬离", "并限期搬离"),
        ("警告，赔礼道歉", "赔礼道歉"),
        ("处1万元罚款；情节严重的，依照《条例》的规定处罚", "依照《条例》的规定处罚"),
        ("情节严重的，处1万元罚款，赔礼道歉", "赔礼道歉"),
    ],
)
def test_a_clause_that_is_not_understood_is_named_and_kept_in_its_place(text: str, words: str) -> None:
    reading = read_text(text)
    (left,) = (m for m in reading.measures if m.kind is MeasureKind.OTHER)
    assert (left.text, left.computed) == (words, False)
    assert [(r.severity, r.message) for r in reading.remarks] == [
        (WARNING, f"「{words}」程序没有读懂，裁量时没有计算，只按原文列出，请核对。")
    ]


def test_what_is_left_over_keeps_its_condition_and_does_not_part_a_fine_from_its_cap() -> None:
    assert [m.trigger for m in read_text("逾期不改正的，处1万元罚款，赔礼道歉").measures] == [
        "逾期不改正的"
    ] * 2
    fine, _ = read_text("每平方米处100元罚款，张贴告示，但最高不超过3万元").measures
    assert not fine.computed
    assert fine.text.endswith("3万元")


def test_two_columns_that_name_different_other_measures_keep_both(tmp_path: Path) -> None:
    head = ("序号", "违法行为", "违法情节", "其他处罚", "处罚标准")
    row = (1, "沿街晾晒", "初次", "移送公安机关", "处1万元罚款，列入失信名单")
    (standard,) = read(tmp_path, table(head, row)).standards
    assert [m.text for m in standard.rows[0].measures] == ["移送公安机关", "处1万元罚款", "列入失信名单"]


def test_the_exception_stands_as_an_error_at_its_cell(tmp_path: Path) -> None:
    head = ("序号", "违法行为", "违法情节", "处罚标准")
    book = read(tmp_path, table(head, (1, "沿街晾晒", "初次", "处1万元罚款，造成人员伤亡的除外")))
    (cell,) = (row.cell for row in book.standards[0].rows)
    assert any("例外或者条件" in problem.message for problem in book.errors_at("裁量基准", cell)), (
        book.problems
    )
