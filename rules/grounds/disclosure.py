"""A party that disclosed an act which the authority did not know of (art. 32 no. 3)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, Whose, lighter_or_mitigated, penalty_law

GROUND = Ground(
    circumstances=lighter_or_mitigated(
        Circumstance(
            "disclosed",
            "主动供述行政机关尚未掌握的违法行为",
            None,
            penalty_law("第三十二条第三项"),
            ("询问笔录或者书面供述，行政机关此前没有掌握该行为的证明",),
            Whose.PARTY,
        )
    )
)
