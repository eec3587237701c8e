"""The bad tables of the help page have the problems that they teach, the good ones have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from importers.problem_help import help_for
from importers.standards_workbook import read_standards_workbook
from importers.teaching_pairs import PAIRS, TeachingPair
from importers.templates import workbook_of

if TYPE_CHECKING:
    from pathlib import Path

    from importers.template_layouts import Layout
    from standards_1023.values import StandardsWorkbook


def read(folder: Path, layout: Layout) -> StandardsWorkbook:
    path = folder / f"{layout.slug}.xlsx"
    path.write_bytes(workbook_of(layout))
    return read_standards_workbook(path)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.slug)
def test_the_bad_table_has_the_problems_and_the_good_one_none(tmp_path: Path, pair: TeachingPair) -> None:
    bad, good = read(tmp_path, pair.bad), read(tmp_path, pair.good)
    found = [entry.code for p in bad.problems if (entry := help_for(p.message)) is not None]
    assert set(found) == set(pair.codes)
    assert len(found) == len(bad.problems)
    assert good.problems == ()
    assert len(good.standards) == 1
