"""The condition language once more, as plainly as Python can say it: the driver must agree with this page."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.language import Rule, Rulebook, Test, Value

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def fire(rulebook: Rulebook, facts: Mapping[str, Value]) -> tuple[str, ...]:
    """Ids of the rules whose tests all hold, in the order of the rulebook."""
    return tuple(rule.id for rule in rulebook.rules if all_hold(rule, facts))


def all_hold(rule: Rule, facts: Mapping[str, Value]) -> bool:
    return all(holds(test, facts) for test in rule.when)


def holds(test: Test, facts: Mapping[str, Value]) -> bool:
    """A fact that was not given satisfies nothing."""
    return test.name in facts and COMPARE[test.operator](facts[test.name], test.value)
