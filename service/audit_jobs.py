"""Audits begun on the page.

A folder holds the table as it was handed in, `job.json` (whose it is, what was asked), the journal and the
marked copy; the work is done by service.audit_worker.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from service.command_errors import CommandRefused
from service.job_folders import JobFolder, JobFolders
from service.moments import now

if TYPE_CHECKING:
    from pathlib import Path

_ENDINGS = (".xlsx", ".csv", ".parquet")
_LONGEST_NAME = 120


class Asked(BaseModel):
    """What was asked, by whom and when: the file's own name, 角色=列名, and whether near matches count."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    columns: tuple[str, ...] = ()
    accept_matches: bool = False
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Job(JobFolder):
    """One audit in its folder."""

    work = "service.audit_worker"
    stopped = "复核中断了，可以接着做。"

    @property
    def asked(self) -> Asked:
        """What was asked."""
        return Asked.model_validate_json((self.folder / "job.json").read_bytes())

    @property
    def title(self) -> str:
        """The file's own name."""
        return self.asked.name

    @property
    def source(self) -> Path:
        """The table, under a name of ours with its own ending."""
        return self.folder / f"source{_ending(self.asked.name)}"

    @property
    def copy(self) -> Path:
        """The marked copy."""
        return self.folder / f"copy{_ending(self.asked.name)}"

    @property
    def journal(self) -> Path:
        """The journal."""
        return self.folder / "audit.journal"

    @property
    def copy_name(self) -> str:
        """The name under which the marked copy is given out."""
        stem, _, ending = self.asked.name.rpartition(".")
        return f"{stem}_复核.{ending}"

    def ask(self, asked: Asked) -> None:
        """Note what is asked."""
        self.write("job.json", asked.model_dump_json().encode())


class Jobs(JobFolders[Job]):
    """All audits of a folder."""

    def __init__(self, folder: Path, days: int) -> None:
        super().__init__(Job, folder, days)

    def new(self, name: str, by: str) -> Job:
        """An empty audit of somebody for a file of this name.

        Raises CommandRefused for a file of another kind, or where there are too many.
        """
        if _ending(name) not in _ENDINGS:
            raise CommandRefused("请选择 .xlsx、.csv 或者 .parquet 的处罚决定表。")
        job = self.new_folder(by=by)
        try:
            job.ask(Asked(name=name[-_LONGEST_NAME:], by=by, at=now()))
        except BaseException:
            job.delete()
            raise
        return job


def _ending(name: str) -> str:
    return f".{name.rpartition('.')[2].lower()}"
