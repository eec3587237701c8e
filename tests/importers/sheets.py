"""Small workbooks written by code, laid out as their authors lay them out, and readings put in short words.

A row is a tuple. UP merges a place with the one above it, LEFT with the one to its left, None is blank;
Shown(0.2, "0%") is a number under a number format, Under(text) is merged UP with a text left hidden beneath.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import openpyxl
import xlwt
from openpyxl.utils import get_column_letter

from importers.standards_workbook import read_standards_workbook
from standards_1023.amount_text import amount_text
from standards_1023.values import Convention, Measure, MeasureKind, ProblemSeverity, Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction
    from pathlib import Path

    from standards_1023.settlements import Settlement
    from standards_1023.values import Standard, StandardsWorkbook, WeightGroup

UP: Final = "\0up"
LEFT: Final = "\0left"
GD: Final = Convention(above_included=True, below_included=False, source="option")
"""以上 includes, 以下 excludes the number."""
BOTH: Final = Convention(source="option")
"""以上 and 以下 include the number."""


@dataclass(frozen=True)
class Shown:
    """A number and the number format under which the sheet shows it."""

    number: float
    number_format: str


@dataclass(frozen=True)
class Under:
    """A text that was left beneath a cell merged with the one above."""

    text: str


Printed = str | int | float | Shown | Under | None


@dataclass(frozen=True)
class Page:
    """One sheet: its rows from `top` on, beginning in column `left`; which rows are hidden."""

    rows: tuple[tuple[Printed, ...], ...]
    name: str = "裁量基准"
    top: int = 1
    left: int = 1
    hidden_rows: tuple[int, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class _Placed:
    row: int
    column: int
    value: Printed
    rows: int
    columns: int


def _placed(page: Page) -> Iterator[_Placed]:
    """The cells with their merged extent; what lies under a merged cell follows by itself."""
    grid = {
        (r + page.top, c + page.left): value for r, row in enumerate(page.rows) for c, value in enumerate(row)
    }
    for (row, column), value in grid.items():
        if value in {UP, LEFT} or isinstance(value, Under):
            continue
        columns = 1
        while grid.get((row, column + columns)) == LEFT:
            columns += 1
        rows = 1
        while grid.get((row + rows, column)) == UP or isinstance(grid.get((row + rows, column)), Under):
            rows += 1
        if value is not None or rows > 1 or columns > 1:
            yield _Placed(row, column, value, rows, columns)


def _beneath(page: Page) -> Iterator[tuple[int, int, str]]:
    for r, row in enumerate(page.rows):
        for c, value in enumerate(row):
            if isinstance(value, Under):
                yield r + page.top, c + page.left, value.text


def _range_of(cell: _Placed) -> str:
    first = f"{get_column_letter(cell.column)}{cell.row}"
    return f"{first}:{get_column_letter(cell.column + cell.columns - 1)}{cell.row + cell.rows - 1}"


def write_xlsx(path: Path, *pages: Page) -> Path:
    """The pages as an .xlsx file."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(page.name)
        for row, column, text in _beneath(page):
            sheet.cell(row, column, text)
        spans = []
        for cell in _placed(page):
            value = cell.value
            place = cast("Any", sheet.cell(cell.row, cell.column))
            place.value = value.number if isinstance(value, Shown) else value
            if isinstance(value, Shown):
                place.number_format = value.number_format
            if cell.rows > 1 or cell.columns > 1:
                spans.append(_range_of(cell))
        # Written as ranges, not by merge_cells(): that would wipe what other programs leave beneath.
        for span in spans:
            sheet.merged_cells.add(span)
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        if page.hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def write_xls(path: Path, *pages: Page) -> Path:
    """The pages as a real .xls file (BIFF)."""
    book = xlwt.Workbook(encoding="utf-8")
    for page in pages:
        sheet = book.add_sheet(page.name, cell_overwrite_ok=True)
        for cell in _placed(page):
            value = cell.value
            shown = value.number if isinstance(value, Shown) else value
            style = xlwt.easyxf(num_format_str=value.number_format if isinstance(value, Shown) else "General")
            bottom, right = cell.row + cell.rows - 2, cell.column + cell.columns - 2
            if cell.rows > 1 or cell.columns > 1:
                sheet.merge(cell.row - 1, bottom, cell.column - 1, right, style)
            sheet.write(cell.row - 1, cell.column - 1, shown, style)
        for row, column, text in _beneath(page):
            sheet.write(row - 1, column - 1, text)
        for row in page.hidden_rows:
            sheet.row(row - 1).hidden = True
        if page.hidden:
            sheet.visibility = 1
    book.save(str(path))
    return path


