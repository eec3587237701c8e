"""/editions/{number}/impact: what an edition that is not in force yet would make of past decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from casework.acts import Act
from casework.store import count_photographs
from service.acting import note_act
from service.api.problems import ProblemCode, ProblemRaised
from service.guarded_route import GuardedRoute, actor_of, person_of
from service.impact import finished_audits
from service.impact_jobs import AskedImpact, ImpactJobs, impact_number
from service.job_folders import Stage
from service.moments import now, today
from service.pages.audit_page import jobs_of as audits_of
from service.pages.audit_page import may_see
from service.pages.edition_loading import reading_editions
from service.pages.edition_view import list_lines
from service.pages.editions_page import Number
from service.pages.impact_view import changed_assessments, drawn_assessments, drawn_decisions, lines
from service.pages.rendering import page
from service.people.roles import Permission
from standards_1023.editions import EditionState
from standards_1023.utc import moment_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from service.audit_jobs import Job
    from service.impact_jobs import FoundImpact, ImpactJob
    from service.pages.edition_view import Line
    from service.people.roles import Person

router = APIRouter(route_class=GuardedRoute)

_NOT_YET = frozenset({EditionState.DRAFT, EditionState.SUBMITTED})


@dataclass(frozen=True, slots=True)
class Asked:
    """An edition that is not in force yet, that in force today, and what there is to compare."""

    line: Line
    in_force: int | None
    number: str
    assessments: int
    audits: tuple[Job, ...]
    alike: tuple[str, ...]
    """The departments whose tables are those in force."""

    @property
    def diff(self) -> str:
        """The address of what it changes."""
        here = f"/editions/{self.line.number}"
        return here if self.in_force is None else f"/editions/{self.in_force}/diff/{self.line.number}"


@router.get("/editions/{number}/impact")
def impact_page(request: Request, number: Number) -> Response:
    """What will be compared, how far it is, or what was found."""
    asked = _asked(request, number)
    jobs = jobs_of(request)
    job = jobs.find(asked.number)
    state = None if job is None else job.state()
    found = None if job is None or state is None or state.stage is not Stage.DONE else job.found()
    outdated = False
    if found is None and (state is None or state.stage is not Stage.RUNNING):
        job_before = jobs.earlier(number, asked.number)
        if job_before is not None:
            job, found, outdated = job_before, job_before.found(), True
    context: dict[str, object] = {"asked": asked, "state": state, "found": found, "outdated": outdated}
    named = _named(person_of(request), asked.audits)
    context["audits"] = [(named(one.number, one.title), one.state().done) for one in asked.audits]
    if found is not None and job is not None:
        context |= _shown(asked, job, found)
        context["compared"] = [(one, named(one.number, one.name)) for one in found.audits]
    return _rendered(request, context)


@router.post("/editions/{number}/impact")
def calculate(request: Request, number: Number) -> Response:
    """Begin, go on, or calculate anew."""
    asked = _asked(request, number)
    actor = actor_of(request)
    job = jobs_of(request).ask(asked.number, AskedImpact(edition=number, by=actor.name, at=now()))
    after = {"assessments": asked.assessments, "audits": len(asked.audits)}
    note_act(request.app.state.engine, actor, Act.IMPACT_CALCULATED, f"edition:{number}", after)
    job.start()
    return RedirectResponse(f"/editions/{number}/impact", 303)


def _named(person: Person, audits: Iterable[Job]) -> Callable[[str, str], str]:
    """What an audited table is called: all are compared, but who may not see one reads no name."""
    own = {audit.number for audit in audits if may_see(person, audit.asked.by)}
    sees_all = person.may(Permission.SEE_AUDITS)
    return lambda number, name: name if sees_all or number in own else "别人复核的决定表"


def _rendered(request: Request, context: Mapping[str, object]) -> Response:
    return page(request, "impact.html", **context)  # type: ignore[arg-type]  # none of these is `status`


def jobs_of(request: Request) -> ImpactJobs:
    """The calculations of this service."""
    settings = request.app.state.settings
    return ImpactJobs(settings.impact_folder, settings.audit_days)


def _asked(request: Request, number: int) -> Asked:
    with reading_editions(request) as session:
        known = {line.number: line for line in list_lines(session, today(), drafts=True)}
        line = known.get(number)
        if line is None:
            raise ProblemRaised(ProblemCode.EDITION_NOT_FOUND, f"没有第{number}版。")
        if line.summary.state not in _NOT_YET:
            said = f"第{number}版{line.summary.state.words}，只有草稿和已提交的版本才计算影响。"
            raise ProblemRaised(ProblemCode.NOT_FOUND, said)
        in_force = next((n for n, one in known.items() if one.in_force), None)
        held = {} if in_force is None else _digests(known[in_force])
        own = _digests(line)
        alike = tuple(name for name, digest in own.items() if held.get(name) == digest)
        kept = count_photographs(session)
        key = impact_number(session, number)
    return Asked(line, in_force, key, kept, tuple(finished_audits(audits_of(request))), alike)


def _digests(line: Line) -> dict[str, str]:
    return {one.department: one.values_digest for one in line.summary.departments}


def _shown(asked: Asked, job: ImpactJob, found: FoundImpact) -> dict[str, object]:
    by = job.asked.by
    listed = lines(found, asked.diff)
    compared = {audit.number for audit in found.audits}
    return {
        "at": moment_words(found.at),
        "by": by,
        "assessments": drawn_assessments(found, asked.diff),
        "decisions": drawn_decisions(found, asked.diff),
        "lines": listed,
        "changed": changed_assessments(found),
        "added": max(0, asked.assessments - found.assessments),
        "added_audits": sum(audit.number not in compared for audit in asked.audits),
    }
