"""The marked copy: comments and colours on the right cells, a summary in front, the rest as it was."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlwt
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from importers.copied_sheets import CopiedSheet
from importers.errors import CopyRefused
from importers.marked_copy import write_marked_copy
from importers.printed_sheet import Amount, PrintedSheet
from importers.problem_help import help_for
from importers.problem_marks import mark_problems
from importers.standards_workbook import read_standards_workbook
from importers.summary_mark import SUMMARY
from standards_1023.values import Convention, Problem, ProblemSeverity
from tests.importers.marked import colour, marked, opened, said, summary_rows
from tests.importers.packages import STANDARD, package, row, worksheet
from tests.importers.sheets import LEFT, UP, Page, Printed, Shown, Under, table, write_xls, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

RED, YELLOW = "FFC7CE", "FFEB9C"
BOTH = Convention(source="option")
HEADINGS = ("序号", "违法行为", "处罚依据", "法定处罚", "违法情节", "处罚标准")
LAW = ("《市容条例》第十条", "处一百元以上一千元以下罚款")
LIST: tuple[tuple[Printed, ...], ...] = (
    HEADINGS,
    (1, "沿街晾晒物品", *LAW, "第一次被处罚的", "处100元以上300元以下罚款"),
    (UP, UP, UP, UP, "第二次被处罚的", "处300元以上600元以下罚款"),
    (UP, UP, UP, UP, "第三次以上被处罚的", "处5000元罚款"),
)
"""Its last fine is above the law: an error at F4."""


def test_the_cell_of_an_error_is_red_and_says_why(tmp_path: Path) -> None:
    found, target = marked(write_xlsx(tmp_path / "表.xlsx", Page(LIST)), convention=BOTH)
    book = opened(target)
    (problem,) = [p for p in found.problems if p.cell == "F4"]
    assert colour(book, "裁量基准", "F4") == RED
    entry = help_for(problem.message)
    assert entry is not None
    expected = f"〔裁量检查〕\n【错误】{problem.message}\n怎么改：{entry.remedy}"
    assert said(book, "裁量基准", "F4") == expected
    assert book["裁量基准"]["F4"].comment.author == "裁量"
    assert [c.coordinate for row in book["裁量基准"].iter_rows() for c in row if c.comment] == ["F4"]
    assert colour(book, "裁量基准", "F3") is None


def test_the_cell_of_a_warning_is_yellow(tmp_path: Path) -> None:
    _, target = marked(write_xlsx(tmp_path / "表.xlsx", Page(LIST)))
    book = opened(target)
    assert colour(book, "裁量基准", "A1") == YELLOW
    assert said(book, "裁量基准", "A1").startswith("〔裁量检查〕\n【提示】没有写明「以上」「以下」")


def test_several_problems_of_a_cell_are_one_comment_and_an_error_gives_the_colour(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_xlsx(tmp_path / "表.xlsx", Page(LIST)))
    book["裁量基准"]["A1"] = "=1/0"
    book.save(tmp_path / "表.xlsx")
    found, target = marked(tmp_path / "表.xlsx")
    at = [p for p in found.problems if p.cell == "A1"]
    assert len(at) >= 2
    copy = opened(target)
    assert all(p.message in said(copy, "裁量基准", "A1") for p in at)
    assert colour(copy, "裁量基准", "A1") == RED


def test_a_problem_within_a_merged_range_stands_at_its_top_left_cell(tmp_path: Path) -> None:
    rows = (*LIST[:3], (UP, UP, UP, Under("旧的文字"), "第三次以上被处罚的", "处900元罚款"))
    _, target = marked(write_xlsx(tmp_path / "表.xlsx", Page(rows)), convention=BOTH)
    book = opened(target)
    assert "残留文字「旧的文字」" in said(book, "裁量基准", "D2")
    assert colour(book, "裁量基准", "D2") == YELLOW
    links = [row for row in summary_rows(book) if row[1] == "D4"]
    assert [row[4] for row in links] == [LAW[1]]
    assert "D2:D4" in map(str, book["裁量基准"].merged_cells.ranges)


def test_a_comment_is_large_enough_for_its_text(tmp_path: Path) -> None:
    _, target = marked(write_xlsx(tmp_path / "表.xlsx", Page(LIST)))
    text = said(opened(target), "裁量基准", "A1")
    with zipfile.ZipFile(target) as package:
        (shapes,) = [package.read(part).decode() for part in package.namelist() if part.endswith(".vml")]
    width, height = (int(number) for number in re.findall(r"(?:width|height):(\d+)px", shapes)[:2])
    columns = width / 7.2  # pixels of half a Chinese character at 9 points, with room to spare
    lines = sum(-(-2 * len(line) // columns) for line in text.split("\n"))
    assert height >= lines * 16


def test_comments_of_the_user_stay_and_ours_follow_them(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "表.xlsx", Page(LIST))
    book = openpyxl.load_workbook(path)
    book["裁量基准"]["F4"].comment = Comment("法规科：\n请再核", "法规科")
    book["裁量基准"]["B2"].comment = Comment("已核对", "法规科")
    book.save(path)
    _, target = marked(path, convention=BOTH)
    copy = opened(target)
    assert said(copy, "裁量基准", "F4").startswith("法规科：\n请再核\n〔裁量检查〕\n【错误】")
    assert copy["裁量基准"]["F4"].comment.author == "法规科"
    assert said(copy, "裁量基准", "B2") == "已核对"


def test_the_summary_comes_first_and_links_every_problem_to_its_cell(tmp_path: Path) -> None:
    found, target = marked(write_xlsx(tmp_path / "表.xlsx", Page(LIST, name="市容 '一' 表")))
    book = opened(target)
    assert book.sheetnames == [SUMMARY, "市容 '一' 表"]
    assert book.active is not None
    assert book.active.title == SUMMARY
    assert not book["市容 '一' 表"].sheet_view.tabSelected
    sheet: Any = book[SUMMARY]
    rows = summary_rows(book)
    assert rows[2][0] == f"文件：表.xlsx　　SHA-256：{found.sha256}"
    assert rows[3][0].startswith("错误 1 个（红色，改正以前不能适用），提示 1 个（黄色，请核对）。")
    assert rows[5] == ("工作表", "单元格", "严重程度", "问题", "单元格内容", "怎么改")
    assert rows[6][:3] == ("市容 '一' 表", "F4", "错误")
    assert rows[6][4] == "处5000元罚款"
    assert rows[6][5].startswith("先核对法条")
    assert (sheet["B7"].hyperlink.location, sheet["B7"].hyperlink.target) == ("'市容 ''一'' 表'!F4", None)
    assert rows[7][:3] == ("市容 '一' 表", "A1", "提示")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A7", "A6:F8")
    assert ("市容 '一' 表", "1", "3", "分档 1 项", "1＋1", "") in rows


def test_a_workbook_without_problems_says_so(tmp_path: Path) -> None:
    rows = (*LIST[:3], (UP, UP, UP, UP, "第三次以上被处罚的", "处600元以上1000元以下罚款"))
    found, target = marked(write_xlsx(tmp_path / "表.xlsx", Page(rows)), convention=BOTH)
    assert found.problems == ()
    book = opened(target)
    assert summary_rows(book)[3][0] == "没有发现问题：读到 1 项裁量基准。"
    assert not any(cell.comment for row in book["裁量基准"].iter_rows() for cell in row)


def test_a_problem_without_a_cell_stands_in_the_summary(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "表.xlsx", Page(LIST, name="全部隐藏", hidden=True), Page((("说明",),)))
    book = openpyxl.load_workbook(path)
    book.save(path)
    found, target = marked(path, convention=BOTH)
    copy = opened(target)
    assert {row[3] for row in summary_rows(copy)[6:8]} == {p.message for p in found.problems}
    assert copy["全部隐藏"].sheet_state == "hidden"
    assert ("全部隐藏", "0", "0", "隐藏的工作表，没有读取", "0＋1", "") in summary_rows(copy)


def test_looks_of_the_original_are_kept(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "表.xlsx", Page(LIST, hidden_rows=(3,)), Page((("附件",),), name="附件"))
    book = openpyxl.load_workbook(path)
    sheet = book["裁量基准"]
    sheet["B2"].font = Font(name="仿宋", size=16, bold=True, color="FF0000FF")
    sheet["B2"].fill = PatternFill("solid", fgColor="FFE2EFDA")
    sheet.column_dimensions["B"].width = 33
    sheet.column_dimensions["H"].hidden = True
    sheet["H2"] = "内部意见"
    sheet.row_dimensions[2].height = 44
    sheet.freeze_panes = "B2"
    sheet["G2"], sheet["G2"].number_format = 0.2, "0%"
    book.save(path)
    _, target = marked(path, convention=BOTH)
    copy = opened(target)["裁量基准"]
    assert (copy["B2"].font.name, copy["B2"].font.size, copy["B2"].font.bold) == ("仿宋", 16, True)
    assert copy["B2"].fill.fgColor.rgb == "FFE2EFDA"
    assert (copy.column_dimensions["B"].width, copy.row_dimensions[2].height) == (33, 44)
    assert (copy["G2"].value, copy["G2"].number_format) == (0.2, "0%")
    assert (copy.column_dimensions["H"].hidden, copy["H2"].value) == (True, "内部意见")
    assert (copy.row_dimensions[3].hidden, copy.freeze_panes) == (True, "B2")


FORMULAS = ('=HYPERLINK("http://example.test","点")', "+cmd|'/c calc'!A0", "@SUM(1,2)", "-1+1", "＝1+1")


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path, text: str, ending: str) -> None:
    rows: tuple[tuple[Printed, ...], ...] = (*LIST[:3], (UP, UP, UP, UP, "第三次以上被处罚的", text))
    write = write_xls if ending == "xls" else write_xlsx
    path = write(tmp_path / f"表.{ending}", Page(rows, name="基准"))
    if ending == "xlsx":
        book = openpyxl.load_workbook(path)
        book["基准"]["F4"].value = text
        book["基准"]["F4"].data_type = "s"
        book.save(path)
    _, target = marked(path, convention=BOTH)
    copy = opened(target)
    cell: Any = copy["基准"]["F4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    quoted = [c for row in copy[SUMMARY].iter_rows() for c in row if c.value == text]
    assert [(c.data_type, c.quotePrefix) for c in quoted] == [("s", True)]


def test_no_cell_of_a_copy_is_a_formula(tmp_path: Path) -> None:
    """A sheet's name and a problem's words come from outside as well."""
    path = write_xlsx(tmp_path / "=1+1.xlsx", Page(LIST, name="=1+1"))
    book = openpyxl.load_workbook(path)
    book["=1+1"]["F4"] = '=HYPERLINK("http://example.test","处5000元罚款")'
    book.save(path)
    _, target = marked(path)
    copy = opened(target)
    assert {c.data_type for sheet in copy for row in sheet.iter_rows() for c in row} <= {"s", "n"}
    assert "（公式没有结果）=HYPERLINK" in copy["=1+1"]["F4"].value


def test_a_formula_becomes_the_result_that_was_saved_with_it(tmp_path: Path) -> None:
    formula = '<c r="C4" t="str"><f>"处"&amp;"3000元罚款"</f><v>处3000元罚款</v></c>'
    number = '<c r="D4"><f>1+1</f><v>2</v></c>'
    sheet = worksheet(*STANDARD, row(4, "未按规定公示收费标准", "三次违法的", formula, number))
    path = tmp_path / "表.xlsx"
    path.write_bytes(package(sheet))
    _, target = marked(path, convention=BOTH)
    copy = opened(target)["表1"]
    assert [(copy[c].value, copy[c].data_type) for c in ("C4", "D4")] == [("处3000元罚款", "s"), (2, "n")]


def test_an_xls_workbook_becomes_an_xlsx_copy(tmp_path: Path) -> None:
    rows: tuple[tuple[Printed, ...], ...] = (
        ("市容裁量基准", LEFT, LEFT, LEFT, LEFT, LEFT),
        *LIST,
        (2, "乱贴广告", *LAW, "贴一处的", Shown(0.2, "0%")),
    )
    path = write_xls(
        tmp_path / "表.xls", Page(rows, hidden_rows=(6,)), Page((("附件",),), name="附件", hidden=True)
    )
    found, target = marked(path, convention=BOTH)
    copy = opened(target)
    sheet = copy["裁量基准"]
    assert colour(copy, "裁量基准", "F5") == RED
    assert "超出法定幅度" in said(copy, "裁量基准", "F5")
    assert {"A1:F1", "B3:B5"} <= set(map(str, sheet.merged_cells.ranges))
    assert (sheet["F6"].value, sheet.row_dimensions[6].hidden) == ("20%", True)
    assert copy["附件"].sheet_state == "hidden"
    assert [p.message for p in found.problems if p.cell == "A6"] == [
        "第 6 行是隐藏的，没有读取。需要读取请先取消隐藏。"
    ]


def test_an_xls_workbook_keeps_widths_fonts_and_comments(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("基准")
    style = xlwt.easyxf(
        "font: name 仿宋, bold on, height 320; align: wrap on, vert centre; borders: left thin; "
        "pattern: pattern solid, fore_colour yellow"
    )
    for r, texts in enumerate((HEADINGS, ("1", "乱贴广告", *LAW, "贴一处的", "处200元罚款"))):
        for c, text in enumerate(texts):
            sheet.write(r, c, text, style)
    sheet.col(1).width = 256 * 30
    book.save(str(tmp_path / "表.xls"))
    _, target = marked(tmp_path / "表.xls", convention=BOTH)
    copy = opened(target)["基准"]
    cell: Any = copy["B2"]
    assert (cell.font.name, cell.font.bold, cell.font.size) == ("仿宋", True, 16)
    assert (cell.alignment.wrap_text, cell.border.left.style, cell.fill.fgColor.rgb) == (
        True,
        "thin",
        "00FFFF00",
    )
    assert copy.column_dimensions["B"].width == 30


def test_five_hundred_problems_are_all_listed_and_marked(tmp_path: Path) -> None:
    rows: list[tuple[Printed, ...]] = [HEADINGS]
    rows += [(n, f"违法行为甲{n}号", *LAW, "一般情形的", "处5000元罚款") for n in range(1, 501)]
    found, target = marked(write_xlsx(tmp_path / "表.xlsx", Page(tuple(rows))), convention=BOTH)
    assert len(found.problems) >= 500
    book = opened(target)
    assert all(colour(book, "裁量基准", f"F{n}") == RED for n in range(2, 502))
    assert sum(row[2] == "错误" for row in summary_rows(book)) == len(found.problems)


def test_very_many_words_on_one_cell_are_cut_with_a_word_where_the_rest_is() -> None:
    blank = openpyxl.Workbook().worksheets[0]
    problems = [Problem("表", "A1", ProblemSeverity.WARNING, f"第{n}条：{'长' * 300}") for n in range(50)]
    mark_problems(
        problems,
        {"表": CopiedSheet(PrintedSheet("表", hidden=False, amount=Amount()), blank)},
        {"表": {}},
    )
    comment = blank["A1"].comment
    assert comment is not None
    assert len(comment.text) < 5_000
    assert comment.text.endswith("个问题，见工作表「裁量检查结果」。")


def test_names_and_texts_that_no_workbook_may_hold_are_made_fit(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    names = ["甲/乙[1]", "很" * 40, "很" * 40, "裁量检查结果"]
    path.write_bytes(package(*[worksheet(*STANDARD)] * 4, names=names))
    _, target = marked(path, convention=BOTH)
    assert opened(target).sheetnames == [
        "裁量检查结果2",
        "甲_乙_1_",
        "很" * 31,
        f"{'很' * 30}2",
        "裁量检查结果",
    ]


def test_the_settings_beside_a_workbook_are_called_to_mind(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "表.xlsx", Page(LIST))
    path.with_suffix(".toml").write_text('heavier_wins = "《规定》第一条"\n', encoding="utf-8")
    _, target = marked(path)
    assert any("设置文件「表.toml」不在本副本里" in row[0] for row in summary_rows(opened(target)))


def test_a_workbook_that_changed_since_it_was_read_is_not_copied(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "表.xlsx", Page(LIST))
    found = read_standards_workbook(path)
    write_xlsx(path, table(*LIST[:2]))
    with pytest.raises(CopyRefused, match="又改动了"):
        write_marked_copy(path, found, tmp_path / "标注.xlsx")
    assert [p.name for p in tmp_path.iterdir()] == ["表.xlsx"]
