"""A sheet as it is copied: what the guarded reading printed, beside the worksheet that it is written to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.worksheet.cell_range import CellRange

from importers.cell_texts import write_text
from standards_1023.values import ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

    from importers.printed_sheet import PrintedSheet

_LONGEST_TITLE = 31
_FORBIDDEN = re.compile(r"[\\*?:/\[\]\x00-\x1f\x7f]")


@dataclass
class CopiedSheet:
    """What a sheet prints, and the worksheet of the copy that prints the same."""

    printed: PrintedSheet
    worksheet: Worksheet

    def fill(self) -> None:
        """Write the texts where no number stands, and merge what is merged.

        Ranges are added as such: openpyxl's merge_cells() would wipe the texts beneath, which are named as
        problems.
        """
        for (row, column), text in self.printed.texts.items():
            cell = self.worksheet.cell(row, column)
            if cell.value is None:
                write_text(cell, text, as_error=self._is_error_value(row, column, text))
        for (row, column), (tall, wide) in self.printed.spans.items():
            if (tall, wide) != (1, 1):
                merged = CellRange(
                    min_row=row, min_col=column, max_row=row + tall - 1, max_col=column + wide - 1
                )
                self.worksheet.merged_cells.ranges.add(merged)
        self.worksheet.sheet_state = "hidden" if self.printed.hidden else "visible"

    def _is_error_value(self, row: int, column: int, text: str) -> bool:
        fault = self.printed.faults.get((row, column))
        return fault is not None and fault[0] is ProblemSeverity.ERROR and text.startswith("#")

    def shown_at(self, row: int, column: int) -> tuple[int, int]:
        """The place whose cell covers a place: itself, or the top left one of its merged range."""
        return self._covering.get((row, column), (row, column))

    @cached_property
    def _covering(self) -> dict[tuple[int, int], tuple[int, int]]:
        last_row = max((row for row, _ in self.printed.texts), default=0)
        last_column = max((column for _, column in self.printed.texts), default=0)
        return {
            (r, c): (row, column)
            for (row, column), (tall, wide) in self.printed.spans.items()
            for r in range(row, min(row + tall, last_row + 1))
            for c in range(column, min(column + wide, last_column + 1))
        }


def titles_of(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """The names as titles that every spreadsheet program takes: short, without signs of paths, each once."""
    used = {title.casefold() for title in taken}
    titles = []
    for name in names:
        wanted = _FORBIDDEN.sub("_", name).strip("'")[:_LONGEST_TITLE] or "工作表"
        title, number = wanted, 1
        while title.casefold() in used:
            number += 1
            title = f"{wanted[: _LONGEST_TITLE - len(str(number))]}{number}"
        used.add(title.casefold())
        titles.append(title)
    return titles


def prints_the_same(one: PrintedSheet, other: PrintedSheet) -> bool:
    """Whether an import reads the same from both: texts, extents, what is hidden, what cannot be taken.

    A warning that a number comes from another workbook does not count: a copy has no such formula.
    """
    return _read_of(one) == _read_of(other)


def _read_of(printed: PrintedSheet) -> tuple[object, ...]:
    rows, columns = {row for row, _ in printed.texts}, {column for _, column in printed.texts}
    return (
        printed.hidden,
        printed.texts,
        {place: span for place, span in printed.spans.items() if span != (1, 1)},
        printed.hidden_rows & rows,
        printed.hidden_columns & columns,
        {place: fault for place, fault in printed.faults.items() if fault[0] is ProblemSeverity.ERROR},
    )
