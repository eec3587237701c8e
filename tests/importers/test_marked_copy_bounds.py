"""Marked copies of hostile files, and on full disks: one clear line, bounded cost, and never half a copy."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from importers.errors import CopyRefused
from importers.whole_file import check_target, write_whole
from tests.importers.children import MEGABYTES, ROOT, SECONDS
from tests.importers.packages import MAIN, OFFICE, PACKAGE, STANDARD, Part, package, repeated, row, worksheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_COPY = """
import sys
from service.commands import run
sys.exit(run(["parse", sys.argv[1], "--marked-copy", sys.argv[2], "--json"]))
"""


def copy_in_child(path: Path, target: Path, *, largest_file: int | None = None) -> tuple[int, str, str]:
    """Exit code, standard output and error of a marked copy made within 1 GB and 20 s."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1024**2, MEGABYTES * 1024**2))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    done = subprocess.run(
        [sys.executable, "-c", _COPY, str(path), str(target)],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(path.parent / "tmp")},
        capture_output=True,
        preexec_fn=limit,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def files(folder: Path) -> list[str]:
    """The names of all files in a folder and those below."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a place for temporary files in it, so that these are counted as well."""
    (tmp_path / "tmp").mkdir()
    return tmp_path


def sheet_of(before: str, piece: str, times: int) -> Iterable[bytes]:
    """One standard, and further down the same piece many times over."""
    head = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{"".join(STANDARD)}'
    return repeated(head, piece, times, "</sheetData></worksheet>")


def with_relation(part: str, content: Part) -> bytes:
    """A workbook with one more part (styles, theme) to which it is related."""
    relation = f'<Relationship Id="r9" Type="{OFFICE}/{part}" Target="{part}.xml"/>'
    return package(worksheet(*STANDARD), parts={f"xl/{part}.xml": content}, relations=relation)


def with_comments(comments: Part) -> bytes:
    """A workbook whose sheet has this part of comments."""
    relation = f'<Relationship Id="c" Type="{OFFICE}/comments" Target="../comments1.xml"/>'
    relations = f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>'
    parts: dict[str, Part] = {"xl/comments1.xml": comments, "xl/worksheets/_rels/sheet1.xml.rels": relations}
    return package(worksheet(*STANDARD), parts=parts)


def rows_without_end() -> bytes:
    return package(sheet_of("", '<row ht="20" customHeight="1"/>', 300_000))


def blank_cells_without_end() -> bytes:
    cells = '<c s="0"/>' * 20
    return package(sheet_of("", f"<row>{cells}</row>", 20_000))


def more_styles_than_cells() -> bytes:
    style = '<xf fontId="0"><alignment wrapText="1"/></xf>'
    fonts = f'<styleSheet xmlns="{MAIN}"><fonts><font><sz val="11"/></font></fonts><cellXfs>'
    return with_relation("styles", repeated(fonts, style, 300_000, "</cellXfs></styleSheet>"))


def a_hundred_thousand_views() -> bytes:
    views = '<sheetView workbookViewId="0"/>' * 100_000
    return package(sheet_of(f"<sheetViews>{views}</sheetViews>", "<row/>", 1))


def many_merged_ranges() -> bytes:
    ranges = "".join(f'<mergeCell ref="E{n}:XFD{n}"/>' for n in range(5, 40_000))
    return package(worksheet(*STANDARD, behind=f"<mergeCells>{ranges}</mergeCells>"))


def hundreds_of_sheets() -> bytes:
    return package(*[worksheet(*STANDARD)] * 400)


def many_comments() -> bytes:
    head = f'<comments xmlns="{MAIN}"><authors><author>甲</author></authors><commentList>'
    rows = "".join(
        f'<comment ref="D{n}"><text><t>{"长" * 100}</t></text></comment>' for n in range(1, 60_000)
    )
    return with_comments(f"{head}{rows}</commentList></comments>")


def thousands_of_errors() -> bytes:
    rows = (row(n, f"第{n}项收费", "初次违法的", '<c t="e"><v>#REF!</v></c>') for n in range(2, 6_000))
    return package(worksheet(STANDARD[0], *rows))


COSTLY = (
    rows_without_end,
    blank_cells_without_end,
    more_styles_than_cells,
    a_hundred_thousand_views,
    many_merged_ranges,
    hundreds_of_sheets,
    many_comments,
    thousands_of_errors,
)


