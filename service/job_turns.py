"""Jobs of a kind take turns: one at a time on a machine, whoever began them."""

from __future__ import annotations

import fcntl
from typing import TYPE_CHECKING, TypeVar

from service.command_errors import refusal
from service.full_disk import is_full
from service.job_folders import JobFolder, Stage, State

if TYPE_CHECKING:
    from collections.abc import Callable

_DISK_FULL = "服务器磁盘满了，没有做完，请告诉维护人员；腾出空间以后可以接着做。"
_Job = TypeVar("_Job", bound=JobFolder)


def in_turn(job: _Job, work: Callable[[_Job], None]) -> None:
    """Do a job once those before it are done; what goes wrong is one sentence in its state."""
    try:
        with (job.folder.parent / "one-at-a-time.lock").open("ab") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            work(job)
    except Exception as error:  # noqa: BLE001 - the last resort: what went wrong is shown on the page
        job.write_state(State(Stage.FAILED, message=_DISK_FULL if is_full(error) else refusal(error)))
