"""An act that was not found out in time is no longer punished (art. 36)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, code_article, penalty_law
from standards_1023.values import Effect

_ARTICLES = penalty_law("第三十六条", "第二十九条")

GROUND = Ground(
    circumstances=(
        Circumstance(
            "limitation_expired",
            "违法行为超过追责时效才被发现",
            Effect.NO_PENALTY,
            _ARTICLES,
            ("行为发生或者终了之日", "发现之日（日期“发现日期”）"),
        ),
        Circumstance(
            "life_health_harm",
            "涉及公民生命健康安全、金融安全且有危害后果",
            None,
            penalty_law("第三十六条第一款"),
            ("危害后果的证据",),
        ),
        Circumstance(
            "pollution_consequence",
            "造成环境污染、生态破坏等危害后果",
            None,
            code_article("第一千零五十四条第一款"),
            ("污染或者破坏后果的监测、鉴定或者调查结论",),
            environment_only=True,
        ),
    ),
)
