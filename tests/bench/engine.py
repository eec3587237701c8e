"""Assessments over 1023 standards: the product, drools-jpy, zen-engine and plain generated Python, side by side.

Two kinds of rounds, the same cases and the same answers for all:
- whole: `assess` from the words of the facts to measures, steps and trace (sentences are rendered when asked for
  and are not counted).  A peer takes the place of the driver of durable-rules; all else is the same Python.
- rules: only what these assessments ask of the rules engine: which rules hold for checked numbers, the standard's
  and, where a case has circumstances, the general ones until nothing follows from them.

No case is asked twice.  Contestants take turns round by round on one core, so that what else the machine does hits
all of them; figures are medians over rounds, ratios of processor time, p50 and p99 of single calls by the clock (what
else runs on that core is in them).  Every answer is compared.
"""

from __future__ import annotations

import multiprocessing
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.contestant import RULES, WHOLE, Loaded, Round, run
from tests.bench.contestants import CONTESTANTS, FORGETFUL
from tests.bench.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

WARM_UP, ROUNDS, A_ROUND = 10_000, 8, 1_000
AIM = "aim: 15,000 per s, p99 150 µs, 200 MB; more than 2 × drools-jpy, 1.5 × zen-engine"


class AnswersDiffer(Exception):
    """A contestant that answers otherwise did not do the same work: nothing of it may be compared."""


@dataclass(slots=True)
class _Contestant:
    name: str
    connection: Connection
    loaded: Loaded
    rounds: dict[str, list[Round]] = field(default_factory=lambda: {WHOLE: [], RULES: []})

    def run(self, kind: str, first: int, last: int) -> Round:
        self.connection.send((kind, first, last))
        done: Round = self.connection.recv()
        return done


def rows() -> list[Row]:
    """The rows of the table; raises AnswersDiffer."""
    with ExitStack() as stack:
        all_ = [stack.enter_context(_started(name)) for name in CONTESTANTS]
        present = [one for one in all_ if not one.loaded.missing]
        for kind in (WHOLE, RULES):
            taking_part = [one for one in present if kind == WHOLE or one.name != FORGETFUL]
            _same(kind, [(one.name, one.run(kind, 0, WARM_UP)) for one in taking_part])
            for number in range(ROUNDS):
                first = WARM_UP + number * A_ROUND
                done = [(one.name, one.run(kind, first, first + A_ROUND)) for one in taking_part]
                _same(kind, done)
                for one, (_, round_) in zip(taking_part, done, strict=True):
                    one.rounds[kind].append(round_)
        return [_row(kind, one, all_[0]) for kind in (WHOLE, RULES) for one in all_ if _belongs(kind, one)]


@contextmanager
def _started(name: str) -> Iterator[_Contestant]:
    """A contestant in a fresh process, loaded."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=run, args=(there, name, WARM_UP + ROUNDS * A_ROUND), daemon=True)
    process.start()
    there.close()
    try:
        contestant = _Contestant(name, here, here.recv())
        yield contestant
        if not contestant.loaded.missing:
            here.send(None)
    finally:
        process.join(5)
        process.kill()


def _same(kind: str, done: list[tuple[str, Round]]) -> None:
    (first, expected), *others = done
    for name, round_ in others:
        for number, (one, other) in enumerate(zip(expected.digests, round_.digests, strict=True)):
            if one != other:
                raise AnswersDiffer(
                    f"{kind}: {name} answers case {number} of the round otherwise than {first}"
                )


def _belongs(kind: str, one: _Contestant) -> bool:
    return bool(one.rounds[kind]) or (bool(one.loaded.missing) and kind == WHOLE)


def _row(kind: str, one: _Contestant, product: _Contestant) -> Row:
    if one.loaded.missing:
        return Row(kind, one.name, note=one.loaded.missing)
    rounds = one.rounds[kind]
    calls = sorted(ns for round_ in rounds for ns in round_.nanoseconds)
    ratios = [
        theirs.cpu_seconds / ours.cpu_seconds
        for ours, theirs in zip(product.rounds[kind], rounds, strict=True)
    ]
    return Row(
        kind,
        one.name,
        per_second=median(A_ROUND / round_.seconds for round_ in rounds),
        per_cpu_second=median(A_ROUND / round_.cpu_seconds for round_ in rounds),
        p50=calls[len(calls) // 2] / 1000,
        p99=calls[len(calls) * 99 // 100] / 1000,
        seconds=one.loaded.seconds if kind == WHOLE else None,
        megabytes=one.loaded.megabytes if kind == WHOLE else None,
        later=rounds[-1].megabytes if kind == WHOLE else None,
        ratio=None if one is product else median(ratios),
        note=AIM if one is product and kind == WHOLE else "",
    )
