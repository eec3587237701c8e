"""Reads a workbook in a process of its own with little memory, and says what it cost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS, MEGABYTES = 20, 1024
"""What reading any file may cost: processor time and memory."""
_READ = """
import sys
from pathlib import Path
from importers.errors import ImportRefused
from importers.standards_workbook import read_standards_workbook
for path in sys.argv[1:]:
    try:
        book = read_standards_workbook(Path(path))
    except ImportRefused as refused:
        print(refused)
    else:
        print(len(book.standards), "standards")
        for problem in book.problems:
            print(problem.severity, problem.sheet, problem.cell, problem.message)
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""
"""Its last line is the most memory it had, in KB: ru_maxrss would count the process that it was forked from."""


@dataclass(frozen=True)
class Outcome:
    """What the child printed, and what it cost."""

    lines: list[str]
    seconds: float
    megabytes: float


def read_in_child(*paths: Path) -> Outcome:
    """What reading workbooks gives within 1 GB and 20 s; anything but a result or a refusal fails the test."""
    child = subprocess.Popen(
        [sys.executable, "-c", _READ, *map(str, paths)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=_limit,  # noqa: PLW1509 - nothing here has threads
        text=True,
        encoding="utf-8",
    )
    assert child.stdout is not None
    with child.stdout as printed:
        said = printed.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, f"child ended with {child.returncode}\n{said}"
    *lines, kilobytes = said.splitlines()
    return Outcome(lines, usage.ru_utime + usage.ru_stime, int(kilobytes) / 1024)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1024**2, MEGABYTES * 1024**2))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
