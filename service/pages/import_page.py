"""/imports: workbooks uploaded, read beside the service, looked at, and put into the draft."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, File, Path, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from importers.draft_files import CONVENTIONS
from importers.errors import ImportRefused
from service.acting import acting
from service.api.problems import ProblemCode, ProblemRaised
from service.command_errors import CommandRefused, raise_trouble
from service.db import reading
from service.guarded_route import GuardedRoute, actor_of, person_of
from service.import_jobs import MOST_UPLOADED, AskedFile, ImportJob, ImportJobs
from service.importing import put_into_draft
from service.job_folders import Stage
from service.pages.kept_jobs import listed
from service.pages.rendering import page
from service.pages.standing import standing
from service.people.roles import Permission
from service.read_again import ReadAgain
from standards_1023.departments import DEPARTMENTS
from standards_1023.errors import StandardsError
from standards_1023.provenance import settled_elsewhere
from standards_1023.settlements import settlements_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session
    from starlette.datastructures import FormData

    from service.import_jobs import AskedImport, ReadFile
    from service.people.roles import Person
    from standards_1023.settlements import Settlement

router = APIRouter(route_class=GuardedRoute)

_SEE_OTHER = 303
_STATES = {
    Stage.ASKED: "还没有读",
    Stage.RUNNING: "正在读",
    Stage.DONE: "读完，等您核对",
    Stage.FAILED: "没有读完",
}
Number = Annotated[str, Path(max_length=40)]


@dataclass(frozen=True, slots=True)
class Shown:
    """A file of an upload with what was found in it; `held` standards of its department are in force now.

    `brought` are the settlements that come with it and that nobody made here.
    """

    place: int
    file: AskedFile
    read: ReadFile | None
    held: int | None
    brought: tuple[Settlement, ...]


@router.get("/imports")
def upload_page(request: Request) -> Response:
    """The form for one workbook or many."""
    return _upload(request)


@router.post("/imports")
def upload(request: Request, files: Annotated[list[UploadFile], File()]) -> Response:
    """Keep the files and begin to read them; what is no workbook is said at once, and nothing is kept."""
    given = [(file.filename or "", file.file) for file in files if file.filename]
    try:
        job = _jobs(request).new(given, person_of(request).name)
    except (CommandRefused, ImportRefused) as refused:
        raise_trouble(refused)
        return _upload(request, str(refused))
    try:
        job.start()
    except OSError:
        job.delete()
        raise
    return RedirectResponse(f"/imports/{job.number}", _SEE_OTHER)


@router.get("/imports/{number}")
def import_page(request: Request, number: Number) -> Response:
    """How far the reading is, or what was understood of each file and what is to be answered."""
    job = _job(request, number)
    with _still_there():
        state = job.state()
        if state.stage is not Stage.DONE:
            return page(request, "import_running.html", job=job, state=state)
        return _answers(request, job)


@router.post("/imports/{number}")
async def answer(request: Request, number: Number) -> Response:
    """Take what was answered; read again what is described otherwise now, else put all into the draft."""
    form = await request.form()
    return await run_in_threadpool(_answer, request, number, form)


@router.post("/imports/{number}/delete")
def delete(request: Request, number: Number) -> Response:
    """Give the upload up."""
    _job(request, number).delete()
    return RedirectResponse("/imports", _SEE_OTHER)


def _answer(request: Request, number: str, form: FormData) -> Response:
    job = _job(request, number)
    with _still_there():
        asked = job.asked
        answered = _answered(asked, form)
        if not answered.files:
            job.delete()
            return RedirectResponse("/imports", _SEE_OTHER)
        if "again" in form or job.state().stage is not Stage.DONE:
            job.start()
            return RedirectResponse(f"/imports/{number}", _SEE_OTHER)
        return _taken(request, job, asked, answered, is_last="commit" in form)


def _taken(
    request: Request, job: ImportJob, before: AskedImport, answered: AskedImport, *, is_last: bool
) -> Response:
    if answered != before:
        job.keep_only(before, answered)
        if not all(job.read_of(place, file) for place, file in enumerate(answered.files)):
            job.start()
            return RedirectResponse(f"/imports/{job.number}", _SEE_OTHER)
    if not is_last:
        return RedirectResponse(f"/imports/{job.number}", _SEE_OTHER)
    return _committed(request, job)


def _committed(request: Request, job: ImportJob) -> Response:
    try:
        with acting(request.app.state.engine, actor_of(request)) as acts:
            drafted = put_into_draft(acts, job, person_of(request))
    except ReadAgain:
        job.forget_readings()
        job.start()
        return RedirectResponse(f"/imports/{job.number}", _SEE_OTHER)
    except (CommandRefused, StandardsError, ImportRefused) as refused:
        raise_trouble(refused)
        return _answers(request, job, str(refused))
    job.delete()
    if drafted.number is None:
        return page(request, "import_unchanged.html", drafted=drafted)
    return RedirectResponse(f"/editions/{drafted.number}", _SEE_OTHER)


def _answered(asked: AskedImport, form: FormData) -> AskedImport:
    """What was uploaded as the form describes it now."""
    files = [
        _described(file, place, form) for place, file in enumerate(asked.files) if f"drop-{place}" not in form
    ]
    return asked.model_copy(update={"files": files})


def _described(file: AskedFile, place: int, form: FormData) -> AskedFile:
    if file.exported:
        return file.model_copy(update={"confirmed": f"confirm-{place}" in form})
    department = str(form.get(f"department-{place}", file.department or ""))
    convention = str(form.get(f"convention-{place}", file.convention or ""))
    return file.model_copy(
        update={
            "department": department if department in DEPARTMENTS.values() else None,
            "convention": convention if convention in CONVENTIONS else None,
            "confirmed": f"confirm-{place}" in form,
        }
    )


def _upload(request: Request, error: str = "") -> Response:
    person = person_of(request)
    return page(
        request,
        "import.html",
        status=422 if error else 200,
        error=error,
        most=MOST_UPLOADED,
        departments=_departments(person),
        days=_jobs(request).days,
        uploads=listed(_jobs(request), person.name, _STATES, unit="个文件"),
    )


def _answers(request: Request, job: ImportJob, error: str = "") -> Response:
    held = {one.name: one.standards for one in standing(request.app.state.standards).departments}
    with reading(request.app.state.engine) as session:
        shown = [
            Shown(
                place,
                file,
                job.read_of(place, file),
                held.get(file.department or ""),
                _brought(session, job, file),
            )
            for place, file in enumerate(job.asked.files)
        ]
    return page(
        request,
        "import_answers.html",
        status=409 if error else 200,
        job=job,
        files=shown,
        error=error,
        departments=_departments(person_of(request)),
        conventions=list(CONVENTIONS),
    )


def _brought(session: Session, job: ImportJob, file: AskedFile) -> tuple[Settlement, ...]:
    """What an exported file says was confirmed, and was not confirmed here."""
    document = job.handed_in(file, None).settlements
    if document is None or file.department is None:
        return ()
    return settled_elsewhere(session, file.department, settlements_of(document))


def _departments(person: Person) -> list[str]:
    """The departments whose tables somebody may bring."""
    return [name for name in DEPARTMENTS.values() if person.may_for(Permission.IMPORT, name)]


def _jobs(request: Request) -> ImportJobs:
    return ImportJobs(request.app.state.settings.import_folder)


def _job(request: Request, number: str) -> ImportJob:
    """The upload of a number, for who uploaded it; raises ProblemRaised."""
    job = _jobs(request).find(number)
    with _still_there():
        if job is None or job.asked.by != person_of(request).name:
            raise FileNotFoundError
    return job


@contextmanager
def _still_there() -> Iterator[None]:
    """A second click, or another window, may take the upload away at any moment."""
    try:
        yield
    except FileNotFoundError as gone:
        sentence = "没有这次上传，或者已经导入、过期删除：请重新上传。"
        raise ProblemRaised(ProblemCode.NOT_FOUND, sentence) from gone
