"""Audits begun on the page.

A folder holds the table as it was handed in, `job.json` (what was asked), the journal and the marked copy;
the work is done by service.audit_worker.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from service.command_errors import CommandRefused
from service.job_folders import JobFolder, JobFolders

if TYPE_CHECKING:
    from pathlib import Path

_ENDINGS = (".xlsx", ".csv", ".parquet")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the file's own name, 角色=列名, and whether near matches count."""

    name: str
    columns: tuple[str, ...] = ()
    accept_matches: bool = False


@dataclass(frozen=True, slots=True)
class Job(JobFolder):
    """One audit in its folder."""

    work = "service.audit_worker"
    stopped = "复核中断了，可以接着做。"

    @property
    def asked(self) -> Asked:
        """What was asked."""
        read = json.loads((self.folder / "job.json").read_text(encoding="utf-8"))
        return Asked(read["name"], tuple(read["columns"]), read["accept_matches"])

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
        self.write("job.json", json.dumps(asdict(asked), ensure_ascii=False).encode())


class Jobs(JobFolders[Job]):
    """All audits of a folder."""

    def __init__(self, folder: Path, days: int) -> None:
        super().__init__(Job, folder, days, "job.json")

    def new(self, name: str) -> Job:
        """An empty audit for a file of this name; CommandRefused for a file of another kind, or too many."""
        if _ending(name) not in _ENDINGS:
            raise CommandRefused("请选择 .xlsx、.csv 或者 .parquet 的处罚决定表。")
        job = self.new_folder()
        job.ask(Asked(name[-_LONGEST_NAME:]))
        return job


def _ending(name: str) -> str:
    return f".{name.rpartition('.')[2].lower()}"
