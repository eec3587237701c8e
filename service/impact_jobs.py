"""Impacts that are calculated: a folder each, under a number that follows from what the edition says.

A draft that changes has another number, so that what was found before is known to be outdated.  A folder
holds `job.json` (whose edition, who asked), a journal for every audit while it is worked on, and
`found.json`. The work is done by service.impact_worker.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from service.job_folders import JobFolder, JobFolders, Stage
from standards_1023 import store

if TYPE_CHECKING:
    from pathlib import Path

    from sqlmodel import Session

Count = tuple[str, str, str, int]
"""Department, violation, kind of change, how many."""
_NUMBER_BYTES = 16


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AskedImpact(_Kept):
    """Whose impact is asked, and by whom."""

    edition: int
    by: str
    at: datetime


class ChangedAssessment(_Kept):
    """An assessment whose band would change: its number, and the measures before and after as documents."""

    id: str
    at: datetime
    department: str
    violation: str
    shift: str
    before: str
    after: str
    why: str


class ComparedAudit(_Kept):
    """An audited table: how many rows were compared, or why it was not."""

    number: str
    name: str
    rows: int
    why_not: str = ""


class FoundImpact(_Kept):
    """What was found; reasons are (sentence, how many), the most frequent ones."""

    at: datetime
    assessments: int
    shifts: list[Count]
    gravest: list[ChangedAssessment]
    audits: list[ComparedAudit]
    moves: list[Count]
    reasons: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class ImpactJob(JobFolder):
    """One calculation in its folder."""

    work = "service.impact_worker"
    stopped = "计算中断了，可以接着算。"

    @property
    def asked(self) -> AskedImpact:
        """Whose impact, and who asked."""
        return AskedImpact.model_validate_json((self.folder / "job.json").read_bytes())

    def found(self) -> FoundImpact | None:
        """What was found; None while it is not all there."""
        path = self.folder / "found.json"
        return FoundImpact.model_validate_json(path.read_bytes()) if path.exists() else None

    def note_found(self, found: FoundImpact) -> None:
        """Keep what was found; the journals are not needed any more."""
        self.write("found.json", found.model_dump_json().encode())
        for path in self.folder.glob("*.journal*"):
            path.unlink()

    def journal_of(self, audit: str) -> Path:
        """The journal of an audit of this number under the edition."""
        return self.folder / f"{audit}.journal"


class ImpactJobs(JobFolders[ImpactJob]):
    """All calculations of a folder."""

    def __init__(self, folder: Path, days: int) -> None:
        super().__init__(ImpactJob, folder, days)

    def ask(self, number: str, asked: AskedImpact) -> ImpactJob:
        """The calculation of a number, to be started: anew where it is done, else it goes on."""
        job = self.find(number) or self.new_folder(number)
        if not job.is_worked_on():
            job.write("job.json", asked.model_dump_json().encode())
            (job.folder / "found.json").unlink(missing_ok=True)
        return job

    def earlier(self, edition: int, number: str) -> ImpactJob | None:
        """The last finished calculation of an edition as it was before it became that of this number."""
        done = [
            (found.at, job)
            for job in self.all()
            if job.number != number and job.asked.edition == edition and job.state().stage is Stage.DONE
            for found in [job.found()]
            if found is not None
        ]
        return max(done, key=lambda pair: pair[0])[1] if done else None


def impact_number(session: Session, edition: int) -> str:
    """The number of an edition's impact: it follows from what its tables say, and from the program."""
    kept = [(row.department, row.values_digest) for row, _ in store.list_workbooks(session, edition)]
    said = json.dumps([edition, version("cailiang"), kept], ensure_ascii=False)
    return urlsafe_b64encode(hashlib.sha256(said.encode()).digest()[:_NUMBER_BYTES]).decode().rstrip("=")
