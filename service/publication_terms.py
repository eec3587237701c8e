"""Who may publish, and from which day on: what the office's clock and its accounts say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.moments import now, today
from standards_1023.publication import PublicationTerms

if TYPE_CHECKING:
    from datetime import date


def terms_of(in_force_from: date, by: str, *, backdated: bool = False) -> PublicationTerms:
    """The terms of a publication now; a database without accounts may be run by one person."""
    return PublicationTerms(in_force_from, by, now(), earliest=today(), backdated=backdated, one_person=True)
