"""Work that outlasts a request: a folder each, under a number that nobody can guess, deleted after some days.

A folder holds what was handed in, `job.json` (who asked what, and when), `state.json` (how far the work is)
and what comes of it.  The work is done by a process of its own, which outlives a restart of the service; a
lock that the process holds tells whether it still runs.
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
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO, Generic, TypeVar

from service.command_errors import CommandRefused
from standards_1023.utc import moment_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_NUMBER = re.compile(r"[A-Za-z0-9_-]{22}")
_MOST = 200
MOST_OF_ONE = 20
"""Jobs of a kind that one person keeps: nobody fills the place of all."""
_DAY_SECONDS = 86_400
_ENDING_TRIES, _ENDING_SECONDS = 100, 0.05


class Stage(StrEnum):
    """How far a job is: something is to be answered, it waits or runs, is done, or could not be done."""

    ASKED = "asked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class State:
    """How far a job is, in rows or files; `message` says why it failed, or what it is busy with."""

    stage: Stage = Stage.ASKED
    done: int = 0
    total: int | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """Who began a job, and when; `by` is empty where its folder is older than the note of it."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class JobFolder:
    """One job in its folder; `work` is the module that does it, `stopped` is said where it is gone."""

    folder: Path
    work = ""
    stopped = "做到一半停了，可以接着做。"

    @property
    def number(self) -> str:
        """The number in its address."""
        return self.folder.name

    @property
    def title(self) -> str:
        """What people know it by."""
        return ""

    def begun(self) -> Begun:
        """Who began it, and when; raises FileNotFoundError once it is gone."""
        read = json.loads((self.folder / "job.json").read_text(encoding="utf-8"))
        if read.get("at"):
            return Begun(read.get("by", ""), datetime.fromisoformat(read["at"]))
        return Begun(read.get("by", ""), datetime.fromtimestamp(self.folder.stat().st_mtime, UTC))

    def state(self) -> State:
        """How far it is; a run whose process is gone has stopped, and can go on."""
        state = self._read()
        if state.stage is Stage.RUNNING and not self.is_worked_on():
            state = self._read()  # it may have ended just now
            if state.stage is Stage.RUNNING:
                return replace(state, stage=Stage.FAILED, message=self.stopped)
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
        self.write("state.json", json.dumps(asdict(state), ensure_ascii=False).encode())

    def write(self, name: str, content: bytes) -> None:
        """Write a file of the folder, whole or not at all."""
        beside = self.folder / f"{name}.{secrets.token_hex(4)}.tmp"
        try:
            beside.write_bytes(content)
            beside.replace(self.folder / name)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise

    def start(self) -> None:
        """Begin or go on, in a process that a restart of the service does not end; nothing where one runs."""
        lock = self._turn()
        if lock is None:
            return
        with lock:  # the new process holds it from here on, until it ends however it ends
            self.write_state(State(Stage.RUNNING))
            process = subprocess.Popen(  # noqa: S603 - our own program and a folder that we named
                [sys.executable, "-m", self.work, str(self.folder)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(lock.fileno(),),
                start_new_session=True,
            )
        threading.Thread(target=process.wait, daemon=True).start()

    def _turn(self) -> BinaryIO | None:
        """The lock, None where a process works; one that has noted its end is waited for, it ends at once."""
        for _ in range(_ENDING_TRIES):
            lock = _locked(self.folder / "worker.lock")
            if lock is not None or self._read().stage is Stage.RUNNING:
                return lock
            time.sleep(_ENDING_SECONDS)
        return None

    def delete(self) -> None:
        """Take everything of it away: at once for whoever looks for it, then file by file."""
        aside = self.folder.with_name(f".{secrets.token_hex(11)}")
        try:
            self.folder.rename(aside)
        except FileNotFoundError:  # somebody else did so just now
            return
        shutil.rmtree(aside, ignore_errors=True)


_Job = TypeVar("_Job", bound=JobFolder)


class JobFolders(Generic[_Job]):
    """All jobs of a kind, in one folder."""

    def __init__(self, kind: Callable[[Path], _Job], folder: Path, days: int) -> None:
        self.folder, self.days = folder, days
        self._kind = kind

    def find(self, number: str) -> _Job | None:
        """The job of a number, or None."""
        job = self._kind(self.folder / number) if _NUMBER.fullmatch(number) else None
        return job if job is not None and (job.folder / "job.json").is_file() else None

    def all(self) -> list[_Job]:
        """Every job, in the order of their numbers."""
        numbers = sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []
        return [job for job in map(self.find, numbers) if job is not None]

    def kept(self, by: str | None = None) -> list[tuple[Begun, _Job]]:
        """The jobs that somebody began, or all of them, the newest first."""
        found = []
        for job in self.all():
            with suppress(FileNotFoundError):  # it is deleted just now
                begun = job.begun()
                if by in {None, begun.by}:
                    found.append((begun, job))
        return sorted(found, key=lambda pair: (pair[0].at, pair[1].number), reverse=True)

    def new_folder(self, number: str | None = None, by: str | None = None) -> _Job:
        """A job with a folder, under this number or one that nobody can guess.

        Raises CommandRefused where there are too many, of all or of the person who begins it.
        """
        self.delete_old()
        if by is not None:
            self._refuse_more(by)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if sum(1 for path in self.folder.iterdir() if path.is_dir()) >= _MOST:
            raise CommandRefused("保存的表格太多了，请先删除不用的，或者过几天再试。")
        job = self._kind(self.folder / (number or secrets.token_urlsafe(16)))
        job.folder.mkdir(mode=0o700, exist_ok=number is not None)
        return job

    def _refuse_more(self, by: str) -> None:
        own = self.kept(by)
        if len(own) < MOST_OF_ONE:
            return
        begun, oldest = own[-1]
        raise CommandRefused(
            f"您已经保存了 {len(own)} 次上传，一个人最多 {MOST_OF_ONE} 次：请先删除下面不用的，"
            f"最早的是“{oldest.title}”（{moment_words(begun.at)}）。"
        )

    def delete_old(self) -> None:
        """Delete what is older than the days for which jobs are kept, but not what is worked on."""
        until = time.time() - self.days * _DAY_SECONDS
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            job = self._kind(path)
            if path.is_dir() and path.stat().st_mtime < until and not job.is_worked_on():
                job.delete()


def _locked(path: Path) -> BinaryIO | None:
    """The file, open and locked; None where another process holds the lock."""
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file
