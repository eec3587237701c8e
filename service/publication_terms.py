"""Who may publish, and from which day on: what the office's clock and its accounts say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.moments import now, today
from service.people.store import has_accounts
from standards_1023.publication import PublicationTerms

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session


def terms_of(
    session: Session, in_force_from: date, by: str, *, seen_digest: str | None, backdated: bool = False
) -> PublicationTerms:
    """The terms of a publication now; a database without accounts may be run by one person."""
    one_person = not has_accounts(session)
    return PublicationTerms(
        in_force_from,
        by,
        now(),
        earliest=today(),
        backdated=backdated,
        one_person=one_person,
        seen_digest=seen_digest,
    )
