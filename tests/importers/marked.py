"""Marked copies made and opened for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl

from importers.marked_copy import write_marked_copy
from importers.standards_workbook import read_standards_workbook
from importers.summary_mark import SUMMARY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl import Workbook

    from standards_1023.settlements import Settlement
    from standards_1023.values import Convention, Problem, StandardsWorkbook


def marked(
    path: Path,
    name: str = "标注.xlsx",
    *,
    convention: Convention | None = None,
    settlements: Sequence[Settlement] = (),
) -> tuple[StandardsWorkbook, Path]:
    """What was read from a workbook, and its marked copy beside it."""
    found = read_standards_workbook(path, convention=convention, settlements=settlements)
    target = path.with_name(name)
    write_marked_copy(path, found, target)
    return found, target


def opened(target: Path) -> Workbook:
    """The copy as openpyxl shows it, formulas as formulas."""
    return openpyxl.load_workbook(target)


def said(book: Workbook, sheet: str, cell: str) -> str:
    """The comment on a cell, empty where there is none."""
    comment: Any = book[sheet][cell].comment
    return "" if comment is None else str(comment.text)


def colour(book: Workbook, sheet: str, cell: str) -> str | None:
    """The colour of a cell as RRGGBB, None where it has none."""
    fill: Any = book[sheet][cell].fill
    return str(fill.fgColor.rgb)[2:] if fill.fill_type == "solid" else None


def summary_rows(book: Workbook) -> list[tuple[str, ...]]:
    """The rows of the summary as texts."""
    return [tuple("" if v is None else str(v) for v in row) for row in book[SUMMARY].values]


def told(problems: tuple[Problem, ...]) -> set[tuple[str, str, str, str]]:
    """Problems to compare."""
    return {(p.sheet, p.cell, p.severity.value, p.message) for p in problems}
