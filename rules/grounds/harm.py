"""Harm that did not come about, or stayed slight: findings that count together with others (art. 33)."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground, Leads, penalty_law

GROUND = Ground(
    circumstances=(
        Circumstance(
            "no_harm",
            "没有造成危害后果",
            None,
            penalty_law("第三十三条第一款", "第二十七条第二款"),
            ("没有造成危害后果的调查结论",),
        ),
        Circumstance(
            "slight_harm", "危害后果轻微", None, penalty_law("第三十三条第一款"), ("危害后果轻微的调查结论",)
        ),
    ),
    leads=(Leads(("no_harm",), "slight_harm"),),  # no harm is less than slight harm
)
