"""On which edition a draft was begun, and whether another has been published since.

A draft begun before that publication would undo it for every department that it did not touch.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.edition_events import EditionEvent
from standards_1023.edition_steps import last_event
from standards_1023.editions import EditionState
from standards_1023.errors import EditionConflict

if TYPE_CHECKING:
    from sqlmodel import Session

    from standards_1023.tables import EditionRow


def base_of(session: Session, number: int) -> int | None:
    """The edition on which this one stands: begun on it, or rebased onto it; None for a first one."""
    event = last_event(session, number, EditionEvent.DRAFTED, EditionEvent.REBASED)
    base = None if event is None else json.loads(event.detail).get("from")
    return base if isinstance(base, int) else None


def last_published(session: Session) -> EditionRow | None:
    """The edition that was published last and not withdrawn, or None."""
    published = store.published_in_order(session)
    return published[-1] if published else None


def is_stale(session: Session, number: int) -> bool:
    """Whether an edition stands on one that was withdrawn, or that another was published after.

    One that stands on a submitted edition is as fresh as that one.
    """
    base, last = base_of(session, number), last_published(session)
    if base is None:
        return last is not None
    if last is not None and last.number == base:
        return False
    open_still = EditionState.DRAFT, EditionState.SUBMITTED
    state = store.state_of(session, store.get_edition_row(session, base))
    return state not in open_still or is_stale(session, base)


def refuse_stale(session: Session, number: int) -> None:
    """Raise EditionConflict, naming both editions, where the edition is stale."""
    if not is_stale(session, number):
        return
    base, last = base_of(session, number), last_published(session)
    begun = "没有旧版可依" if base is None else f"是在第{base}版上起草的"
    since = "那一版已经撤回" if last is None else f"现在最近发布的是第{last.number}版"
    submitted = store.get_edition_row(session, number).state == EditionState.SUBMITTED.value
    back = f"退回草稿（cailiang standards return {number}），再" if submitted else ""
    raise EditionConflict(
        f"第{number}版{begun}，{since}，照原样发布会丢掉别人的改动："
        f"请先{back}接到新版上（cailiang standards rebase {number}）。"
    )
