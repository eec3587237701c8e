"""Where the workbooks lie that tests read: the project's own, and the two real ones beside the repository."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from importers.standards_workbook import read_standards_workbook
from importers.workbook_file import read_workbook

if TYPE_CHECKING:
    from importers.workbook import Workbook
    from standards_1023.values import StandardsWorkbook

_ROOT = Path(__file__).resolve().parent.parent
INSTRUMENTS = _ROOT / "standards_1023" / "instruments"
OWN_WORKBOOKS = sorted((_ROOT / "standards_1023" / "workbooks").glob("*.xls*"))
EARLIER_WORKBOOKS = sorted((_ROOT / "standards_1023" / "earlier").glob("*.xls*"))

_SHARED = Path(os.environ.get("CAILIANG_SHARED", _ROOT.parent / "shared"))
REAL_SHENZHEN = _SHARED / "real" / "sz_chengguan_2023_dev.xlsx"
REAL_SHENZHEN_LABELS = _SHARED / "real" / "sz_chengguan_2023_dev_labels.json"
REAL_GUANGDONG = _SHARED / "real" / "gd_huanjing_2021_dev.xlsx"

needs_real_workbooks = pytest.mark.skipif(
    not REAL_GUANGDONG.exists() or not REAL_SHENZHEN.exists(),
    reason="the real workbooks are not here: set CAILIANG_SHARED to the folder that holds real/",
)


def name_of(path: Path) -> str:
    """How a test of a workbook of ours is called: 环水局, earlier-环水局."""
    return path.stem if path in OWN_WORKBOOKS else f"{path.parent.name}-{path.stem}"


@cache
def own_workbook(path: Path) -> StandardsWorkbook:
    """What a workbook of ours says, read once in a process."""
    return read_standards_workbook(path)


@cache
def own_grid(path: Path) -> Workbook:
    """What a workbook of ours prints, cell by cell, read once in a process."""
    return read_workbook(path)


@cache
def own_standards() -> int:
    """How many standards the project's own workbooks hold together."""
    return sum(len(own_workbook(path).standards) for path in OWN_WORKBOOKS)


@cache
def own_standards_of(department: str) -> int:
    """How many standards the workbook of a department holds."""
    return sum(len(own_workbook(path).standards) for path in OWN_WORKBOOKS if path.stem == department)
