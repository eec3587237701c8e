"""The order of a table's columns changes no band: a row says the same in any order, or is refused by name.

Of two factors the first is the severity: the axes may change places, the band may not.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from importers.standards_workbook import read_standards_workbook
from tests.importers.large_workbook import write_large_workbook
from tests.importers.moved_columns import write_moved
from tests.workbooks import OWN_WORKBOOKS, REAL_GUANGDONG, REAL_SHENZHEN, needs_real_workbooks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from standards_1023.values import Measure, StandardsWorkbook

SEEDS = range(2)
Said = dict[tuple[object, ...], object]


def _fine(measure: Measure) -> tuple[object, ...]:
    """What a measure says beside its wording."""
    m = measure
    return m.kind, m.subject, m.unit, m.amount, m.base, m.per, m.optional, m.trigger


def said(book: StandardsWorkbook) -> Said:
    """What each row, and each sum of weights, answers to which conditions; those with errors are left out."""
    return {**dict(_rows(book)), **dict(_sums(book))}


def _rows(book: StandardsWorkbook) -> Iterator[tuple[tuple[object, ...], object]]:
    for standard in book.standards:
        for row in standard.rows:
            if not any(book.errors_at(standard.sheet, row.cell)):
                conditions = frozenset(text for _, text in row.when)
                yield (standard.sheet, row.row, row.group, conditions), frozenset(map(_fine, row.measures))


def _sums(book: StandardsWorkbook) -> Iterator[tuple[tuple[object, ...], object]]:
    for standard in book.standards:
        for group in standard.weights:
            if not any(book.errors_at(standard.sheet, group.start_cell)):
                weights = frozenset((o.factor, o.option, o.row, o.percent) for o in group.options)
                sums = (
                    group.subject,
                    group.start_percent,
                    group.floor_percent,
                    group.cap_percent,
                    group.maximum,
                )
                yield (standard.sheet, standard.violation, group.group), (weights, sums)


def same_in_any_order(path: Path, folder: Path, seeds: range) -> None:
    """Write the workbook's tables in other orders and compare what they say."""
    printed = said(read_standards_workbook(path))
    moved = kept = 0
    for seed in seeds:
        other = folder / f"{seed}.xlsx"
        moved += write_moved(path, other, random.Random(seed))  # noqa: S311 - the same every time
        again = said(read_standards_workbook(other))
        wrong = {where: what for where, what in again.items() if printed.get(where) != what}
        assert not wrong, (seed, next(iter(wrong.items())))
        kept += len(again)
    assert moved
    assert kept > 0.9 * len(seeds) * len(printed)


MOVABLE = [path for path in OWN_WORKBOOKS if path.suffix == ".xlsx"]
"""openpyxl, which moves the columns, writes no .xls."""


@pytest.mark.parametrize("path", MOVABLE, ids=lambda path: path.stem)
def test_the_order_of_columns_changes_no_band(tmp_path: Path, path: Path) -> None:
    same_in_any_order(path, tmp_path, SEEDS)


def test_the_order_of_columns_changes_no_band_of_the_common_layouts(tmp_path: Path) -> None:
    same_in_any_order(write_large_workbook(tmp_path / "大.xlsx", 30), tmp_path, SEEDS)


@needs_real_workbooks
@pytest.mark.parametrize(("path", "seeds"), [(REAL_GUANGDONG, range(1)), (REAL_SHENZHEN, SEEDS)])
def test_the_order_of_columns_changes_no_band_of_real_workbooks(
    tmp_path: Path, path: Path, seeds: range
) -> None:
    same_in_any_order(path, tmp_path, seeds)
