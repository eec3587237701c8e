"""What the C module does not check: rulebooks before they are used, facts before they enter.

Outside these limits it hangs, crashes, or answers wrongly without an error; inside them it is exact.
"""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING

from engine.errors import (
    FactRefused,
    FactsMissing,
    LimitExceeded,
    PropertyRefused,
    RulebookRefused,
    RuleRefused,
    TooManyFacts,
)
from engine.language import Operator, Rule, Rulebook, Test
from engine.names import check_property_names, fault_of
from engine.network import check_size

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from engine.language import PropertyType

MOST_FACTS = 250  # 253 with the driver's own three; 255 is an error
MOST_TESTS_IN_A_RULE = 15
LARGEST_NUMBER = 10**15
LONGEST_TEXT = 10_000  # a character is at most six bytes of JSON; from 65,536 bytes comparison is wrong

_KINDS: dict[type, str] = {int: "整数", str: "文字", bool: "是/否"}
_SAME_OR_NOT = (Operator.EQ, Operator.NE)


def check_rulebook(rulebook: Rulebook) -> None:
    """Refuse a rulebook that the C module would not carry out exactly as it is written."""
    if type(rulebook.name) is not str or not rulebook.name.strip():
        raise RulebookRefused(repr(rulebook.name), "没有名称。")
    _check_properties(rulebook)
    seen: set[str] = set()
    for rule in rulebook.rules:
        _check_rule(rulebook, rule)
        if rule.id in seen:
            raise RuleRefused(rulebook.name, rule.id, "这个编号用了两次，请改成不同的编号。")
        seen.add(rule.id)
    check_size(rulebook)


def check_facts(
    properties: Mapping[str, PropertyType],
    facts: Mapping[str, object],
    required: AbstractSet[str] = frozenset(),
) -> None:
    """Refuse facts that are unknown, missing, of another type than declared, or beyond exact comparison."""
    if len(facts) > MOST_FACTS:
        raise TooManyFacts(len(facts), MOST_FACTS)
    for name, value in facts.items():
        kind = properties.get(name)
        if kind is None or type(name) is not str:  # a subclass may print itself in another way
            raise FactRefused(str(name), "规则集里没有这一项，请核对名称。")
        reason = fault_of_value(value, kind)
        if reason is not None:
            raise FactRefused(name, reason)
    if required and not facts.keys() >= required:
        raise FactsMissing(tuple(name for name in properties if name in required and name not in facts))


def fault_of_value(value: object, kind: PropertyType) -> str | None:
    """Say why a value cannot stand for a property of this type, or None.

    The type must be exact: for the C module true, 1 and "1" are equal, and a subclass may print itself
    in another way.
    """
    if type(value) is not kind:
        return f"应是{_KINDS[kind]}，却是 {_shown(value)}。"
    if type(value) is int:
        in_range = -LARGEST_NUMBER <= value <= LARGEST_NUMBER
        return None if in_range else "数字过大（绝对值超过 10 的 15 次方），请换较大的单位。"
    return _fault_of_text(value) if isinstance(value, str) else None


def _fault_of_text(text: str) -> str | None:
    if len(text) > LONGEST_TEXT:
        return f"文字过长（{len(text)} 字），最多 {LONGEST_TEXT} 字。"
    if text.isascii():
        return None if text == text.strip() else "首尾有空白，请去掉。"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "含有残缺的字符（单个代理码），请重新输入。"
    if not unicodedata.is_normalized("NFKC", text) or text != text.strip():
        return "首尾有空白，或含全角字母数字等写法，请先规范化（NFKC）并去掉首尾空白。"
    return None


def _shown(value: object) -> str:
    if value is None:
        return "空值"
    kind = type(value).__name__
    if type(value) not in {str, bool, float} and not (type(value) is int and abs(value) <= LARGEST_NUMBER):
        return f"{kind} 类型的值"  # its repr may be without end, or an error
    return f"{textwrap.shorten(repr(value), 60, placeholder='…')}（{kind}）"


def _check_properties(rulebook: Rulebook) -> None:
    check_property_names(rulebook.name, rulebook.properties)
    for name, kind in rulebook.properties.items():
        if kind not in _KINDS:
            raise PropertyRefused(rulebook.name, name, "类型只能是整数、文字或是/否。")
    undeclared = sorted(rulebook.required - rulebook.properties.keys())
    if undeclared:
        raise PropertyRefused(rulebook.name, undeclared[0], "列为必填，却没有声明类型。")
    if len(rulebook.required) > MOST_FACTS:
        raise LimitExceeded(rulebook.name, "必填的事实数", len(rulebook.required), MOST_FACTS)


def _check_rule(rulebook: Rulebook, rule: Rule) -> None:
    reason = fault_of(rule.id)
    if reason is None and rule.id.startswith("$"):
        reason = "不能以 $ 开头。"
    if reason is not None:
        raise RuleRefused(rulebook.name, str(rule.id), f"编号{reason}")
    if not 1 <= len(rule.when) <= MOST_TESTS_IN_A_RULE:
        count = len(rule.when)
        raise RuleRefused(rulebook.name, rule.id, f"有 {count} 个条件，应有 1 到 {MOST_TESTS_IN_A_RULE} 个。")
    for test in rule.when:
        reason = _fault_of_test(test, rulebook.properties)
        if reason is not None:
            raise RuleRefused(rulebook.name, rule.id, reason)


def _fault_of_test(test: Test, properties: Mapping[str, PropertyType]) -> str | None:
    kind = properties.get(test.name)
    if kind is None or type(test.name) is not str:
        return f"条件用到了没有声明的事实 {test.name!r}，请先声明它的类型。"
    if not isinstance(test.operator, Operator):
        return f"不认识比较符 {test.operator!r}。"
    if kind is not int and test.operator not in _SAME_OR_NOT:
        # The C module orders texts by their JSON bytes: "ab" comes after "ab c", because a quote follows it.
        return f"「{test.name}」是{_KINDS[kind]}，只能比较相等或不相等。"
    reason = fault_of_value(test.value, kind)
    return None if reason is None else f"「{test.name}」的比较值{reason}"
