"""From our values to the JSON that the C module reads, and from its answer back to a rule's id."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.language import Operator, Rule, Test
from engine.names import ANCHOR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.language import Rulebook, Value

STATE = "0"
"""The one state of a ruleset: cases take it in turn, so that no two of them can be hashed together."""

ANCHOR_RULE = Rule(ANCHOR, (Test(ANCHOR, Operator.EQ, 1),))

_KEYWORDS = {
    Operator.NE: "$neq",
    Operator.LT: "$lt",
    Operator.LE: "$lte",
    Operator.GT: "$gt",
    Operator.GE: "$gte",
}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def ruleset_json(rulebook: Rulebook) -> str:
    """Write the ruleset: priority is position, so rules fire in their order, and the anchor after them."""
    rules = (*rulebook.rules, ANCHOR_RULE)
    return _encode(
        {rule.id: {"pri": position, "all": [_pattern(rule)]} for position, rule in enumerate(rules)}
    )


def fact_json(facts: Mapping[str, Value]) -> str:
    """Write one case, names and values checked, as one flat fact: no joins, no effect of order."""
    # By hand, for it is done for every case: a checked name needs no escaping, a whole number neither.
    written = [
        f',"{name}":{value if type(value) is int else _encode(value)}' for name, value in facts.items()
    ]
    return f'{{"sid":"{STATE}","id":"case","{ANCHOR}":1{"".join(written)}}}'


def rule_id(action: str) -> str:
    """Read the id from the answer {"id":{"m":…}}; checked ids hold no quote and no backslash."""
    return action[2 : action.index('"', 2)]


def _pattern(rule: Rule) -> dict[str, object]:
    tests = [_test(test) for test in rule.when]
    # One test an object: of two in the same object the C module drops the second in silence.
    return {"m": tests[0] if len(tests) == 1 else {"$and": tests}}


def _test(test: Test) -> dict[str, object]:
    comparison: dict[str, object] = {test.name: test.value}
    return comparison if test.operator is Operator.EQ else {_KEYWORDS[test.operator]: comparison}
