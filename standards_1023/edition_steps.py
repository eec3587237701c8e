"""From which state an edition may take a step; who and when it was that left it in another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.edition_events import EditionEvent
from standards_1023.errors import EditionConflict
from standards_1023.utc import moment_words

if TYPE_CHECKING:
    from sqlmodel import Session

    from standards_1023.editions import EditionState
    from standards_1023.tables import EditionEventRow, EditionRow


def refuse_other_state(session: Session, row: EditionRow, wanted: EditionState, step: str) -> None:
    """Raise EditionConflict, naming who acted last and when, unless the edition is in the wanted state.

    Asked under the write lock, it tells the slower of two people what the faster one did.
    """
    now = store.state_of(session, row)
    if now is not wanted:
        raise EditionConflict(
            f"第{row.number}版现在是“{now.words}”{_last_act(session, row.number)}，"
            f"不能{step}：只有“{wanted.words}”的版本可以。"
        )


def refuse_open_draft(session: Session, draft: EditionRow | None) -> None:
    """There is one open draft at a time: raise EditionConflict where there is one already."""
    if draft is not None:
        raise EditionConflict(
            f"第{draft.number}版还是草稿{_last_act(session, draft.number)}，同时只能有一份草稿："
            f"请先提交第{draft.number}版，或者放弃它（cailiang standards withdraw {draft.number}）。"
        )


def actor_of(event: EditionEventRow) -> str | None:
    """Who did it; None for what was recorded before actors were."""
    by = json.loads(event.detail).get("by")
    return by if isinstance(by, str) else None


def last_event(session: Session, number: int, *kinds: EditionEvent) -> EditionEventRow | None:
    """The last of these events of an edition, or None."""
    wanted = {kind.value for kind in kinds}
    found = [event for event in store.list_events(session, number) if event.event in wanted]
    return found[-1] if found else None


_ACTS = tuple(event for event in EditionEvent if event is not EditionEvent.SUPERSEDED)


def _last_act(session: Session, number: int) -> str:
    """In brackets who did what last, and when: （由 keeper 于 2026-11-24 10:02 提交）."""
    event = last_event(session, number, *_ACTS)
    if event is None:
        return ""
    by = actor_of(event)
    who = f"由 {by} " if by else ""
    return f"（{who}于 {moment_words(event.at)} {EditionEvent(event.event).words}）"
