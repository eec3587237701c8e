"""An edition is given up before it is published, or withdrawn before its day comes; it stays in the list.

From its day on an edition stands: decisions may rest on it.  Then the next edition mends it, or an earlier
one is published anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.edition_base import last_published
from standards_1023.edition_events import EditionEvent
from standards_1023.edition_steps import refuse_other_state
from standards_1023.editions import EditionState
from standards_1023.errors import EditionConflict, EditionRefused
from standards_1023.reasons import given_reason
from standards_1023.utc import day_in_beijing

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session

    from standards_1023.tables import EditionRow


def withdraw(session: Session, number: int, *, by: str, at: datetime, reason: str) -> EditionState:
    """Give up a draft or a submitted edition, or withdraw a published one before its day; its state before.

    Raises EditionConflict for one that is withdrawn already, or that another was published after, and
    EditionRefused for one whose day has come.
    """
    row = store.get_edition_row(session, number)
    was = store.state_of(session, row)
    if was is EditionState.WITHDRAWN:
        refuse_other_state(session, row, EditionState.PUBLISHED, "再次撤回")
    if was is EditionState.PUBLISHED:
        _refuse_in_force(session, row, day_in_beijing(at))
    words = given_reason(reason, "撤回")
    store.add_withdrawal(session, number, by=by, at=at, reason=words)
    detail = {"by": by, "reason": words, "was": was.value}
    store.add_event(session, number, EditionEvent.WITHDRAWN, at, detail)
    return was


def _refuse_in_force(session: Session, row: EditionRow, today: date) -> None:
    if row.in_force_from is not None and row.in_force_from <= today:
        raise EditionRefused(
            f"第{row.number}版已自{row.in_force_from}起施行，不能撤回：已作出的决定以它为依据。"
            "要恢复以前的规定，请把较早的一版重新发布（cailiang standards again），"
            "或者导入改正后的表格，发布新的一版。"
        )
    last = last_published(session)
    if last is not None and last.number != row.number:
        raise EditionConflict(
            f"第{last.number}版已在第{row.number}版之后发布，不能先撤回第{row.number}版："
            f"请先撤回第{last.number}版（cailiang standards withdraw {last.number}）。"
        )
