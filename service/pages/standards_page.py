"""/standards: the standards of an edition, found by words, article, department and amount of fine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from rules.amounts import yuan
from service.api.in_use import in_use
from service.api.lists import Page, PageNumber
from service.guarded_route import GuardedRoute
from service.pages.asked_edition import EditionNumber, asked_edition
from service.pages.demonstration_data import demonstration_sentence
from service.pages.links import standard_url, with_query
from service.pages.rendering import page
from service.pages.search_offers import amount_offered, elsewhere
from service.search_finds import finds_of
from service.searched_amount import AmountRefused, wanted_words
from service.standard_search import Wanted, search, wanted
from standards_1023.names_for_people import MODELS

if TYPE_CHECKING:
    from service.search_finds import Find
    from service.search_index import Entry

router = APIRouter(route_class=GuardedRoute)

PER_PAGE = 20
_FIGURES = re.compile(r"(\d+)")

Text = Annotated[str, Query(max_length=200)]
Sort = Literal["", "code", "violation", "model", "fine", "-code", "-violation", "-model", "-fine"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A standard as a line of the list."""

    address: str
    name: str
    department: str
    code: str
    violation: str
    basis: str
    model: str
    factors: str
    highest: str
    finds: tuple[Find, ...]


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
    amount: Text = "",
    edition: EditionNumber = "",
    sort: Sort = "",
    number: Annotated[PageNumber, Query(alias="page")] = 1,
) -> Response:
    """In the order of departments and of their tables, or sorted by a column."""
    current, of = in_use(request), asked_edition(request, edition)
    asked, refused = _asked(q, statute, department, amount)
    found = [] if refused else _sorted(search(current.index, of.edition, asked), sort)
    shown = Page(number, PER_PAGE)
    given = [("q", q), ("statute", statute), ("department", department), ("amount", amount)]
    within = [("edition", of.number)]
    addresses = {n: _address([*given, *within], sort, n) for n in (number - 1, number, number + 1)}
    offered = dict([*given, *within])
    answer = page(
        request,
        "standards.html",
        by_amount=amount_offered(offered),
        elsewhere=[] if found or refused else list(elsewhere(current.index, of, asked, offered)),
        q=q,
        statute=statute,
        department=department,
        amount=amount,
        refused=refused,
        read_as=wanted_words(asked.amount) if asked.amount else None,
        of=of,
        now=_address(given, sort, 1),
        print_address=with_query("/standards/print", [("department", department), *within]),
        sort=sort,
        total=len(found),
        standards=[_listed(entry, asked, of.query) for entry in shown.of(found)],
        headings=[_heading(label, column, sort, [*given, *within]) for column, label in _COLUMNS.items()],
        number=number,
        last=max(1, -(-len(found) // PER_PAGE)),
        pages=addresses,
        demonstration=demonstration_sentence(of.edition.workbooks),
    )
    if request.headers.get("hx-request"):
        answer.headers["hx-push-url"] = addresses[number]
    answer.headers["vary"] = "hx-request"
    return answer


def _asked(q: str, statute: str, department: str, amount: str) -> tuple[Wanted, str | None]:
    """What is looked for, and why the amount cannot be."""
    try:
        return wanted(words=q, statute=statute, department=department, amount=amount), None
    except AmountRefused as refused:
        return Wanted(), str(refused)


def _address(given: list[tuple[str, str]], sort: str, number: int) -> str:
    return with_query("/standards", [*given, ("sort", sort), ("page", str(number) if number > 1 else "")])


_COLUMNS = {"code": "编号", "violation": "违法行为", "fine": "最高罚款", "model": "裁量方式"}


def _by_words(text: str) -> bytes:
    """The order of the GB 18030 table: the common characters of level one stand in it by pinyin."""
    return text.encode("gb18030")


def _by_code(code: str) -> list[tuple[int, int, bytes]]:
    """1-2 before 1-10: figures count as numbers."""
    parts = (part for part in _FIGURES.split(code) if part)
    return [(0, int(p), b"") if p.isdecimal() else (1, 0, _by_words(p)) for p in parts]


def _sorted(found: list[Entry], sort: str) -> list[Entry]:
    """By a column; a stable order for equals.  What has no highest fine in yuan comes last."""
    backwards = sort.startswith("-")
    if sort.endswith("code"):
        return sorted(found, key=lambda one: _by_code(one.standard.code), reverse=backwards)
    if sort.endswith("violation"):
        return sorted(found, key=lambda one: _by_words(one.standard.violation), reverse=backwards)
    if sort.endswith("fine"):
        sign = -1 if backwards else 1
        return sorted(found, key=lambda one: (one.highest is None, sign * (one.highest or 0)))
    return sorted(found, key=lambda one: one.standard.model.value, reverse=backwards) if sort else found


def _heading(label: str, column: str, sort: str, given: list[tuple[str, str]]) -> Heading:
    now = {column: "ascending", f"-{column}": "descending"}.get(sort, "none")
    to = {"ascending": f"-{column}", "descending": ""}.get(now, column)
    return Heading(label, with_query("/standards", [*given, ("sort", to)]), now)


def _listed(entry: Entry, asked: Wanted, query: str) -> Listed:
    standard = entry.standard
    return Listed(
        address=standard_url(entry.name) + query,
        name=entry.name,
        department=entry.kept.department,
        code=standard.code,
        violation=standard.violation,
        basis="、".join(standard.basis),
        model=MODELS[standard.model],
        factors="、".join(factor.name for factor in standard.factors),
        highest="—" if entry.highest is None else yuan(Fraction(entry.highest)),
        finds=finds_of(entry, asked),
    )
