"""An audit joined from the rooms: importers read decisions, casework judges, importers write the copy."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from casework.audit_figures import Figures, figures_of
from casework.audit_journal import Journal
from casework.audit_judgement import Judge
from casework.audit_rows import DecisionRole
from importers.decision_columns import KnownNames, Recognised, recognise, refuse_incomplete
from importers.decision_marked import write_marked
from importers.decision_rows import decision_rows, open_decisions, wanted_columns
from rules.drivers import Drivers
from service.command_errors import CommandRefused
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from casework.audit_journal import Finding
    from casework.audit_standards import Proposal
    from importers.decision_table import DecisionTable
    from rules.applicable_edition import EditionRule
    from standards_1023.editions import Timeline

ROWS_AT_ONCE = 131_072
"""Rows of a chunk: what a killed audit loses at most, and what is in memory at once."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """How an audit is made: 角色=列名 as somebody said, and whether near words count as their standard."""

    timeline: Timeline
    rule: EditionRule
    columns: tuple[str, ...] = ()
    accept_matches: bool = False


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
    known = known_names(conditions.timeline)
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
        with Drivers() as drivers:
            judge = Judge(
                conditions.timeline, conditions.rule, drivers, accept_matches=conditions.accept_matches
            )
            for chunk in table.chunks(ROWS_AT_ONCE, wanted_columns(recognised)):
                if done.get(chunk.first) != chunk.count:
                    journal.add(chunk.first, judge.judge(decision_rows(chunk, recognised)))
                progress(chunk.first + chunk.count, table.total())
        journal.note("done", "1")
        return Report(table, recognised, figures_of(journal.counts()), tuple(journal.proposals()), resumed)


def write_copy(report: Report, journal_path: Path, target: Path) -> None:
    """The marked copy of the table that was audited."""
    fine = report.recognised.of(DecisionRole.FINE)
    numbers = frozenset() if fine is None else frozenset({fine.index})
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
