"""Where the workbooks lie that tests read: the project's own, and the two real ones beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parent.parent
INSTRUMENTS = _ROOT / "standards_1023" / "instruments"
OWN_WORKBOOKS = sorted((_ROOT / "standards_1023" / "workbooks").glob("*.xls*"))

_SHARED = Path(os.environ.get("CAILIANG_SHARED", _ROOT.parent / "shared"))
REAL_SHENZHEN = _SHARED / "real" / "sz_chengguan_2023_dev.xlsx"
REAL_SHENZHEN_LABELS = _SHARED / "real" / "sz_chengguan_2023_dev_labels.json"
REAL_GUANGDONG = _SHARED / "real" / "gd_huanjing_2021_dev.xlsx"

needs_real_workbooks = pytest.mark.skipif(
    not REAL_GUANGDONG.exists() or not REAL_SHENZHEN.exists(),
    reason="the real workbooks are not here: set CAILIANG_SHARED to the folder that holds real/",
)
