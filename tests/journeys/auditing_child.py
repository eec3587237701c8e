"""Audits a table in small chunks and kills itself after some of them, as a machine that loses its power would."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import service.audit
from rules.applicable_edition import EditionRule
from service.audit import Conditions, run_audit
from tests.casework.generated_decisions import timeline

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 100


def audit_and_die(source: Path, journal: Path, after: int) -> None:
    """`after`: how many rows are told as done before the process is killed."""
    service.audit.ROWS_AT_ONCE = ROWS

    def progress(done: int, _: int | None) -> None:
        if done >= after:
            os.kill(os.getpid(), signal.SIGKILL)

    run_audit(source, journal, Conditions(timeline(), EditionRule.LIGHTER), progress)
