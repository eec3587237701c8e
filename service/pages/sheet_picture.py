"""A small sheet as a picture for people: what the program takes each cell for, and the problems in it."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from importers.columns import Role
from importers.labels import label_role
from importers.standards_workbook import read_standards_workbook
from importers.templates import placed, workbook_of
from standards_1023.names_for_people import SEVERITIES
from standards_1023.values import ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from importers.template_layouts import Layout
    from importers.templates import PlacedText
    from standards_1023.values import Problem, StandardsWorkbook

_LAW = (Role.LAW, Role.VIOLATED, Role.BASIS, Role.STATUTORY, Role.AUTHORITY)
_CONDITION = (Role.GRADE, Role.FACTOR, Role.ELEMENT, Role.SUBJECT)
_OUTCOME = (Role.PENALTY, Role.LOW, Role.HIGH, Role.WEIGHT, Role.KINDS)
KINDS: dict[str, str] = {
    "said": "标题和说明",
    "code": "编号",
    "violation": "违法行为",
    "law": "依据",
    "condition": "条件",
    "outcome": "处罚",
    "note": "备注",
}
"""The colours of a picture and what they mean."""
_KIND_OF: dict[str, str] = {
    Role.CODE: "code",
    Role.VIOLATION: "violation",
    Role.NOTE: "note",
    **dict.fromkeys(_LAW, "law"),
    **dict.fromkeys(_CONDITION, "condition"),
    **dict.fromkeys(_OUTCOME, "outcome"),
}


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell: its text, extent, colour, and the severity of the worst problem at it (as a class)."""

    place: str
    text: str
    rows: int
    columns: int
    kind: str
    is_head: bool
    fault: str


@dataclass(frozen=True, slots=True)
class DrawnProblem:
    """A problem that the program really found."""

    place: str
    severity: str
    grave: bool
    message: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A sheet: what each column is taken for (letter, role), its rows (number, cells), problems, legend."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[int, tuple[DrawnCell, ...]], ...]
    problems: tuple[DrawnProblem, ...]
    legend: tuple[tuple[str, str], ...]


@cache
def picture(layout: Layout) -> Picture:
    """The picture of a layout, read by the program as any workbook is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        path.write_bytes(workbook_of(layout))
        book = read_standards_workbook(path)
    roles = {column.column: column.role for column in book.columns}
    faults = _faults(book)
    rows: dict[int, list[DrawnCell]] = defaultdict(list)
    colours = _Colours(layout, book)
    for one in placed(layout):
        place = _place(one)
        cell = DrawnCell(
            place,
            one.text,
            one.rows,
            one.columns,
            colours.of(one, place),
            one.row in layout.head_rows,
            faults.get(place, ""),
        )
        rows[one.row].append(cell)
    used = {cell.kind for cells in rows.values() for cell in cells}
    return Picture(
        tuple((get_column_letter(n), roles.get(n, "")) for n in range(1, len(layout.widths) + 1)),
        tuple((row, tuple(rows[row])) for row in range(1, len(layout.all_rows) + 1)),
        tuple(_drawn(problem) for problem in book.problems),
        tuple((kind, words) for kind, words in KINDS.items() if kind in used),
    )


class _Colours:
    """What each cell of a layout is taken for."""

    def __init__(self, layout: Layout, book: StandardsWorkbook) -> None:
        self.layout = layout
        self.roles = {column.column: column.role for column in book.columns}
        self.titles = {standard.cell for standard in book.standards}
        factors = [factor for standard in book.standards for factor in standard.factors]
        self.conditions = {c.cell for factor in factors for c in factor.conditions} | {
            f.cell for f in factors
        }
        across = {(one.column, one.row - 1) for one in placed(layout) if _place(one) in self.conditions}
        self.across = across if len(layout.head_rows) > 1 else set()
        self.labelled = dict(self._labelled_rows())
        self.first_head = min(layout.head_rows, default=0)

    def _labelled_rows(self) -> Iterator[tuple[int, str]]:
        """The rows that begin with a label (处罚依据 | text), each with the colour of both cells."""
        for one in placed(self.layout):
            label = label_role(one.text) if one.column == 1 and one.rows == 1 else None
            if label is not None and one.row not in self.layout.head_rows:
                yield one.row, _KIND_OF.get(label, "")

    def _names_levels(self, one: PlacedText) -> bool:
        """A header over the levels of a factor that runs across: 危害后果 over 不足50吨, 50吨以上."""
        return one.row in self.layout.head_rows and (one.column, one.row) in self.across

    def of(self, one: PlacedText, place: str) -> str:
        """The colour of a cell; none where nothing was understood."""
        if one.row <= len(self.layout.above):
            return "said"
        if not one.text or not self.roles:
            return ""
        if place in self.conditions or self._names_levels(one):
            return "condition"
        if place in self.titles and one.row < self.first_head and one.row not in self.labelled:
            return "violation"
        return self.labelled.get(one.row) or _KIND_OF.get(self.roles.get(one.column, ""), "")


def _place(one: PlacedText) -> str:
    return f"{get_column_letter(one.column)}{one.row}"


def _faults(book: StandardsWorkbook) -> dict[str, str]:
    """The worst severity at each cell."""
    found: dict[str, str] = {}
    for problem in book.problems:
        if found.get(problem.cell) != "error":
            found[problem.cell] = problem.severity.value
    return found


def _drawn(problem: Problem) -> DrawnProblem:
    grave = problem.severity is ProblemSeverity.ERROR
    return DrawnProblem(problem.cell, SEVERITIES[problem.severity], grave, problem.message)
