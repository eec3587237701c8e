"""What can happen to an edition, in the past tense; appended, never edited."""

from __future__ import annotations

from enum import StrEnum


class EditionEvent(StrEnum):
    """The events of an edition's life."""

    DRAFTED = "drafted"
    WORKBOOK_IMPORTED = "workbook_imported"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
