"""`python -m service.audit_worker FOLDER`: carries out the audit of a folder, one at a time on a machine."""

from __future__ import annotations

import sys
from pathlib import Path

from service.audit import Conditions, processes_at_hand, run_audit, write_copy
from service.audit_jobs import Job
from service.evaluate_editions import published_timeline
from service.job_folders import Stage, State
from service.job_turns import in_turn
from service.settings import read_settings_of_service


def work(job: Job) -> None:
    """Judge, write the copy, and note how it went; a refusal is one sentence in the state."""
    in_turn(job, _work)


def _work(job: Job) -> None:
    asked = job.asked
    rule = read_settings_of_service().edition_rule
    conditions = Conditions(
        published_timeline(), rule, asked.columns, asked.accept_matches, processes_at_hand()
    )

    def progress(done: int, total: int | None) -> None:
        job.write_state(State(Stage.RUNNING, done, total))

    report = run_audit(job.source, job.journal, conditions, progress)
    write_copy(report, job.journal, job.copy)
    rows = report.figures.count
    job.write_state(State(Stage.DONE, rows, rows))


if __name__ == "__main__":
    work(Job(Path(sys.argv[1])))
