"""Packages made to hurt the reader: one line or a result, within 20 s and 1 GB, in a process of its own."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.importers.children import read_in_child
from tests.importers.packages import (
    HEADING,
    MAIN,
    OFFICE,
    PACKAGE,
    STANDARD,
    merged,
    package,
    repeated,
    row,
    text,
    worksheet,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEET = worksheet(*STANDARD)
SHARED = f'<Relationship Id="rs" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
OPEN, CLOSE = f'<worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"
ENTRY = "xl/worksheets/sheet1.xml"


def rows_before(piece: str, times: int) -> bytes:
    """The small standard, and very many empty rows behind it."""
    return package(repeated(OPEN + "".join(STANDARD), piece, times, CLOSE))


def with_texts(part: str) -> bytes:
    """The small standard beside a part of shared texts."""
    return package(SHEET, parts={"xl/sharedStrings.xml": part}, relations=SHARED)


def doctype(declared: str, document: str) -> str:
    return f"<!DOCTYPE x [{declared}]>{document}"


def laughs() -> bytes:
    """A billion laughs: ten times ten times ten times ten."""
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    sheet = worksheet(row(1, '<c t="inlineStr"><is><t>&j;</t></is></c>'))
    return package(doctype(f'<!ENTITY a "罚罚罚罚罚罚罚罚罚罚">{entities}', sheet))


def external_entity() -> bytes:
    sheet = worksheet(row(1, '<c t="inlineStr"><is><t>&x;</t></is></c>'))
    return package(doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', sheet))


def with_listed(sheets: str, relations: str = "") -> bytes:
    """A package whose workbook part lists its sheets so."""
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
    return package(SHEET, parts={"xl/workbook.xml": book}, relations=relations)


def with_size(content: bytes, size: int) -> bytes:
    """The directory says another size for the sheet than the part has."""
    name = content.rindex(ENTRY.encode())  # the directory stands at the end
    at = name - 46 + 24
    return content[:at] + struct.pack("<I", size) + content[at + 4 :]


def with_offset_of_another(content: bytes) -> bytes:
    """The directory lets two parts lie at one place."""
    name = content.rindex(ENTRY.encode())
    other = content.rindex(b"[Content_Types].xml")
    at = name - 46 + 42
    return content[:at] + content[other - 46 + 42 : other - 46 + 46] + content[at + 4 :]


def twice() -> bytes:
    """Two parts of one name: programs differ in which they take."""
    made = io.BytesIO(package(SHEET))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(made, "a") as archive:
        archive.writestr(ENTRY, worksheet(HEADING, row(2, "甲", "初次违法的", "处9000元罚款")))
    return made.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a million empty rows": (
        lambda: package(repeated(OPEN, "<row/>", 1_000_000, CLOSE)),
        "没有任何内容",
    ),
    "ten thousand columns": (
        lambda: package(worksheet(row(1, *["违法行为"] * 10_000), row(2, *["甲"] * 10_000))),
        "超过 128 列",
    ),
    "six million elements": (
        lambda: rows_before("<row><c/><c/><c/><c/><c/></row>", 1_000_000),
        "行和单元格太多",
    ),
    "a zip bomb": (
        lambda: package(repeated(OPEN, " " * 1000, 300_000, CLOSE)),
        "解压后超过 256 MB",
    ),
    "more cells than any table": (
        lambda: package(worksheet(*STANDARD, *(row(n, "甲") for n in range(4, 61_000)))),
        "单元格超过 60000 个",
    ),
    "more words than any table": (
        lambda: package(worksheet(*STANDARD, *(row(n, "甲" * 30_000) for n in range(4, 60)))),
        "文字超过 1500000 字",
    ),
    "more parts than any package": (
        lambda: zipped({f"xl/media/{n}.png": b"" for n in range(10_001)}),
        "部件超过 10000 个",
    ),
    "a billion laughs": (laughs, "DOCTYPE"),
    "an external entity": (external_entity, "DOCTYPE"),
    "an external entity among the texts": (
        lambda: with_texts(
            doctype('<!ENTITY x SYSTEM "/etc/passwd">', f'<sst xmlns="{MAIN}"><si><t>&x;</t></si></sst>')
        ),
        "DOCTYPE",
    ),
    "nested a million deep": (lambda: package(repeated("<worksheet>", "<a>", 1_000_000, "")), "嵌套"),
    "an endless tag": (lambda: package(repeated("<worksheet ", 'a="b" ', 1_000_000, "")), "标记过长"),
    "an endless comment": (
        lambda: package(repeated("<worksheet><!--", "a" * 1000, 50_000, "--></worksheet>")),
        "标记过长",
    ),
    "a part named twice": (twice, "有两个"),
    "a part outside of the file": (lambda: zipped({"/etc/passwd": "x"}), "指向文件之外"),
    "a part above the file": (lambda: zipped({"xl/../../x.xml": "x"}), "指向文件之外"),
    "a sheet that is longer than the directory says": (lambda: with_size(package(SHEET), 100), "已损坏"),
    "two parts at one place": (lambda: with_offset_of_another(package(SHEET)), "已损坏"),
    "too many sheets": (
        lambda: with_listed("".join(f'<sheet name="a{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, 2002))),
        "工作表超过 2000 个",
    ),
    "no sheet at all": (lambda: with_listed(""), "已损坏"),
    "merged ranges over half a million places": (
        lambda: package(
            worksheet(
                *STANDARD,
                row(60_000, "甲"),
                behind=merged(*(f"A{n}:C60000" for n in range(4, 9000))),
            )
        ),
        "合并单元格的范围太大",
    ),
    "a merged range turned round": (
        lambda: package(worksheet(*STANDARD, behind=merged("C9:A1"))),
        "已损坏",
    ),
    "a column beyond the last": (
        lambda: package(worksheet(*STANDARD, row(4, text("甲", "ZZZ4")))),
        "已损坏",
    ),
    "a cell in another row than its own": (
        lambda: package(worksheet(HEADING, row(2, text("处1000元罚款", "C7")))),
        "已损坏",
    ),
    "a shared text that is not there": (
        lambda: package(worksheet(*STANDARD, row(4, '<c t="s"><v>7</v></c>'))),
        "已损坏",
    ),
    "a shared text counted from the end": (
        lambda: package(
            worksheet(HEADING, row(2, "甲", "初次违法的", '<c t="s"><v>-1</v></c>')),
            parts={
                "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>处1000元罚款</t></si><si><t>处9元罚款</t></si></sst>'
            },
            relations=SHARED,
        ),
        "已损坏",
    ),
    "a cell written twice": (
        lambda: package(
            worksheet(
                HEADING,
                row(2, "甲", "初次违法的", text("处1000元罚款", "C2"), text("处9000元罚款", "C2")),
            )
        ),
        "已损坏",
    ),
    "a row written twice": (
        lambda: package(
            worksheet(
                HEADING,
                row(2, "甲", "初次违法的", "处1000元罚款"),
                row(2, "甲", "初次违法的", "处9000元罚款"),
            )
        ),
        "已损坏",
    ),
    "an unknown kind of cell": (
        lambda: package(worksheet(*STANDARD, row(4, '<c t="zzz"><v>7</v></c>'))),
        "已损坏",
    ),
}


@pytest.mark.parametrize("hazard", REFUSED)
def test_a_hostile_package_is_refused_in_one_line(tmp_path: Path, hazard: str) -> None:
    make, says = REFUSED[hazard]
    path = tmp_path / "表.xlsx"
    path.write_bytes(make())
    lines = read_in_child(path).lines
    assert len(lines) == 1, lines
    assert lines[0].startswith("表.xlsx：")
    assert says in lines[0]
    assert lines[0].endswith("。")


READ: dict[str, Callable[[], bytes]] = {
    "a million empty rows behind a standard": lambda: rows_before("<row/>", 1_000_000),
    "a million empty cells": lambda: rows_before("<row><c/><c/></row>", 500_000),
    "ten thousand empty columns": lambda: package(worksheet(*STANDARD, row(4, *["<c/>"] * 10_000))),
    "a text of eighty million characters that no cell prints": lambda: package(
        SHEET,
        parts={
            "xl/sharedStrings.xml": repeated(
                f'<sst xmlns="{MAIN}"><si><t>', "罚" * 1000, 80_000, "</t></si></sst>"
            )
        },
        relations=SHARED,
    ),
    "a hundred megabytes of pictures": lambda: package(
        SHEET, parts={"xl/media/image1.png": repeated("", "\0" * 1000, 100_000, "")}
    ),
    "a hundred thousand namespaces": lambda: package(
        SHEET,
        "<worksheet " + "".join(f'xmlns:a{n}="b{n}" ' for n in range(100_000)) + "/>",
    ),
    "relations that lead in a ring": lambda: package(
        SHEET,
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="sheet1.xml"/></Relationships>'
        },
        relations=f'<Relationship Id="x1" Type="{OFFICE}/worksheet" Target="workbook.xml"/>',
    ),
    "a merged range over the whole sheet below": lambda: package(
        worksheet(*STANDARD, behind=merged("A4:XFD1048576"))
    ),
    "a style that is not there": lambda: package(
        worksheet(*STANDARD, row(4, "", "", "", '<c s="999"><v>5</v></c><c s="-3"><v>5</v></c>'))
    ),
    "rows and cells out of order": lambda: package(
        worksheet(
            row(3, text("处2000元以上5000元以下罚款", "C3"), text("再次违法的", "B3")),
            row(2, text("初次违法的", "B2"), text("未按规定公示", "A2"), text("处1000元罚款", "C2")),
            row(1, "违法行为", "违法情节", "裁量标准"),
        )
    ),
}


@pytest.mark.parametrize("hazard", READ)
def test_what_surrounds_a_standard_does_not_keep_it_from_being_read(tmp_path: Path, hazard: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(READ[hazard]())
    assert read_in_child(path).lines[0] == "1 standards"
