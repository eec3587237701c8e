"""/log: who did what, when and from where; and whether the chain holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from casework.act_store import Wanted, count_acts, head, list_acts
from casework.acts import Act
from service.api.lists import PageNumber
from service.db import reading
from service.guarded_route import GuardedRoute
from service.pages.links import with_query
from service.pages.log_words import changed_words, subject_words
from service.pages.rendering import page
from standards_1023.utc import begin_of_day, in_beijing

if TYPE_CHECKING:
    from casework.acts import Link

router = APIRouter(route_class=GuardedRoute)

_PER_PAGE = 50
Short = Annotated[str, Query(max_length=255)]


@dataclass(frozen=True, slots=True)
class Listed:
    """An act as a line of the list."""

    number: int
    at: datetime
    by: str
    address: str
    act: str
    subject: str
    subject_words: str
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
    link: str


@router.get("/log")
def log_page(  # noqa: PLR0913 - one parameter of the address each
    request: Request,
    *,
    by: Short = "",
    act: Short = "",
    subject: Short = "",
    since: Short = "",
    until: Short = "",
    number: Annotated[PageNumber, Query(alias="page")] = 1,
) -> Response:
    """The latest first, found by person, act, subject and days."""
    days, error = _days(since, until)
    wanted = Wanted(by or None, act or None, subject or None, *days)
    with reading(request.app.state.engine) as session:
        total = count_acts(session, wanted)
        acts = list_acts(session, wanted, skip=(number - 1) * _PER_PAGE, most=_PER_PAGE)
        last_link = head(session)
    given = [("by", by), ("act", act), ("subject", subject), ("since", since), ("until", until)]
    return page(
        request,
        "log.html",
        status=422 if error else 200,
        acts=[_listed(one) for one in acts],
        kinds=list(Act),
        entered=dict(given),
        error=error,
        total=total,
        number=number,
        last=max(1, -(-total // _PER_PAGE)),
        head=last_link,
        pages={n: with_query("/log", [*given, ("page", str(n))]) for n in (number - 1, number + 1)},
    )


def _days(since: str, until: str) -> tuple[tuple[datetime | None, datetime | None], str]:
    """Both days as moments, the last one included; and why one cannot be taken."""
    try:
        first = _begin(date.fromisoformat(since)) if since else None
        after = _begin(date.fromisoformat(until) + timedelta(days=1)) if until else None
    except (ValueError, OverflowError):
        return (None, None), "日期要写成 2026-11-24 的样子。"
    return (first, after), ""


def _begin(day: date) -> datetime:
    """The moment as the database has it; OverflowError for a day before all others."""
    return begin_of_day(day).astimezone(UTC)


def _listed(link: Link) -> Listed:
    done = link.done
    words = Act(done.act).words if done.act in set(Act) else done.act
    return Listed(
        link.number,
        in_beijing(done.at),
        done.by,
        done.address,
        words,
        done.subject,
        subject_words(done.subject),
        _pairs(done.before),
        _pairs(done.after),
        link.link,
    )


def _pairs(content: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(content, dict):
        return ()
    return tuple(changed_words(str(name), value) for name, value in content.items())
