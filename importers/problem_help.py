"""The help on a problem, found by its message."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from importers.help_texts import (
    of_conditions,
    of_files,
    of_grades,
    of_laws,
    of_penalties,
    of_sheets,
    of_tables,
    of_weights,
)

if TYPE_CHECKING:
    from importers.help_texts.help_entry import ProblemHelp

ALL_HELP: tuple[ProblemHelp, ...] = (
    *of_sheets.ENTRIES,
    *of_tables.ENTRIES,
    *of_penalties.ENTRIES,
    *of_conditions.ENTRIES,
    *of_weights.ENTRIES,
    *of_laws.ENTRIES,
    *of_grades.ENTRIES,
    *of_files.ENTRIES,
)
"""Every entry, in the order of the topics."""


@lru_cache(maxsize=4_096)
def help_for(message: str) -> ProblemHelp | None:
    """What a problem's message, or a refusal's, means and how to mend it; None where no entry explains it."""
    return next((entry for entry in ALL_HELP if entry.explains(message)), None)
