"""A submitted edition becomes a draft again: sent back with a reason, or taken back by its submitter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.edition_base import base_of
from standards_1023.edition_events import EditionEvent
from standards_1023.edition_steps import actor_of, last_event, refuse_open_draft, refuse_other_state
from standards_1023.editions import EditionState
from standards_1023.errors import EditionConflict
from standards_1023.reasons import given_reason

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from standards_1023.tables import EditionRow


def return_to_draft(session: Session, number: int, *, by: str, at: datetime, reason: str = "") -> EditionRow:
    """Open a submitted edition again; only its submitter may leave the reason out.

    Raises EditionConflict where another draft is open, or another submitted edition stands on this one: what
    that one was begun with would change under it.
    """
    row = store.get_edition_row(session, number)
    refuse_other_state(session, row, EditionState.SUBMITTED, "退回草稿")
    refuse_open_draft(session, store.find_last(session, EditionState.DRAFT))
    for other in store.list_of_state(session, EditionState.SUBMITTED):
        if base_of(session, other.number) == number:
            raise EditionConflict(
                f"第{other.number}版是在第{number}版上起草的，已经提交，不能退回第{number}版："
                f"请先撤回第{other.number}版（cailiang standards withdraw {other.number}）。"
            )
    submitted = last_event(session, number, EditionEvent.SUBMITTED)
    own = submitted is not None and actor_of(submitted) == by
    words = reason.strip() if own and not reason.strip() else given_reason(reason, "退回")
    row.state, row.digest = EditionState.DRAFT.value, None
    session.add(row)
    session.flush()
    store.add_event(session, number, EditionEvent.RETURNED, at, {"by": by, "reason": words})
    return row
