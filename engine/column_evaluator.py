"""The second evaluator: a rulebook over whole columns, for many cases at once.

It shares the rulebook and nothing else with the driver, so that each can be held against the other. Numbers
are compared as int64 and within 10^15; nothing here is a float.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from engine.checks import check_rulebook
from engine.column_checks import check_columns
from engine.language import Operator, Test

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from engine.columns import Bools, Columns
    from engine.language import Rulebook

Fired: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
"""A row a rule, in the order of the rulebook, and a place in it a case."""

_COMPARE: Mapping[Operator, Callable[[Any, Any], Any]] = {
    Operator.EQ: operator.eq,
    Operator.NE: operator.ne,
    Operator.LT: operator.lt,
    Operator.LE: operator.le,
    Operator.GT: operator.gt,
    Operator.GE: operator.ge,
}


@dataclass(slots=True)
class _Place:
    """A place in the tree of tests: the tests that follow, and the rules that end here."""

    children: dict[Test, _Place] = field(default_factory=dict)
    rules: list[int] = field(default_factory=list)


class ColumnEvaluator:
    """A rulebook ready to be asked about columns, by any thread."""

    def __init__(self, rulebook: Rulebook) -> None:
        check_rulebook(rulebook)
        self.rulebook = rulebook
        self._root = _tree(rulebook)

    def fire(self, columns: Columns) -> Fired:
        """Which rules fire for each case; raises a FactRefused where the driver would refuse a case."""
        check_columns(self.rulebook.properties, columns, self.rulebook.required)
        fired: Fired = np.zeros((len(self.rulebook.rules), columns.count), np.bool_)
        self._follow(self._root, None, columns, fired)
        return fired

    def names(self, fired: Iterable[bool]) -> tuple[str, ...]:
        """The ids of the rules that fired for one case, as the driver gives them."""
        return tuple(rule.id for rule, holds in zip(self.rulebook.rules, fired, strict=True) if holds)

    def _follow(self, place: _Place, before: Bools | None, columns: Columns, fired: Fired) -> None:
        """Compare the tests of a place where all tests before it hold: equal beginnings only once."""
        for test, child in place.children.items():
            holds = self._holds(test, columns)
            if holds is None:
                continue
            if before is not None:
                holds &= before
            if child.rules:
                fired[child.rules] = holds
            if child.children:
                self._follow(child, holds, columns, fired)

    def _holds(self, test: Test, columns: Columns) -> Bools | None:
        """Where a test holds; None where its fact is given in no case, for then it holds nowhere."""
        column = columns.columns.get(test.name)
        if column is None:
            return None
        holds: Bools = _COMPARE[test.operator](column.values, test.value)
        if column.given is not None:
            holds &= column.given
        return holds


def _tree(rulebook: Rulebook) -> _Place:
    root = _Place()
    for position, rule in enumerate(rulebook.rules):
        place = root
        for test in rule.when:
            place = place.children.setdefault(test, _Place())
        place.rules.append(position)
    return root
