"""Which steps of an edition a person may take: a keeper those of his own work, legal affairs all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.people.roles import Permission
from standards_1023.edition_events import EditionEvent
from standards_1023.edition_steps import actor_of, last_event
from standards_1023.editions import EditionState
from standards_1023.store import list_events, state_of

if TYPE_CHECKING:
    from sqlmodel import Session

    from service.people.roles import Person
    from standards_1023.tables import EditionRow

_NEEDS = {
    "submit": Permission.SUBMIT,
    "rebase": Permission.IMPORT,
    "return": Permission.SUBMIT,
    "withdraw": Permission.SUBMIT,
    "publish": Permission.PUBLISH,
    "again": Permission.PUBLISH,
}
_WORK = (EditionEvent.DRAFTED, EditionEvent.WORKBOOK_IMPORTED, EditionEvent.REBASED)


def may_take(session: Session, row: EditionRow, step: str, person: Person) -> bool:
    """Whether a person may take this step: others' work is returned and given up by whoever may publish."""
    if not person.may(_NEEDS[step]):
        return False
    if person.may(Permission.PUBLISH) or step not in {"return", "withdraw"}:
        return True
    if step == "return":
        submitted = last_event(session, row.number, EditionEvent.SUBMITTED)
        return submitted is not None and actor_of(submitted) == person.name
    if state_of(session, row) is EditionState.PUBLISHED:
        return False
    work = [event for event in list_events(session, row.number) if event.event in {*_WORK}]
    return all(actor_of(event) == person.name for event in work)
