"""Merit in helping the authority to deal with offences (art. 32 no. 4)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, Whose, lighter_or_mitigated, penalty_law

GROUND = Ground(
    circumstances=lighter_or_mitigated(
        Circumstance(
            "merit",
            "配合行政机关查处违法行为有立功表现",
            None,
            penalty_law("第三十二条第四项", "第二十七条第一款第三项"),
            ("立功事实已经查证属实的材料",),
            Whose.PARTY,
        )
    )
)
