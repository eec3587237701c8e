"""Findings by which an article itself has several steps (情节严重的, 拒不改正的): for a person to make."""

from __future__ import annotations

from rules.circumstances import Circumstance, Ground

GROUND = Ground(
    circumstances=(
        Circumstance("serious", "情节严重", None, (), ("认定情节严重的事实和依据",)),
        Circumstance("serious_consequence", "造成严重后果", None, (), ("严重后果的鉴定或者调查结论",)),
        Circumstance("refused_correction", "拒不改正", None, (), ("责令改正决定及其送达、复查的记录",)),
        Circumstance(
            "not_refused_correction", "逾期改正，但不属于拒不改正", None, (), ("改正情况和逾期原因的记录",)
        ),
    ),
)
