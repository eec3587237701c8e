"""POST /editions/{number}/…: the steps of an edition's life; what is refused is said on its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from casework.acts import Act
from service.acting import Acting, acting
from service.api.problems import ProblemCode, ProblemRaised
from service.command_errors import CommandRefused, raise_trouble
from service.evaluate_arguments import read_date
from service.guarded_route import GuardedRoute, actor_of, person_of
from service.moments import now
from service.pages.edition_loading import reading_editions
from service.pages.edition_steps_allowed import may_take, why_not
from service.pages.editions_page import Number, edition_answer
from service.proving import prove
from service.publication_terms import terms_of
from standards_1023 import store
from standards_1023.drafting import draft_again
from standards_1023.errors import EditionConflict, StandardsError
from standards_1023.publication import check_publishable, publish
from standards_1023.rebasing import rebase
from standards_1023.returning import return_to_draft
from standards_1023.submission import submit
from standards_1023.withdrawal import withdraw

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    _Entered = Mapping[str, str] | None

router = APIRouter(route_class=GuardedRoute)

_COMMANDS = re.compile(r"（cailiang [^）]*）")
"""What stands in brackets for whoever is at the command line; the page has buttons for it."""
_SEE_OTHER, _CONFLICT, _REFUSED = 303, 409, 422
Reason = Annotated[str, Form(max_length=4000)]


@router.post("/editions/{number}/submit")
def submit_step(request: Request, number: Number) -> Response:
    """Close a draft."""

    def step(acts: Acting) -> int:
        digest = submit(acts.session, number, now(), by=acts.actor.name).digest
        acts.record(Act.EDITION_SUBMITTED, _subject(number), after={"digest": digest})
        return number

    return _taken(request, number, "submit", step)


@router.post("/editions/{number}/return")
def return_step(request: Request, number: Number, reason: Reason = "") -> Response:
    """Open a submitted edition again."""

    def step(acts: Acting) -> int:
        return_to_draft(acts.session, number, by=acts.actor.name, at=now(), reason=reason)
        acts.record(Act.EDITION_RETURNED, _subject(number), after={"reason": reason})
        return number

    return _taken(request, number, "return", step, {"return": reason})


@router.post("/editions/{number}/withdraw")
def withdraw_step(request: Request, number: Number, reason: Reason = "") -> Response:
    """Give an edition up, or withdraw it before its day."""

    def step(acts: Acting) -> int:
        was = withdraw(acts.session, number, by=acts.actor.name, at=now(), reason=reason)
        before, after = {"state": was.value}, {"reason": reason}
        acts.record(Act.EDITION_WITHDRAWN, _subject(number), before=before, after=after)
        return number

    return _taken(request, number, "withdraw", step, {"withdraw": reason})


@router.post("/editions/{number}/rebase")
def rebase_step(request: Request, number: Number) -> Response:
    """Bring a draft onto what was published since."""

    def step(acts: Acting) -> int:
        taken = rebase(acts.session, number, by=acts.actor.name, at=now())
        acts.record(Act.EDITION_REBASED, _subject(number), after={"taken": list(taken)})
        return number

    return _taken(request, number, "rebase", step)


@router.post("/editions/{number}/again")
def again_step(request: Request, number: Number) -> Response:
    """A new draft with the workbooks of this edition."""

    def step(acts: Acting) -> int:
        new = draft_again(acts.session, number, by=acts.actor.name, at=now()).number
        acts.record(Act.EDITION_DRAFTED, _subject(new), after={"again_of": number})
        return new

    return _taken(request, number, "again", step)


@router.post("/editions/{number}/publish")
def publish_step(
    request: Request,
    number: Number,
    since: Annotated[str, Form(max_length=40)] = "",
    digest: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Prove, which may take a minute, then publish in one transaction; `digest` is what the page showed."""
    try:
        day = read_date("施行日期", since)
    except CommandRefused as refused:
        return edition_answer(
            request, number, status=_REFUSED, error=str(refused), entered={"publish": since}
        )
    if day is None:
        return edition_answer(request, number, status=_REFUSED, error="请填写施行日期。")
    return _published(request, number, day, digest or None)


def _published(request: Request, number: int, day: date, seen_digest: str | None) -> Response:
    try:
        with reading_editions(request) as session:
            terms = terms_of(session, day, actor_of(request).name, seen_digest=seen_digest)
            submitted = store.load_edition(session, check_publishable(session, number, terms))
    except StandardsError as refused:
        return _refused(request, number, refused, {"publish": day.isoformat()})
    proofs = prove(submitted.workbooks)

    def step(acts: Acting) -> int:
        terms = terms_of(acts.session, day, acts.actor.name, seen_digest=submitted.digest)
        publish(acts.session, number, proofs, terms)
        after = {"in_force_from": day.isoformat(), "digest": submitted.digest}
        acts.record(Act.EDITION_PUBLISHED, _subject(number), after=after)
        return number

    return _taken(request, number, "publish", step, {"publish": day.isoformat()})


def _subject(number: int) -> str:
    return f"edition:{number}"


def _taken(
    request: Request, number: int, name: str, step: Callable[[Acting], int], entered: _Entered = None
) -> Response:
    """Take a step in one transaction; the page of the edition it leads to, or why it was refused."""
    try:
        with acting(request.app.state.engine, actor_of(request)) as acts:
            row, person = store.get_edition_row(acts.session, number), person_of(request)
            if not may_take(acts.session, row, name, person):
                why = why_not(acts.session, row, [name], person)
                raise ProblemRaised(ProblemCode.NOT_ALLOWED, why or None)
            to = step(acts)
    except StandardsError as refused:
        return _refused(request, number, refused, entered)
    except CommandRefused as refused:
        raise_trouble(refused)
        raise ProblemRaised(ProblemCode.NOT_READY, str(refused)) from refused
    return RedirectResponse(f"/editions/{to}", _SEE_OTHER)


def _refused(request: Request, number: int, refused: StandardsError, entered: _Entered) -> Response:
    status = _CONFLICT if isinstance(refused, EditionConflict) else _REFUSED
    error = _COMMANDS.sub("", str(refused))
    return edition_answer(request, number, status=status, error=error, entered=entered)
