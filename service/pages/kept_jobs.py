"""The jobs that somebody began and that are kept still, as a list on a page."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from service.job_folders import JobFolder
from standards_1023.utc import moment_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.job_folders import JobFolders, Stage, State

_Job = TypeVar("_Job", bound=JobFolder)


@dataclass(frozen=True, slots=True)
class Listed:
    """One job: what it is called, who began it when, its state in words, and how far it is."""

    number: str
    title: str
    by: str
    at: str
    stage: Stage
    words: str
    far: str


def listed(
    jobs: JobFolders[_Job], by: str | None, words: Mapping[Stage, str], unit: str = "行"
) -> list[Listed]:
    """The jobs that somebody began, or all of them, the newest first; `words` are said of their states."""
    found = []
    for begun, job in jobs.kept(by):
        with suppress(FileNotFoundError):  # it is deleted just now
            state = job.state()
            at, far = moment_words(begun.at), _far(state, unit)
            found.append(Listed(job.number, job.title, begun.by, at, state.stage, words[state.stage], far))
    return found


def _far(state: State, unit: str) -> str:
    """How many of how many; nothing before it begins."""
    if not state.done and not state.total:
        return ""
    return (
        f"{state.done} {unit}"
        if state.total in {None, state.done}
        else f"{state.done} / {state.total} {unit}"
    )
