"""`python -m service.impact_worker FOLDER`: calculates an impact, one at a time on a machine."""

from __future__ import annotations

import sys
from pathlib import Path

from service.audit_jobs import Jobs
from service.database_in_use import reading_session
from service.impact import calculate, finished_audits
from service.impact_jobs import ImpactJob
from service.job_folders import Stage, State
from service.job_turns import in_turn
from service.settings import read_settings_of_service


def work(job: ImpactJob) -> None:
    """Calculate and note what was found; a refusal is one sentence in the state."""
    in_turn(job, _work)


def _work(job: ImpactJob) -> None:
    settings = read_settings_of_service()

    def tell(done: int, total: int, what: str) -> None:
        job.write_state(State(Stage.RUNNING, done, total, what))

    audits = finished_audits(Jobs(settings.audit_folder, settings.audit_days))
    with reading_session() as session:
        found = calculate(session, job, audits, settings.edition_rule, tell)
    job.note_found(found)
    many = found.assessments + sum(audit.rows for audit in found.audits)
    job.write_state(State(Stage.DONE, many, many))


if __name__ == "__main__":
    work(ImpactJob(Path(sys.argv[1])))
