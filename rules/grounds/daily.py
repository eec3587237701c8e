"""Continuing after an order to correct: a further fine a day may be imposed (法典 1060, 安全生产法 112)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground

GROUND = Ground(
    circumstances=(
        Circumstance(
            "continued_after_order",
            "受到罚款处罚并被责令改正后，复查发现继续违法、拒不改正或者拒绝、阻挠复查（可以按日连续处罚）",
            None,
            (),
            ("日期“责令改正送达日期”和“复查日期”", "基数“原罚款数额”", "复查笔录"),
        ),
    )
)
