"""Other grounds for 从轻 or 减轻 in laws, regulations and rules (art. 32 no. 5)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, Whose, lighter_or_mitigated, penalty_law

GROUND = Ground(
    circumstances=lighter_or_mitigated(
        Circumstance(
            "other_statute",
            "法律、法规、规章规定的其他应当从轻或者减轻处罚的情形",
            None,
            penalty_law("第三十二条第五项", "第二十七条第一款第四项"),
            ("所依据的法律、法规、规章的名称和条款（写入理由）", "符合该条款的证据"),
            Whose.PARTY,
        )
    )
)
