"""A minor act, corrected in time, without harm: no penalty (art. 33 para. 1, first sentence)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, Leads, penalty_law
from standards_1023.values import Effect

_ARTICLES = penalty_law("第三十三条第一款", "第二十七条第二款")

GROUND = Ground(
    circumstances=(
        Circumstance("minor_act", "违法行为轻微", None, _ARTICLES, ("违法行为轻微的事实和理由",)),
        Circumstance(
            "minor_corrected_harmless",
            "违法行为轻微并及时改正，没有造成危害后果",
            Effect.NO_PENALTY,
            _ARTICLES,
            ("违法行为轻微的事实和理由", "改正完成的时间和复查记录", "没有造成危害后果的调查结论"),
        ),
    ),
    leads=(Leads(("minor_act", "corrected_in_time", "no_harm"), "minor_corrected_harmless"),),
)
