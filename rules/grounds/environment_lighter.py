"""Grounds of the 生态环境法典 for a lighter or mitigated penalty (art. 1056 para. 2)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, Whose, code_article, lighter_or_mitigated

_ARTICLES = code_article("第一千零五十六条第二款")

GROUND = Ground(
    circumstances=(
        *lighter_or_mitigated(
            Circumstance(
                "ecology_restored",
                "有效采取生态环境修复措施",
                None,
                _ARTICLES,
                ("修复方案和验收结论",),
                Whose.PARTY,
                environment_only=True,
            )
        ),
        *lighter_or_mitigated(
            Circumstance(
                "compensation_paid",
                "及时缴纳生态环境损害赔偿金",
                None,
                _ARTICLES,
                ("赔偿协议和缴款凭证",),
                Whose.PARTY,
                environment_only=True,
            )
        ),
    )
)
