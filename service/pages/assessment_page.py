"""/assessments/{number}: a photograph as it was taken, whatever was published since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import orjson
from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from rules.steps import Action
from service.api.answer_models import AssessmentAnswer
from service.guarded_route import GuardedRoute
from service.pages.amount_figures import fine_figure, only_measure_words
from service.pages.demonstration_data import SENTENCE, is_demonstration
from service.pages.desk_form import entered_words
from service.pages.desk_query import written_query
from service.pages.links import desk_url, with_query
from service.pages.matrix_view import Hit, drawings_of
from service.pages.rendering import page
from service.photographs import kept
from standards_1023.standard_lookup import find_in_edition
from standards_1023.utc import in_beijing
from standards_1023.values import Axis

if TYPE_CHECKING:
    from casework.photograph import Photograph
    from service.pages.matrix_view import Drawing
    from standards_1023.editions import Edition

router = APIRouter(route_class=GuardedRoute)

Number = Annotated[str, Path(max_length=32)]


@router.get("/assessments/{number}")
async def assessment_page(request: Request, number: Number) -> Response:
    """The band, its reasons and duties as they were given, with a link that asks again today."""
    taken = await kept(request.app.state.engine, number)
    answer = AssessmentAnswer.model_validate(orjson.loads(taken.answer))
    edition = _edition(request, taken)
    return page(
        request,
        "assessment.html",
        taken=taken,
        answer=answer,
        at=in_beijing(taken.at),
        entered=entered_words(taken.asked),
        band=[(only_measure_words(measure), fine_figure(measure)) for measure in taken.band],
        again=with_query(desk_url(taken.standard), written_query(taken.asked)),
        table=_drawings(answer, edition),
        edition=_edition_words(taken.edition),
        marks=_marks(answer, edition),
        demonstration=_sentence(taken, edition),
    )


def _edition(request: Request, taken: Photograph) -> Edition | None:
    """The edition of the photograph; None where this database does not hold it as it was."""
    current = request.app.state.standards.current
    editions = () if current is None else current.timeline.editions
    return next((edition for edition in editions if edition.name == taken.edition), None)


def _edition_words(name: str) -> tuple[str, str]:
    """第2版 and its digest, of edition:2@714b060635d3."""
    number, _, digest = name.partition(":")[2].partition("@")
    return f"第{number}版", digest


def _marks(answer: AssessmentAnswer, edition: Edition | None) -> list[tuple[str, str]]:
    """Grade, levels of the two axes under the table's own headings, and group, as far as there are any."""
    factors = () if edition is None else find_in_edition(edition, answer.name)[1].factors
    own = {factor.axis: factor.name for factor in factors}
    said = (
        ("档次", answer.grade),
        (own.get(Axis.SEVERITY, "违法程度"), answer.severity),
        (own.get(Axis.CONSEQUENCE, "危害后果"), answer.consequence),
        ("情形", answer.group),
    )
    return [(label, text) for label, text in said if text]


def _drawings(answer: AssessmentAnswer, edition: Edition | None) -> tuple[Drawing, ...]:
    """The table of that edition with the cells from which the answer took its measures."""
    if edition is None:
        return ()
    _, standard = find_in_edition(edition, answer.name)
    cited = {step.citation for step in answer.steps if step.action in {Action.PRINTED, Action.RAISED}}
    taken = (row for row in standard.rows if f"{standard.sheet}!{row.cell}" in cited)
    return drawings_of(standard, {row.group: Hit(None, row.cell) for row in taken})


def _sentence(taken: Photograph, edition: Edition | None) -> str | None:
    """Whether the edition of the photograph held demonstration data of this department."""
    workbook = None if edition is None else edition.workbook_of(taken.standard.partition("!")[0])
    return SENTENCE if workbook is not None and is_demonstration(workbook) else None
