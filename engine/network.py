"""The tree of tests that the C module builds of a rulebook, and the limits that it does not guard itself.

Rules that begin with the same tests share them: each distinct test is one child of the test before it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.errors import LimitExceeded
from engine.language import Operator, Test, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.language import Rulebook

MOST_RULES = 4_000  # 4,096 is an error
MOST_TESTS_UNDER_ONE_PARENT = 60  # cost is linear; 512 hang every evaluation
MOST_RULES_ON_ONE_TEST = 200  # 256 crash the process
MOST_TESTS_WAITING = 60  # the C module's stack holds 64, our anchor needs one


@dataclass(slots=True)
class Node:
    """A place in the tree: the tests that follow here, and how many rules end here."""

    children: dict[Test, Node] = field(default_factory=dict)
    ends: int = 0


def check_size(rulebook: Rulebook) -> None:
    """Refuse a rulebook that would hang or crash the C module, or make it give up in the middle of a case."""
    if len(rulebook.rules) > MOST_RULES:
        raise LimitExceeded(rulebook.name, "规则数", len(rulebook.rules), MOST_RULES)
    root = tree_of(rulebook)
    for node in _nodes(root):
        if len(node.children) > MOST_TESTS_UNDER_ONE_PARENT:
            example = next(iter(node.children)).name
            what = f"同一位置的不同条件数（例如「{example}」处）"
            raise LimitExceeded(rulebook.name, what, len(node.children), MOST_TESTS_UNDER_ONE_PARENT)
        if node.ends > MOST_RULES_ON_ONE_TEST:
            raise LimitExceeded(rulebook.name, "条件相同的规则数", node.ends, MOST_RULES_ON_ONE_TEST)
    waiting = most_waiting(root)
    if waiting > MOST_TESTS_WAITING:
        raise LimitExceeded(rulebook.name, "可能同时成立的条件数", waiting, MOST_TESTS_WAITING)


def tree_of(rulebook: Rulebook) -> Node:
    """Build the tree as the C module does: tests in the order of writing, equal beginnings shared."""
    root = Node()
    for rule in rulebook.rules:
        node = root
        for test in rule.when:
            node = node.children.setdefault(test, Node())
        node.ends += 1
    return root


def most_waiting(node: Node) -> int:
    """Upper bound of the tests that wait on the C module's stack at one time, whatever the facts.

    All tests that hold under a node are pushed; one is taken off and followed while the others wait.
    """
    together = most_true_together(node.children)
    if not together:
        return 0
    return max(together, together - 1 + max(most_waiting(child) for child in node.children.values()))


def most_true_together(tests: Iterable[Test]) -> int:
    """How many of the tests one case can satisfy at most: per property the best value, added up."""
    by_name: defaultdict[str, list[Test]] = defaultdict(list)
    for test in tests:
        by_name[test.name].append(test)
    return sum(_best(tests) for tests in by_name.values())


def _best(tests: list[Test]) -> int:
    if len(tests) == 1:
        return 1
    return max(sum(_holds(test, value) for test in tests) for value in _telling_values(tests))


def _telling_values(tests: list[Test]) -> set[Value]:
    """Enough values to try: between two of them no test changes its answer."""
    values = {test.value for test in tests}
    if all(type(value) is str for value in values):
        return values | {"".join(str(value) for value in values) + "?"}  # longer than each: equal to none
    if all(type(value) is bool for value in values):
        return {True, False}
    return {int(value) + step for value in values for step in (-1, 0, 1)}


def _holds(test: Test, value: Value) -> bool:
    if test.operator is Operator.EQ:
        return value == test.value
    if test.operator is Operator.NE:
        return value != test.value
    number, threshold = int(value), int(test.value)  # only numbers have an order here
    if test.operator is Operator.LT:
        return number < threshold
    if test.operator is Operator.LE:
        return number <= threshold
    return number > threshold if test.operator is Operator.GT else number >= threshold


def _nodes(root: Node) -> Iterator[Node]:
    yield root
    for child in root.children.values():
        yield from _nodes(child)
