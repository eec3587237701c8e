"""What an address of the desk asks, and the answer: the same question as that of the API."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rules.applicable_edition import assess_in_force
from rules.errors import AssessmentRefused, FactsMissing
from service.api.in_use import edition_on, in_use
from service.api.problems import KINDS
from service.api.refusals import REFUSALS, problem_of
from service.moments import today
from service.pages import desk_names
from service.pages.desk_errors import refusal_of, refusal_of_faults, with_more
from service.pages.desk_query import read_day, read_query
from service.pages.desk_question import question_of
from service.pages.links import desk_url, with_query
from service.service_metrics import ANSWERS
from standards_1023.errors import NoEditionInForce, StandardsError
from standards_1023.standard_lookup import find_in_edition, name_in_edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import Request

    from rules.applicable_edition import AnswerInForce
    from service.pages.desk_errors import Refusal
    from service.pages.desk_query import DeskQuery
    from service.pages.desk_question import Question
    from service.standards_in_use import InUse
    from standards_1023.editions import DepartmentWorkbook, Edition


@dataclass(frozen=True, slots=True)
class DeskAnswer:
    """A question with its answer or the refusal; neither where nothing was entered."""

    name: str
    kept: DepartmentWorkbook
    question: Question
    query: DeskQuery
    answer: AnswerInForce | None
    refusal: Refusal | None

    @property
    def address(self) -> str:
        """The address that asks this, without what was left empty."""
        pairs = [(name, value) for name, values in self.query.written.items() for value in values]
        return with_query(desk_url(self.name), pairs)


def ask(request: Request, name: str, pairs: Sequence[tuple[str, str]]) -> DeskAnswer:
    """Raises ProblemRaised for a standard that is not there, or whose table cannot be used at all.

    What is asked is read by the table of the day of the decision: an address that was kept goes on asking
    the same under later editions.
    """
    current = in_use(request)
    edition = _edition(current, pairs)
    try:
        kept, standard = find_in_edition(edition, name)
        question = question_of(kept, standard, current.drivers)
    except (StandardsError, AssessmentRefused) as refused:
        raise problem_of(refused) from refused
    full_name, query = name_in_edition(kept, standard), read_query(question, pairs, today())
    answer, refusal = None, None
    if query.faults:
        refusal = refusal_of_faults(query)
    elif not query.is_empty:
        answer, refusal = _assess(request, current, question, full_name, query)
    return DeskAnswer(full_name, kept, question, query, answer, refusal)


def _edition(current: InUse, pairs: Sequence[tuple[str, str]]) -> Edition:
    """The edition in force on the day of the decision; where there is none, that of today asks."""
    days = (day for name, text in pairs if name == desk_names.DECISION_DATE and (day := read_day(text)))
    for day in days:
        with suppress(NoEditionInForce):
            return current.timeline.in_force(day)
    return edition_on(current, today())


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