def read(
    folder: Path,
    *pages: Page,
    convention: Convention | None = BOTH,
    xls: bool = False,
    settlements: Sequence[Settlement] = (),
) -> StandardsWorkbook:
    """The pages written to a file and read back by the importer."""
    path = write_xls(folder / "表.xls", *pages) if xls else write_xlsx(folder / "表.xlsx", *pages)
    return read_standards_workbook(path, convention=convention, settlements=settlements)


def table(*rows: tuple[Printed, ...]) -> Page:
    """One sheet that begins in A1."""
    return Page(rows)


def figure(number: Fraction | None) -> int | str | None:
    """A number as a test writes it: 20, "100/3"."""
    if number is None:
        return None
    return int(number) if number.denominator == 1 else str(number)


_WORDS = {
    MeasureKind.FINE: "罚款",
    MeasureKind.CONFISCATE: "没收",
    MeasureKind.WARNING: "警告",
    MeasureKind.CRITICISM: "通报批评",
    MeasureKind.NO_PENALTY: "不予处罚",
    MeasureKind.SUSPEND_PRODUCTION: "停产停业",
    MeasureKind.CLOSE: "关闭",
    MeasureKind.SUSPEND_LICENCE: "暂扣许可证",
    MeasureKind.REVOKE_LICENCE: "吊销许可证",
    MeasureKind.DOWNGRADE: "降低资质",
    MeasureKind.BAR: "限制从业",
    MeasureKind.DETENTION: "拘留",
    MeasureKind.ORDER: "责令",
    MeasureKind.OTHER: "其他",
}
_WHOM = {None: "", "unit": "单位:", "responsible_person": "责任人员:", "individual": "个人:"}


def said(measure: Measure) -> str:
    """单位:罚款 2000–5000 元; a limit that is not included is marked ) or (."""
    words = _WHOM[measure.subject] + ("可" if measure.optional else "") + _WORDS[measure.kind]
    if measure.trigger:
        words = f"[{measure.trigger}]{words}"
    if measure.kind is not MeasureKind.FINE:
        return words
    return f"{words} {amount_text(measure)}{_open_ends(measure.amount)}"


def _open_ends(amount: Range | None) -> str:
    if amount is None:
        return ""
    low = "(" if amount.low is not None and not amount.low_included else ""
    high = ")" if amount.high is not None and not amount.high_included else ""
    return f" {low}{high}" if low or high else ""


def bands(standard: Standard) -> list[tuple[str, str]]:
    """(conditions, measures) of each row: ("违法程度=较轻; 后果=一般", "罚款 1000–2000 元; 警告")."""
    return [
        ("; ".join(f"{name}={text}" for name, text in row.when), "; ".join(said(m) for m in row.measures))
        for row in standard.rows
    ]


def grades(standard: Standard) -> list[str | None]:
    """The grade of each row."""
    return [row.grade for row in standard.rows]


def groups(standard: Standard) -> list[str | None]:
    """The group of each row."""
    return [row.group for row in standard.rows]


def factors(standard: Standard) -> list[tuple[str, str, str | None]]:
    """(name, kind, axis) of each factor."""
    return [(f.name, f.kind.value, f.axis.value if f.axis else None) for f in standard.factors]


def weights(group: WeightGroup) -> list[tuple[str, str, str]]:
    """(factor, option, weight) of a weighted sum's options."""
    return [(o.factor, o.option, f"{o.percent}%") for o in group.options]


def errors(book: StandardsWorkbook) -> list[tuple[str, str]]:
    """(cell, message) of each error."""
    return [(p.cell, p.message) for p in book.problems if p.severity is ProblemSeverity.ERROR]


def warnings(book: StandardsWorkbook) -> list[tuple[str, str]]:
    """(cell, message) of each warning."""
    return [(p.cell, p.message) for p in book.problems if p.severity is ProblemSeverity.WARNING]


def show(book: StandardsWorkbook) -> str:
    """Everything that was read, for a failing test's reader."""
    lines: list[str] = []
    for s in book.standards:
        lines.append(
            f"== {s.cell} 「{s.code}」 {s.violation} [{s.model}] {s.basis} {s.violated} 法定:{[said(m) for m in s.statutory]} {s.notes!r}"
        )
        lines += [f"   要素 {f}" for f in factors(s)]
        lines += [
            f"   {r.cell} {r.grade}/{r.group} {w} → {m}" for r, (w, m) in zip(s.rows, bands(s), strict=True)
        ]
        for g in s.weights:
            lines.append(
                f"   权重 {g.group} {g.subject} 起点{g.start_percent} {g.floor_percent}-{g.cap_percent} × {g.maximum}"
            )
            lines += [f"      {w}" for w in weights(g)]
    lines += [f"!! {p.sheet} {p.cell} {p.severity} {p.message}" for p in book.problems]
    return "\n".join(lines)
