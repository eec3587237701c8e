"""Grounds of the 生态环境法典 for a heavier penalty (art. 1056), for acts since 2026-08-15."""

from __future__ import annotations

from datetime import date

from rules.circumstances import Circumstance, Ground, Whose, code_article
from standards_1023.values import Effect

_ARTICLES = code_article("第一千零五十六条第一款")
_SINCE = date(2026, 8, 15)


def _heavier(code: str, text: str, need: str, whose: Whose = Whose.ACT) -> Circumstance:
    return Circumstance(
        code, text, Effect.HEAVIER, _ARTICLES, (need,), whose, environment_only=True, since_act=_SINCE
    )


GROUND = Ground(
    circumstances=(
        _heavier("malicious_damage", "恶意损害生态环境", "主观恶意的证据"),
        _heavier(
            "refused_correction_heavier",
            "拒不改正违法行为（从重）",
            "没有用来定档的拒不改正事实及其送达、复查的记录",
        ),
        _heavier(
            "serious_consequence_heavier",
            "造成严重危害后果（从重）",
            "没有用来定档的严重后果及其鉴定或者调查结论",
        ),
        _heavier("repeatedly_punished", "多次实施违法行为被处罚", "此前的处罚决定书", Whose.PARTY),
    ),
)
