"""/editions/{number}/diff/{other}: what changed between two editions, bands drawn before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from service.api.lists import Page, PageNumber
from service.api.problems import ProblemCode, ProblemRaised
from service.guarded_route import GuardedRoute, person_of
from service.moments import today
from service.pages.edition_comparison import compare, counts
from service.pages.edition_loading import loaded_edition, reading_editions
from service.pages.edition_view import list_lines
from service.pages.editions_page import Number
from service.pages.links import with_query
from service.pages.rendering import page
from service.people.roles import Permission
from standards_1023.text import matched

if TYPE_CHECKING:
    from service.pages.edition_comparison import Compared
    from standards_1023.editions import Edition

router = APIRouter(route_class=GuardedRoute)

PER_PAGE = 20
KindAsked = Literal["", "added", "removed", "heavier", "lighter", "other"]
Department = Annotated[str, Query(max_length=255)]
Violation = Annotated[str, Query(max_length=2000)]


@router.get("/editions/{number}/diff")
def chosen_diff(number: Number, other: Annotated[int, Query(ge=1, le=10**9)]) -> Response:
    """The page of the two that a form chose."""
    return RedirectResponse(f"/editions/{number}/diff/{other}", 303)


@router.get("/editions/{number}/diff/{other}")
def diff_page(  # noqa: PLR0913 - one parameter of the address each
    request: Request,
    number: Number,
    other: Number,
    *,
    department: Department = "",
    kind: KindAsked = "",
    violation: Violation = "",
    shown_page: Annotated[PageNumber, Query(alias="page")] = 1,
) -> Response:
    """From `number` to `other`."""
    before, after, numbers = _both(request, number, other)
    found = compare(before, after)
    of_department = [one for one in found if department in {"", one.department} and _is(one, violation)]
    listed = [one for one in of_department if not kind or kind in one.kinds]
    here = f"/editions/{number}/diff/{other}"
    asked = Page(shown_page, PER_PAGE)
    return page(
        request,
        "edition_diff.html",
        before=before,
        after=after,
        numbers=numbers,
        here=here,
        departments=list(dict.fromkeys(one.department for one in found)),
        department=department,
        kind=kind,
        violation=violation,
        total=len(found),
        tiles=_tiles(here, (department, violation), kind, of_department),
        listed=len(listed),
        changes=asked.of(listed),
        number=shown_page,
        last=max(1, -(-len(listed) // PER_PAGE)),
        pages={n: _address(here, (department, violation), kind, n) for n in (shown_page - 1, shown_page + 1)},
    )


def _both(request: Request, number: int, other: int) -> tuple[Edition, Edition, list[int]]:
    """Both editions, and the numbers of all that may be seen; raises ProblemRaised."""
    with reading_editions(request) as session:
        numbers = [
            one.number
            for one in list_lines(session, today(), drafts=person_of(request).may(Permission.READ_DRAFTS))
        ]
        for one in (number, other):
            if one not in numbers:
                raise ProblemRaised(ProblemCode.EDITION_NOT_FOUND, f"没有第{one}版，或者不能查看。")
        return loaded_edition(request, session, number), loaded_edition(request, session, other), numbers


def _tiles(here: str, of: tuple[str, str], kind: str, found: list[Compared]) -> list[dict[str, object]]:
    """A count for each kind; its address shows only these, again it shows all."""
    return [
        {
            "kind": one.value,
            "words": one.words,
            "count": count,
            "on": kind == one.value,
            "address": _address(here, of, "" if kind == one.value else one.value, 1),
        }
        for one, count in counts(found).items()
    ]


def _is(one: Compared, violation: str) -> bool:
    """Whether it is of a violation (of any for nothing); what holds for a whole workbook is of each."""
    return not violation or not one.name or matched(one.violation) == matched(violation)


def _address(here: str, of: tuple[str, str], kind: str, number: int) -> str:
    turned = str(number) if number > 1 else ""
    pairs = zip(("department", "violation", "kind", "page"), (*of, kind, turned), strict=True)
    return with_query(here, pairs)
