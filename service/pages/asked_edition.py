"""The edition that a page is asked to show: the one in force today, or a published one by its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from fastapi import Query, Request

from service.api.in_use import edition_numbered, edition_on, in_use
from service.moments import today
from standards_1023.errors import NoEditionInForce

if TYPE_CHECKING:
    from datetime import date

    from standards_1023.editions import Edition, Timeline

EditionNumber = Annotated[str, Query(pattern=r"^(?:[1-9][0-9]{0,8})?$")]
"""Empty for the one in force: a form sends what it has not filled in."""


@dataclass(frozen=True, slots=True)
class AskedEdition:
    """The edition of a page, the one in force today, and all published ones with their days, latest first."""

    edition: Edition
    in_force: Edition | None
    others: tuple[tuple[Edition, str], ...]

    @property
    def is_in_force(self) -> bool:
        """Whether this one is in force today."""
        return self.edition is self.in_force

    @property
    def number(self) -> str:
        """What `edition` is in an address within this edition: empty for the one in force."""
        return "" if self.is_in_force else str(self.edition.number)

    @property
    def query(self) -> str:
        """What an address within this edition carries; nothing for the one in force."""
        return f"?edition={self.number}" if self.number else ""

    @property
    def days(self) -> str:
        """The days on which it is in force, in words."""
        return days_of(self.edition)

    @property
    def numbered(self) -> str:
        """第2版."""
        return f"第{self.edition.number}版"


def asked_edition(request: Request, number: str) -> AskedEdition:
    """The edition of this number, else the one in force today; raises ProblemRaised."""
    current = in_use(request)
    edition = edition_numbered(current, int(number)) if number else edition_on(current, today())
    others = tuple((one, days_of(one)) for one in reversed(current.timeline.editions))
    return AskedEdition(edition, _in_force(current.timeline, today()), others)


def _in_force(timeline: Timeline, on: date) -> Edition | None:
    try:
        return timeline.in_force(on)
    except NoEditionInForce:
        return None


def was_in_force(edition: Edition) -> bool:
    """Whether it is in force on any day: not where another took its place on its own day."""
    return edition.in_force_until is None or edition.in_force_until != edition.in_force_from


def days_of(edition: Edition) -> str:
    """2026-01-01 至 2026-08-14; 自 2026-08-15 起."""
    if not was_in_force(edition):
        return f"没有施行过，{edition.in_force_from} 当日即被更正"
    if edition.in_force_until is None:
        return f"自 {edition.in_force_from} 起"
    return f"{edition.in_force_from} 至 {edition.in_force_until - timedelta(days=1)}"
