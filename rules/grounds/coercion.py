"""A party that was forced or deceived into the act by others (art. 32 no. 2)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, Whose, lighter_or_mitigated, penalty_law

GROUND = Ground(
    circumstances=(
        *lighter_or_mitigated(
            Circumstance(
                "coerced",
                "受他人胁迫实施违法行为",
                None,
                penalty_law("第三十二条第二项", "第二十七条第一款第二项"),
                ("受胁迫的证据",),
                Whose.PARTY,
            )
        ),
        *lighter_or_mitigated(  # 诱骗 is new in 2021
            Circumstance(
                "deceived",
                "受他人诱骗实施违法行为",
                None,
                penalty_law("第三十二条第二项"),
                ("受诱骗的证据",),
                Whose.PARTY,
            )
        ),
    )
)
