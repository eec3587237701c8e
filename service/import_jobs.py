"""Workbooks uploaded on the page, on their way into the draft.

A folder holds the files under `in/`, `job.json` (whose they are, what was said of them) and, once read, of
each `read-N.json` (what was found) and `read-N.values` (its values).  The reading is done by
service.import_worker.  Nothing of it is in the database until all of it is put into the draft, in one
transaction.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from pydantic import BaseModel, ConfigDict, Field

from importers.draft_files import HandedIn, handed_in
from importers.edition_package import unpack
from importers.errors import ImportRefused
from service.command_errors import CommandRefused
from service.job_folders import JobFolder, JobFolders
from service.moments import now
from standards_1023.content import digest_of, workbook_of
from standards_1023.departments import department_named_in
from standards_1023.drafting import ImportedWorkbook
from standards_1023.provenance import Package
from standards_1023.store import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterable

ENDINGS = (".xlsx", ".xlsm", ".xls", ".zip")
MOST_UPLOADED = 60
_DAYS = 7
_MOST_NAMED = 3
_LONGEST_NAME_BYTES = 200
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class AskedFile(BaseModel):
    """A file with what is said of it; `path` is its place in the folder, `department` None while unknown."""

    model_config = ConfigDict(extra="forbid")

    path: str
    department: str | None = None
    convention: str | None = None
    settlements: str | None = None
    exported: bool = False
    confirmed: bool = False
    package: Package | None = None

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.path).name

    @property
    def said(self) -> str:
        """What the reading rests on besides the file: another answer needs another reading."""
        return digest_of(f"{self.path}|{self.department}|{self.convention}|{self.exported}")


class AskedImport(BaseModel):
    """Who uploaded what, and when."""

    model_config = ConfigDict(extra="forbid")

    by: str
    at: datetime | None = None
    files: list[AskedFile] = Field(max_length=400)


class ReadFile(BaseModel):
    """What was found in a file, or why it cannot be read; of the gravest `problems` cell and message."""

    model_config = ConfigDict(extra="forbid")

    said: str
    refused: str | None = None
    digest: str = ""
    settlements: str | None = None
    standards: int = 0
    errors: int = 0
    warnings: int = 0
    problems: list[tuple[str, str]] = Field(default_factory=list)
    convention_unsaid: bool = False
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class ImportJob(JobFolder):
    """One upload in its folder."""

    work = "service.import_worker"
    stopped = "读取中断了，可以接着读。"

    @property
    def asked(self) -> AskedImport:
        """Who uploaded what."""
        return AskedImport.model_validate_json((self.folder / "job.json").read_bytes())

    @property
    def title(self) -> str:
        """The names of its files, those that a line has room for."""
        names = [file.name for file in self.asked.files]
        shown = "、".join(names[:_MOST_NAMED])
        return shown if len(names) <= _MOST_NAMED else f"{shown}等 {len(names)} 个"

    def ask(self, asked: AskedImport) -> None:
        """Note what is asked."""
        self.write("job.json", asked.model_dump_json().encode())

    def read_of(self, place: int, file: AskedFile) -> ReadFile | None:
        """What was found in a file as it is described now; None while it is not read so."""
        path = self.folder / f"read-{place}.json"
        if not path.exists():
            return None
        read = ReadFile.model_validate_json(path.read_bytes())
        return read if read.said == file.said else None

    def note_read(self, place: int, read: ReadFile, values: str | None) -> None:
        """Note what was found in a file: the values first, so that there are none without them."""
        if values is not None:
            self.write(f"read-{place}.values", values.encode())
        self.write(f"read-{place}.json", read.model_dump_json().encode())

    def keep_only(self, before: AskedImport, after: AskedImport) -> None:
        """Note other answers; files that are in them no more are left out, readings move to their place."""
        places = [n for n, one in enumerate(before.files) if any(one.path == a.path for a in after.files)]
        for new, old in enumerate(places):
            for ending in ("json", "values"):
                reading = self.folder / f"read-{old}.{ending}"
                if new != old and reading.exists():
                    reading.replace(self.folder / f"read-{new}.{ending}")
        self.ask(after)

    def forget_readings(self) -> None:
        """Have everything read anew."""
        for path in self.folder.glob("read-*.json"):
            path.unlink()

    def handed_in(self, file: AskedFile, settlements: bytes | None) -> HandedIn:
        """A file as the importer takes it; an exported one keeps the settlements it was read with."""
        if file.exported:
            settlements = None if file.settlements is None else (self.folder / file.settlements).read_bytes()
        return HandedIn(
            path=self.folder / file.path,
            department=file.department or "?",
            convention=file.convention,
            settlements=settlements,
            exported=file.exported,
            package=file.package,
        )

    def imported(
        self, place: int, file: AskedFile, read: ReadFile, settlements: bytes | None
    ) -> ImportedWorkbook:
        """A file that was read, ready for the draft; StoredValuesDamaged where the folder was touched."""
        handed = self.handed_in(file, settlements)
        beside = handed.path.with_suffix(".toml")
        return ImportedWorkbook(
            handed.department,
            handed.path.name,
            workbook_of((self.folder / f"read-{place}.values").read_text(encoding="utf-8"), read.digest),
            handed.path.read_bytes(),
            beside.read_bytes() if beside.exists() else None,
            handed.convention,
            handed.settlements,
            handed.package,
        )


class ImportJobs(JobFolders[ImportJob]):
    """All uploads of a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(ImportJob, folder, _DAYS)

    def new(self, uploaded: Iterable[tuple[str, BinaryIO]], by: str) -> ImportJob:
        """A job with these files (name, content); CommandRefused, ImportRefused: then nothing stays."""
        named = [(plain_file_name(name), content) for name, content in uploaded]
        _refuse_odd_numbers(len(named))
        if sum(name.endswith(".zip") for name, _ in named) > 1:
            raise ImportRefused("导出的 .zip 一次只能上传一个：请一个一个上传。")
        job = self.new_folder(by=by)
        try:
            files: list[AskedFile] = []
            for number, (name, content) in enumerate(named):
                files += _received(job, number, name, content)
            _refuse_odd_numbers(len(files))
            job.ask(AskedImport(by=by, at=now(), files=files))
        except BaseException:
            job.delete()
            raise
        return job


