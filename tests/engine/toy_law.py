"""A toy law for the engine: what a library charges for what comes back late.  No real law knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.language import Operator, Rule, Rulebook, Test

if TYPE_CHECKING:
    from engine.language import PropertyType, Value


def rule(rule_id: str, *tests: tuple[str, str, Value]) -> Rule:
    """Write a rule as one would on paper: "reminder", ("days_late", ">", 0)."""
    return Rule(rule_id, tuple(Test(name, Operator(operator), value) for name, operator, value in tests))


def rulebook(*rules: Rule, **properties: PropertyType) -> Rulebook:
    """The smallest rulebook around the rules in question."""
    return Rulebook("试验", properties or {"n": int, "text": str, "flag": bool}, rules)


LATE = ("days_late", ">", 0)
ADULT = ("is_child", "==", False)

LIBRARY = Rulebook(
    name="图书馆还书规则",
    properties={"days_late": int, "kind": str, "is_child": bool, "balance_fen": int},
    rules=(
        rule("在期内", ("days_late", "<=", 0)),
        rule("提醒", LATE, ("days_late", "<", 8)),
        rule("收费-图书", LATE, ADULT, ("kind", "==", "图书"), ("days_late", ">=", 8)),
        rule("收费-影碟", LATE, ADULT, ("kind", "==", "影碟"), ("days_late", ">=", 3)),
        rule("儿童不收费", LATE, ("is_child", "==", True)),
        rule("非图书另存", ("kind", "!=", "图书")),
        rule("停借", ("balance_fen", "<", -1_000)),
    ),
)

LATE_BOOK: dict[str, Value] = {"days_late": 9, "kind": "图书", "is_child": False, "balance_fen": -1_001}
