"""Who takes part: each carries the same rulebooks out, for the same assessments, with the same answers.

A contestant is loaded in a process of its own; its library is imported only there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.driver import Driver
from rules.drivers import Drivers
from tests.bench.peers import drools, generated_python, zen_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from rules.remembered import Worked
    from standards_1023.values import Standard, StandardsWorkbook


class _Forgetful(Drivers):
    """Keeps no answer: every case is worked out from its row or its weights, as if it were the first."""

    def kept(self, workbook: StandardsWorkbook, standard: Standard) -> dict[Hashable, Worked]:
        """A new place each time."""
        del workbook, standard
        return {}


PRODUCT, FORGETFUL = "cailiang", "cailiang, no answer kept"
CONTESTANTS: dict[str, Callable[[], Drivers]] = {
    PRODUCT: lambda: Drivers(Driver),
    FORGETFUL: lambda: _Forgetful(Driver),
    "drools-jpy": lambda: Drivers(drools.driver_of()),
    "zen-engine": lambda: Drivers(zen_tables.driver_of()),
    "generated Python": lambda: Drivers(generated_python.driver_of()),
}
"""By name; each call loads the contestant's library, and raises PeerMissing where it is not there."""
