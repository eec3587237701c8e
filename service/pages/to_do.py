"""What waits for somebody: drafts to be mended or submitted, submitted editions to be published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.db import reading
from service.pages.edition_steps_allowed import may_take, why_not
from service.people.roles import Permission
from standards_1023.edition_events import EditionEvent
from standards_1023.edition_steps import actor_of, last_event
from standards_1023.edition_summary import list_summaries
from standards_1023.editions import EditionState
from standards_1023.store import get_edition_row

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Engine
    from sqlmodel import Session

    from service.people.roles import Person
    from standards_1023.edition_summary import EditionSummary


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing: the edition, and what is to be done; `waits` for somebody else than this person."""

    number: int
    words: str
    waits: bool


def to_do(engine: Engine, person: Person, on: date) -> tuple[ToDo, ...]:
    """The open editions for who may see drafts, the newest first; for others nothing."""
    if not person.may(Permission.READ_DRAFTS):
        return ()
    with reading(engine) as session:
        summaries = [
            one
            for one in list_summaries(session, on)
            if one.state in {EditionState.DRAFT, EditionState.SUBMITTED}
        ]
        return tuple(_to_do(session, one, person) for one in reversed(summaries))


def _to_do(session: Session, one: EditionSummary, person: Person) -> ToDo:
    if one.state is EditionState.SUBMITTED:
        event = last_event(session, one.number, EditionEvent.SUBMITTED)
        by = None if event is None else actor_of(event)
        mine = person.may(Permission.PUBLISH) and by != person.name
        who = "" if by is None else f"，{by} 提交"
        return ToDo(one.number, f"已提交{who}：请另一个人核对改动和影响后发布。", not mine)
    errors = sum(department.errors for department in one.departments)
    if errors:
        faulty = "、".join(d.department for d in one.departments if d.errors)
        words = f"草稿还有 {errors} 处错误（{faulty}）：请对照原表改正或者确认读法。"
        return ToDo(one.number, words, not person.may(Permission.SUBMIT))
    row = get_edition_row(session, one.number)
    barred = why_not(session, row, ["submit"], person)
    words = f"草稿没有错误：{barred or '请核对改动和影响后提交。'}"
    return ToDo(one.number, words, not may_take(session, row, "submit", person))
