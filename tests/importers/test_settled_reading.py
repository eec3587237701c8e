"""A workbook read with what people settled about it: texts and columns, and what stays visible of that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path  # noqa: TC003 - pytest reads annotations of fixtures

import openpyxl
import pytest

from importers.draft_files import MANIFEST, Manifest, ManifestFile, handed_in, read_imported
from importers.errors import WorkbookRefused
from importers.summary_mark import EXPLANATION, SUMMARY
from rules.agreement import prove
from standards_1023.errors import SettlementRefused
from standards_1023.settlements import (
    LEFT_OUT,
    Settlement,
    SettlementKind,
    column_key,
    settlements_document,
    text_key,
)
from tests.importers.marked import marked, opened, said
from tests.importers.sheets import (
    LEFT,
    UP,
    Page,
    Shown,
    bands,
    errors,
    factors,
    read,
    show,
    table,
    warnings,
    weights,
    write_xlsx,
)

ON = date(2026, 11, 20)


def text(printed: str, meaning: str) -> Settlement:
    return Settlement(SettlementKind.TEXT, text_key(printed), meaning, "zhangsan", ON)


def column(meaning: str, *headings: str, place: int = 1, twins: int = 1) -> Settlement:
    return Settlement(SettlementKind.COLUMN, column_key(headings, place, twins), meaning, "zhangsan", ON)


UNREAD = table(
    ("序号", "违法行为", "违法情节", "处罚标准"),
    (1, "沿街晾晒", "超出5天一般般", "罚五个数"),
    (UP, UP, "10日以上", "处10万元罚款"),
)


@pytest.mark.parametrize("xls", [False, True])
def test_a_penalty_that_cannot_be_read_is_read_as_it_was_settled(tmp_path: Path, *, xls: bool) -> None:
    unsettled = read(tmp_path, UNREAD, xls=xls)
    assert "D2" in dict(errors(unsettled)), show(unsettled)
    book = read(tmp_path, UNREAD, xls=xls, settlements=[text("罚 五个数", "罚款50000元")])
    assert bands(book.standards[0]) == [
        ("违法情节=超出5天一般般", "罚款 50000 元"),
        ("违法情节=10日以上", "罚款 100000 元"),
    ]
    assert "D2" not in dict(errors(book))
    assert ("D2", "「罚五个数」按2026-11-20的确认读作「罚款50000元」（确认人 zhangsan）。") in warnings(book)
    (settled,) = book.settled
    assert (settled.cell, settled.printed, settled.meaning) == ("D2", "罚五个数", "罚款50000元")
    assert prove(book.standards, book.instrument).holds_for(book.standards, book.instrument)


def test_a_condition_becomes_the_quantity_that_was_settled(tmp_path: Path) -> None:
    book = read(tmp_path, UNREAD, settlements=[text("超出5天一般般", "超期5日以上不足10日")])
    condition = book.standards[0].factors[0].conditions[0]
    assert condition.text == "超期5日以上不足10日"
    assert condition.quantity is not None
    assert condition.quantity.unit == "日"


def test_a_heading_is_settled_like_any_text(tmp_path: Path) -> None:
    page = table(
        ("违法行为", "栏甲", "处罚标准"), ("沿街晾晒", "初次", "处1000元罚款"), (UP, "再次", "处2000元罚款")
    )
    book = read(tmp_path, page, settlements=[text("栏甲", "违法次数")])
    assert [name for name, *_ in factors(book.standards[0])] == ["违法次数"]
    assert [s.cell for s in book.settled] == ["B1"]


def test_a_statement_outside_the_tables_is_read_as_it_was_settled(tmp_path: Path) -> None:
    page = table(("注：以下的都不算在里头",), (None,), *UNREAD.rows)
    book = read(
        tmp_path,
        page,
        convention=None,
        settlements=[text("注：以下的都不算在里头", "本表所称“以上”包括本数，“以下”不包括本数。")],
    )
    assert not book.instrument.convention.below_included
    assert book.instrument.convention.source == "裁量基准!A1"


def test_every_cell_with_the_text_is_named_and_cells_that_nobody_sees_are_not(tmp_path: Path) -> None:
    page = Page(
        (*UNREAD.rows, (2, "乱倒垃圾", "初次", "罚五个数"), (3, "无证经营", "初次", "罚五个数")),
        hidden_rows=(5,),
    )
    hidden = Page((("罚五个数",),), name="隐藏", hidden=True)
    book = read(tmp_path, page, hidden, settlements=[text("罚五个数", "罚款50000元")])
    assert [s.cell for s in book.settled] == ["D2", "D4"]


def test_settlements_that_fit_nothing_are_named_and_change_nothing_that_is_read(tmp_path: Path) -> None:
    plain = read(tmp_path, UNREAD)
    book = read(tmp_path, UNREAD, settlements=[text("没有这句话", "罚款1元"), column("备注", "没有")])
    named = {one for one in book.problems if "在现在的表里" in one.message}
    assert len(named) == 2
    assert replace(book, problems=tuple(one for one in book.problems if one not in named)) == plain


def test_what_is_wrong_in_the_file_itself_is_not_settled(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "表.xlsx", UNREAD)
    book = openpyxl.load_workbook(path)
    book["裁量基准"]["D3"] = "=1/0*B9"
    book.save(path)
    page = table(*UNREAD.rows[:2], (UP, UP, "10日以上", "#REF!"))
    for printed in ("#REF!", "（公式没有结果）=1/0*B9"):
        found = read(tmp_path, page, settlements=[text(printed, "处10万元罚款")])
        assert found.settled == ()
        assert "D3" in dict(errors(found))


def test_no_settlement_makes_a_sheet_vanish(tmp_path: Path) -> None:
    page = Page(((SUMMARY,), ("甲",), *UNREAD.rows), name=SUMMARY)
    book = read(tmp_path, page, settlements=[text("甲", EXPLANATION)])
    assert len(book.standards) == 1
    assert [s.cell for s in book.settled] == ["A2"]


def test_what_was_settled_counts_against_the_bounds_of_a_workbook(tmp_path: Path) -> None:
    page = Page(tuple(("重复的字",) * 100 for _ in range(100)))
    with pytest.raises(WorkbookRefused, match="文字超过"):
        read(tmp_path, page, settlements=[text("重复的字", "长" * 500)])


@pytest.mark.parametrize("xls", [False, True])
def test_a_column_that_was_unsure_is_sure_once_it_is_settled(tmp_path: Path, *, xls: bool) -> None:
    page = table(
        ("序号", "违法行为", "违法情节", "口径", "处罚标准"),
        (1, "沿街晾晒", "初次", "南区", "处1000元罚款"),
        (UP, UP, "再次", "已责令改正", "处2000元罚款"),
    )
    unsettled = read(tmp_path, page, xls=xls)
    assert any("把握只有" in message for cell, message in warnings(unsettled) if cell == "D1"), show(
        unsettled
    )
    book = read(tmp_path, page, xls=xls, settlements=[column("备注", "口径")])
    assert [name for name, *_ in factors(book.standards[0])] == ["违法情节"]
    assert [(cell, m) for cell, m in warnings(book) if cell == "D1"] == [
        ("D1", "「口径」一列按2026-11-20的确认认作「备注」（确认人 zhangsan）。")
    ]
    (recognised,) = (c for c in book.columns if c.heading == "口径")
    assert (recognised.role, recognised.score) == ("备注", 100)
    assert prove(book.standards, book.instrument).holds_for(book.standards, book.instrument)


def test_a_column_that_was_wrongly_taken_is_what_was_settled_with_its_unit(tmp_path: Path) -> None:
    page = table(
        ("序号", "违法行为", "违法情节", "建议（万元）", "其他处罚"),
        (1, "沿街晾晒", "初次", 5, "警告"),
        (UP, UP, "再次", 10, "警告"),
    )
    unsettled = read(tmp_path, page)
    assert {m for s in unsettled.standards for _, m in bands(s)} == set()
    book = read(tmp_path, page, settlements=[column("上限", "建议（万元）")])
    assert [m for _, m in bands(book.standards[0])] == [
        "罚款 50000 以下 元; 警告",
        "罚款 100000 以下 元; 警告",
    ], show(book)


@pytest.mark.parametrize("xls", [False, True])
def test_a_column_that_is_not_used_is_left_out_and_named(tmp_path: Path, *, xls: bool) -> None:
    page = table(
        ("序号", "违法行为", "违法情节", "旧罚款标准", "处罚标准"),
        (1, "沿街晾晒", "初次", "处500元罚款", "处1000元罚款"),
        (UP, UP, "再次", "处900元罚款", "处2000元罚款"),
    )
    assert errors(read(tmp_path, page, xls=xls))
    book = read(tmp_path, page, xls=xls, settlements=[column(LEFT_OUT, "旧罚款标准")])
    assert bands(book.standards[0]) == [
        ("违法情节=初次", "罚款 1000 元"),
        ("违法情节=再次", "罚款 2000 元"),
    ], show(book)
    assert ("D1", "「旧罚款标准」一列按2026-11-20的确认不用，没有读取（确认人 zhangsan）。") in warnings(book)
    assert "旧罚款标准" not in {c.heading for c in book.columns}


def test_a_cell_that_reaches_over_a_column_that_is_not_used_stays_in_the_others(tmp_path: Path) -> None:
    page = table(
        ("违法行为", "旧情节", "违法情节", "处罚标准"),
        ("沿街晾晒", "初次", LEFT, "处1000元罚款"),
        (UP, "甲", "再次", "处2000元罚款"),
    )
    book = read(tmp_path, page, settlements=[column(LEFT_OUT, "旧情节")])
    assert [w for w, _ in bands(book.standards[0])] == ["违法情节=初次", "违法情节=再次"], show(book)


def test_a_column_that_is_not_used_says_nothing_of_the_whole_workbook(tmp_path: Path) -> None:
    page = table(
        ("违法行为", "旧说明", "违法情节", "处罚标准"),
        ("沿街晾晒", "本表“以上”“以下”均不包括本数", "初次", "处1000元罚款"),
    )
    book = read(tmp_path, page, convention=None, settlements=[column(LEFT_OUT, "旧说明")])
    assert book.instrument.convention.source == "default"


def test_of_columns_with_the_same_headings_one_is_settled(tmp_path: Path) -> None:
    page = table(
        ("违法行为", "裁量标准", LEFT, LEFT),
        ("沿街晾晒", "甲类", "南区", "处1000元罚款"),
        (UP, "乙类", "北区", "处2000元罚款"),
    )
    book = read(tmp_path, page, settlements=[column("备注", "裁量标准", place=2, twins=3)])
    assert [(c.column, c.role) for c in book.columns if c.score == 100] == [(3, "备注")]
    assert [w.count("=") for w, _ in bands(book.standards[0])] == [1, 1], show(book)


def test_percentages_that_are_no_weights_are_left_out_of_a_weighted_sum(tmp_path: Path) -> None:
    page = table(
        ("裁量要素", "情形", "上年权重", "权重"),
        ("裁量起点", LEFT, "8%", "10%"),
        ("规模", "大", "30%", "40%"),
        (UP, "小", "10%", "20%"),
        ("备注", "罚款金额＝裁量百分值总和×10万元", LEFT, LEFT),
    )
    for settled in (column(LEFT_OUT, "上年权重"), column("备注", "上年权重")):
        book = read(tmp_path, page, settlements=[settled])
        (group,) = book.standards[0].weights
        assert weights(group) == [("规模", "大", "40%"), ("规模", "小", "20%")], show(book)
        assert group.start_percent == 10


def test_a_column_is_settled_as_a_role_or_as_not_used(tmp_path: Path) -> None:
    with pytest.raises(SettlementRefused, match="不能确认为「罚金」"):
        read(tmp_path, UNREAD, settlements=[column("罚金", "处罚标准")])


def test_a_marked_copy_names_what_was_settled_and_reads_the_same_with_the_settlements(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "表.xlsx", UNREAD)
    settlements = [text("罚五个数", "罚款50000元"), column("备注", "序号")]
    found, target = marked(path, settlements=settlements)
    assert "按2026-11-20的确认读作「罚款50000元」" in said(opened(target), "裁量基准", "D2")
    assert opened(target)["裁量基准"]["D2"].value == "罚五个数"
    again, _ = marked(target, "再标注.xlsx", settlements=settlements)
    assert (again.standards, again.problems, again.settled) == (
        found.standards,
        found.problems,
        found.settled,
    )


def test_an_exported_folder_is_read_with_its_settlements(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "环水局.xlsx", UNREAD)
    document = settlements_document([text("罚五个数", "罚款50000元")])
    (tmp_path / "环水局.确认.json").write_bytes(document)
    file = ManifestFile(
        department="环水局",
        file="环水局.xlsx",
        sha256=sha256((tmp_path / "环水局.xlsx").read_bytes()).hexdigest(),
        settlements="环水局.确认.json",
    )
    manifest = Manifest(edition="edition:1", state="draft", files=[file])
    (tmp_path / MANIFEST).write_text(manifest.model_dump_json(), encoding="utf-8")
    (imported,) = map(read_imported, handed_in([tmp_path]))
    assert imported.settlements == document
    assert [s.cell for s in imported.workbook.settled] == ["D2"]


def test_a_number_that_is_shown_as_another_is_settled_by_what_is_shown(tmp_path: Path) -> None:
    page = table(*UNREAD.rows[:2], (UP, UP, "10日以上", Shown(0.5, "0%")))
    book = read(tmp_path, page, settlements=[text("50%", "处违法所得50%的罚款")])
    assert [s.printed for s in book.settled] == ["50%"]
