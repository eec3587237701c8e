"""One contestant in a process of its own, on one core: it loads, then runs each round that it is told to run."""

from __future__ import annotations

import gc
import os
import sys
import time
from array import array
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rules.assessment import assess
from tests.bench.contestants import CONTESTANTS
from tests.bench.generated_cases import cases
from tests.bench.generated_standards import generated
from tests.bench.peers.missing import PeerMissing
from tests.bench.questions import questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

    from rules.assessment import Assessment
    from rules.drivers import Drivers
    from tests.bench.generated_cases import Asked
    from tests.bench.generated_standards import Generated
    from tests.bench.questions import Question

A = TypeVar("A")
WHOLE, RULES = "whole", "rules"
"""A round of whole assessments, and one of only what these ask of the rules engine."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading took; `missing` says why a peer cannot take part."""

    seconds: float = 0.0
    megabytes: float = 0.0
    missing: str = ""


@dataclass(slots=True)
class Round:
    """What a round took, call by call in ns, and a digest of every answer; `megabytes` is the memory after it."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    nanoseconds: array[int] = field(default_factory=lambda: array("q"))
    digests: list[bytes] = field(default_factory=list)
    megabytes: float = 0.0


def run(connection: Connection, name: str, count: int) -> None:
    """Load, say so, and run rounds (kind, first, last) of the cases until there is None."""
    _on_one_core()
    standards = generated()
    asked = cases(standards, count)
    before, began = _resident(), time.perf_counter()
    try:
        drivers = CONTESTANTS[name]()
    except PeerMissing as missing:
        connection.send(Loaded(missing=str(missing)))
        return
    _load(drivers, standards)
    seconds = time.perf_counter() - began
    after = _resident()
    connection.send(Loaded(seconds, after - before))
    gc.freeze()  # for all alike: what is loaded stays, and need not be looked through again and again
    while (told := connection.recv()) is not None:
        kind, first, last = told
        done = _whole(drivers, asked[first:last]) if kind == WHOLE else _rules(drivers, asked[first:last])
        done.megabytes = _resident() - after
        connection.send(done)


def _on_one_core() -> None:
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _resident() -> float:
    """MB of memory that this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _load(drivers: Drivers, standards: Sequence[Generated]) -> None:
    for one in standards:
        drivers.compiled(one.standard)
    for instrument in {id(one.workbook): one.workbook.instrument for one in standards}.values():
        rules = drivers.grounds(instrument)
        drivers.fire_grounds(rules, dict.fromkeys(rules.blocks, 1))


def _whole(drivers: Drivers, asked: Sequence[Asked]) -> Round:
    calls = [partial(assess, a.of.workbook, a.of.standard, a.case, drivers) for a in asked]
    return _timed(calls, _digest_of_assessment)


def _rules(drivers: Drivers, asked: Sequence[Asked]) -> Round:
    return _timed([partial(_fired, drivers, of) for of in questions(asked)], _digest)


def _fired(drivers: Drivers, asked: tuple[Question, ...]) -> list[tuple[str, ...]]:
    return [one.ask(drivers) for one in asked]


def _timed(calls: Sequence[Callable[[], A]], digest: Callable[[A], bytes]) -> Round:
    """Each call by itself; digests are taken after the last one, so that they cost the round nothing."""
    done = Round()
    answers: list[A] = []
    clock = time.perf_counter_ns
    gc.collect()
    cpu, began = time.process_time(), clock()
    for call in calls:
        start = clock()
        answer = call()
        done.nanoseconds.append(clock() - start)
        answers.append(answer)
    done.seconds = (clock() - began) / 1e9
    done.cpu_seconds = time.process_time() - cpu
    done.digests = [digest(answer) for answer in answers]
    return done


def _digest_of_assessment(answer: Assessment) -> bytes:
    """Everything that was decided; what is only told follows from it."""
    return _digest(
        (
            answer.standard, answer.severity, answer.consequence, answer.grade, answer.group, answer.measures,
            answer.statutory, answer.recommended, answer.steps, sorted(answer.effects), answer.trace,
            answer.fingerprint,
        )
    )  # fmt: skip


def _digest(answer: object) -> bytes:
    return blake2b(repr(answer).encode(), digest_size=8).digest()
