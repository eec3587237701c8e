"""/audit: hand a table of past decisions in, say what its columns are, watch it, look at the figures."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, RedirectResponse, Response

from casework.acts import Act
from casework.audit_figures import figures_of
from casework.audit_journal import Journal
from casework.audit_rows import DecisionRole
from importers.decision_columns import choice_of, read_choices
from importers.decision_headings import SURE
from importers.errors import ImportRefused
from rules.applicable_edition import EditionRule
from service.acting import note_act
from service.api.in_use import in_use
from service.api.problems import ProblemCode, ProblemRaised
from service.audit import Conditions, open_table
from service.audit_jobs import Job, Jobs
from service.command_errors import CommandRefused, raise_trouble
from service.guarded_route import GuardedRoute, actor_of, person_of
from service.job_folders import Stage
from service.pages.audit_view import drawn, tiles, verdicts
from service.pages.kept_jobs import listed
from service.pages.rendering import page
from service.people.roles import Permission
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from importers.decision_columns import Recognised
    from importers.decision_table import DecisionTable
    from service.audit_jobs import Asked
    from service.people.roles import Person
    from standards_1023.values import Standard

router = APIRouter(route_class=GuardedRoute)

_SAMPLES = 3
_LONGEST_SAMPLE = 24
_STATES = {
    Stage.ASKED: "还没有开始：请先确认各列",
    Stage.RUNNING: "正在复核",
    Stage.DONE: "复核完",
    Stage.FAILED: "没有复核完",
}
_NAMED = (DecisionRole.FACT, DecisionRole.BASE, DecisionRole.QUANTITY)


def jobs_of(request: Request) -> Jobs:
    """The audits of this service."""
    settings = request.app.state.settings
    return Jobs(settings.audit_folder, settings.audit_days)


def job_of(request: Request, number: str) -> Job:
    """The audit of a number, for whoever may see it; raises ProblemRaised."""
    job = jobs_of(request).find(number)
    with suppress(FileNotFoundError):  # it is deleted just now
        if job is not None and may_see(person_of(request), job.begun().by):
            return job
    raise ProblemRaised(ProblemCode.NOT_FOUND, "没有这次复核，或者已经过期删除：请重新上传。")


def may_see(person: Person, by: str) -> bool:
    """Whether an audit that `by` began, or nobody knows who, is this person's to see."""
    return person.may(Permission.SEE_AUDITS) or (person.is_signed_in and by == person.name)


@router.get("/audit")
def upload_page(request: Request) -> Response:
    """The form for a table, and the audits that were begun before."""
    return _upload(request)


def _upload(request: Request, error: str = "") -> Response:
    person = person_of(request)
    sees_all = person.may(Permission.SEE_AUDITS)
    return page(
        request,
        "audit.html",
        status=422 if error else 200,
        days=request.app.state.settings.audit_days,
        sees_all=sees_all,
        audits=listed(jobs_of(request), None if sees_all else person.name, _STATES),
        error=error,
    )


@router.post("/audit")
def upload(request: Request, file: Annotated[UploadFile, File()]) -> Response:
    """Keep the table; what it is not fit for is said at once."""
    in_use(request)
    actor = actor_of(request)
    try:
        job = jobs_of(request).new(file.filename or "", actor.name)
        try:
            with job.source.open("wb") as kept:
                shutil.copyfileobj(file.file, kept)
            open_table(job.source, _conditions(request))
            after = {"file": job.asked.name}
            note_act(request.app.state.engine, actor, Act.AUDIT_BEGAN, f"audit:{job.number}", after)
        except BaseException:
            job.delete()
            raise
    except (CommandRefused, ImportRefused) as refused:
        raise_trouble(refused)
        return _upload(request, _reason(refused))
    return RedirectResponse(f"/audit/{job.number}", 303)


@router.get("/audit/{number}")
def audit_page(request: Request, number: str) -> Response:
    """The columns to be confirmed, how far it is, or what was found."""
    job = job_of(request, number)
    state = job.state()
    if state.stage is Stage.ASKED:
        return _columns_page(request, job)
    if state.stage is not Stage.DONE:
        return page(request, "audit_running.html", job=job, name=job.asked.name, state=state)
    with Journal(job.journal) as journal:
        figures, proposals = figures_of(journal.counts()), journal.proposals()
    return page(
        request,
        "audit_result.html",
        job=job,
        name=job.asked.name,
        figures=figures,
        tiles=tiles(number, figures),
        verdicts=verdicts(number, figures.verdicts),
        departments=drawn(number, figures.departments),
        violations=drawn(number, figures.violations),
        more_violations=len(figures.violations),
        proposals=[p for p in proposals if not p.accepted],
    )


