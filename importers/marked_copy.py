"""The marked copy of a workbook: problems as comments on coloured cells, and a summary as its first sheet.

The copy carries values, no formulas: a result that openpyxl cannot compute would be lost on saving, and a
text that begins with = must never become a formula. It is given out only if the guarded reading finds the
same in it as in the original, so that importing it again gives the same standards and problems.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from importers.copied_sheets import CopiedSheet, prints_the_same, titles_of
from importers.element_copy import NotCopied
from importers.errors import CopyRefused, WorkbookRefused
from importers.file_bytes import read_file
from importers.plain_sheets import blank_sheets, hide, lay_out
from importers.present_comments import present_comments
from importers.problem_marks import AUTHOR, mark_problems, remove_colours
from importers.problem_summary import Summary
from importers.summary_mark import SUMMARY
from importers.whole_file import check_target, not_written, write_whole
from importers.workbook_file import is_xlsx, printed_sheets
from importers.xls_looks import put_xls_looks
from importers.xlsx_looks import load_looks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import openpyxl

    from importers.printed_sheet import PrintedSheet
    from standards_1023.values import StandardsWorkbook

_WITHOUT_LOOKS = "原表的字体、边框、颜色、列宽太多或者不合规范，没有保留，只有文字、合并和隐藏的行列。"
_OF_XLSX = (
    "公式换成了上次保存的结果，没有结果的成了文字，请直接填上结果；宏、链接、图片、图形、图表、条件格式、数据验证、筛选、工作表保护、打印区域"
    "以及一格之内部分文字的字体没有带过来。"
)
_OF_XLS = "由 .xls 转成 .xlsx，内容按显示的样子写成文字；公式、宏、链接、图片、图形、图表没有带过来。"
_LINKED = "原表有的数值取自别的工作簿：本副本只有上次保存的数值，请先核对，再次导入时不再提示。"


def write_marked_copy(
    source: Path,
    found: StandardsWorkbook,
    target: Path,
    *,
    replace: bool = False,
    settings: Path | None = None,
) -> None:
    """Write `source`, from which `found` was read, to `target` with its problems marked.

    Raises CopyRefused where the copy cannot or (unless `replace`) may not be written; nothing is left then.
    """
    check_target(source, target, replace=replace)
    content = read_file(source)
    if hashlib.sha256(content).hexdigest() != found.sha256:
        raise CopyRefused(target.name, "原表在读取之后又改动了，标注副本没有写出，请再运行一次。")
    beside = settings or source.with_suffix(".toml")
    try:
        made = _marked(content, found, beside.name if beside.exists() else None)
    except NotCopied:
        raise CopyRefused(target.name, "标注副本读出来与原表不同，没有写出：请把原表交给维护人员。") from None
    except OSError as error:  # openpyxl puts sheets down in temporary files
        raise not_written(target, error) from None
    write_whole(target, made)


def _marked(content: bytes, found: StandardsWorkbook, settings: str | None) -> bytes:
    """The copy's bytes: with the looks of the original, else without."""
    printed, notes = printed_sheets(found.name, content)
    differences = [_OF_XLSX if is_xlsx(content) else _OF_XLS]
    differences += [_LINKED] if any("别的工作簿" in note for note in notes) else []
    if settings is not None:
        differences.append(
            f"设置文件「{settings}」不在本副本里：再次导入时，请把它复制成与本副本同名的 .toml。"
        )
    try:
        book, sheets = _with_looks(found.name, content, printed)
        return _finished(book, sheets, content, found, differences)
    except NotCopied:
        book, sheets = _plain(printed)
        lay_out(sheets)
        return _finished(book, sheets, content, found, [*differences, _WITHOUT_LOOKS])


def _with_looks(
    name: str, content: bytes, printed: Sequence[PrintedSheet]
) -> tuple[openpyxl.Workbook, list[CopiedSheet]]:
    """The copy's workbook with texts and looks."""
    if not is_xlsx(content):
        book, sheets = _plain(printed)
        put_xls_looks(name, content, sheets)
        return book, sheets
    book = load_looks(name, content, printed, titles_of(sheet.name for sheet in printed))
    return book, _filled(book, printed)


def _plain(printed: Sequence[PrintedSheet]) -> tuple[openpyxl.Workbook, list[CopiedSheet]]:
    """The copy's workbook with texts alone."""
    book = blank_sheets(titles_of(sheet.name for sheet in printed))
    sheets = _filled(book, printed)
    hide(sheets)
    return book, sheets


def _filled(book: openpyxl.Workbook, printed: Sequence[PrintedSheet]) -> list[CopiedSheet]:
    sheets = [CopiedSheet(*pair) for pair in zip(printed, book.worksheets, strict=True)]
    for sheet in sheets:
        sheet.fill()
    return sheets


def _finished(
    book: openpyxl.Workbook,
    sheets: list[CopiedSheet],
    content: bytes,
    found: StandardsWorkbook,
    differences: Sequence[str],
) -> bytes:
    """Marks and summary put in, saved, and read again: NotCopied where the reading is another."""
    comments = present_comments(found.name, content)
    earlier = [sheet for sheet in sheets if sheet.printed.is_summary]
    if earlier:
        remove_colours(book)
    for sheet in earlier:
        book.remove(sheet.worksheet)
    kept = [pair for pair in zip(sheets, comments, strict=True) if pair[0] not in earlier]
    by_name = {sheet.printed.name: (sheet, present) for sheet, present in reversed(kept)}
    named = {name: by_name[name][0] for name in dict.fromkeys(s.printed.name for s, _ in kept)}
    mark_problems(found.problems, named, {name: present for name, (_, present) in by_name.items()})
    _put_summary(book, found, named, differences)
    made = _saved(book)
    _check(made, [sheet.printed for sheet, _ in kept], found.name)
    return made


def _put_summary(
    book: openpyxl.Workbook,
    found: StandardsWorkbook,
    sheets: dict[str, CopiedSheet],
    differences: Sequence[str],
) -> None:
    """The summary comes first and is what the office sees on opening; no other sheet is selected with it."""
    (title,) = titles_of([SUMMARY], taken=book.sheetnames)
    summary = book.create_sheet(title, 0)
    Summary(book, summary, found, sheets, differences).write()
    for sheet in book.worksheets:
        for view in sheet.views.sheetView:
            view.tabSelected = sheet is summary
    book.active = 0
    book.properties.creator = AUTHOR


def _saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    try:
        book.save(made)
    except OSError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises anything on looks that it took but cannot write
        raise NotCopied from None
    return made.getvalue()


def _check(made: bytes, printed: list[PrintedSheet], name: str) -> None:
    """The copy says what the original says, as the next import will read it."""
    try:
        again, _ = printed_sheets(name, made)
    except WorkbookRefused:
        raise NotCopied from None
    copied = [sheet for sheet in again if not sheet.is_summary]
    if len(copied) != len(printed) or not all(map(prints_the_same, printed, copied)):
        raise NotCopied
