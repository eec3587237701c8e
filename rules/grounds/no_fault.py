"""A party that proves that it was not at fault: no penalty (art. 33 para. 2)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, Whose, penalty_law
from standards_1023.values import Effect

GROUND = Ground(
    circumstances=(
        Circumstance(
            "no_fault",
            "当事人有证据足以证明没有主观过错",
            Effect.NO_PENALTY,
            penalty_law("第三十三条第二款"),
            ("当事人提交的足以证明没有主观过错的证据", "法律、行政法规没有另外规定"),
            Whose.PARTY,
        ),
    ),
)