def settlements_key(settlements: bytes | None) -> str | None:
    """What tells one settlements document from another."""
    return None if settlements is None else sha256_of(settlements)


def plain_file_name(name: str) -> str:
    """The name under which an uploaded file is kept: no folders, no control characters, an ending of ours.

    Raises CommandRefused for a file of another kind.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFKC", name))[-1]
    plain = _NOT_IN_A_NAME.sub("", last).strip().lstrip(".~")
    stem, dot, ending = plain.rpartition(".")
    if f"{dot}{ending.lower()}" not in ENDINGS or not stem.strip():
        raise CommandRefused(
            f"“{plain[:60] or '没有名字的文件'}”不是表格：请选 .xlsx、.xls，或者导出的 .zip。"
        )
    while len(stem.encode()) > _LONGEST_NAME_BYTES:
        stem = stem[:-1]
    return f"{stem}.{ending.lower()}"


def _received(job: ImportJob, number: int, name: str, content: BinaryIO) -> list[AskedFile]:
    folder = job.folder / "in" / str(number)
    folder.mkdir(parents=True)
    path = folder / name
    with path.open("wb") as kept:
        shutil.copyfileobj(content, kept)
    if path.suffix != ".zip":
        own = str(path.relative_to(job.folder))
        return [AskedFile(path=own, department=department_named_in(path.stem))]
    exported = unpack(path, folder / "edition")
    path.unlink()
    return [_exported(job, one) for one in handed_in([exported])]


def _exported(job: ImportJob, one: HandedIn) -> AskedFile:
    settlements = None
    if one.settlements is not None:
        settlements = f"in/{settlements_key(one.settlements)}.settlements"
        (job.folder / settlements).write_bytes(one.settlements)
    return AskedFile(
        path=str(one.path.relative_to(job.folder)),
        department=one.department,
        convention=one.convention,
        settlements=settlements,
        exported=True,
        package=one.package,
    )


def _refuse_odd_numbers(files: int) -> None:
    if not files:
        raise ImportRefused("没有选文件：请选择一个或者几个表格。")
    if files > MOST_UPLOADED:
        raise ImportRefused(f"一次最多 {MOST_UPLOADED} 个表格，这次有 {files} 个：请分几次上传。")
