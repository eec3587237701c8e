"""A workbook for the command line's tests, written with openpyxl: three grades, one of them for each square metre."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ("序号", "违法行为", "处罚依据", "法定处罚", "违法情节", "处罚标准")
ROWS = (
    ("1", "沿街晾晒物品", "《某市市容条例》第十条第一款", "处一百元以上一千元以下罚款", "第一次被处罚的", "处一百元以上三百元以下罚款"),
    ("1", "沿街晾晒物品", "《某市市容条例》第十条第一款", "处一百元以上一千元以下罚款", "第二次被处罚的", "处三百元以上六百元以下罚款"),
    ("1", "沿街晾晒物品", "《某市市容条例》第十条第一款", "处一百元以上一千元以下罚款", "第三次及以上被处罚的", "处一千元罚款"),
    ("2", "擅自占用绿地", "《某市绿化条例》第二十条", "按照每平方米处五百元以上二千元以下罚款", "限期内恢复的", "每平方米处五百元罚款"),
    ("2", "擅自占用绿地", "《某市绿化条例》第二十条", "按照每平方米处五百元以上二千元以下罚款", "逾期不恢复的", "每平方米处二千元罚款"),
)  # fmt: skip


def write_workbook(path: Path, rows: tuple[tuple[str, ...], ...] = ROWS) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "基准"
    sheet.append(["市容行政处罚裁量基准"])
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


SETTINGS = """\
heavier_wins = "《裁量规定》第六条"

[convention]
"以上" = "含"
"以下" = "含"
source = "《裁量规定》第三条"

[point]
citation = "《裁量规定》第九条"
range_share = "1/2"
"""
