"""Which steps of an edition a person may take: a keeper those of his departments' work, legal affairs all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.people.roles import Permission
from standards_1023.drafting import changed_departments
from standards_1023.edition_events import EditionEvent
from standards_1023.edition_steps import actor_of, last_event
from standards_1023.editions import EditionState
from standards_1023.store import list_events, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable

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
_OPEN = (EditionState.DRAFT, EditionState.SUBMITTED)
_WORK = (EditionEvent.DRAFTED, EditionEvent.WORKBOOK_IMPORTED, EditionEvent.REBASED)


_STEPS = {"submit": "提交", "rebase": "接到新版上", "return": "退回", "withdraw": "放弃"}


def may_take(session: Session, row: EditionRow, step: str, person: Person) -> bool:
    """Whether a person may take this step: a keeper where every department that was changed is his.

    Others' work is returned and given up by whoever may publish.
    """
    if not person.may(_NEEDS[step]):
        return False
    if person.may(Permission.PUBLISH):
        return True
    if why_not(session, row, [step], person):
        return False
    if step == "return":
        submitted = last_event(session, row.number, EditionEvent.SUBMITTED)
        return submitted is not None and actor_of(submitted) == person.name
    return step != "withdraw" or _is_own_work(session, row, person)


def _is_own_work(session: Session, row: EditionRow, person: Person) -> bool:
    if state_of(session, row) is EditionState.PUBLISHED:
        return False
    work = [event for event in list_events(session, row.number) if event.event in {*_WORK}]
    return all(actor_of(event) == person.name for event in work)


def why_not(session: Session, row: EditionRow, steps: Iterable[str], person: Person) -> str:
    """Whose tables the edition changes besides a keeper's own, and who takes the steps; or empty.

    这一版也改了环水局的表格，请法制办提交。
    """
    barred = [step for step in _STEPS if step in {*steps} and person.may(_NEEDS[step])]
    if not barred or person.may(Permission.PUBLISH) or state_of(session, row) not in _OPEN:
        return ""
    changed = changed_departments(session, row.number)
    others = [one for one in changed if not person.may_for(_NEEDS[barred[0]], one)]
    if not others:
        return ""
    also = "也" if len(others) < len(changed) else ""
    keeper = f"{others[0]}的数据管理员或者" if len(changed) == 1 else ""
    asked = "或者".join(_STEPS[one] for one in barred)
    return f"这一版{also}改了{'、'.join(others)}的表格，请{keeper}法制办{asked}。"
