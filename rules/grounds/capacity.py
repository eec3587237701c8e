"""Capacity of a mentally ill or disabled person at the time of the act (art. 31)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, Whose, lighter_or_mitigated, penalty_law
from standards_1023.values import Effect

_ARTICLES = penalty_law("第三十一条", "第二十六条")
_NEEDS = ("行为时的精神状况或者智力状况的鉴定意见",)

GROUND = Ground(
    circumstances=(
        Circumstance(
            "incapable",
            "精神病人、智力残疾人在不能辨认或者不能控制自己行为时违法",
            Effect.NO_PENALTY,
            _ARTICLES,
            (*_NEEDS, "责令监护人严加看管和治疗"),
            Whose.PERSON,
        ),
        *lighter_or_mitigated(
            # 可以: giving the code says that the authority makes use of it.
            Circumstance(
                "limited_capacity",
                "尚未完全丧失辨认或者控制自己行为能力的精神病人、智力残疾人违法，可以从轻或者减轻",
                None,
                penalty_law("第三十一条"),
                _NEEDS,
                Whose.PERSON,
            )
        ),
        Circumstance(
            "lucid_interval", "间歇性精神病人在精神正常时违法", None, _ARTICLES, _NEEDS, Whose.PERSON
        ),
    ),
)
