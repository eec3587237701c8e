"""/desk/{name}: try a band; all that was entered stands in the address, so that it can be kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from rules.applicable_edition import assess_in_force
from rules.errors import AssessmentRefused, FactsMissing
from service.api.in_use import edition_on, in_use
from service.api.problems import KINDS
from service.api.refusals import REFUSALS, problem_of
from service.moments import today
from service.pages import desk_names
from service.pages.demonstration_data import demonstration_sentence
from service.pages.desk_circumstances import ticks_of
from service.pages.desk_errors import Refusal, refusal_of, refusal_of_faults, with_more
from service.pages.desk_form import form_of
from service.pages.desk_query import read_query
from service.pages.desk_question import question_of
from service.pages.rendering import page
from service.pages.result_view import result_of
from service.service_metrics import ANSWERS
from standards_1023.errors import StandardsError
from standards_1023.standard_lookup import find_in_edition, name_in_edition

if TYPE_CHECKING:
    from rules.applicable_edition import AnswerInForce
    from service.pages.desk_query import DeskQuery
    from service.pages.desk_question import Question
    from service.standards_in_use import InUse

router = APIRouter()

Name = Annotated[str, Path(max_length=200)]


@router.get("/desk/{name:path}")
async def desk(request: Request, name: Name) -> Response:
    """The form, and the answer to what the address says; without anything in it, only the form."""
    current = in_use(request)
    edition = edition_on(current, today())
    try:
        kept, standard = find_in_edition(edition, name)
        question = question_of(kept, standard, current.drivers)
    except (StandardsError, AssessmentRefused) as refused:
        raise problem_of(refused) from refused
    full_name = name_in_edition(kept, standard)
    query = read_query(question, request.query_params.multi_items(), today())
    answer, refusal = None, None
    if query.faults:
        refusal = refusal_of_faults(query)
    elif not query.is_empty:
        answer, refusal = _assess(request, current, question, full_name, query)
    rules = current.drivers.grounds(question.instrument)
    return page(
        request,
        "desk.html",
        name=full_name,
        department=kept.department,
        standard=standard,
        form=form_of(question, query, refusal),
        ticks=ticks_of(question, query, rules),
        refusal=refusal,
        result=None if answer is None else result_of(answer),
        demonstration=demonstration_sentence([kept]),
    )


def _assess(
    request: Request, current: InUse, question: Question, name: str, query: DeskQuery
) -> tuple[AnswerInForce | None, Refusal | None]:
    """The answer, or why there is none: the same question as that of the API."""
    try:
        answer = assess_in_force(
            current.timeline, name, query.case, current.drivers, request.app.state.settings.edition_rule
        )
    except REFUSALS as refused:
        problem = problem_of(refused)
        ANSWERS.labels(problem.code.value).inc()
        refusal = refusal_of(question, KINDS[problem.code].title, refused)
        return None, _all_missing(current, question, name, query, refusal)
    ANSWERS.labels("answered").inc()
    request.scope["edition"] = answer.assessment.edition
    return answer, None


def _all_missing(
    current: InUse, question: Question, name: str, query: DeskQuery, refusal: Refusal
) -> Refusal:
    """Where the day of the act is missing, what else is: tried with the day of the decision in its place."""
    if desk_names.ACT_DATE not in refusal.at or query.case.act_date is not None:
        return refusal
    tried = replace(query.case, act_date=query.case.decision_date)
    try:
        assess_in_force(current.timeline, name, tried, current.drivers)
    except FactsMissing as more:
        return with_more(refusal, refusal_of(question, refusal.title, more))
    except REFUSALS:
        return refusal
    return refusal
