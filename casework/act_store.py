"""All queries on the chain of acts.  The first parameter is always the session; nobody commits here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import func
from sqlmodel import col, select

from casework.acts import FIRST_LINK, Done, Link, document_of, link_of
from casework.tables import ActRow

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from datetime import datetime

    from sqlmodel import Session
    from sqlmodel.sql.expression import SelectOfScalar

_AT_A_TIME = 500
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which acts are looked for; None is any.  `since` is included, `until` is not."""

    by: str | None = None
    act: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def append_act(session: Session, done: Done) -> Link:
    """Append an act to the chain.  The caller holds the write lock."""
    last = session.exec(select(ActRow).order_by(col(ActRow.number).desc()).limit(1)).first()
    number, previous = (1, FIRST_LINK) if last is None else (last.number + 1, last.link)
    link = link_of(number, done, previous)
    row = {
        "number": number,
        "at": done.at,
        "by": done.by,
        "address": done.address,
        "act": done.act,
        "subject": done.subject,
        "before": document_of(done.before),
        "after": document_of(done.after),
        "previous": previous,
        "link": link,
    }
    session.add(ActRow.model_validate(row))
    session.flush()
    return Link(number, done, previous, link)


def list_chain(session: Session) -> Generator[Link]:
    """The whole chain in order, a few hundred acts in memory at a time; who stops early closes it."""
    found = select(ActRow).order_by(col(ActRow.number))
    with session.exec(found.execution_options(yield_per=_AT_A_TIME)) as rows:
        for row in rows:
            yield _link(row)


def find_link(session: Session, number: int) -> Link | None:
    """The act of a number, or None."""
    row = session.get(ActRow, number)
    return None if row is None else _link(row)


def head(session: Session) -> Link | None:
    """The last act, or None in an empty chain."""
    row = session.exec(select(ActRow).order_by(col(ActRow.number).desc()).limit(1)).first()
    return None if row is None else _link(row)


def count_acts(session: Session, wanted: Wanted) -> int:
    """How many acts fit."""
    return session.exec(_fitting(select(func.count()).select_from(ActRow), wanted)).one()


def list_acts(session: Session, wanted: Wanted, *, skip: int, most: int) -> Sequence[Link]:
    """The acts that fit, the latest first."""
    found = _fitting(select(ActRow), wanted).order_by(col(ActRow.number).desc())
    return [_link(row) for row in session.exec(found.offset(skip).limit(most))]


def _fitting(found: SelectOfScalar[_T], wanted: Wanted) -> SelectOfScalar[_T]:
    if wanted.by is not None:
        found = found.where(ActRow.by == wanted.by)
    if wanted.act is not None:
        found = found.where(ActRow.act == wanted.act)
    if wanted.subject is not None:
        found = found.where(ActRow.subject == wanted.subject)
    if wanted.since is not None:
        found = found.where(col(ActRow.at) >= wanted.since)
    if wanted.until is not None:
        found = found.where(col(ActRow.at) < wanted.until)
    return found


def _link(row: ActRow) -> Link:
    before, after = (None if text is None else json.loads(text) for text in (row.before, row.after))
    done = Done(row.at, row.by, row.address, row.act, row.subject, before, after)
    return Link(row.number, done, row.previous, row.link)
