"""/standards: the standards in force, found by words, article and department, sorted and paged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from service.api.in_use import edition_on, in_use
from service.api.lists import Page, PageNumber
from service.moments import today
from service.pages.links import with_query
from service.pages.rendering import page
from service.standard_search import Wanted, search
from standards_1023.names_for_people import MODELS
from standards_1023.standard_lookup import name_in_edition

if TYPE_CHECKING:
    from standards_1023.editions import DepartmentWorkbook
    from standards_1023.values import Standard

    Found = tuple[DepartmentWorkbook, Standard]

router = APIRouter()

PER_PAGE = 20
_FIGURES = re.compile(r"(\d+)")

Text = Annotated[str, Query(max_length=200)]
Sort = Literal["", "code", "violation", "model", "-code", "-violation", "-model"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A standard as a line of the list."""

    name: str
    department: str
    code: str
    violation: str
    basis: str
    model: str
    factors: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: the address that sorts by it, and how it is sorted now (aria-sort)."""

    label: str
    address: str
    sorted: str


@router.get("/standards")
async def standards_page(  # noqa: PLR0913 - one parameter of the address each
    request: Request,
    *,
    q: Text = "",
    statute: Text = "",
    department: Text = "",
    sort: Sort = "",
    number: Annotated[PageNumber, Query(alias="page")] = 1,
) -> Response:
    """In the order of departments and of their tables, or sorted by a column."""
    edition = edition_on(in_use(request), today())
    found = _sorted(search(edition, Wanted(q or None, statute or None, department or None)), sort)
    asked = Page(number, PER_PAGE)
    last = max(1, -(-len(found) // PER_PAGE))
    given = [("q", q), ("statute", statute), ("department", department)]
    return page(
        request,
        "standards.html",
        q=q,
        statute=statute,
        department=department,
        sort=sort,
        total=len(found),
        standards=[_listed(*one) for one in asked.of(found)],
        headings=[_heading(label, column, sort, given) for column, label in _COLUMNS.items()],
        number=number,
        last=last,
        pages={
            n: with_query("/standards", [*given, ("sort", sort), ("page", str(n))])
            for n in (number - 1, number + 1)
        },
    )


_COLUMNS = {"code": "编号", "violation": "违法行为", "model": "裁量方式"}


def _by_words(text: str) -> bytes:
    """The order of the GB 18030 table: the common characters of level one stand in it by pinyin."""
    return text.encode("gb18030")


def _by_code(code: str) -> list[tuple[int, int, bytes]]:
    """1-2 before 1-10: figures count as numbers."""
    parts = (part for part in _FIGURES.split(code) if part)
    return [(0, int(p), b"") if p.isdecimal() else (1, 0, _by_words(p)) for p in parts]


def _sorted(found: list[Found], sort: str) -> list[Found]:
    """By a column; a stable order for equals."""
    backwards = sort.startswith("-")
    if sort.endswith("code"):
        return sorted(found, key=lambda one: _by_code(one[1].code), reverse=backwards)
    if sort.endswith("violation"):
        return sorted(found, key=lambda one: _by_words(one[1].violation), reverse=backwards)
    return sorted(found, key=lambda one: one[1].model.value, reverse=backwards) if sort else found


def _heading(label: str, column: str, sort: str, given: list[tuple[str, str]]) -> Heading:
    now = {column: "ascending", f"-{column}": "descending"}.get(sort, "none")
    to = {"ascending": f"-{column}", "descending": ""}.get(now, column)
    return Heading(label, with_query("/standards", [*given, ("sort", to)]), now)


def _listed(kept: DepartmentWorkbook, standard: Standard) -> Listed:
    return Listed(
        name=name_in_edition(kept, standard),
        department=kept.department,
        code=standard.code,
        violation=standard.violation,
        basis="、".join(standard.basis),
        model=MODELS[standard.model],
        factors="、".join(factor.name for factor in standard.factors),
    )
