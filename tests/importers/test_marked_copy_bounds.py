"""Marked copies of hostile files, and on full disks: one clear line, bounded cost, and never half a copy."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

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


def million_rows() -> bytes:
    return package(sheet_of("", '<row ht="20" customHeight="1"/>', 1_000_000))


def two_million_blank_cells() -> bytes:
    cells = '<c s="0"/>' * 20
    return package(sheet_of("", f"<row>{cells}</row>", 100_000))


def more_styles_than_cells() -> bytes:
    style = '<xf fontId="0"><alignment wrapText="1"/></xf>'
    fonts = f'<styleSheet xmlns="{MAIN}"><fonts><font><sz val="11"/></font></fonts><cellXfs>'
    return with_relation("styles", repeated(fonts, style, 300_000, "</cellXfs></styleSheet>"))


def a_hundred_thousand_views() -> bytes:
    views = '<sheetView workbookViewId="0"/>' * 100_000
    return package(sheet_of(f"<sheetViews>{views}</sheetViews>", "<row/>", 1))


def many_merged_ranges() -> bytes:
    ranges = "".join(f'<mergeCell ref="E{n}:XFD{n}"/>' for n in range(5, 90_000))
    return package(worksheet(*STANDARD, behind=f"<mergeCells>{ranges}</mergeCells>"))


def a_thousand_sheets() -> bytes:
    return package(*[worksheet(*STANDARD)] * 1_000)


def many_comments() -> bytes:
    head = f'<comments xmlns="{MAIN}"><authors><author>甲</author></authors><commentList>'
    rows = "".join(
        f'<comment ref="D{n}"><text><t>{"长" * 100}</t></text></comment>' for n in range(1, 60_000)
    )
    return with_comments(f"{head}{rows}</commentList></comments>")


def an_error_in_every_third_cell() -> bytes:
    """As many cells as a workbook may print."""
    rows = (row(n, f"第{n}项收费", "初次违法的", '<c t="e"><v>#REF!</v></c>') for n in range(2, 20_000))
    return package(worksheet(STANDARD[0], *rows))


COSTLY = (
    million_rows,
    two_million_blank_cells,
    more_styles_than_cells,
    a_hundred_thousand_views,
    many_merged_ranges,
    a_thousand_sheets,
    many_comments,
    an_error_in_every_third_cell,
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
