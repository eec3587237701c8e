"""Findings about the case that ask for duties of procedure; they move no band."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, penalty_law

GROUND = Ground(
    circumstances=(
        Circumstance(
            "suspected_crime",
            "涉嫌犯罪",
            None,
            penalty_law("第二十七条第一款"),
            ("涉嫌犯罪的事实和移送材料",),
        ),
        Circumstance(
            "major_public_interest",
            "涉及重大公共利益",
            None,
            penalty_law("第五十八条第一款第一项"),
            ("认定的理由",),
        ),
        Circumstance(
            "complex_case",
            "案件情况疑难复杂、涉及多个法律关系",
            None,
            penalty_law("第五十八条第一款第三项"),
            ("认定的理由",),
        ),
        Circumstance(
            "hearing_held",
            "已经过听证程序",
            None,
            penalty_law("第五十八条第一款第二项"),
            ("听证笔录和听证报告",),
        ),
    )
)
