"""An audit joined from the rooms: importers read decisions, casework judges, importers write the copy."""

from __future__ import annotations

import fcntl
import os
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from casework.audit_figures import Figures, figures_of
from casework.audit_journal import Journal
from casework.audit_processes import Judging, judged_chunks
from casework.audit_rows import DecisionRole
from importers.decision_columns import KnownNames, Recognised, recognise, refuse_incomplete
from importers.decision_marked import write_marked
from importers.decision_rows import decision_rows, open_decisions, wanted_columns
from service.command_errors import CommandRefused
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from casework.audit_journal import Finding
    from casework.audit_rows import DecisionRows
    from casework.audit_standards import Proposal
    from importers.decision_table import Chunk, DecisionTable
    from rules.applicable_edition import EditionRule
    from standards_1023.editions import Timeline

ROWS_AT_ONCE = 262_144
"""Rows of a chunk: what a killed audit loses at most, and what is in memory at once."""

_MOST_PROCESSES = 4


@dataclass(frozen=True, slots=True)
class Conditions:
    """How an audit is made: 角色=列名 as somebody said, and whether near words count as their standard."""

    timeline: Timeline
    rule: EditionRule
    columns: tuple[str, ...] = ()
    accept_matches: bool = False
    processes: int = 1
    """By how many processes at most a large table is judged."""
    names: Timeline | None = None
    """Whose factors, bases and units tell what a column holds, where not those of the timeline alone."""

    @property
    def judging(self) -> Judging:
        """The same for the room that judges."""
        return Judging(self.timeline, self.rule, self.accept_matches, self.processes)


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit found."""

    table: DecisionTable
    recognised: Recognised
    figures: Figures
    proposals: tuple[Proposal, ...]
    resumed: int
    """Rows that were judged already when it began."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What a person should look at, one sentence each."""
        near = [p for p in self.proposals if not p.accepted]
        said = (
            (f"有 {len(near)} 种违法行为的写法只与某项基准相近，没有采用：确认后加 --accept-matches。",)
            if near
            else ()
        )
        return (*self.recognised.problems, *self.table.notes, *said)


def processes_at_hand() -> int:
    """How many processes judge a large table: a processor each, and not so many that memory runs short."""
    return min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)


def known_names(timeline: Timeline) -> KnownNames:
    """What the published editions ask for by name."""
    standards = [standard for edition in timeline.editions for _, standard in edition.standards]
    measures = [m for s in standards for m in (*s.statutory, *(m for row in s.rows for m in row.measures))]
    weighed = [group.maximum.base for s in standards for group in s.weights if group.maximum is not None]
    return KnownNames(
        frozenset(matched(factor.name) for s in standards for factor in s.factors),
        frozenset(matched(base) for base in (*weighed, *(m.base for m in measures)) if base),
        frozenset(matched(part) for m in measures if m.per for part in m.per.split("/")),
    )


def open_table(source: Path, conditions: Conditions) -> tuple[DecisionTable, Recognised]:
    """The table in a file and what its columns hold."""
    known = known_names(conditions.names or conditions.timeline)
    table = open_decisions(source, known)
    return table, recognise(table.name, table.headings, table.samples, known, conditions.columns)


def run_audit(
    source: Path, journal_path: Path, conditions: Conditions, progress: Callable[[int, int | None], None]
) -> Report:
    """Judge every row into the journal, going on where an audit of the same was stopped.

    `progress` is told how many rows are done, and of how many where that is known.
    """
    with locked(journal_path), Journal(journal_path) as journal:
        table, recognised = open_table(source, conditions)
        refuse_incomplete(table.name, recognised)
        journal.begin(_key(table, recognised, conditions))
        done = journal.done()
        resumed = sum(done.values())
        said = _Progress(progress, table.total())
        left = _left(table, recognised, done, said)
        for first, numbers, judged in judged_chunks(left, conditions.judging, said.judged):
            journal.add(first, judged, numbers)
            said.written(first + len(numbers))
        journal.note("done", "1")
        return Report(table, recognised, figures_of(journal.counts()), tuple(journal.proposals()), resumed)


def _left(
    table: DecisionTable, recognised: Recognised, done: Mapping[int, int], said: _Progress
) -> Iterator[tuple[int, DecisionRows]]:
    """The chunks of a table that are not done; what was handed on is not held here."""

    def taken_up(chunk: Chunk) -> tuple[int, DecisionRows] | None:
        end = chunk.first + chunk.count
        if done.get(chunk.first) == chunk.count:
            said.written(end)
            return None
        said.known(end)
        return chunk.first, decision_rows(chunk, recognised)

    return filter(None, map(taken_up, table.chunks(ROWS_AT_ONCE, wanted_columns(recognised))))


class _Progress:
    """How far an audit is: rows whose band is known, but no whole chunk before it is in the journal."""

    def __init__(self, tell: Callable[[int, int | None], None], total: int | None) -> None:
        self._tell, self._total = tell, total
        self._done = self._judged = 0
        self._read = deque[int]()

    def known(self, end: int) -> None:
        """A chunk was read that ends there."""
        self._read.append(end)

    def judged(self, more: int) -> None:
        """Of so many more rows the band is known."""
        self._judged += more
        self._say(min(self._judged, self._read[0] - 1))

    def written(self, end: int) -> None:
        """All rows up to there are in the journal."""
        if self._read and self._read[0] == end:
            self._read.popleft()
        self._judged = max(self._judged, end)
        self._say(end)

    def _say(self, done: int) -> None:
        if done > self._done:
            self._done = done
            self._tell(done, self._total)


def write_copy(report: Report, journal_path: Path, target: Path) -> None:
    """The marked copy of the table that was audited."""
    amounts = map(report.recognised.of, (DecisionRole.FINE, DecisionRole.PERSON_FINE))
    numbers = frozenset(column.index for column in amounts if column is not None)
    with Journal(journal_path) as journal:
        write_marked(report.table, map(cells_of, journal.findings()), target, numbers)


def cells_of(finding: Finding) -> Sequence[str]:
    """The cells of a row's verdict, in the order of VERDICT_HEADINGS."""
    return (
        finding.verdict.words, finding.band, finding.departure_yuan, finding.direction, finding.reason,
        finding.edition, finding.standard, finding.grade, finding.why_not,
    )  # fmt: skip


def _key(table: DecisionTable, recognised: Recognised, conditions: Conditions) -> dict[str, object]:
    """What must be the same for an audit to go on: table, columns, editions, rule, program."""
    editions = [(e.number, e.digest, e.in_force_from) for e in conditions.timeline.editions]
    columns = [(c.index, c.role, c.name, c.unit) for c in recognised.columns if c.used]
    return {
        "table": table.sha256, "columns": columns, "editions": editions, "rule": conditions.rule,
        "accept_matches": conditions.accept_matches, "rows_at_once": ROWS_AT_ONCE,
        "program": version("cailiang"),
    }  # fmt: skip


@contextmanager
def locked(journal_path: Path) -> Iterator[None]:
    """One audit at a time in a journal; CommandRefused where another one runs."""
    with journal_path.with_name(f"{journal_path.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CommandRefused("这份表格正在复核，请等它完成。") from None
        yield


def remove_journal(journal_path: Path) -> None:
    """Take a journal away once nobody needs it."""
    for path in (journal_path, journal_path.with_name(f"{journal_path.name}.lock")):
        path.unlink(missing_ok=True)
    journal_path.with_name(f"{journal_path.name}-journal").unlink(missing_ok=True)
