"""Two editions standard by standard: what came, went, became heavier or lighter, and what else changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.regions_compared import NotByValue, Side
from service.pages.compared_band import Band, Kind, direction
from service.pages.paired_bars import paired_bars, scales_of
from service.pages.regions_comparison import region_bands
from service.pages.standard_history import (
    SETTINGS_CHANGED,
    altered_of,
    band_words,
    differing_bands,
    row_place,
)
from service.pages.weights_comparison import weight_bands
from standards_1023.edition_diff import (
    diff_standard,
    differing_workbooks,
    rows_by_key,
)
from standards_1023.paired_standards import paired_standards

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.pages.standard_history import Altered
    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Standard


@dataclass(frozen=True, slots=True)
class Compared:
    """A standard that differs; without a name it is what holds for the whole workbook of the department."""

    department: str
    name: str
    code: str
    violation: str
    kind: Kind
    altered: tuple[Altered, ...]
    bands: tuple[Band, ...]
    note: str = ""
    """How the bands were compared, where their conditions moved."""

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds under which it is counted: heavier and lighter as soon as one of its bands is."""
        if self.kind is not Kind.OTHER or not self.bands:
            return frozenset({self.kind})
        found = {band.kind for band in self.bands}
        ways = found & _WAYS
        return frozenset(ways if found == ways else {*ways, Kind.OTHER})

    @property
    def mark(self) -> str:
        """In a word, for people."""
        ways = self.kinds & _WAYS
        if self.kind is not Kind.OTHER or not ways:
            return self.kind.words
        return "有重有轻" if ways == _WAYS else f"部分{min(ways).mark}"


_WAYS = {Kind.HEAVIER, Kind.LIGHTER}


def compare(before: Edition, after: Edition) -> list[Compared]:
    """What differs, in the order of departments and of their tables; equal editions give nothing."""
    return [
        compared
        for department, one, other in differing_workbooks(before, after)
        for compared in _department(department, one, other)
    ]


def counts(found: Sequence[Compared]) -> dict[Kind, int]:
    """How many standards there are of each kind; one with heavier and lighter bands is of both."""
    counted = Counter(kind for one in found for kind in one.kinds)
    return {kind: counted[kind] for kind in Kind}


def _department(
    department: str, one: DepartmentWorkbook | None, other: DepartmentWorkbook | None
) -> Iterator[Compared]:
    if one is not None and other is not None and one.workbook.instrument != other.workbook.instrument:
        yield Compared(department, "", "", "整个部门的表格", Kind.OTHER, (SETTINGS_CHANGED,), ())
    for name, before, after in paired_standards(one, other):
        if before is None or after is None or one is None or other is None:
            yield _one_sided(department, name, before, after)
        elif before != after:
            sides = Side(before, one.workbook.instrument), Side(after, other.workbook.instrument)
            changed = _standard(department, name, *sides)
            if changed is not None:
                yield changed


def _one_sided(department: str, name: str, old: Standard | None, new: Standard | None) -> Compared:
    """A standard that came or went, with its bands."""
    there = old or new
    if there is None:
        raise AssertionError("a standard on neither side")
    kind = Kind.REMOVED if new is None else Kind.ADDED
    bands = []
    for key, row in rows_by_key(there).items():
        said, cell = band_words(row), row_place(there, row)
        if new is None:
            bands.append(Band(key, kind, said, None, (cell, None), ()))
        else:
            bands.append(Band(key, kind, None, said, (None, cell), ()))
    return Compared(department, name, there.code, there.violation, kind, (), tuple(bands))


def _standard(department: str, name: str, before: Side, after: Side) -> Compared | None:
    """A standard that is there on both sides; None where only its place in the table is another."""
    old, new = before.standard, after.standard
    changes = list(diff_standard(department, name, old, new))
    if not changes:
        return None
    altered = tuple(altered_of(one, old, new) for one in changes if one.what not in {"band", "weight"})
    kinds = {change.what for change in changes}
    by_value = "factor" in kinds and bool(old.rows and new.rows) and not (old.weights or new.weights)
    bands, note = _by_value(before, after) if by_value else (None, "")
    if bands is None:
        bands = tuple(_bands(old, new)) if "band" in kinds else ()
        note = note if bands else ""
    bands += tuple(weight_bands(old, new)) if "weight" in kinds else ()
    return Compared(department, name, new.code, new.violation, _kind(bands), altered, bands, note)


def _by_value(before: Side, after: Side) -> tuple[tuple[Band, ...] | None, str]:
    """The bands of every range of facts that differ, and what to say of that; None for what needs a list."""
    try:
        bands = tuple(region_bands(before, after))
    except NotByValue as error:
        return None, f"{error}，不能逐段比较，下面按表中的文字列出。"
    if bands:
        return bands, "裁量因素的条件有改动：下面按两版的界限分段比较，只列幅度不同的。"
    return bands, "裁量因素的条件有改动：按两版的界限分段比较，幅度都相同。"


def _kind(bands: Sequence[Band]) -> Kind:
    """Heavier or lighter only where every band and every weight that changed is."""
    kinds = {band.kind for band in bands}
    for kind in (Kind.HEAVIER, Kind.LIGHTER):
        if kinds == {kind}:
            return kind
    return Kind.OTHER


def _bands(old: Standard, new: Standard) -> Iterator[Band]:
    before, after = rows_by_key(old), rows_by_key(new)
    scales = scales_of((*old.rows, *new.rows))
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        if (words := differing_bands(one, other)) is not None:
            cells = (row_place(old, one), row_place(new, other))
            yield Band(key, direction(one, other), *words, cells, paired_bars(one, other, scales))
