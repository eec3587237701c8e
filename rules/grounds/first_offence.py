"""A first offence with slight harm, corrected in time: may go unpunished (art. 33 para. 1)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, Leads, Whose, penalty_law
from standards_1023.values import Effect

_ARTICLES = penalty_law("第三十三条第一款")

GROUND = Ground(
    circumstances=(
        Circumstance(
            "first_offence", "初次违法", None, _ARTICLES, ("没有同类违法记录的查询结果",), Whose.PARTY
        ),
        Circumstance(
            "first_slight_corrected",
            "初次违法且危害后果轻微并及时改正",
            Effect.MAY_WAIVE,
            _ARTICLES,
            ("没有同类违法记录的查询结果", "危害后果轻微的调查结论", "改正完成的时间和复查记录"),
            Whose.PARTY,
        ),
    ),
    leads=(Leads(("first_offence", "slight_harm", "corrected_in_time"), "first_slight_corrected"),),
)