@router.post("/audit/{number}/start")
async def start(request: Request, number: str) -> Response:
    """Begin with the columns as they were confirmed, or go on."""
    form = await request.form()
    given = {name: str(value) for name, value in form.items()}
    return await run_in_threadpool(_started, request, number, given)  # the table is read again


def _started(request: Request, number: str, given: Mapping[str, str]) -> Response:
    job = job_of(request, number)
    if "again" not in given:
        error = _confirm(request, job, given)
        if error:
            return _columns_page(request, job, error)
    job.start()
    return RedirectResponse(f"/audit/{number}", 303)


@router.post("/audit/{number}/delete")
def delete(request: Request, number: str, confirm: Annotated[str, Form()] = "") -> Response:
    """Take the table and all that was found away."""
    job = job_of(request, number)
    if confirm == "yes":
        note_act(request.app.state.engine, actor_of(request), Act.AUDIT_DELETED, f"audit:{job.number}")
        job.delete()
        return RedirectResponse("/audit", 303)
    return RedirectResponse(f"/audit/{number}", 303)


@router.get("/audit/{number}/file")
def marked_copy(request: Request, number: str) -> Response:
    """The marked copy."""
    job = job_of(request, number)
    if job.state().stage is not Stage.DONE:
        raise ProblemRaised(ProblemCode.NOT_FOUND, "还没有复核完，请等完成后再下载。")
    return FileResponse(job.copy, filename=job.copy_name, media_type="application/octet-stream")


def _columns_page(request: Request, job: Job, error: str = "") -> Response:
    table, recognised = open_table(job.source, _conditions(request, job.asked))
    columns = [
        {
            "index": c.index,
            "heading": c.heading or f"（第 {c.index + 1} 列没有列名）",
            "score": min(c.score, 100),
            "sure": c.score >= SURE and c.used,
            "chosen": choice_of(c),
            "samples": [text[:_LONGEST_SAMPLE] for text in dict.fromkeys(table.samples[c.index])][:_SAMPLES],
        }
        for c in recognised.columns
    ]
    standards = [s for e in in_use(request).timeline.editions for _, s in e.standards]
    factors = {f.name for s in standards for f in s.factors}
    first = {f.name for s in _named_in(table, recognised, standards) for f in s.factors}
    return page(
        request,
        "audit_columns.html",
        status=422 if error else 200,
        job=job,
        name=job.asked.name,
        columns=columns,
        roles=[role.value for role in DecisionRole if role not in _NAMED],
        named=[role.value for role in _NAMED],
        first=sorted(first),
        others=sorted(factors - first),
        missing=recognised.missing,
        problems=(*recognised.problems, *table.notes),
        error=error,
    )


def _named_in(table: DecisionTable, recognised: Recognised, standards: Sequence[Standard]) -> list[Standard]:
    """The standards that the sampled rows name by code or violation."""
    code, violation = recognised.of(DecisionRole.STANDARD), recognised.of(DecisionRole.VIOLATION)
    codes = () if code is None else table.samples[code.index]
    words = () if violation is None else table.samples[violation.index]
    named = {matched(text.rpartition("!")[2]) for text in codes} | {matched(text) for text in words}
    return [s for s in standards if {matched(s.code), matched(s.violation)} & named]


def _confirm(request: Request, job: Job, given: Mapping[str, str]) -> str:
    """Note what the columns are; a sentence where they cannot be that."""
    table, _ = open_table(job.source, _conditions(request))
    said = tuple(read_choices(table.headings, given))
    answers = {"columns": said, "accept_matches": given.get("accept_matches") == "yes"}
    asked = job.asked.model_copy(update=answers)
    try:
        _, recognised = open_table(job.source, _conditions(request, asked))
    except ImportRefused as refused:
        return _reason(refused)
    job.ask(asked)
    return f"还没有指明{'、'.join(recognised.missing)}这一列，不能复核。" if recognised.missing else ""


def _conditions(request: Request, asked: Asked | None = None) -> Conditions:
    rule: EditionRule = request.app.state.settings.edition_rule
    return Conditions(in_use(request).timeline, rule, () if asked is None else asked.columns)


def _reason(refused: Exception) -> str:
    """A refusal without the name under which the file is kept."""
    return str(getattr(refused, "reason", refused))
