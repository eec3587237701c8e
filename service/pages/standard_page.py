"""/standards/{name}: one standard whole, in the edition in force or in another, each value with its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from service.api.in_use import in_use
from service.api.refusals import problem_of
from service.guarded_route import GuardedRoute
from service.moments import today
from service.pages import desk_names
from service.pages.amount_figures import only_measure_words
from service.pages.asked_edition import AskedEdition, EditionNumber, asked_edition, days_of, was_in_force
from service.pages.cited_texts import changed_articles, cited_texts
from service.pages.confirmed_by import confirmed_problems
from service.pages.demonstration_data import demonstration_sentence
from service.pages.department_table import table_of
from service.pages.grade_bars import charts_of
from service.pages.links import cells_url, desk_url, printed_address, standard_url, with_query
from service.pages.matrix_view import drawings_of
from service.pages.rendering import page
from service.pages.shades import scale_of
from service.pages.standard_history import history_of, namesakes_of, partner_in, traced_through
from service.pages.weights_view import weight_tables
from standards_1023.errors import StandardNotFound, StandardsError
from standards_1023.names_for_people import MODELS
from standards_1023.standard_lookup import find_in_edition, name_in_edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Problem, Standard

router = APIRouter(route_class=GuardedRoute)

Name = Annotated[str, Path(max_length=200)]


@router.get("/standards/{name:path}")
async def standard_page(request: Request, name: Name, *, edition: EditionNumber = "") -> Response:
    """Table, bands, factors, articles, cells, and what it was in other editions."""
    current, of = in_use(request), asked_edition(request, edition)
    try:
        kept, standard = find_in_edition(of.edition, name)
    except StandardNotFound as refused:
        return _gone(request, of, name, refused)
    except StandardsError as refused:
        raise problem_of(refused) from refused
    name = name_in_edition(kept, standard)
    basis, violated = await cited_texts(request.app.state.engine, of, standard.basis, standard.violated)
    problems = await confirmed_problems(request.app.state.engine, of.edition, kept)
    traced = traced_through(current.index, current.timeline.editions, of.edition, name)
    for_good = [("edition", str(of.edition.number))]
    return page(
        request,
        "standard.html",
        name=name,
        of=of,
        edition=of.edition,
        kept=kept,
        standard=standard,
        model=MODELS[standard.model],
        basis=basis,
        violated=violated,
        changed=changed_articles(basis),
        statutory=[only_measure_words(measure) for measure in standard.statutory],
        drawings=drawings_of(standard),
        scale=scale_of(standard.rows),
        charts=charts_of(standard),
        weights=weight_tables(standard),
        rows=[(row, [only_measure_words(m) for m in row.measures]) for row in standard.rows],
        problems=_problems(problems, standard),
        history=history_of(traced),
        namesakes=namesakes_of(current.index, traced, name),
        desk=_desk(of, name),
        settled={one.cell: one for one in kept.workbook.settled if one.sheet == standard.sheet},
        cells=cells_url(of.edition.number, name),
        table=table_of([standard], kept.workbook.settled),
        address=printed_address(request, standard_url(name), for_good),
        today=today(),
        demonstration=demonstration_sentence([kept]),
    )


def _gone(request: Request, of: AskedEdition, name: str, refused: StandardNotFound) -> Response:
    """Where another edition has it: which one had it last, and the way there."""
    found = _last_with(of, name)
    if found is None:
        raise problem_of(refused)
    edition, kept, standard = found
    index = in_use(request).index
    last = index.named(kept, name_in_edition(kept, standard))
    renumbered = None if last is None else partner_in(index, of.edition, last)
    return page(
        request,
        "standard_gone.html",
        status=404,
        of=of,
        edition=edition,
        days=days_of(edition),
        standard=standard,
        department=kept.department,
        name=name_in_edition(kept, standard),
        renumbered=renumbered,
        demonstration=demonstration_sentence([kept]),
    )


def _last_with(of: AskedEdition, name: str) -> tuple[Edition, DepartmentWorkbook, Standard] | None:
    """The latest edition that has a standard of this name."""
    for edition, _ in of.others:
        try:
            return edition, *find_in_edition(edition, name)
        except StandardsError:
            continue
    return None


def _desk(of: AskedEdition, name: str) -> str | None:
    """The desk under this edition, by its first day; none for one that was or is not in force yet."""
    since = of.edition.in_force_from
    if of.is_in_force:
        return desk_url(name)
    if since is None or since > today() or not was_in_force(of.edition):
        return None
    day = since.isoformat()
    return with_query(desk_url(name), [(desk_names.ACT_DATE, day), (desk_names.DECISION_DATE, day)])


def _problems(problems: Sequence[Problem], standard: Standard) -> list[Problem]:
    """What is named at a cell of the standard."""
    cells = _cells(standard)
    return [p for p in problems if any(p.is_at(standard.sheet, cell) for cell in cells)]


def _cells(standard: Standard) -> frozenset[str]:
    """Every cell that a value of the standard stands in."""
    conditions = (c.cell for factor in standard.factors for c in factor.conditions)
    options = (o.cell for group in standard.weights for o in group.options)
    rows = (row.cell for row in standard.rows)
    return frozenset({standard.cell, standard.statutory_cell or "", *conditions, *options, *rows})
