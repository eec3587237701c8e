"""What is no readable workbook is refused in one clear line that says what to do."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlwt import CompoundDoc

from importers.errors import WorkbookRefused
from importers.workbook_file import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

_BOF_SIZE = 20
_FILEPASS = struct.pack("<HHH", 0x2F, 54, 1) + bytes(52)  # BIFF8: the streams behind it are encrypted (RC4)


def xlsx() -> bytes:
    """A small workbook whose sheet is long enough to be cut."""
    book = openpyxl.Workbook()
    for row in range(1, 60):
        book.worksheets[0].append([f"违法行为{row}", f"处{row}万元罚款", row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def xls() -> bytes:
    """The same as .xls."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("裁量基准")
    for row in range(60):
        sheet.write(row, 0, f"违法行为{row}")
        sheet.write(row, 1, f"处{row}万元罚款")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """An OLE file with one stream of this name."""
    content = io.BytesIO()
    CompoundDoc.XlsDoc().save(content, stream)
    made = content.getvalue()
    entry = "Workbook".encode("utf-16-le")
    at = made.index(entry)
    renamed = name.encode("utf-16-le")
    return made[:at] + renamed.ljust(64, b"\0") + struct.pack("<H", len(renamed) + 2) + made[at + 66 :]


def password_protected_xls() -> bytes:
    """The record that announces encryption stands right behind the beginning of the stream."""
    book = xlwt.Workbook()
    book.add_sheet("裁量基准").write(0, 0, "违法行为")
    stream = book.get_biff_data()
    return compound(stream[:_BOF_SIZE] + _FILEPASS + stream[_BOF_SIZE:])


def with_damaged_sheet() -> bytes:
    """A package in which one part does not decompress: the directory is whole, the data are not."""
    whole = xlsx()
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        part = package.getinfo("xl/worksheets/sheet1.xml")
    at = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    return whole[:at] + bytes(b ^ 0xFF for b in whole[at : at + 40]) + whole[at + 40 :]


def with_part(name: str, content: bytes) -> bytes:
    """A package in which one part is replaced."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as package, zipfile.ZipFile(result, "w") as changed:
        for part in package.namelist():
            changed.writestr(part, content if part == name else package.read(part))
    return result.getvalue()


WHOLE = {"xlsx": xlsx(), "xls": xls()}  # once: the time of writing stands in the file


def other_package() -> bytes:
    """A zip file that is no workbook."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("word/document.xml", "<w:document/>")
    return content.getvalue()


def empty_workbook() -> bytes:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    return content.getvalue()


def refusal(path: Path) -> str:
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(path)
    message = str(refused.value)
    assert message.startswith(path.name)
    assert "\n" not in message
    assert message.endswith("。")
    return message


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("空.xlsx", b"", "文件是空的"),
        ("清单.xlsx", "违法行为,处罚\n".encode(), "不是 Excel 工作簿"),
        ("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>", "不是 Excel 工作簿"),
        ("图片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), "不是 Excel 工作簿"),
        ("文档.xlsx", other_package(), "已损坏或不是 .xlsx 工作簿"),
        ("截断.xlsx", xlsx()[:2000], "已损坏"),
        ("只有开头.xlsx", b"PK\x03\x04", "已损坏"),
        ("损坏.xlsx", with_damaged_sheet(), "已损坏"),
        ("坏表.xlsx", with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"), "已损坏"),
        ("坏目录.xlsx", with_part("xl/workbook.xml", b"not xml"), "已损坏"),
        ("加密.xlsx", compound(bytes(5000), "EncryptedPackage"), "有打开密码"),
        ("加密.xls", password_protected_xls(), "有打开密码"),
        ("截断.xls", xls()[:1500], "已损坏"),
        ("只有开头.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "已损坏"),
        ("文档.xls", compound(bytes(5000), "WordDocument"), "已损坏或不是 .xls 工作簿"),
        ("没有内容.xlsx", empty_workbook(), "没有任何内容"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_readable_workbook_is_refused(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert says in refusal(path)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert "文件夹" in refusal(tmp_path)
    assert "找不到" in refusal(tmp_path / "没有.xlsx")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "无权.xlsx"
    path.write_bytes(xlsx())
    path.chmod(0)
    assert "权限" in refusal(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("好.xlsx", xlsx()), ("好.xls", xls()), ("其实是新格式.xls", xlsx()), ("其实是旧格式.xlsx", xls())],
)
def test_the_content_counts_and_not_the_ending_of_the_name(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert read_workbook(path).sheets[0].text(2, 2) in {"处2万元罚款", "处1万元罚款"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.sampled_from(["xlsx", "xls"]), st.data())
def test_damage_anywhere_is_read_or_refused_but_never_breaks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str, data: st.DataObject
) -> None:
    whole = WHOLE[ending]
    at = data.draw(st.integers(0, len(whole) - 1))
    damage = data.draw(st.binary(min_size=1, max_size=30))
    path = tmp_path / f"损坏.{ending}"
    path.write_bytes(whole[:at] + damage + whole[at + len(damage) :])
    with suppress(WorkbookRefused):
        read_workbook(path)
    assert capsys.readouterr().out == ""
