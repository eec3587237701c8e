"""Paths and files that are no workbook, or not the one that their name says: one line, nothing run, no waiting."""

from __future__ import annotations

import io
import os
import struct
from pathlib import Path

import pytest
import xlwt
from xlwt import CompoundDoc

from importers.standards_workbook import read_standards_workbook
from tests.importers.children import read_in_child
from tests.importers.packages import STANDARD, package, worksheet

XLSX = package(worksheet(*STANDARD))
MACROS = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 no macro is ever looked at"}


def xls(*cells: tuple[int, int, object]) -> bytes:
    """A standard of two grades as .xls; more cells may be written over it."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("裁量基准", cell_overwrite_ok=True)
    rows = (
        ("违法行为", "违法情节", "裁量标准"),
        ("未按规定公示收费标准", "初次违法的", "处1000元以上2000元以下罚款"),
        ("未按规定公示收费标准", "再次违法的", "处2000元以上5000元以下罚款"),
    )
    for r, row in enumerate(rows):
        for c, shown in enumerate(row):
            sheet.write(r, c, shown)
    for r, c, value in cells:
        sheet.write(r, c, value)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def stream_of(content: bytes) -> bytes:
    """The records of an .xls file that xlwt wrote."""
    at = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    return content[at:]


def in_compound_file(stream: bytes) -> bytes:
    made = io.BytesIO()
    CompoundDoc.XlsDoc().save(made, stream)
    return made.getvalue()


def lines_of(path: Path) -> list[str]:
    return read_in_child(path).lines


def one_line(path: Path) -> str:
    (line,) = lines_of(path)
    assert line.endswith("。")
    return line


def test_a_pipe_is_refused_without_waiting_for_somebody_to_write(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    assert "不是普通文件" in one_line(tmp_path / "管道.xlsx")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/stdin"])
def test_a_device_is_refused(device: str) -> None:
    assert "不是普通文件" in one_line(Path(device)) or "读不出来" in one_line(Path(device))


def test_a_folder_named_like_a_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").mkdir()
    assert "文件夹" in one_line(tmp_path / "表.xlsx")


def test_two_hundred_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(XLSX)
    os.truncate(path, 200 * 1024**2)
    outcome = read_in_child(path)
    assert outcome.lines == ["表.xlsx：文件有 200 MB，超过 64 MB，请删去图片等与裁量基准无关的内容后再试。"]
    assert outcome.megabytes < 150


def test_an_xls_file_of_forty_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(xls())
    os.truncate(path, 40 * 1024**2)
    assert "超过 32 MB" in one_line(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("网页.xls", b"<html><table><tr><td>\xe4\xb8\x80</td></tr></table></html>"),
        ("网页.xlsx", b"\xef\xbb\xbf<html xmlns:x='urn:schemas-microsoft-com:office:excel'></html>"),
        ("清单.xls", "违法行为,违法情节,裁量标准\n甲,初次,处1000元罚款\n".encode("gb18030")),
        (
            "旧表.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        ),
        ("文档.xlsx", b"%PDF-1.7\n"),
        ("二进制.xlsx", bytes(range(256)) * 100),
    ],
)
def test_another_format_under_the_name_of_a_workbook_is_refused(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    assert "不是 Excel 工作簿" in one_line(tmp_path / name)


@pytest.mark.parametrize(("name", "content"), [("表.xls", XLSX), ("表.xlsx", xls()), ("表", XLSX)])
def test_a_workbook_under_another_name_is_read(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert lines_of(tmp_path / name)[0] == "1 standards"


def test_macros_are_not_run_and_named(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsm"
    path.write_bytes(package(worksheet(*STANDARD), parts=MACROS))
    said = lines_of(path)
    assert said[0] == "1 standards"
    assert any("带有宏" in line for line in said)


def test_a_name_of_a_file_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[31m表\n甲\x9b.xlsx"
    path.write_bytes(b"no workbook")
    assert one_line(path).isprintable()


def test_nothing_is_written_beside_a_workbook(tmp_path: Path) -> None:
    for name, content in (("好.xlsx", XLSX), ("坏.xlsx", XLSX[:900]), ("好.xls", xls())):
        (tmp_path / name).write_bytes(content)
        lines_of(tmp_path / name)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["坏.xlsx", "好.xls", "好.xlsx"]


def test_a_cell_written_twice_in_an_xls_file_is_refused(tmp_path: Path) -> None:
    stream = stream_of(xls((1, 2, 1000)))
    record = struct.pack("<HHHHH", 0x203, 14, 1, 2, 15)  # NUMBER in C2
    at = stream.index(struct.pack("<HHHH", 0x27E, 10, 1, 2))  # RK in C2
    path = tmp_path / "表.xls"
    path.write_bytes(in_compound_file(stream[:at] + record + struct.pack("<d", 9000.0) + stream[at:]))
    assert "已损坏" in one_line(path)


@pytest.mark.parametrize("value", [1e300, 123456789012345678901234567890.0, -5.0])
def test_a_number_that_no_fine_has_answers_nothing_from_an_xls_file(tmp_path: Path, value: float) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(xls((1, 2, value)))
    assert any(line.startswith("error 裁量基准 C2") for line in lines_of(path))


def test_a_ring_of_sectors_in_an_xls_file_is_refused(tmp_path: Path) -> None:
    content = bytearray(xls())
    table = 512 * (struct.unpack_from("<I", content, 76)[0] + 1)
    struct.pack_into("<II", content, table, 1, 0)
    path = tmp_path / "表.xls"
    path.write_bytes(content)
    assert "已损坏" in one_line(path)


def test_a_directory_that_leads_in_a_ring_does_not_hold_the_reader(tmp_path: Path) -> None:
    content = bytearray(xls())
    directory = 512 * (struct.unpack_from("<I", content, 48)[0] + 1)
    for entry in range(4):
        struct.pack_into("<III", content, directory + 128 * entry + 68, 0, 0, 0)
    path = tmp_path / "表.xls"
    path.write_bytes(content)
    assert lines_of(path)[0] == "1 standards"


def test_a_package_within_a_package_stays_closed(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(package(worksheet(*STANDARD), parts={"xl/embeddings/表.xlsx": XLSX}))
    assert len(read_standards_workbook(path).standards) == 1
