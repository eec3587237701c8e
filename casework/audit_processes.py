"""The chunks of an audit judged by several processes: each has its own standards, engine and memory.

They are spawned, so that none inherits what the engine holds. A small table is judged without them. Chunks
come back in their order, each whole.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casework.audit_judgement import Judge, Judged
from casework.audit_shares import joined, part_of, shares
from casework.errors import JudgingStopped
from rules.drivers import Drivers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from numpy.typing import NDArray

    from casework.audit_rows import DecisionRows
    from rules.applicable_edition import EditionRule
    from standards_1023.editions import Timeline

FEWEST = 20_000
"""Rows of a first chunk from which on it pays to spawn processes."""
_TOLD = 2048
"""Rows after which a judge says again how far it is."""
_LOOK_S = 0.2
"""For how long one process is waited for before the others are looked at."""
_LAST_S = 5
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
    chunks: Iterator[tuple[int, DecisionRows]], judging: Judging, told: Callable[[int], None]
) -> Iterator[tuple[int, DecisionRows, Judged]]:
    """Every chunk with its judgement, in order; `told` hears of how many more rows the band is known.

    Raises JudgingStopped where a process dies.
    """
    chunk = next(chunks, None)
    if chunk is None:
        return
    if judging.processes > 1 and chunk[1].count >= FEWEST:
        yield from _by_processes(chunk, chunks, judging, told)
        return
    with judging.judge() as judge:
        while chunk is not None:
            first, rows = chunk
            yield first, rows, judge.judge(rows, told)
            chunk = next(chunks, None)


def _by_processes(
    chunk: tuple[int, DecisionRows] | None,
    chunks: Iterator[tuple[int, DecisionRows]],
    judging: Judging,
    told: Callable[[int], None],
) -> Iterator[tuple[int, DecisionRows, Judged]]:
    """While the processes judge a chunk, the next one is read here and the one before is written down."""
    with ExitStack() as ended:
        aside = [ended.enter_context(_process(judging)) for _ in range(judging.processes)]
        places = _dealt(chunk, aside)
        while chunk is not None:
            (first, rows), following = chunk, next(chunks, None)
            answers = _collected(aside, told)
            judged = joined(list(zip(places, answers, strict=True)), rows)
            places, chunk = _dealt(following, aside), following
            yield first, rows, judged


def _dealt(chunk: tuple[int, DecisionRows] | None, aside: list[Connection[Any, Any]]) -> list[NDArray[Any]]:
    """The places of the rows that were sent to each process."""
    if chunk is None:
        return []
    places = shares(chunk[1], len(aside))
    for connection, some in zip(aside, places, strict=True):
        try:
            connection.send(part_of(chunk[1], some))
        except OSError:
            raise _stopped("") from None
    return places


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
    process.start()
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
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks: it ends this one
    gc.freeze()
    with judging.judge() as judge:
        while True:
            try:
                rows = connection.recv()
            except EOFError:
                return
            try:
                connection.send(judge.judge(rows, _Teller(connection)))
            except BrokenPipeError:
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
