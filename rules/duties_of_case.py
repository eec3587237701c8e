"""All duties of procedure that follow from a band and its facts, the most consequential first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.duties import (
    always,
    collective_decision,
    hearing,
    legal_review,
    summary_procedure,
    superior_approval,
    transfer,
)

if TYPE_CHECKING:
    from rules.duty import Decided, Duty

_IN_ORDER = (
    transfer.duties,
    superior_approval.duties,
    hearing.duties,
    legal_review.duties,
    collective_decision.duties,
    summary_procedure.duties,
    always.duties,
)


def duties_of(decided: Decided) -> tuple[Duty, ...]:
    """Each duty once."""
    return tuple(dict.fromkeys(duty for of in _IN_ORDER for duty in of(decided)))
