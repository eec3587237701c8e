"""Timely correction, by itself a finding (art. 33); it counts together with others."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, penalty_law

GROUND = Ground(
    circumstances=(
        Circumstance(
            "corrected_in_time",
            "及时改正",
            None,
            penalty_law("第三十三条第一款", "第二十七条第二款"),
            ("改正完成的时间和复查记录",),
        ),
    ),
)
