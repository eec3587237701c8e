"""Audits begun on the page: a folder each, under a number that nobody can guess, deleted after some days.

A folder holds the table as it was handed in, `job.json` (what was asked), `state.json` (how far it is), the
journal and the marked copy. The work is done by a process of its own (service.audit_worker), which outlives a
restart.
"""

from __future__ import annotations

import fcntl
import json
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO

from service.command_errors import CommandRefused

if TYPE_CHECKING:
    from pathlib import Path

_NUMBER = re.compile(r"[A-Za-z0-9_-]{22}")
_ENDINGS = (".xlsx", ".csv", ".parquet")
_MOST_JOBS = 200
_DAY_SECONDS = 86_400
_LONGEST_NAME = 120


class Stage(StrEnum):
    """How far an audit is: columns are to be confirmed, it waits or runs, is done, or could not be done."""

    ASKED = "asked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class State:
    """How far an audit is, in rows; `message` says why it failed."""

    stage: Stage = Stage.ASKED
    done: int = 0
    total: int | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the file's own name, 角色=列名, and whether near matches count."""

    name: str
    columns: tuple[str, ...] = ()
    accept_matches: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One audit in its folder."""

    folder: Path

    @property
    def number(self) -> str:
        """The number in its address."""
        return self.folder.name

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

    def state(self) -> State:
        """How far it is; a run whose process is gone has stopped, and can go on."""
        state = self._read()
        if state.stage is Stage.RUNNING and not self.is_worked_on():
            state = self._read()  # it may have ended just now
            if state.stage is Stage.RUNNING:
                return replace(state, stage=Stage.FAILED, message="复核中断了，可以接着做。")
        return state

    def _read(self) -> State:
        path = self.folder / "state.json"
        if not path.exists():
            return State()
        read = json.loads(path.read_text(encoding="utf-8"))
        return State(Stage(read["stage"]), read["done"], read["total"], read["message"])

    def is_worked_on(self) -> bool:
        """Whether a process works on it."""
        lock = _locked(self.folder / "worker.lock")
        if lock is None:
            return True
        lock.close()
        return False

    def write_state(self, state: State) -> None:
        """Note how far it is, whole or not at all."""
        beside = self.folder / f"state.{secrets.token_hex(4)}.tmp"
        beside.write_text(json.dumps(asdict(state), ensure_ascii=False), encoding="utf-8")
        beside.replace(self.folder / "state.json")

    def ask(self, asked: Asked) -> None:
        """Note what is asked."""
        (self.folder / "job.json").write_text(json.dumps(asdict(asked), ensure_ascii=False), encoding="utf-8")

    def start(self) -> None:
        """Begin or go on, in a process that a restart of the service does not end; nothing where one runs."""
        lock = _locked(self.folder / "worker.lock")
        if lock is None:
            return
        with lock:  # the new process holds it from here on, until it ends however it ends
            self.write_state(State(Stage.RUNNING))
            process = subprocess.Popen(  # noqa: S603 - our own program and a folder that we named
                [sys.executable, "-m", "service.audit_worker", str(self.folder)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(lock.fileno(),),
                start_new_session=True,
            )
        threading.Thread(target=process.wait, daemon=True).start()

    def delete(self) -> None:
        """Take everything of it away."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Jobs:
    """All audits of a folder."""

    def __init__(self, folder: Path, days: int) -> None:
        self.folder, self.days = folder, days

    def find(self, number: str) -> Job | None:
        """The audit of a number, or None."""
        job = Job(self.folder / number) if _NUMBER.fullmatch(number) else None
        return job if job is not None and (job.folder / "job.json").is_file() else None

    def new(self, name: str) -> Job:
        """An empty audit for a file of this name; CommandRefused for a file of another kind, or too many."""
        if _ending(name) not in _ENDINGS:
            raise CommandRefused("请选择 .xlsx、.csv 或者 .parquet 的处罚决定表。")
        self.delete_old()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if sum(1 for path in self.folder.iterdir() if path.is_dir()) >= _MOST_JOBS:
            raise CommandRefused("保存的复核太多了，请先删除不用的，或者过几天再试。")
        job = Job(self.folder / secrets.token_urlsafe(16))
        job.folder.mkdir(mode=0o700)
        job.ask(Asked(name[-_LONGEST_NAME:]))
        return job

    def delete_old(self) -> None:
        """Delete what is older than the days for which audits are kept, but not what is worked on."""
        until = time.time() - self.days * _DAY_SECONDS
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.is_dir() and path.stat().st_mtime < until and not Job(path).is_worked_on():
                Job(path).delete()


def _ending(name: str) -> str:
    return f".{name.rpartition('.')[2].lower()}"


def _locked(path: Path) -> BinaryIO | None:
    """The file, open and locked; None where another process holds the lock."""
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file
