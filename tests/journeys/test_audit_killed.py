"""An audit that was killed goes on where it stopped, and its result is that of one that never stopped."""

from __future__ import annotations

import multiprocessing
import signal
import sqlite3
from typing import TYPE_CHECKING

import pytest

import service.audit
from casework.audit_journal import Journal
from rules.applicable_edition import EditionRule
from service.audit import Conditions, Report, locked, run_audit, write_copy
from service.command_errors import CommandRefused
from tests.casework.decision_files import write_csv
from tests.casework.generated_decisions import as_rows, decisions, timeline
from tests.journeys.auditing_child import ROWS, audit_and_die

if TYPE_CHECKING:
    from pathlib import Path

MADE = decisions(1_000, 75, seed=5)
CONDITIONS = Conditions(timeline(), EditionRule.LIGHTER)


def killed(source: Path, journal: Path, after: int) -> None:
    process = multiprocessing.get_context("spawn").Process(
        target=audit_and_die, args=(source, journal, after)
    )
    process.start()
    process.join(120)
    assert process.exitcode == -signal.SIGKILL


def finished(source: Path, journal: Path, copy: Path, conditions: Conditions = CONDITIONS) -> Report:
    report = run_audit(source, journal, conditions, lambda *_: None)
    write_copy(report, journal, copy)
    return report


def test_a_killed_audit_goes_on_and_ends_as_if_it_had_never_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.audit, "ROWS_AT_ONCE", ROWS)
    source = write_csv(tmp_path / "决定.csv", as_rows(MADE))
    whole = finished(source, tmp_path / "一次.journal", tmp_path / "一次.csv")
    assert whole.resumed == 0
    journal = tmp_path / "两次.journal"
    for after in (ROWS, 4 * ROWS, 8 * ROWS):
        killed(source, journal, after)
    resumed = finished(source, journal, tmp_path / "两次.csv")
    assert resumed.resumed == 8 * ROWS
    assert (tmp_path / "两次.csv").read_bytes() == (tmp_path / "一次.csv").read_bytes()
    assert resumed.figures == whole.figures


def test_another_table_or_other_conditions_begin_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.audit, "ROWS_AT_ONCE", ROWS)
    source = write_csv(tmp_path / "决定.csv", as_rows(MADE[:300]))
    journal = tmp_path / "进度.journal"
    finished(source, journal, tmp_path / "一.csv")
    assert finished(source, journal, tmp_path / "二.csv").resumed == 300
    by_act = Conditions(timeline(), EditionRule.ACT)
    assert finished(source, journal, tmp_path / "三.csv", by_act).resumed == 0
    write_csv(source, as_rows(MADE[:299]))
    report = finished(source, journal, tmp_path / "四.csv", by_act)
    assert (report.resumed, report.figures.count) == (0, 299)


def test_a_chunk_that_fails_leaves_the_journal_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.audit, "ROWS_AT_ONCE", ROWS)
    source = write_csv(tmp_path / "决定.csv", as_rows(MADE[:300]))
    journal = tmp_path / "进度.journal"

    with monkeypatch.context() as patched:
        patched.setattr("casework.audit_journal._decisions", lambda *_: iter([("one value too few",)]))
        with pytest.raises(sqlite3.ProgrammingError):
            run_audit(source, journal, CONDITIONS, lambda *_: None)
    with Journal(journal) as opened:
        assert opened.done() == {}
        assert list(opened.findings()) == []


def test_two_audits_of_one_table_at_a_time_are_refused(tmp_path: Path) -> None:
    source = write_csv(tmp_path / "决定.csv", as_rows(MADE[:10]))
    journal = tmp_path / "进度.journal"
    with locked(journal), pytest.raises(CommandRefused, match="正在复核"):
        run_audit(source, journal, CONDITIONS, lambda *_: None)
