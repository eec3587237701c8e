"""A marked copy that is imported again gives the same standards and the same problems, mended ones less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from importers.standards_workbook import read_standards_workbook
from importers.summary_mark import EXPLANATION, SUMMARY
from standards_1023.values import Convention
from tests.importers.marked import colour, marked, opened, said, summary_rows, told
from tests.importers.packages import HEADING, STANDARD, package, row, text, worksheet
from tests.importers.sheets import UP, Page, Printed, Shown, Under, write_xls, write_xlsx
from tests.workbooks import OWN_WORKBOOKS, REAL_GUANGDONG, REAL_SHENZHEN, needs_real_workbooks

if TYPE_CHECKING:
    from pathlib import Path

    from standards_1023.values import StandardsWorkbook

BOTH = Convention(source="option")
LAW = ("《市容条例》第十条", "处一百元以上一千元以下罚款")
LIST: tuple[tuple[Printed, ...], ...] = (
    ("序号", "违法行为", "处罚依据", "法定处罚", "违法情节", "处罚标准"),
    (1, "沿街晾晒物品", *LAW, "第一次被处罚的", "处100元以上300元以下罚款"),
    (UP, UP, UP, UP, "第二次被处罚的", "处300元以上600元以下罚款"),
    (UP, UP, UP, UP, "第三次以上被处罚的", "处5000元罚款"),
)


def copied_and_read(
    path: Path, folder: Path, convention: Convention | None = BOTH
) -> tuple[StandardsWorkbook, StandardsWorkbook]:
    """A workbook as it was read, and as its marked copy is read."""
    here = folder / path.name
    if here != path:
        here.write_bytes(path.read_bytes())
        if path.with_suffix(".toml").exists():
            for name in (path.stem, "标注"):
                (folder / f"{name}.toml").write_bytes(path.with_suffix(".toml").read_bytes())
    found, target = marked(here, convention=convention)
    return found, read_standards_workbook(target, convention=convention)


def assert_same(found: StandardsWorkbook, again: StandardsWorkbook) -> None:
    assert again.standards == found.standards
    assert again.problems == found.problems
    assert again.columns == found.columns
    assert again.instrument == found.instrument


@pytest.mark.parametrize("path", OWN_WORKBOOKS, ids=lambda path: path.stem)
def test_the_own_workbooks_read_the_same_from_their_copies(path: Path, tmp_path: Path) -> None:
    assert_same(*copied_and_read(path, tmp_path, None))


@needs_real_workbooks
@pytest.mark.parametrize("path", [REAL_SHENZHEN, REAL_GUANGDONG], ids=["shenzhen", "guangdong"])
def test_the_real_workbooks_read_the_same_from_their_copies(path: Path, tmp_path: Path) -> None:
    found, again = copied_and_read(path, tmp_path, None)
    assert_same(found, again)
    assert found.problems
    assert not any("没有保留" in line[0] for line in summary_rows(opened(tmp_path / "标注.xlsx")))


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_what_is_hidden_and_what_lies_beneath_is_read_the_same(ending: str, tmp_path: Path) -> None:
    rows = (*LIST[:3], (UP, UP, UP, Under("旧文字"), "第三次以上被处罚的", Shown(0.2, '0%"以下"')))
    write = write_xls if ending == "xls" else write_xlsx
    pages = Page(rows, hidden_rows=(2,), top=2, left=3), Page(LIST, name="隐藏的", hidden=True)
    found, again = copied_and_read(write(tmp_path / f"表.{ending}", *pages), tmp_path)
    assert_same(found, again)
    assert {"残留", "隐藏"} <= {
        word for p in found.problems for word in ("残留", "隐藏") if word in p.message
    }


def test_what_could_not_be_taken_is_the_same_fault_again(tmp_path: Path) -> None:
    """A formula without a result, an error value, a broken number, an endless text, a mark of direction."""
    broken = (
        '<c r="C4"><f>A1&amp;"x"</f></c>',
        '<c r="C5" t="e"><v>#REF!</v></c>',
        '<c r="C6"><v>1e999</v></c>',
        text("长" * 40_000, "C7"),
        text("处\u202e元0002\u202c罚款", "C8"),
        '<c r="C9"><f>1+</f></c>',
    )
    rows = [row(n, "未按规定公示收费标准", f"第{n}种情形", cell) for n, cell in enumerate(broken, 4)]
    path = tmp_path / "表.xlsx"
    path.write_bytes(package(worksheet(*STANDARD, *rows)))
    found, again = copied_and_read(path, tmp_path)
    assert_same(found, again)
    errors = {p.cell for p in found.problems if p.severity.value == "error"}
    assert {f"C{n}" for n in range(4, 10)} <= errors


def test_a_copy_of_a_copy_has_one_summary_and_each_problem_once(tmp_path: Path) -> None:
    found, target = marked(write_xlsx(tmp_path / "表.xlsx", Page(LIST)))
    again, second = marked(target, "再标注.xlsx")
    book = opened(second)
    assert book.sheetnames == [SUMMARY, "裁量基准"]
    assert told(again.problems) == told(found.problems)
    assert said(book, "裁量基准", "F4") == said(opened(target), "裁量基准", "F4")


def test_what_was_mended_in_the_copy_is_neither_named_nor_coloured_again(tmp_path: Path) -> None:
    _, target = marked(write_xlsx(tmp_path / "表.xlsx", Page(LIST)), convention=BOTH)
    book = openpyxl.load_workbook(target)
    book["裁量基准"]["F4"] = "处600元以上1000元以下罚款"
    book.save(target)
    again, second = marked(target, "再标注.xlsx", convention=BOTH)
    copy = opened(second)
    assert again.problems == ()
    assert colour(copy, "裁量基准", "F4") is None
    assert said(copy, "裁量基准", "F4") == ""


def test_a_sheet_that_only_has_the_name_of_the_summary_is_read(tmp_path: Path) -> None:
    for title in ((SUMMARY,), ("裁量基准",)):
        path = write_xlsx(tmp_path / "表.xlsx", Page((title, *LIST), name=SUMMARY))
        assert len(read_standards_workbook(path, convention=BOTH).standards) == 1


def test_the_summary_is_known_under_another_number(tmp_path: Path) -> None:
    head: tuple[tuple[Printed, ...], ...] = ((SUMMARY,), (EXPLANATION,))
    path = write_xlsx(tmp_path / "表.xlsx", Page((*head, *LIST), name=f"{SUMMARY}2"), Page(LIST))
    found = read_standards_workbook(path, convention=BOTH)
    assert {s.sheet for s in found.standards} == {"裁量基准"}


def test_a_workbook_with_macros_and_links_is_copied_without_them(tmp_path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    linked = '<c r="D2"><f>[1]Sheet1!A1</f><v>7</v></c>'
    path = tmp_path / "表.xlsm"
    path.write_bytes(
        package(
            worksheet(STANDARD[0], row(2, "未按规定公示收费标准", "初次违法的", "处1000元以上2000元以下罚款", linked), STANDARD[2]),
            parts={"xl/vbaProject.bin": b"macro", "xl/externalLinks/externalLink1.xml": "<externalLink/>"},
            relations=f'<Relationship Id="r9" Type="{office}/externalLink" Target="externalLinks/externalLink1.xml"/>',
        )
    )  # fmt: skip
    found, again = copied_and_read(path, tmp_path)
    assert again.standards == found.standards
    gone = told(found.problems) - told(again.problems)
    assert not told(again.problems) - told(found.problems)
    assert len(gone) == 3
    assert all("宏" in message or "别的工作簿" in message for *_, message in gone)
    content = (tmp_path / "标注.xlsx").read_bytes()
    assert b"vbaProject" not in content
    assert b"externalLink" not in content


def test_looks_that_openpyxl_does_not_understand_are_left_out_and_the_texts_stay(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    styles = f'<styleSheet xmlns="{main}"><fonts><font><sz val="big"/></font></fonts><cellXfs><xf fontId="7"/></cellXfs></styleSheet>'
    path = tmp_path / "表.xlsx"
    path.write_bytes(
        package(
            worksheet(*STANDARD),
            parts={"xl/styles.xml": styles},
            relations=f'<Relationship Id="r9" Type="{office}/styles" Target="styles.xml"/>',
        )
    )
    assert_same(*copied_and_read(path, tmp_path))
    assert any("没有保留" in line[0] for line in summary_rows(opened(tmp_path / "标注.xlsx")))


def test_a_file_in_the_strict_edition_keeps_its_looks(tmp_path: Path) -> None:
    sheet = worksheet(*STANDARD, before='<cols><col min="2" max="2" width="33" customWidth="1"/></cols>')
    strict = sheet.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    path = tmp_path / "表.xlsx"
    path.write_bytes(package(strict))
    assert_same(*copied_and_read(path, tmp_path))
    assert opened(tmp_path / "标注.xlsx")["表1"].column_dimensions["B"].width == 33


def test_dates_are_read_the_same_on_whichever_day_they_begin(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_xlsx(tmp_path / "表.xlsx", Page(LIST)))
    book["裁量基准"]["E2"] = 44392
    book["裁量基准"]["E2"].number_format = 'yyyy"年"m"月"d"日"'
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(tmp_path / "表.xlsx")
    found, again = copied_and_read(tmp_path / "表.xlsx", tmp_path)
    assert_same(found, again)
    assert found.standards[0].rows[0].when[0][1] == "2025年7月16日"


NASTY = st.text(
    st.sampled_from("处5万元以上罚款=+-@'\"<>&\t\n\r _x000D_＝\u202e\ufffe\x07😀"), min_size=1, max_size=12
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.sampled_from(["xlsx", "xls"]), st.lists(NASTY, min_size=1, max_size=4))
@example("xls", ["0\r\n"])
@example("xls", ["处5万元\r以上", "\r\r\n\n"])
def test_any_text_comes_back_from_the_copy_as_it_was(tmp_path: Path, ending: str, texts: list[str]) -> None:
    folder = tmp_path / ending
    folder.mkdir(exist_ok=True)
    (folder / "标注.xlsx").unlink(missing_ok=True)
    if ending == "xls":
        path = write_xls(folder / "表.xls", Page((*LIST, tuple(texts))))
    else:
        path = folder / "表.xlsx"
        path.write_bytes(package(worksheet(HEADING, STANDARD[1], row(3, *map(fit_for_xml, texts)))))
    assert_same(*copied_and_read(path, folder))


def fit_for_xml(value: str) -> str:
    """A text without the signs that XML cannot hold."""
    return text(value.replace("\ufffe", "").replace("\x07", ""))
