"""Tables of decisions as people hand them in: encodings, separators, ragged rows, titles, hostile files."""

from __future__ import annotations

import csv
import zipfile
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook, load_workbook

from casework.audit_rows import DecisionRole, Unreadable
from casework.audit_verdicts import Verdict
from importers.decision_columns import KnownNames, recognise, refuse_incomplete
from importers.decision_rows import open_decisions
from importers.decision_values import read_day, read_fine
from importers.errors import ImportRefused, TableRefused
from importers.printed_sheet import MOST_NUMBERS
from tests.casework.decision_files import audited, write_csv, write_parquet, write_xlsx
from tests.casework.generated_decisions import HEADINGS, as_rows, decisions, timeline

if TYPE_CHECKING:
    from pathlib import Path

MADE = decisions(60, 14, seed=3)
ROWS = list(as_rows(MADE))
KNOWN = KnownNames(
    frozenset({"超标倍数", "排放量", "整改情况", "违法次数"}), frozenset({"违法所得"}), frozenset({"平方米"})
)
EXPECTED = [made.verdict for made in MADE]


def verdicts(path: Path, *columns: str) -> list[Verdict]:
    return [finding.verdict for finding in audited(path, timeline(), *columns)[0]]


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("gb18030", ","), ("utf-16", "\t"), ("utf-8", "|")],
)
def test_a_csv_is_read_in_its_encoding_and_with_its_separator(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    assert verdicts(write_csv(tmp_path / "决定.csv", ROWS, encoding, separator)) == EXPECTED


def test_ragged_rows_are_not_judged_and_shift_nothing(tmp_path: Path) -> None:
    rows = [ROWS[0], ROWS[1][:-2], [*ROWS[2], "多出来的"], ROWS[3]]
    path = write_csv(tmp_path / "决定.csv", rows)
    copy = tmp_path / "复核.csv"
    findings, _ = audited(path, timeline(), copy=copy)
    assert [f.verdict for f in findings] == [Verdict.NOT_JUDGED, Verdict.NOT_JUDGED, EXPECTED[2]]
    assert "14 格" in findings[0].why_not
    with copy.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))
    assert written[0][: len(HEADINGS)] == list(HEADINGS)
    assert rows[2][-2] == "=1+1"
    assert written[2][: len(rows[2])] == [*rows[2][:-2], "'=1+1", rows[2][-1]]


def test_controls_and_nul_in_cells_are_blanks(tmp_path: Path) -> None:
    path = tmp_path / "决定.csv"
    write_csv(path, ROWS)
    path.write_bytes(path.read_bytes().replace("环水局,".encode(), "环水局\x00\x1b,".encode()))
    assert verdicts(path) == EXPECTED


def test_titles_above_the_headings_and_other_sheets_are_left_out(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "决定.xlsx", ROWS, above=(["2026年处罚决定一览表"], ["填表人：", "日期："]))
    assert verdicts(path) == EXPECTED
    book = load_workbook(path)
    book.create_sheet("说明", 0).append(["本表由各部门填报"])
    book.create_sheet("第二张")
    book.save(path)
    _, report = audited(path, timeline())
    assert any("说明、第二张" in problem for problem in report.problems)


def test_amounts_of_a_workbook_are_read_as_its_cells_show_them(tmp_path: Path) -> None:
    """5 shown as 5万元 is 50,000 yuan."""
    path = tmp_path / "决定.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["基准编号", "行为日期", "决定日期", "罚款金额", "超标倍数"])
    sheet.append(["1-1", date(2026, 2, 1), date(2026, 3, 1), 2, "0.5倍"])
    sheet["D2"].number_format = '0"万元"'
    sheet.append(["1-1", date(2026, 2, 1), date(2026, 3, 1), "=1+1", "0.5倍"])
    book.save(path)
    findings, _ = audited(path, timeline())
    assert findings[0].fine_fen == 2_000_000
    assert findings[0].verdict is Verdict.INSIDE
    assert (findings[1].verdict, "公式" in findings[1].why_not) == (Verdict.NOT_JUDGED, True)


