"""A workbook of a thousand standards in the three common layouts, as a department of a large city would keep it.

`write_large_workbook(path)` gives 1,000 standards on three sheets: a list of grades (4 rows a standard), a crossed
matrix (3 rows of 3 levels) and a block a violation (a title, a header and 5 rows). No two standards have the same
amounts or violations; the texts have the length of real ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

_LAW = "《某市城市管理条例》第{}条第一款"
_ACT = "未按照规定办理第{}类城市管理事项并且未在规定期限内向主管部门报告有关情况"
_STATUTORY = "责令限期改正，处{}元以上{}元以下罚款"
_CASES = ("首次被处罚的", "第二次被处罚的", "第三次被处罚的", "第四次及以上被处罚的")
_DEGREES = ("轻微", "一般", "严重")
_HARM = ("未造成危害后果", "造成一般危害后果", "造成严重危害后果")
_GRADES = ("轻微", "较轻", "一般", "较重", "严重")
_NOTE = "本表所称“以上”包括本数，“以下”不包括本数。"


def write_large_workbook(path: Path, standards: int = 1000) -> Path:
    """Write the workbook; every layout has about a third of the standards."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "分档"
    first.append([_NOTE])
    third = standards // 3
    _grades(first, range(1, third + 1))
    _matrices(book.create_sheet("矩阵"), range(third + 1, 2 * third + 1))
    _blocks(book.create_sheet("逐项"), range(2 * third + 1, standards + 1))
    book.save(path)
    return path


def _band(number: int, step: int) -> tuple[int, int]:
    """The step-th of five equal bands of the standard's own range."""
    width = 200 + 10 * number
    return 100 + number + step * width, 100 + number + (step + 1) * width


def _fine(number: int, step: int) -> str:
    low, high = _band(number, step)
    return f"责令限期改正，处{low}元以上{high}元以下罚款"


def _statutory(number: int) -> str:
    return _STATUTORY.format(_band(number, 0)[0], _band(number, 4)[1])


def _grades(sheet: Worksheet, numbers: range) -> None:
    """One table; number, violation, law and statutory range are merged over the rows of a standard."""
    sheet.append(["序号", "违法行为", "处罚依据", "法定幅度", "违法情节", "裁量标准"])
    for number in numbers:
        top = sheet.max_row + 1
        head = [number, _ACT.format(number), _LAW.format(number), _statutory(number)]
        for step, case in enumerate(_CASES):
            sheet.append([*(head if not step else [None] * 4), case, _fine(number, step)])
        for column in range(1, 5):
            sheet.merge_cells(
                start_row=top, end_row=top + len(_CASES) - 1, start_column=column, end_column=column
            )


def _matrices(sheet: Worksheet, numbers: range) -> None:
    """Severity down, consequence across."""
    sheet.append(["序号", "违法行为", "处罚依据", "法定幅度", "违法程度", "危害后果", None, None])
    sheet.append([None] * 5 + list(_HARM))
    sheet.merge_cells("F1:H1")
    for column in "ABCDE":
        sheet.merge_cells(f"{column}1:{column}2")
    for number in numbers:
        top = sheet.max_row + 1
        head = [number, _ACT.format(number), _LAW.format(number), _statutory(number)]
        for step, degree in enumerate(_DEGREES):
            fines = [_fine(number, step + level) for level in range(3)]
            sheet.append([*(head if not step else [None] * 4), degree, *fines])
        for place in range(1, 5):
            sheet.merge_cells(start_row=top, end_row=top + 2, start_column=place, end_column=place)


def _blocks(sheet: Worksheet, numbers: range) -> None:
    """A title, labels and a small table for each violation."""
    for number in numbers:
        sheet.append(["违法行为", _ACT.format(number)])
        sheet.append(["处罚依据", _LAW.format(number)])
        sheet.append(["法定幅度", _statutory(number)])
        sheet.append(["裁量阶次", "违法情节", "处罚标准"])
        for step, grade in enumerate(_GRADES):
            low, high = 10 * step + number % 7 + 1, 10 * (step + 1) + number % 7 + 1
            sheet.append([grade, f"涉及面积{low}平方米以上{high}平方米以下的", _fine(number, step)])
        sheet.append([])
