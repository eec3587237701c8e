"""Drools through drools-jpy: ten rulebooks a ruleset, each behind a test of its number, asked by the Java bridge.

Best use, of what was tried (0.4.1, 200 standards): a fact is asserted, the matches are read from the answer, and the
fact is retracted (an event stays in memory until it expires, and was slower); the Java object is called directly,
without the Python classes around it; ten rulebooks a ruleset (51 µs; one: 71 and four times the set-up; forty: 54;
all in one: about 100).  Java needs some ten thousand cases before it is at its best, and is given them.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from engine.language import Operator
from tests.bench.peers.missing import PeerMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from engine.language import Rule, Rulebook, Value

_EXPRESSIONS = {
    Operator.EQ: "EqualsExpression",
    Operator.NE: "NotEqualsExpression",
    Operator.LT: "LessThanExpression",
    Operator.LE: "LessThanOrEqualToExpression",
    Operator.GT: "GreaterThanExpression",
    Operator.GE: "GreaterThanOrEqualToExpression",
}
_SHIFT = 1 << 40
"""Added to every number: Drools orders Java's int and long wrongly among one another (0.4.1), and so all are long."""
_A_RULESET = 10
_NUMBER = "standard"
_encode = json.JSONEncoder(separators=(",", ":")).encode
_decode = json.JSONDecoder().decode


class DroolsRulesets:
    """All rulesets: rulebooks are collected, and made a ruleset when there are ten or the first case is asked."""

    def __init__(self, engine: Any) -> None:  # noqa: ANN401 - a Java object
        self.engine = engine
        self._waiting: list[DroolsRulebook] = []

    def add(self, rulebook: Rulebook) -> DroolsRulebook:
        """A rulebook more."""
        added = DroolsRulebook(self, rulebook, len(self._waiting) + _SHIFT)
        self._waiting.append(added)
        if len(self._waiting) == _A_RULESET:
            self.load()
        return added

    def load(self) -> None:
        """Make a ruleset of the rulebooks that wait."""
        session: int = self.engine.createRuleset(json.dumps(_ruleset(self._waiting)))
        for rulebook in self._waiting:
            rulebook.session = session
        self._waiting = []


class DroolsRulebook:
    """One rulebook within its ruleset."""

    def __init__(self, all_: DroolsRulesets, rulebook: Rulebook, number: int) -> None:
        self.rulebook, self.number = rulebook, number
        self.session: int | None = None
        self._all = all_
        self._place = {rule.id: n for n, rule in enumerate(rulebook.rules)}.__getitem__

    def fire(self, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """Ids of the rules that match, put in their order."""
        if self.session is None:
            self._all.load()
        case = _encode({_NUMBER: self.number, **{name: int(value) + _SHIFT for name, value in facts.items()}})
        matches: list[dict[str, object]] = _decode(self._all.engine.assertFact(self.session, case))
        self._all.engine.retractFact(self.session, case)
        fired = [name[name.index(":") + 1 :] for match in matches for name in match]
        return tuple(sorted(fired, key=self._place))

    def close(self) -> None:
        """The Java machine goes with the process."""


def _ruleset(rulebooks: list[DroolsRulebook]) -> dict[str, object]:
    return {
        "name": rulebooks[0].rulebook.name,
        "hosts": ["all"],
        "match_multiple_rules": True,
        "sources": [
            {"EventSource": {"name": "s", "source_name": "s", "source_args": {}, "source_filters": []}}
        ],
        "rules": [{"Rule": _rule(one.number, rule)} for one in rulebooks for rule in one.rulebook.rules],
    }


def _rule(number: int, rule: Rule) -> dict[str, object]:
    # Where a property has many orders to meet, Drools sorts them and fails on a fact that lacks it: ask first.
    ordered = dict.fromkeys(test.name for test in rule.when if test.operator is not Operator.EQ)
    present = [{"IsDefinedExpression": {"Event": name}} for name in ordered]
    condition = _expression("EqualsExpression", _NUMBER, number)
    others = [
        *present,
        *(_expression(_EXPRESSIONS[t.operator], t.name, int(t.value) + _SHIFT) for t in rule.when),
    ]
    for other in others:
        condition = {"AndExpression": {"lhs": condition, "rhs": other}}
    action = {"Action": {"action": "noop", "action_args": {}}}
    return {
        "name": f"{number}:{rule.id}",
        "condition": {"AllCondition": [condition]},
        "actions": [action],
        "enabled": True,
    }


def _expression(kind: str, name: str, number: int) -> dict[str, object]:
    return {kind: {"lhs": {"Event": name}, "rhs": {"Integer": number}}}


def driver_of() -> Callable[[Rulebook], DroolsRulebook]:
    """Start the Java machine; raises PeerMissing where there is none."""
    if "JAVA_HOME" not in os.environ:
        java = shutil.which("java")
        if java is None:
            raise PeerMissing("no Java on this machine: install a JRE of version 17 or later")
        os.environ["JAVA_HOME"] = str(Path(java).resolve().parents[1])
    os.environ.setdefault("DROOLS_JPY_JVM_MAXMEM", "2G")  # 512M, its default, is less than the rulesets need
    try:
        from drools.ruleset import RulesetCollection  # noqa: PLC0415 - only the process that measures it loads it

        engine = RulesetCollection.api()
    except ImportError as error:
        raise PeerMissing(f"drools-jpy does not load: {error}") from error
    return DroolsRulesets(engine).add
