"""A party that removed or reduced the harm of its own accord (art. 32 no. 1)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, Whose, lighter_or_mitigated, penalty_law

GROUND = Ground(
    circumstances=lighter_or_mitigated(
        Circumstance(
            "harm_reduced",
            "主动消除或者减轻违法行为危害后果",
            None,
            penalty_law("第三十二条第一项", "第二十七条第一款第一项"),
            ("当事人主动采取的措施及其效果的证据",),
            Whose.PARTY,
        )
    )
)
