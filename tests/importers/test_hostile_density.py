"""Workbooks that are filled to every limit with as many numbers as may be: a result within 20 s and 1 GB."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import openpyxl
import pytest

from importers.printed_sheet import MOST_CHARACTERS, MOST_NUMBERS
from tests.importers.children import read_in_child

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NUMBERS = re.compile(r"[\d一二三四五千万]+")
PIECES = {
    "shares": "20%",
    "amounts in Chinese": "三万五千元四万元",
    "clauses": "处1元，并处3倍。",
}


def dense_texts(piece: str, length: int, numbers: int) -> Iterator[str]:
    """Different texts of a length that print as many numbers together, no two the same."""
    texts = (f"{number}元" + piece * (length // len(piece) + 1) for number in range(numbers))
    left = numbers
    for text in texts:
        left -= len(NUMBERS.findall(text[:length]))
        if left < 0:
            return
        yield text[:length]


def write_dense(path: Path, piece: str, length: int, numbers: int) -> Path:
    """A list of grades, four rows a violation, whose conditions and penalties are dense texts."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("裁量基准")
    sheet.append(["违法行为", "违法情节", "处罚标准"])
    texts = dense_texts(piece, length, numbers)
    for row, (one, other) in enumerate(zip(texts, texts, strict=False)):
        sheet.append([f"未按规定办理{chr(0x4E00 + row // 4)}", one, other])
    book.save(path)
    return path


@pytest.mark.parametrize("length", [24, 480])
@pytest.mark.parametrize("kind", PIECES)
def test_a_workbook_full_of_numbers_is_read_in_time(tmp_path: Path, kind: str, length: int) -> None:
    numbers = min(MOST_NUMBERS - 1000, MOST_CHARACTERS // 3)
    outcome = read_in_child(write_dense(tmp_path / "表.xlsx", PIECES[kind], length, numbers))
    assert outcome.lines[0].endswith("standards"), outcome.lines[:1]


def test_more_numbers_than_anybody_keeps_are_refused(tmp_path: Path) -> None:
    outcome = read_in_child(write_dense(tmp_path / "表.xlsx", "20%", 480, 2 * MOST_NUMBERS))
    assert outcome.lines == [
        f"表.xlsx：文字里的数字超过 {MOST_NUMBERS} 个，请把与裁量基准无关的内容删去后再试。"
    ]
