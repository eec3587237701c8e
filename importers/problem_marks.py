"""Problems as comments on the cells that they name; these are coloured: red an error, yellow a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from importers.printed_sheet import CONTROLS
from importers.problem_help import help_for
from importers.text_extent import lines_of
from importers.xlsx_sheet import place
from standards_1023.names_for_people import SEVERITIES
from standards_1023.values import ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from openpyxl import Workbook

    from importers.copied_sheets import CopiedSheet
    from importers.present_comments import Comments, PresentComment
    from standards_1023.values import Problem

AUTHOR = "裁量"
HEAD = "〔裁量检查〕"
"""The line above our part of a comment: what stands over it is somebody else's."""
COLOURS = {ProblemSeverity.ERROR: "FFFFC7CE", ProblemSeverity.WARNING: "FFFFEB9C"}
MOST_COMMENTS = 5_000
"""Further cells get their colour and a line of the summary; so many comments nobody opens."""
_LONGEST_COMMENT = 4_000
_WIDTH, _COLUMNS, _LINE, _MARGIN, _TALLEST = 360, 50, 19, 14, 600  # pixels; columns of text in the width


def problems_at(
    problems: Iterable[Problem], sheets: Mapping[str, CopiedSheet]
) -> dict[tuple[str, int, int], list[Problem]]:
    """The problems of each cell (sheet, row, column), under a merged range those of its top left cell.

    Problems that name no sheet or no cell are not among them: they stand in the summary.
    """
    found: dict[tuple[str, int, int], list[Problem]] = {}
    for problem in problems:
        shown = place_of(problem, sheets)
        if shown is not None:
            found.setdefault((problem.sheet, *shown), []).append(problem)
    return found


def place_of(problem: Problem, sheets: Mapping[str, CopiedSheet]) -> tuple[int, int] | None:
    """The place of the cell on which a problem is shown; None where it names none."""
    sheet = sheets.get(problem.sheet)
    if sheet is None:
        return None
    try:
        return sheet.shown_at(*place(problem.cell))
    except ValueError:
        return None


def mark_problems(
    problems: Iterable[Problem], sheets: Mapping[str, CopiedSheet], present: Mapping[str, Comments]
) -> None:
    """Colour the cells and write the comments; comments that are there already stay, ours follow them."""
    found = problems_at(problems, sheets)
    for number, ((name, row, column), named) in enumerate(found.items()):
        cell = sheets[name].worksheet.cell(row, column)
        worst = min((p.severity for p in named), key=list(COLOURS).index)
        cell.fill = PatternFill("solid", fgColor=COLOURS[worst])
        if number < MOST_COMMENTS:
            cell.comment = _comment(named, present[name].get((row, column)))
    for name, comments in present.items():
        for (row, column), comment in comments.items():
            text = without_ours(comment.text)
            if text and (name, row, column) not in found:
                sheets[name].worksheet.cell(row, column).comment = _sized(text, comment.author)


def without_ours(text: str) -> str:
    """What somebody else wrote in a comment."""
    return text.partition(HEAD)[0].rstrip()


def _comment(problems: list[Problem], present: PresentComment | None) -> Comment:
    lines, length = [HEAD], 0
    explained: set[str] = set()
    for number, problem in enumerate(problems):
        line = f"【{SEVERITIES[problem.severity]}】{problem.message}"
        if (entry := help_for(problem.message)) is not None and entry.code not in explained:
            line += f"\n怎么改：{entry.remedy}"
            explained.add(entry.code)
        length += len(line)
        if number and length > _LONGEST_COMMENT:
            lines.append(f"还有 {len(problems) - number} 个问题，见工作表「裁量检查结果」。")
            break
        lines.append(line)
    before = "" if present is None else without_ours(present.text)
    if present is None or not before:
        return _sized("\n".join(lines), AUTHOR)
    return _sized("\n".join([before, *lines]), present.author or AUTHOR)


def _sized(text: str, author: str) -> Comment:
    """A comment large enough that its text can be read without pulling at its corner."""
    height = lines_of(text, _COLUMNS) * _LINE + _MARGIN
    clean = CONTROLS.sub(" ", text)
    return Comment(clean, CONTROLS.sub(" ", author), height=min(height, _TALLEST), width=_WIDTH)


def remove_colours(book: Workbook) -> None:
    """Take the colours of an earlier check off: what was mended must not stay coloured.

    Which colour a cell had before nobody knows; it has none then. openpyxl keeps fills by number, and shows
    neither these nor the cells that exist (iter_rows() would create the blank ones) in another way.
    """
    fills: Any = book._fills  # type: ignore[attr-defined]  # noqa: SLF001 - see above
    ours = {
        n for n, fill in enumerate(fills) if fill.fgColor is not None and fill.fgColor.rgb in COLOURS.values()
    }
    for sheet in book.worksheets:
        for cell in sheet._cells.values():  # noqa: SLF001 - see above
            style: Any = getattr(cell, "_style", None)
            if style is not None and style.fillId in ours:
                cell.fill = PatternFill()
