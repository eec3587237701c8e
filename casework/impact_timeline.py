"""One edition as though it alone were in force on every day: what it would say of cases of the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023.editions import Timeline

if TYPE_CHECKING:
    from datetime import date

    from standards_1023.editions import Edition


class EveryDay(Timeline):
    """A timeline of one edition, whatever its state and its day."""

    def __init__(self, edition: Edition) -> None:
        super().__init__((edition,))

    @property
    def edition(self) -> Edition:
        """The one."""
        return self.editions[0]

    def in_force(self, on: date) -> Edition:  # noqa: ARG002 - on every day the same
        """The one, on any day."""
        return self.edition
