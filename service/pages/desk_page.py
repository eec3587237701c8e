"""/desk/{name}: try a band; all that was entered stands in the address, so that it can be kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, status
from fastapi.responses import RedirectResponse, Response

from service.api.in_use import in_use
from service.guarded_route import GuardedRoute, actor_of
from service.pages.demonstration_data import demonstration_sentence
from service.pages.desk_answer import ask
from service.pages.desk_circumstances import ticks_of
from service.pages.desk_form import entered_words, form_of
from service.pages.rendering import page
from service.pages.result_view import result_of
from service.photographs import keep, photograph_of

router = APIRouter(route_class=GuardedRoute)

ASKED = "cailiang-asked"
"""The header by which desk.js says that the button was pressed."""

Name = Annotated[str, Path(max_length=200)]


@router.get("/desk/{name:path}")
async def desk(request: Request, name: Name) -> Response:
    """The form, and the answer to what the address says; without anything in it, only the form.

    A form that is being filled in (htmx) is not told of what is still missing as if it were a mistake.
    """
    current = in_use(request)
    asked = ask(request, name, request.query_params.multi_items())
    question, query, refusal = asked.question, asked.query, asked.refusal
    typing = "hx-request" in request.headers
    waiting = typing and refusal is not None and bool(refusal.labels) and ASKED not in request.headers
    answer = page(
        request,
        "desk.html",
        name=asked.name,
        department=asked.kept.department,
        standard=question.standard,
        address=asked.address,
        form=form_of(question, query, None if waiting else refusal),
        ticks=ticks_of(question, query, current.drivers.grounds(question.instrument)),
        entered=entered_words(query.case),
        refusal=refusal,
        waiting=waiting,
        result=None if asked.answer is None else result_of(asked.answer),
        demonstration=demonstration_sentence([asked.kept]),
    )
    if typing:
        answer.headers["hx-replace-url"] = asked.address
    answer.headers["vary"] = "hx-request"
    return answer


@router.post("/desk/{name:path}")
async def keep_answer(request: Request, name: Name) -> Response:
    """Keep the answer to what the address says, and lead to it."""
    asked = ask(request, name, request.query_params.multi_items())
    if asked.answer is None:
        return RedirectResponse(asked.address, status.HTTP_303_SEE_OTHER)
    state = request.app.state
    taken = photograph_of(asked.answer, asked.query.case, state.settings.edition_rule)
    await keep(state.engine, taken, actor_of(request))
    return RedirectResponse(f"/assessments/{taken.id}", status.HTTP_303_SEE_OTHER)
