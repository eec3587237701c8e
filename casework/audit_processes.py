"""The chunks of an audit judged by several processes: each has its own standards, engine and memory.

They are spawned, so that none inherits what the engine holds. A small table is judged without them. Chunks
come back in their order, each whole.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any, TypeAlias

from casework.audit_judgement import Judge, Judged
from casework.audit_rows import DecisionRole, DecisionRows
from casework.audit_shares import joined, part_of, shares
from casework.errors import JudgingStopped
from rules.drivers import Drivers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    import numpy as np
    from numpy.typing import NDArray

    from rules.applicable_edition import EditionRule
    from rules.case_columns import Coded
    from standards_1023.editions import Timeline

FEWEST = 20_000
"""Rows of a first chunk from which on it pays to spawn processes."""
_TOLD = 2048
"""Rows after which a judge says again how far it is."""
Chunk: TypeAlias = tuple[int, DecisionRows]
"""The place of the first row among all rows of the table, and the rows."""
_LOOK_S = 0.2
"""For how long one process is waited for before the others are looked at."""
_LAST_S = 5
_COLLECT = (100_000, 50, 50)
"""What a judge keeps is hardly ever garbage: looking for it less often saves a fifth of the time."""
_GO_ON = "已经复核的行都保存了，再运行一次就接着做。"


@dataclass(frozen=True, slots=True)
class Judging:
    """How decisions are judged, and by how many processes at most."""

    timeline: Timeline
    rule: EditionRule
    accept_matches: bool = False
    processes: int = 1

    @contextmanager
    def judge(self) -> Iterator[Judge]:
        """A judge with drivers of its own."""
        with Drivers() as drivers:
            yield Judge(self.timeline, self.rule, drivers, accept_matches=self.accept_matches)


def judged_chunks(
    chunks: Iterator[Chunk], judging: Judging, told: Callable[[int], None]
) -> Iterator[tuple[int, Coded[str], Judged]]:
    """Every chunk in order: the place of its first row, its 文号, its judgement.

    `told` hears of how many more rows the band is known. Raises JudgingStopped where a process dies.
    """
    ready = deque(islice(chunks, 1))
    if judging.processes > 1 and ready and ready[0][1].count >= FEWEST:
        yield from _by_processes(_with_first(ready, chunks), judging, told)
        return
    with judging.judge() as judge:
        for first, rows in _with_first(ready, chunks):
            yield first, rows.text(DecisionRole.NUMBER), judge.judge(rows, told)


def _with_first(ready: deque[Chunk], chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """All chunks; what was handed on is not held here."""
    while ready:
        yield ready.popleft()
    yield from chunks


@dataclass(frozen=True, slots=True)
class _Dealt:
    """A chunk that was sent to the processes: what is needed of it to join their answers."""

    first: int
    numbers: Coded[str]
    places: list[NDArray[np.intp]]


def _by_processes(
    chunks: Iterator[Chunk], judging: Judging, told: Callable[[int], None]
) -> Iterator[tuple[int, Coded[str], Judged]]:
    """While the processes judge a chunk, the next one is read here and the one before is written down."""
    with ExitStack() as ended:
        aside = [ended.enter_context(_process(judging)) for _ in range(judging.processes)]
        ready = deque(islice(chunks, 1))
        dealt = _dealt(ready.popleft(), aside) if ready else None
        while dealt is not None:
            ready.extend(islice(chunks, 1))
            parts = list(zip(dealt.places, _collected(aside, told), strict=True))
            first, numbers = dealt.first, dealt.numbers
            dealt = _dealt(ready.popleft(), aside) if ready else None
            yield first, numbers, joined(parts, len(numbers))


def _dealt(chunk: Chunk, aside: list[Connection[Any, Any]]) -> _Dealt:
    """Send each process its rows."""
    first, rows = chunk
    places = shares(rows, len(aside))
    for connection, some in zip(aside, places, strict=True):
        try:
            connection.send(part_of(rows, some))
        except OSError:
            raise _stopped("") from None
    return _Dealt(first, rows.text(DecisionRole.NUMBER), places)


def _collected(aside: list[Connection[Any, Any]], told: Callable[[int], None]) -> list[Judged]:
    """The judgement of each process on what it was sent."""
    answers: dict[int, Judged] = {}
    while len(answers) < len(aside):
        for n, connection in enumerate(aside):
            if n not in answers and connection.poll(_LOOK_S):
                answer = _received(connection)
                if isinstance(answer, Judged):
                    answers[n] = answer
                else:
                    told(answer)
    return [answers[n] for n in range(len(aside))]


def _received(connection: Connection[Any, Any]) -> Judged | int:
    """A judgement, or how many more rows are done; raises JudgingStopped for a fault that is told."""
    try:
        answer: Judged | int | str = connection.recv()
    except (EOFError, OSError):
        raise _stopped("") from None
    if isinstance(answer, str):
        raise _stopped(answer)
    return answer


def _stopped(why: str) -> JudgingStopped:
    if why:
        return JudgingStopped(f"复核出错（{why}）：请把这一行和所用的文件交给维护人员。{_GO_ON}")
    return JudgingStopped(f"复核用的一个进程意外停止了，多半是内存不足：{_GO_ON}")


@contextmanager
def _process(judging: Judging) -> Iterator[Connection[Any, Any]]:
    """A process that judges what is sent to it, until the connection is closed."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, judging), daemon=True)
    resource_tracker.ensure_running()  # or else it is started below, and unblocks what is blocked
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:  # Ctrl-C is for this process, which ends the others: they inherit that it is blocked
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    there.close()  # so that a process that dies closes the last one of that end
    try:
        with here:
            yield here
        process.join(_LAST_S)
    finally:
        process.kill()  # whatever it still does, nobody waits for
        process.join()


def _serve(connection: Connection[Any, Any], judging: Judging) -> None:
    """Judge what comes, part by part; a fault is answered with its kind and words."""
    gc.freeze()
    gc.set_threshold(*_COLLECT)
    with judging.judge() as judge:
        while True:
            try:
                rows = connection.recv()
            except (EOFError, OSError):
                return  # nobody asks any more
            try:
                connection.send(judge.judge(rows, _Teller(connection)))
            except OSError:
                return
            except Exception as error:  # noqa: BLE001 - it is told, and raised in the process that asks
                connection.send(f"{type(error).__name__}：{error}")
                return


class _Teller:
    """Says how many more rows are done, not more often than is of use."""

    def __init__(self, connection: Connection[Any, Any]) -> None:
        self._connection, self._untold = connection, 0

    def __call__(self, rows: int) -> None:
        self._untold += rows
        if self._untold >= _TOLD:
            self._connection.send(self._untold)
            self._untold = 0
