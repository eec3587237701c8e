"""What every page says of the editions: which is in force, and whether it is demonstration data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.moments import today
from service.pages.demonstration_data import demonstration_sentence
from standards_1023.errors import NoEditionInForce

if TYPE_CHECKING:
    from datetime import date

    from service.standards_in_use import StandardsInUse
    from standards_1023.editions import Edition


@dataclass(frozen=True, slots=True)
class Department:
    """A department's part of an edition."""

    name: str
    standards: int
    file: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The edition in force today, None where there is none; `trouble` says why editions could not be read."""

    edition: Edition | None
    today: date
    trouble: str | None
    next_edition: Edition | None = None

    @property
    def departments(self) -> tuple[Department, ...]:
        """The departments of the edition in force."""
        workbooks = self.edition.workbooks if self.edition else ()
        return tuple(Department(k.department, len(k.workbook.standards), k.workbook.name) for k in workbooks)

    @property
    def demonstration(self) -> str | None:
        """The sentence on demonstration data that the edition in force must carry."""
        return demonstration_sentence(self.edition.workbooks) if self.edition else None


def standing(standards: StandardsInUse) -> Standing:
    """Asked anew for every page: an edition may begin at midnight."""
    day, current = today(), standards.current
    if current is None:
        return Standing(None, day, standards.trouble)
    coming = [e for e in current.timeline.editions if e.in_force_from is not None and e.in_force_from > day]
    try:
        return Standing(current.timeline.in_force(day), day, standards.trouble, next(iter(coming), None))
    except NoEditionInForce:
        return Standing(None, day, standards.trouble, next(iter(coming), None))