def test_decisions_may_hold_more_numbers_than_any_table_of_standards(tmp_path: Path) -> None:
    numbers = " ".join(["1"] * (MOST_NUMBERS // (len(ROWS) - 1)))
    rows = [ROWS[0], *([*row[:-1], numbers] for row in ROWS[1:])]
    assert verdicts(write_xlsx(tmp_path / "决定.xlsx", rows)) == EXPECTED


def test_a_marked_workbook_has_texts_as_texts_and_amounts_as_numbers(tmp_path: Path) -> None:
    rows = [list(row) for row in ROWS[:30]]
    rows[1][-1] = '=HYPERLINK("http://example.org","看")'
    rows[2][-1] = "#REF!"
    copy = tmp_path / "复核.xlsx"
    findings, _ = audited(write_xlsx(tmp_path / "决定.xlsx", rows), timeline(), copy=copy)
    sheet = load_workbook(copy).active
    assert sheet is not None
    assert sheet.cell(2, len(HEADINGS)).data_type == "s"
    assert sheet.cell(2, len(HEADINGS)).value == rows[1][-1]
    assert sheet.cell(3, len(HEADINGS)).data_type == "s"
    headings = [cell.value for cell in sheet[1]]
    assert headings[len(HEADINGS) :] == [
        "结论",
        "应有幅度",
        "偏离(元)",
        "偏离方向",
        "原因",
        "依据版本",
        "基准",
        "复核档次",
        "未能判断的原因",
    ]
    place = headings.index("偏离(元)") + 1
    for finding in findings:
        value = sheet.cell(finding.row + 2, place).value
        assert (0 if value is None else round(Decimal(str(value)) * 100)) == finding.departure_fen
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


FORMULAS = (
    '=HYPERLINK("http://example.org","看")', "+1+2", "-2+3", "@SUM(A1)", "＝1+1", " =1+1", "\t=1+1", "+86-755-1234",
    "-5元", "+cmd|' /C calc'!A0",
)  # fmt: skip
NO_FORMULAS = (
    "-5",
    "+3.5%",
    "-1,234.50",
    "-.5",
    "-",
    "——",
    "1=1",
    "某罚决〔2026〕-1号",
    "'=1",
    " ",
    "甲@乙",
)


def test_a_marked_csv_has_no_cell_that_a_spreadsheet_program_would_run(tmp_path: Path) -> None:
    cells = (*FORMULAS, *NO_FORMULAS)
    made = ROWS[1 : len(cells) + 1]
    rows = [[*ROWS[0][:-1], "=备注"], *([*row[:-1], cell] for row, cell in zip(made, cells, strict=True))]
    copy = tmp_path / "复核.csv"
    audited(write_csv(tmp_path / "决定.csv", rows), timeline(), copy=copy)
    with copy.open(encoding="utf-8-sig", newline="") as file:
        headings, *written = list(csv.reader(file))
    place = len(HEADINGS) - 1
    assert headings[place] == "'=备注"
    assert [row[place] for row in written] == [*(f"'{cell}" for cell in FORMULAS), *NO_FORMULAS]
    assert [row[:place] for row in written] == [list(row[:place]) for row in made]
    departures = [row[headings.index("偏离(元)")] for row in written]
    assert any(cell.startswith("-") for cell in departures)


def test_a_marked_parquet_keeps_its_columns_and_types(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "决定.parquet", ROWS)
    table = pq.read_table(path)
    days = pa.array([date(2026, 3, 1)] * table.num_rows)
    pq.write_table(table.append_column("录入日", days), path, row_group_size=17)
    copy = tmp_path / "复核.parquet"
    findings, _ = audited(path, timeline(), copy=copy)
    written = pq.read_table(copy)
    assert written.column_names[: len(HEADINGS)] == list(HEADINGS)
    assert written.schema.field("录入日").type == pa.date32()
    assert written["结论"].to_pylist() == [f.verdict.words for f in findings]
    assert [f.verdict for f in findings] == EXPECTED


def test_parquet_of_numbers_days_and_decimals_is_read(tmp_path: Path) -> None:
    path = tmp_path / "决定.parquet"
    columns = {
        "基准编号": ["1-2"] * 3,
        "行为日期": [date(2026, 2, 1)] * 3,
        "决定日期": pa.array([date(2026, 3, 1)] * 3).cast(pa.timestamp("us")),
        "罚款金额（元）": pa.array([Decimal("20000.00"), Decimal("9999.99"), None], pa.decimal128(12, 2)),
        "排放量（吨）": [5.5, 5.5, float("nan")],
        "整改情况": ["限期内改正"] * 3,
    }
    pq.write_table(pa.table(columns), path)
    found = verdicts(path)
    assert found == [Verdict.INSIDE, Verdict.BELOW_BAND, Verdict.NOT_JUDGED]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.csv", b"", "空的"),
        ("换行.csv", b"\n\n\n", "没有任何内容"),
        ("照片.csv", b"\x89PNG\r\n\x1a\n\xff\xfe\xff\xff", "编码"),
        ("引号.csv", b'"a,b\n' + b"x" * 200_000, "引号"),
        ("坏.parquet", b"PAR1" + b"\x00" * 100 + b"PAR1", "损坏"),
        ("坏.xlsx", b"PK\x03\x04" + b"\x00" * 50, "损坏"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "另存为"),
        ("宏.exe", b"MZ\x00\x00", "另存为"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_line(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match=said) as refused:
        audited(path, timeline())
    assert "\n" not in str(refused.value)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableRefused, match="文件夹"):
        open_decisions(tmp_path, KNOWN)
    with pytest.raises(TableRefused, match="找不到"):
        open_decisions(tmp_path / "没有.csv", KNOWN)


def test_a_cell_in_the_last_corner_of_a_sheet_is_refused_without_taking_its_room(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "决定.xlsx", ROWS)
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet["XFD1048576"] = "x"
    book.save(path)
    with pytest.raises(TableRefused, match="256 列"):
        open_decisions(path, KNOWN)


def test_a_package_that_inflates_beyond_all_bounds_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "决定.xlsx", ROWS)
    big = tmp_path / "炸弹.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename.endswith("sheet1.xml"):
                content = content.replace(b"</sheetData>", b" " * (300 << 20) + b"</sheetData>")
            target.writestr(info.filename, content)
    with pytest.raises(ImportRefused, match="解压后超过"):
        open_decisions(big, KNOWN)


HEADED = [
    "处罚决定日期",
    "实际罚款金额（万元）",
    "案由",
    "部门",
    "超标倍数",
    "违法所得（元）",
    "数量（平方米）",
    "经办人",
]


def test_columns_are_recognised_by_their_headings_and_cells() -> None:
    found = recognise(
        "表", HEADED, [["2026-01-01"], ["5"], ["a"], ["b"], ["2倍"], ["100"], ["3"], ["张"]], KNOWN
    )
    assert [(c.role, c.name) for c in found.columns] == [
        (DecisionRole.DECISION_DATE, ""),
        (DecisionRole.FINE, ""),
        (DecisionRole.VIOLATION, ""),
        (DecisionRole.DEPARTMENT, ""),
        (DecisionRole.FACT, "超标倍数"),
        (DecisionRole.BASE, "违法所得"),
        (DecisionRole.QUANTITY, "平方米"),
        (None, ""),
    ]
    assert found.problems == ()


@pytest.mark.parametrize(
    "heading",
    [
        "责任人员罚款",
        "对责任人员罚款（元）",
        "对责任人员罚款金额（万元）",
        "责任人罚款数额",
        "直接责任人员罚款",
        "主管人员和其他直接责任人员罚款",
        "对直接负责的主管人员罚款",
        "对单位责任人员的罚款",
        "负责人罚款金额",
    ],
)
def test_the_fine_of_responsible_persons_is_a_column_of_its_own(heading: str) -> None:
    headings = ["决定日期", "罚款金额（元）", "案由", heading]
    found = recognise("表", headings, [["2026-01-01"], ["1"], ["a"], ["2"]], KNOWN)
    assert [c.role for c in found.columns if c.used] == [
        DecisionRole.DECISION_DATE,
        DecisionRole.FINE,
        DecisionRole.VIOLATION,
        DecisionRole.PERSON_FINE,
    ]


def test_two_columns_that_may_be_the_same_are_asked_for_and_neither_is_used() -> None:
    headings = ["决定日期", "罚款金额（元）", "案由", "违法行为"]
    unsure = recognise("表", headings, [[]] * 4, KNOWN)
    assert unsure.missing == ("基准编号或者违法行为",)
    with pytest.raises(TableRefused, match="违法行为"):
        refuse_incomplete("表", unsure)
    said = recognise("表", headings, [[]] * 4, KNOWN, ["违法行为=案由", "不用=违法行为"])
    assert said.of(DecisionRole.VIOLATION) == said.columns[2]


def test_a_heading_that_is_not_sure_is_named_and_not_used() -> None:
    headings = ["决定日期", "罚款金额（元）", "案由", "当事人违法行为终了的大致时间"]
    found = recognise("表", headings, [["2026-01-01"], ["1"], ["a"], ["去年"]], KNOWN)
    assert found.of(DecisionRole.ACT_DATE) is None
    assert any("大致时间" in problem for problem in found.problems)
    said = recognise("表", headings, [[], [], [], []], KNOWN, [f"行为日期={headings[3]}"])
    assert said.of(DecisionRole.ACT_DATE) == said.columns[3]


@pytest.mark.parametrize("said", ["决定日期=没有这一列", "没有这个角色=案由", "要素=案由", "决定日期"])
def test_what_was_said_of_a_column_must_name_a_role_and_a_column(said: str) -> None:
    with pytest.raises(TableRefused, match="--column"):
        recognise("表", HEADED, [[]] * len(HEADED), KNOWN, [said])


@pytest.mark.parametrize(
    ("text", "unit", "fen"),
    [
        ("50000", None, 5_000_000),
        ("5", "万元", 5_000_000),
        ("5万元", "万元", 5_000_000),
        ("50000元", "万元", 5_000_000),
        ("4.5万", None, 4_500_000),
        ("１２３．４５", "元", 12_345),
        ("二万元整", None, 2_000_000),
        ("¥1,234,567.89", None, 123_456_789),
        ("0", "万元", 0),
    ],
)
def test_amounts_as_people_write_them(text: str, unit: str | None, fen: int) -> None:
    assert read_fine(text, unit) == fen


@pytest.mark.parametrize(
    ("text", "unit"),
    [("5万", "万元"), ("约5万", None), ("5万左右", None), ("两三万", None), ("1,23", None), ("5000元以上", None),
     ("=1+1", None), ("0.001", None), ("99999999999999999", None), ("罚款", None), ("³", None)],
)  # fmt: skip
def test_amounts_that_are_not_certain_are_not_read(text: str, unit: str | None) -> None:
    assert isinstance(read_fine(text, unit), Unreadable)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-01",
        "2026/5/1",
        "2026.5.1",
        "2026年5月1日",
        "20260501",
        "2026-05-01 00:00:00",
        "2026-05-01T08:30:00",
    ],
)
def test_days_as_people_write_them(text: str) -> None:
    assert read_day(text) == date(2026, 5, 1)


@pytest.mark.parametrize(
    "text", ["46143", "5月1日", "2026-13-01", "01/05/2026", "2026年5月", "昨天", "26-05-01"]
)
def test_days_that_are_not_certain_are_not_read(text: str) -> None:
    assert isinstance(read_day(text), Unreadable)
