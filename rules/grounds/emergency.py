"""Acts against the measures of an emergency: punished more heavily (art. 49, since 2021-07-15)."""

from __future__ import annotations

from datetime import date

from rules.circumstances import Circumstance, Ground, penalty_law
from standards_1023.values import Effect

GROUND = Ground(
    circumstances=(
        Circumstance(
            "emergency",
            "发生重大传染病疫情等突发事件，违反突发事件应对措施",
            Effect.HEAVIER,
            penalty_law("第四十九条"),
            ("突发事件应对措施的公告或者命令及其期间", "行为违反该措施的证据"),
            since_act=date(2021, 7, 15),  # a burden: not for acts before the law
        ),
    )
)
