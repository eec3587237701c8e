"""`python -m service.import_worker FOLDER`: reads the workbooks of an upload, one after the other."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from importers.draft_files import read_imported
from importers.errors import ImportRefused
from service.brought_readings import BroughtBy, as_confirmed
from service.database_in_use import reading_session
from service.import_jobs import AskedFile, ImportJob, ReadFile, settlements_key
from service.job_folders import Stage, State
from service.job_turns import in_turn
from standards_1023.content import digest_of, document_of
from standards_1023.provenance import brought_with
from standards_1023.settlements import settlements_of
from standards_1023.settlements_to_read_with import document_to_read_with
from standards_1023.values import ProblemSeverity
from standards_1023.whose_table import doubts

if TYPE_CHECKING:
    from sqlmodel import Session

    from importers.draft_files import HandedIn
    from standards_1023.drafting import ImportedWorkbook

_MOST_SHOWN = 12


def work(job: ImportJob) -> None:
    """Read what is not read yet; a file that cannot be read is noted and the others go on."""
    in_turn(job, _work)


def _work(job: ImportJob) -> None:
    files = job.asked.files
    for place, file in enumerate(files):
        job.write_state(State(Stage.RUNNING, place, len(files), file.name))
        if job.read_of(place, file) is None:
            with reading_session() as session:
                settlements = settlements_for(session, file)
                brought = _brought(session, job.handed_in(file, settlements), job.asked.by)
            _read(job, place, file, settlements, brought)
    with reading_session() as session:
        _note_doubts(session, job)
    job.write_state(State(Stage.DONE, len(files), len(files)))


def settlements_for(session: Session, file: AskedFile) -> bytes | None:
    """The settlements document that a file of its department is to be read with."""
    if file.exported or file.department is None:
        return None
    return document_to_read_with(session, file.department)


def _brought(session: Session, handed: HandedIn, by: str) -> BroughtBy:
    """The settlements that a file is read with and nobody made here; `by` hands in those of a package."""
    if handed.settlements is None:
        return {}
    found = brought_with(session, handed.department, settlements_of(handed.settlements))
    return dict.fromkeys(found, by) if handed.exported else found


def _read(job: ImportJob, place: int, file: AskedFile, settlements: bytes | None, brought: BroughtBy) -> None:
    try:
        imported = read_imported(job.handed_in(file, settlements))
    except ImportRefused as refused:
        job.note_read(place, ReadFile(said=file.said, refused=str(refused)), None)
        return
    workbook = imported.workbook
    document = document_of(workbook)
    severities = [problem.severity for problem in workbook.problems]
    shown = as_confirmed(workbook, brought).problems
    gravest = sorted(shown, key=lambda one: one.severity is not ProblemSeverity.ERROR)
    read = ReadFile(
        said=file.said,
        digest=digest_of(document),
        settlements=settlements_key(settlements),
        standards=len(workbook.standards),
        errors=severities.count(ProblemSeverity.ERROR),
        warnings=severities.count(ProblemSeverity.WARNING),
        problems=[(f"{one.sheet}!{one.cell}", one.message) for one in gravest[:_MOST_SHOWN]],
        convention_unsaid=workbook.instrument.convention.source == "default",
    )
    job.note_read(place, read, document)


def _note_doubts(session: Session, job: ImportJob) -> None:
    """Whose table looks like another department's; and a department that two files stand for."""
    known: list[tuple[int, AskedFile, ReadFile, ImportedWorkbook]] = []
    for place, file in enumerate(job.asked.files):
        read = job.read_of(place, file)
        if read is not None and read.refused is None and file.department is not None:
            settlements = settlements_for(session, file)
            known.append((place, file, read, job.imported(place, file, read, settlements)))
    found = {doubt.department: str(doubt) for doubt in doubts(session, [one for *_, one in known])}
    for place, file, read, _ in known:
        doubt = found.get(file.department or "")
        if read.doubt != doubt:
            job.note_read(place, read.model_copy(update={"doubt": doubt}), None)


if __name__ == "__main__":
    work(ImportJob(Path(sys.argv[1])))
