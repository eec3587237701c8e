"""Age at the day of the act: under 14 no penalty, from 14 to under 18 lighter or mitigated (art. 30)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, Whose, lighter_or_mitigated, penalty_law
from standards_1023.values import Effect

_ARTICLES = penalty_law("第三十条", "第二十五条")
_NEEDS = ("出生日期的证明（身份证、户口簿或者出生医学证明）", "行为日期")

GROUND = Ground(
    circumstances=(
        Circumstance(
            "under_14",
            "行为时不满十四周岁",
            Effect.NO_PENALTY,
            _ARTICLES,
            (*_NEEDS, "责令监护人加以管教"),
            Whose.PERSON,
        ),
        *lighter_or_mitigated(
            Circumstance(
                "aged_14_to_18", "行为时已满十四周岁不满十八周岁", None, _ARTICLES, _NEEDS, Whose.PERSON
            )
        ),
    ),
)
