"""Import, submission and publication of 1,000 standards with the proof: three commands, as an office gives them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.parsing import thousand_standards
from tests.bench.row import Row

_ROOT = Path(__file__).parents[2]
_STEPS = (
    ("import", "千项.xlsx", "--department", "某局"),
    ("submit",),
    ("publish", "--from", "2026-01-01"),
)


@dataclass(frozen=True, slots=True)
class _Step:
    """What a command took, by the clock and of the processor, its memory at most, and its last line."""

    clock: float
    processor: float
    megabytes: float
    said: str


def rows() -> list[Row]:
    """A row a command."""
    with TemporaryDirectory() as folder:
        thousand_standards(Path(folder) / "千项.xlsx")
        steps = [(step[0], _run(step, folder)) for step in _STEPS]
    total = sum(step.clock for _, step in steps)
    return [
        Row(
            "publishing",
            name,
            seconds=step.processor,
            megabytes=step.megabytes,
            note=f"{step.clock:.1f} s of {total:.1f} s by the clock (aim: 30 s); {step.said}",
        )
        for name, step in steps
    ]


def _run(step: tuple[str, ...], folder: str) -> _Step:
    program = Path(sys.executable).parent / "cailiang"
    began = time.perf_counter()
    child = subprocess.Popen(
        [program, "standards", *step],
        cwd=folder,
        env={**os.environ, "CAILIANG_DATABASE": f"sqlite:///{folder}/bench.db", "PYTHONPATH": str(_ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    assert child.stdout is not None
    with child.stdout as printed:
        lines = printed.read().strip().splitlines()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode > 1:
        raise RuntimeError(f"cailiang standards {' '.join(step)} ended with {child.returncode}: {lines}")
    clock = time.perf_counter() - began
    return _Step(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, lines[-1] if lines else "")
