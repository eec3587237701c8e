"""What the assessments ask of the rules engine, taken down so that it can be asked again by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.assessment import assess
from rules.drivers import Drivers
from rules.ground_rulebook import GroundRules
from tests.bench.peers import generated_python

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.language import Value
    from standards_1023.values import Standard
    from tests.bench.generated_cases import Asked


@dataclass(frozen=True, slots=True)
class Question:
    """One question: a standard's rulebook or the general one, and the facts as they enter it."""

    of: Standard | GroundRules
    facts: Mapping[str, Value]

    def ask(self, drivers: Drivers) -> tuple[str, ...]:
        """The ids of the rules that hold."""
        if isinstance(self.of, GroundRules):
            return drivers.fire_grounds(self.of, self.facts)
        return drivers.fire(self.of, self.facts)


class _Recording(Drivers):
    """Answers by generated Python and takes every question down."""

    def __init__(self) -> None:
        super().__init__(generated_python.driver_of())
        self.taken: list[Question] = []

    def fire(self, standard: Standard, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """The answer, once the question is taken down."""
        self.taken.append(Question(standard, facts))
        return super().fire(standard, facts)

    def fire_grounds(self, rules: GroundRules, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """The answer, once the question is taken down."""
        self.taken.append(Question(rules, facts))
        return super().fire_grounds(rules, facts)


def questions(cases: Sequence[Asked]) -> list[tuple[Question, ...]]:
    """The questions of each case, in the order in which they are asked."""
    found = []
    with _Recording() as drivers:
        for asked in cases:
            assess(asked.of.workbook, asked.of.standard, asked.case, drivers)
            found.append(tuple(drivers.taken))
            drivers.taken = []
    return found
