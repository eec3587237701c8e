"""/standards/{name}: one standard whole, each value with its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from service.api.in_use import edition_on, in_use
from service.api.refusals import problem_of
from service.moments import today
from service.pages.amount_figures import only_measure_words
from service.pages.demonstration_data import demonstration_sentence
from service.pages.matrix_view import drawings_of
from service.pages.rendering import page
from service.pages.weights_view import weight_tables
from standards_1023.errors import StandardsError
from standards_1023.names_for_people import MODELS
from standards_1023.standard_lookup import find_in_edition, name_in_edition

if TYPE_CHECKING:
    from standards_1023.values import Standard

router = APIRouter()

Name = Annotated[str, Path(max_length=200)]


@router.get("/standards/{name:path}")
async def standard_page(request: Request, name: Name) -> Response:
    """Factors, rows, weights, articles, statutory range, and the file that they were read from."""
    edition = edition_on(in_use(request), today())
    try:
        kept, standard = find_in_edition(edition, name)
    except StandardsError as refused:
        raise problem_of(refused) from refused
    problems = [p for p in kept.workbook.problems if p.sheet == standard.sheet and p.cell in _cells(standard)]
    return page(
        request,
        "standard.html",
        name=name_in_edition(kept, standard),
        edition=edition,
        kept=kept,
        standard=standard,
        model=MODELS[standard.model],
        statutory=[only_measure_words(measure) for measure in standard.statutory],
        drawings=drawings_of(standard),
        weights=weight_tables(standard),
        rows=[(row, [only_measure_words(m) for m in row.measures]) for row in standard.rows],
        problems=problems,
        demonstration=demonstration_sentence([kept]),
    )


def _cells(standard: Standard) -> frozenset[str]:
    """Every cell that a value of the standard stands in."""
    conditions = (c.cell for factor in standard.factors for c in factor.conditions)
    options = (o.cell for group in standard.weights for o in group.options)
    rows = (row.cell for row in standard.rows)
    return frozenset({standard.cell, standard.statutory_cell or "", *conditions, *options, *rows})
