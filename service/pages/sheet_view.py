"""A sheet as it is drawn: rows of cells with what each was taken for, its marks and where it leads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.cells_taken import CellTaken, ColumnTaken, Place, SheetTaken, Taken
from importers.columns import Role
from importers.places import letters_of, place_of
from importers.problem_help import help_for
from standards_1023.settlements import LEFT_OUT, SettlementKind
from standards_1023.values import Problem, ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from standards_1023.values import Standard

ROWS_OF_PAGE = 150
_WIDTHS = (4, 10, 24, 60)
"""Characters of the longest text up to which a column has the first, second … width."""
_FAMILIES: Mapping[str, tuple[str, tuple[Taken, ...]]] = {
    "act": ("哪个违法行为", (Role.CODE, Role.LAW, Role.VIOLATION)),
    "law": ("法律依据", (Role.VIOLATED, Role.BASIS, Role.STATUTORY)),
    "condition": ("适用条件", (Role.GRADE, Role.FACTOR, Role.ELEMENT, Role.SUBJECT)),
    "outcome": ("处罚", (Role.PENALTY, Role.LOW, Role.HIGH, Role.WEIGHT, Role.KINDS)),
    "note": ("备注和执法主体", (Role.NOTE, Role.AUTHORITY)),
    "heading": ("表头、标题和标签", (Place.HEADING, Place.TITLE, Place.LABEL)),
    "statement": ("表外的说明", (Place.STATEMENT,)),
    "out": ("确认不用", (Place.LEFT_OUT,)),
    "unread": ("没有读", (Place.UNREAD,)),
    "unseen": ("隐藏，没有读", (Place.HIDDEN,)),
}
_FAMILY_OF = {taken: slug for slug, (_, many) in _FAMILIES.items() for taken in many}


_UNHEADED = re.compile(r"（([A-Z]{1,3}[1-9][0-9]*)）上面没有表头")
_OF_THE_WORKBOOK = {"convention-not-said", "settled-nowhere", "settled-text-nowhere"}
"""Pinned to the first cell, but said of the whole workbook: not answered at that cell."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A problem at a cell: the number of its line below the grid, its page, the cell that it is pinned to."""

    number: int
    problem: Problem
    page: int
    anchor: str = ""
    settles: str = ""
    """The query of the page on which it is settled; empty where it concerns nothing that can be settled."""

    @property
    def is_error(self) -> bool:
        """Whether nothing may be decided from the cell."""
        return self.problem.severity is ProblemSeverity.ERROR


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A place of the grid: a printed cell as far as it is on this page, or a blank."""

    address: str
    rows: int = 1
    columns: int = 1
    cell: CellTaken | None = None
    family: str = ""
    pins: tuple[Pin, ...] = ()
    chips: tuple[ColumnTaken, ...] = ()
    is_lit: bool = False
    leads_to: str = ""
    goes_on: bool = False
    printed: str = ""
    """What it prints, where it is read as something else."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the grid."""

    number: int
    cells: tuple[DrawnCell, ...]
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: its letters, what all tables of the sheet take it for, whether it is hidden."""

    letters: str
    role: str
    is_hidden: bool
    width: int


@dataclass(frozen=True, slots=True)
class Legend:
    """A family of cells: what its cells are, and how many the sheet has."""

    slug: str
    family: str
    words: str
    cells: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A standard beside the grid: its name, what it is about, the page and the cell where it begins."""

    name: str
    code: str
    violation: str
    page: int
    cell: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One page of a sheet: `elsewhere` are the pages on which there are other problems, with their number."""

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    legend: tuple[Legend, ...]
    pins: tuple[Pin, ...]
    elsewhere: tuple[tuple[int, int], ...]
    page: int
    pages: int


@dataclass(slots=True)
class SheetDrawer:
    """Draws pages of one sheet with its problems."""

    sheet: SheetTaken
    problems: Sequence[Problem]
    printed: Mapping[str, str] = field(default_factory=dict)
    """What the cells print that are read as something else, by address."""

    @property
    def pages(self) -> int:
        """How many pages the sheet has."""
        return max(1, -(-self.sheet.rows // ROWS_OF_PAGE))

    def drawing(self, page: int, lit: str, leads: Mapping[str, str]) -> Drawing:
        """A page; the cells of the standard `lit` are marked, `leads` are the addresses of standards."""
        first = (page - 1) * ROWS_OF_PAGE + 1
        rows = range(first, min(first + ROWS_OF_PAGE - 1, self.sheet.rows) + 1)
        covering = self._covering(rows)
        pins = [Pin(n, p, _page_of(p.cell)) for n, p in enumerate(self.problems, 1)]
        elsewhere = Counter(pin.page for pin in pins if pin.page != page)
        here = tuple(self._anchored(pin, covering) for pin in pins if pin.page == page)
        drawer = _Cells(
            covering, rows, here, (*self.sheet.tables, *self.sheet.unheaded), lit, leads, self.printed
        )
        lines = [
            Line(row, tuple(drawer.of_row(row, self.sheet.columns)), row in self.sheet.hidden_rows)
            for row in rows
        ]
        heads = tuple(self._head(column) for column in range(1, self.sheet.columns + 1))
        return Drawing(
            heads,
            tuple(lines),
            tuple(self.legend()),
            here,
            tuple(sorted(elsewhere.items())),
            page,
            self.pages,
        )

    def _covering(self, rows: range) -> dict[tuple[int, int], CellTaken]:
        return {
            (row, column): cell
            for cell in self.sheet.cells
            for row in range(max(rows.start, cell.row), min(rows.stop, cell.row + cell.rowspan))
            for column in range(cell.column, cell.column + cell.colspan)
        }

    def _anchored(self, pin: Pin, covering: Mapping[tuple[int, int], CellTaken]) -> Pin:
        """The pin at the cell that covers its place; without an anchor where the sheet has no such place."""
        row, column = place_of(pin.problem.cell)
        cell = covering.get((row, column))
        if cell is None:
            inside = row <= self.sheet.rows and column <= self.sheet.columns
            pin = replace(pin, anchor=pin.problem.cell if inside else "")
        else:
            pin = replace(pin, anchor=cell.address)
        return replace(pin, settles=self._settles(pin))

    def _settles(self, pin: Pin) -> str:
        """What a cell prints is settled, or what its column holds; one without headings at the cell in it."""
        if found := _UNHEADED.search(pin.problem.message):
            row, column = place_of(found[1])
            may = any(c.column == column and place_of(c.heading)[0] <= row for c in self.sheet.unheaded)
            return f"cell={found[1]}&kind={SettlementKind.UNHEADED.value}" if may else ""
        entry = help_for(pin.problem.message)
        is_of_a_cell = bool(pin.anchor) and (entry is None or entry.code not in _OF_THE_WORKBOOK)
        return f"cell={pin.anchor}" if is_of_a_cell else ""

    def _head(self, column: int) -> Head:
        settled = (c for c in self.sheet.unheaded if c.settled)
        columns = (c for c in (*self.sheet.tables, *settled) if c.column == column)
        roles = {c.role.value if c.role else LEFT_OUT for c in columns}
        longest = max(
            (len(c.text) for c in self.sheet.cells if c.column == column and c.colspan == 1), default=0
        )
        width = next((n for n, most in enumerate(_WIDTHS, 1) if longest <= most), len(_WIDTHS) + 1)
        role = next(iter(roles)) if len(roles) == 1 else ""
        return Head(letters_of(column), role, column in self.sheet.hidden_columns, width)

    def legend(self) -> Iterator[Legend]:
        """The families that the sheet has cells of."""
        counts = Counter(cell.taken for cell in self.sheet.cells)
        for slug, (family, many) in _FAMILIES.items():
            there = "、".join(taken.value for taken in many if counts[taken])
            if there:
                yield Legend(slug, family, there, sum(counts[taken] for taken in many))

    def listed(self, standards: Mapping[str, Standard]) -> Iterator[Listed]:
        """The standards of this sheet by name, in order."""
        for name, standard in standards.items():
            if standard.sheet == self.sheet.name:
                row, _ = place_of(standard.cell)
                yield Listed(name, standard.code, standard.violation, page_of(row), standard.cell)


@dataclass(slots=True)
class _Cells:
    """Draws the cells of one page."""

    covering: Mapping[tuple[int, int], CellTaken]
    rows: range
    pins: Sequence[Pin]
    columns: Sequence[ColumnTaken]
    lit: str
    leads: Mapping[str, str]
    printed: Mapping[str, str]
    _pinned: dict[str, list[Pin]] = field(default_factory=dict)
    _headed: dict[str, list[ColumnTaken]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pin in self.pins:
            self._pinned.setdefault(pin.anchor, []).append(pin)
        for column in self.columns:
            self._headed.setdefault(column.heading, []).append(column)

    def of_row(self, row: int, columns: int) -> Iterator[DrawnCell]:
        """The cells that begin in a row, and the blanks between them; what goes on from the page before."""
        for column in range(1, columns + 1):
            cell = self.covering.get((row, column))
            if cell is None:
                address = f"{letters_of(column)}{row}"
                pins, chips = self._pinned.get(address, ()), self._headed.get(address, ())
                yield DrawnCell(address, pins=tuple(pins), chips=tuple(chips))
            elif column == cell.column and row == max(self.rows.start, cell.row):
                yield self._drawn(cell, row)

    def _drawn(self, cell: CellTaken, row: int) -> DrawnCell:
        return DrawnCell(
            cell.address,
            min(self.rows.stop, cell.row + cell.rowspan) - row,
            cell.colspan,
            cell,
            _FAMILY_OF[cell.taken],
            tuple(self._pinned.get(cell.address, ())),
            tuple(self._headed.get(cell.address, ())),
            is_lit=self.lit in cell.standards,
            leads_to=self.leads.get(cell.standards[0], "") if len(cell.standards) == 1 else "",
            goes_on=row > cell.row,
            printed=self.printed.get(cell.address, ""),
        )


def page_of(row: int) -> int:
    """The page on which a row stands."""
    return (max(row, 1) - 1) // ROWS_OF_PAGE + 1


def _page_of(address: str) -> int:
    return page_of(place_of(address)[0])
