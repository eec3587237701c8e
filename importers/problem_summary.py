"""The summary of a marked copy: every problem with a link to its cell, what was understood of each sheet."""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from importers.cell_texts import write_text
from importers.problem_help import help_for
from importers.problem_marks import COLOURS, place_of
from importers.summary_mark import EXPLANATION, SUMMARY
from importers.text_extent import lines_of
from standards_1023.names_for_people import MODELS, SEVERITIES
from standards_1023.values import Model, ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from importers.copied_sheets import CopiedSheet
    from standards_1023.values import Problem, Standard, StandardsWorkbook

_PROBLEMS = ("工作表", "单元格", "严重程度", "问题", "单元格内容", "怎么改")
_SHEETS = ("工作表", "基准（项）", "处罚行／权重项", "模型", "问题（错误＋提示）")
_WIDTHS = (18, 14, 16, 60, 40, 60)
_HEADER_ROW = 6
_MOST_LISTED = 5_000
_LONGEST_QUOTATION = 200
_LINE_POINTS, _TALLEST_POINTS = 15, 400
_GRID = Border(*(Side("thin", color="FFBFBFBF"),) * 4)
_HEAD = PatternFill("solid", fgColor="FFD9E1F2")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_CENTRED = Alignment(horizontal="center", vertical="center")
_FONT = "宋体"  # WPS and Excel both have it; a style without a name is shown in whatever stands first
_PLAIN = Font(name=_FONT)
_LINK = Font(name=_FONT, color="FF0563C1", underline="single")
# By name: ten thousand cells take openpyxl ten times as long where each is given its style by itself.
_CELL, _HEADING, _LINKED = "裁量·格", "裁量·表头", "裁量·链接"
_MARKED = {severity: f"裁量·{SEVERITIES[severity]}" for severity in ProblemSeverity}
_STYLES = (
    NamedStyle(_CELL, border=_GRID, alignment=_WRAPPED, font=_PLAIN),
    NamedStyle(_HEADING, border=_GRID, alignment=_CENTRED, font=Font(name=_FONT, bold=True), fill=_HEAD),
    NamedStyle(_LINKED, border=_GRID, alignment=_WRAPPED, font=_LINK),
    *(
        NamedStyle(
            _MARKED[of],
            border=_GRID,
            alignment=_WRAPPED,
            font=_PLAIN,
            fill=PatternFill("solid", fgColor=colour),
        )
        for of, colour in COLOURS.items()
    ),
)


