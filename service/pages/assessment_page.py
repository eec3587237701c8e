"""/assessments/{number}: a photograph as it was taken, whatever was published since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import orjson
from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from service.api.answer_models import AssessmentAnswer
from service.moments import in_beijing
from service.pages import desk_names
from service.pages.amount_figures import fine_figure, only_measure_words
from service.pages.demonstration_data import SENTENCE, is_demonstration
from service.pages.desk_form import entered_words
from service.pages.links import desk_url, with_query
from service.pages.rendering import page
from service.photographs import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casework.photograph import Photograph

router = APIRouter()

Number = Annotated[str, Path(max_length=32)]


@router.get("/assessments/{number}")
async def assessment_page(request: Request, number: Number) -> Response:
    """The band, its reasons and duties as they were given, with a link that asks again today."""
    taken = await kept(request.app.state.engine, number)
    answer = AssessmentAnswer.model_validate(orjson.loads(taken.answer))
    return page(
        request,
        "assessment.html",
        taken=taken,
        answer=answer,
        at=in_beijing(taken.at),
        entered=entered_words(taken.asked),
        band=[(only_measure_words(measure), fine_figure(measure)) for measure in taken.band],
        again=with_query(desk_url(taken.standard), _pairs(taken)),
        demonstration=_sentence(request, taken),
    )


def _pairs(taken: Photograph) -> Iterator[tuple[str, str]]:
    """The same case as parameters of the desk."""
    case = taken.asked
    for name, value in case.facts:
        yield desk_names.fact_or_situation(name), value
    for name, value in case.bases:
        yield desk_names.base(name), value
    for name, value in case.quantities:
        yield desk_names.quantity(name), value
    for code in case.circumstances:
        yield desk_names.CIRCUMSTANCE, code
    yield desk_names.PARTY, case.party.value if case.party else ""
    yield desk_names.ACT_DATE, case.act_date.isoformat() if case.act_date else ""
    yield desk_names.DECISION_DATE, case.decision_date.isoformat() if case.decision_date else ""
    for name, day in case.dates:
        yield desk_names.day(name), day.isoformat()


def _sentence(request: Request, taken: Photograph) -> str | None:
    """Whether the edition of the photograph held demonstration data of this department."""
    current = request.app.state.standards.current
    editions = () if current is None else current.timeline.editions
    department = taken.standard.partition("!")[0]
    for edition in editions:
        workbook = edition.workbook_of(department)
        if edition.name == taken.edition and workbook is not None and is_demonstration(workbook):
            return SENTENCE
    return None
