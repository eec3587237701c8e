"""/audit/{number}/rows: the decisions behind a bar, sorted and paged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from casework.audit_journal import Journal, Wanted
from casework.audit_sentences import yuan_of
from casework.audit_verdicts import Side, Verdict
from service.api.lists import PageNumber
from service.api.problems import ProblemCode, ProblemRaised
from service.guarded_route import GuardedRoute
from service.job_folders import Stage
from service.pages.audit_page import job_of
from service.pages.audit_view import CODES
from service.pages.links import with_query
from service.pages.rendering import page

if TYPE_CHECKING:
    from casework.audit_journal import Finding

router = APIRouter(route_class=GuardedRoute)
PER_PAGE = 50

Text = Annotated[str, Query(max_length=2000)]
Sort = Literal["", "row", "fine"]
_SORTS = {"": "偏离多的在前", "row": "按表中顺序", "fine": "罚款多的在前"}


@router.get("/audit/{number}/rows")
def rows_page(  # noqa: PLR0913 - one parameter of the address each
    request: Request,
    number: str,
    *,
    department: Text = "",
    violation: Text = "",
    side: Text = "",
    verdict: Text = "",
    sort: Sort = "",
    page_number: Annotated[PageNumber, Query(alias="page")] = 1,
) -> Response:
    """The rows that an address names, each with its band, its departure and why."""
    job = job_of(request, number)
    if job.state().stage is not Stage.DONE:
        raise ProblemRaised(ProblemCode.NOT_FOUND, "还没有复核完，请等完成后再看。")
    wanted = Wanted(department, violation, frozenset(_verdicts(side, verdict)))
    with Journal(job.journal) as journal:
        total = journal.count(wanted)
        found = journal.page(wanted, sort, PER_PAGE, (page_number - 1) * PER_PAGE)
    given = [("department", department), ("violation", violation), ("side", side), ("verdict", verdict)]
    address = f"/audit/{number}/rows"
    return page(
        request,
        "audit_rows.html",
        job=job,
        name=job.asked.name,
        title=_title(department, violation, side, verdict),
        rows=[_row(finding) for finding in found],
        total=total,
        number=page_number,
        last=max(1, -(-total // PER_PAGE)),
        sort=sort,
        sorts=[(label, key, with_query(address, [*given, ("sort", key)])) for key, label in _SORTS.items()],
        pages={
            n: with_query(address, [*given, ("sort", sort), ("page", str(n))])
            for n in (page_number - 1, page_number + 1)
        },
    )


def _verdicts(side: str, verdict: str) -> list[Verdict]:
    """The verdicts of a side or of a name; none where neither is given; raises ProblemRaised for others."""
    if verdict:
        found = [v for v in Verdict if v.code == verdict]
    elif side:
        found = [v for v in Verdict if CODES[v.side] == side]
    else:
        return []
    if not found:
        raise ProblemRaised(ProblemCode.NOT_FOUND, "没有这种结论：请从图中选择。")
    return found


def _title(department: str, violation: str, side: str, verdict: str) -> str:
    words = [v.words for v in Verdict if v.code == verdict] or [s.value for s in Side if CODES[s] == side]
    return " · ".join([*words, *(text for text in (department, violation) if text)]) or "全部决定"


def _departure(finding: Finding) -> str:
    """How far a fine lies outside, with a remark where the limit itself is not in the band."""
    if not finding.direction:
        return ""
    remark = (
        f"（{'上限' if finding.direction == '高于' else '下限'}不含本数）" if finding.limit_left_out else ""
    )
    return f"{finding.direction} {yuan_of(abs(finding.departure_fen))}{remark}"


def _row(finding: Finding) -> dict[str, str]:
    return {
        "number": str(finding.row + 1),
        "document": finding.number or "",
        "department": finding.department,
        "violation": finding.violation,
        "fine": "" if finding.fine_fen is None else yuan_of(finding.fine_fen),
        "band": finding.band,
        "departure": _departure(finding),
        "verdict": finding.verdict.words,
        "code": CODES[finding.verdict.side],
        "why": finding.reason or finding.why_not,
        "edition": finding.edition,
        "standard": finding.standard,
    }