@dataclass(slots=True)
class Summary:
    """Writes the summary from top to bottom."""

    book: Workbook
    sheet: Worksheet
    found: StandardsWorkbook
    sheets: Mapping[str, CopiedSheet]
    differences: Sequence[str]
    """How the copy differs from the original, a sentence each."""
    row: int = 0

    def write(self) -> None:
        """Fill the sheet."""
        for style in _STYLES:
            self.book.add_named_style(copy(style))
        for column, width in enumerate(_WIDTHS, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        below = self._head()
        self._problems()
        below.location = f"{quote_sheetname(self.sheet.title)}!A{self.row + 2}"
        self._understood()
        self._differences()
        self._print_on_paper()

    def _head(self) -> Hyperlink:
        """Five lines over the table of problems, few enough to stay in sight."""
        self._line([SUMMARY], Font(name=_FONT, bold=True, size=16))
        self._line([EXPLANATION], Font(name=_FONT, color="FF595959"))
        self._line([f"文件：{self.found.name}　　SHA-256：{self.found.sha256}"])
        self._line([self._verdict()], Font(name=_FONT, bold=True, size=12))
        self._line(["各工作表读懂了什么、本副本与原表有什么不同，见问题清单下面（点这里）。"], _LINK)
        link = Hyperlink(ref="", location="A1")
        self.sheet.cell(self.row, 1).hyperlink = link
        return link

    def _verdict(self) -> str:
        errors = sum(p.severity is ProblemSeverity.ERROR for p in self.found.problems)
        warnings = len(self.found.problems) - errors
        if not self.found.problems:
            return f"没有发现问题：读到 {len(self.found.standards)} 项裁量基准。"
        parts = [f"错误 {errors} 个（红色，改正以前不能适用）"] if errors else []
        parts += [f"提示 {warnings} 个（黄色，请核对）"] if warnings else []
        return f"{'，'.join(parts)}。点「单元格」一列到那一格，看批注，改好保存后再导入。"

    def _problems(self) -> None:
        self._header(_PROBLEMS)
        worst_first = sorted(self.found.problems, key=lambda problem: list(COLOURS).index(problem.severity))
        for problem in worst_first[:_MOST_LISTED]:
            self._problem(problem)
        more = len(self.found.problems) - _MOST_LISTED
        if more > 0:
            self._line(
                [f"还有 {more} 个问题没有列出，请先改正以上问题再检查一次。"], Font(name=_FONT, bold=True)
            )
        if not self.found.problems:
            self._cells(("", "", "", "没有发现问题。", "", ""))
        self.sheet.auto_filter.ref = f"A{_HEADER_ROW}:F{max(self.row, _HEADER_ROW + 1)}"
        self.sheet.freeze_panes = f"A{_HEADER_ROW + 1}"

    def _problem(self, problem: Problem) -> None:
        shown = place_of(problem, self.sheets)
        content = ""
        if shown is not None:
            content = self.sheets[problem.sheet].printed.texts.get(shown, "")
        if len(content) > _LONGEST_QUOTATION:
            content = f"{content[:_LONGEST_QUOTATION]}……"
        entry = help_for(problem.message)
        remedy = "" if entry is None else entry.remedy
        self._cells(
            (problem.sheet, problem.cell, SEVERITIES[problem.severity], problem.message, content, remedy),
            (_CELL, _CELL if shown is None else _LINKED, _MARKED[problem.severity], *[_CELL] * 3),
        )
        if shown is not None:
            place = f"{get_column_letter(shown[1])}{shown[0]}"
            title = quote_sheetname(self.sheets[problem.sheet].worksheet.title)
            self.sheet.cell(self.row, 2).hyperlink = Hyperlink(ref="", location=f"{title}!{place}")

    def _understood(self) -> None:
        """Each sheet with the number of its standards and rows, and the models that they follow."""
        self.row += 1
        self._line(["各工作表读懂了什么"], Font(name=_FONT, bold=True, size=12))
        self._header(_SHEETS)
        by_sheet: dict[str, list[Standard]] = {}
        for standard in self.found.standards:
            by_sheet.setdefault(standard.sheet, []).append(standard)
        severities = Counter((problem.sheet, problem.severity) for problem in self.found.problems)
        for name, sheet in self.sheets.items():
            standards = by_sheet.get(name, [])
            rows = sum(len(s.rows) + sum(len(g.options) for g in s.weights) for s in standards)
            models = {m: sum(s.model is m for s in standards) for m in Model}
            words = "、".join(f"{MODELS[m]} {n} 项" for m, n in models.items() if n)
            counts = "＋".join(str(severities[name, severity]) for severity in ProblemSeverity)
            unread = "隐藏的工作表，没有读取" if sheet.printed.hidden else "没有读到裁量基准"
            self._cells((name, str(len(standards)), str(rows), words or unread, counts))

    def _differences(self) -> None:
        self.row += 1
        self._line(["本副本与原表的不同"], Font(name=_FONT, bold=True, size=12))
        for sentence in self.differences:
            self._line([f"· {sentence}"])

    def _header(self, headings: Sequence[str]) -> None:
        self._cells(headings, (_HEADING,) * len(headings))

    def _cells(self, texts: Sequence[str], styles: Sequence[str] = ()) -> None:
        """A row of a table; each text in a plain cell unless styles are given."""
        self.row += 1
        lines = 1
        styles = styles or (_CELL,) * len(texts)
        for column, (text, style, width) in enumerate(
            zip(texts, styles, _WIDTHS[: len(texts)], strict=True), 1
        ):
            cell = self.sheet.cell(self.row, column)
            cell.style = style
            write_text(cell, text)
            lines = max(lines, lines_of(text, width - 2))
        self.sheet.row_dimensions[self.row].height = min(lines * _LINE_POINTS + 3, _TALLEST_POINTS)

    def _line(self, texts: Iterable[str], font: Font = _PLAIN) -> None:
        """A row that is no table's: its text runs on to the right."""
        self.row += 1
        for column, text in enumerate(texts, 1):
            cell = self.sheet.cell(self.row, column)
            write_text(cell, text)
            cell.font = font

    def _print_on_paper(self) -> None:
        """Landscape, one page wide, the header on every page."""
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.paperSize = 9  # A4
        self.sheet.page_setup.fitToWidth, self.sheet.page_setup.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