@pytest.mark.parametrize("costly", COSTLY, ids=lambda made: made.__name__)
def test_what_costs_much_is_copied_within_a_gigabyte_and_twenty_seconds(
    folder: Path, costly: Callable[[], bytes]
) -> None:
    path, target = folder / "表.xlsx", folder / "标注.xlsx"
    path.write_bytes(costly())
    code, _, said = copy_in_child(path, target)
    assert (code, said) == (1, "")
    assert files(folder) == ["标注.xlsx", "表.xlsx"]


BOMB = repeated(
    f'<worksheet xmlns="{MAIN}"><sheetData>', "<row/>" * 1_000, 50_000, "</sheetData></worksheet>"
)
DOCTYPE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
COMMENTS = f"<comments xmlns='{MAIN}'><commentList/></comments>"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (package(BOMB), "解压后超过 256 MB"),
        (package(f"{DOCTYPE}{worksheet(*STANDARD)}"), "DOCTYPE"),
        (with_relation("theme", f"{DOCTYPE}<theme>&b;</theme>"), "DOCTYPE"),
        (with_comments(f"{DOCTYPE}{COMMENTS}"), "DOCTYPE"),
        (with_comments("<comments" + "<a>" * 200), "已损坏"),
    ],
    ids=["bomb", "sheet", "theme", "comments", "damaged comments"],
)
def test_a_hostile_file_is_refused_and_nothing_is_written(folder: Path, content: bytes, says: str) -> None:
    path, target = folder / "表.xlsx", folder / "标注.xlsx"
    path.write_bytes(content)
    code, printed, said = copy_in_child(path, target)
    assert (code, printed) == (2, "")
    assert said.startswith("表.xlsx：")
    assert says in said
    assert said.count("\n") == 1
    assert files(folder) == ["表.xlsx"]


@pytest.mark.parametrize(
    ("largest_file", "says"),
    [(0, "系统的临时文件夹写不进去"), (1_000, "磁盘空间不足，文件没有写出"), (6_000, "磁盘空间不足")],
)
def test_on_a_full_disk_nothing_half_done_is_left(folder: Path, largest_file: int, says: str) -> None:
    path, target = folder / "表.xlsx", folder / "标注.xlsx"
    path.write_bytes(package(worksheet(*STANDARD)))
    code, printed, said = copy_in_child(path, target, largest_file=largest_file)
    assert (code, printed) == (2, "")
    assert said.startswith(f"标注.xlsx：{says}")
    assert said.count("\n") == 1
    assert files(folder) == ["表.xlsx"]


def test_a_copy_that_fails_leaves_the_earlier_one_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "没有这个文件夹" / "标注.xlsx"
    with pytest.raises(CopyRefused, match="写不进去"):
        write_whole(target, b"new")
    (tmp_path / "标注.xlsx").write_bytes(b"old")
    (tmp_path / "标注.xlsx").chmod(0o444)
    write_whole(tmp_path / "标注.xlsx", b"new")
    assert (tmp_path / "标注.xlsx").read_bytes() == b"new"
    assert files(tmp_path) == ["标注.xlsx"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(CopyRefused, match="权限"):
        write_whole(tmp_path / "标注.xlsx", b"new")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("标注.xls", "以 .xlsx 结尾"),
        ("标注", "以 .xlsx 结尾"),
        ("没有/标注.xlsx", "没有文件夹"),
        ("夹.xlsx", "文件夹"),
        ("表.xlsx", "正在读取"),
        ("链接.xlsx", "正在读取"),
        ("别的.xlsx", "--force"),
    ],
)
def test_a_place_where_no_copy_may_be_written_is_refused_first(tmp_path: Path, name: str, says: str) -> None:
    source = tmp_path / "表.xlsx"
    source.write_bytes(b"source")
    (tmp_path / "链接.xlsx").symlink_to(source)
    (tmp_path / "别的.xlsx").write_bytes(b"other")
    (tmp_path / "夹.xlsx").mkdir()
    with pytest.raises(CopyRefused, match=says):
        check_target(source, tmp_path / name, replace=False)


def test_an_earlier_copy_is_replaced_only_when_asked_and_the_source_never(tmp_path: Path) -> None:
    source = tmp_path / "表.xlsx"
    source.write_bytes(b"source")
    (tmp_path / "标注.XLSX").write_bytes(b"old")
    check_target(source, tmp_path / "标注.XLSX", replace=True)
    with pytest.raises(CopyRefused, match="正在读取"):
        check_target(source, source, replace=True)
