"""Facts enter only with the exact type that was declared, complete where they must be, and comparable."""

from __future__ import annotations

from typing import Any

import pytest

from engine.checks import check_facts
from engine.errors import FactRefused, FactsMissing, TooManyFacts
from engine.language import Operator

PROPERTIES = {"n": int, "text": str, "flag": bool}


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"n": 10**15, "text": "", "flag": False},
        {"n": -(10**15), "text": "甲" * 10_000, "flag": True},
        {"text": '引号" 反斜杠\\ 换行\n和空格 𠮷'},
    ],
)
def test_proper_facts_enter(facts: dict[str, Any]) -> None:
    check_facts(PROPERTIES, facts)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n", True),  # true == 1 for the engine
        ("n", "20"),  # "20" >= 100 for the engine
        ("n", 1.0),
        ("n", 1e-07),
        ("n", float("nan")),
        ("n", None),
        ("n", 10**15 + 1),
        ("n", -(10**15) - 1),
        ("flag", 1),
        ("flag", "true"),
        ("flag", None),
        ("text", 1),
        ("text", None),
        ("text", ["甲"]),
        ("text", {"a": 1}),
        ("text", Operator.EQ),  # a subclass of str is not str
        ("text", "甲" * 10_001),
        ("text", " 甲"),
        ("text", "a "),
        ("text", "甲\u3000"),
        ("text", "ＡＢＣ"),
        ("text", "１２"),
        ("text", "e\u0301"),  # e and its accent apart
        ("text", "甲\ud800"),
    ],
)
def test_a_fact_that_would_be_compared_wrongly_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(FactRefused) as refused:
        check_facts(PROPERTIES, {name: value})
    assert refused.value.name == name


@pytest.mark.parametrize("name", ["id", "sid", "$anchor", "$s", "other", "text.n", ""])
def test_a_fact_that_was_not_declared_is_refused(name: str) -> None:
    with pytest.raises(FactRefused) as refused:
        check_facts(PROPERTIES, {name: 1})
    assert refused.value.name == name


def test_missing_required_facts_are_all_named_in_the_order_of_declaration() -> None:
    with pytest.raises(FactsMissing) as missing:
        check_facts(PROPERTIES, {"text": "甲"}, frozenset({"flag", "n", "text"}))
    assert missing.value.names == ("n", "flag")


def test_two_hundred_and_fifty_facts_enter_and_one_more_does_not() -> None:
    properties = {f"k{i}": int for i in range(251)}
    facts = dict.fromkeys(properties, 1)
    with pytest.raises(TooManyFacts) as refused:
        check_facts(properties, facts)
    assert (refused.value.count, refused.value.limit) == (251, 250)
    del facts["k0"]
    check_facts(properties, facts)


def test_a_message_shows_a_long_value_in_short() -> None:
    with pytest.raises(FactRefused) as refused:
        check_facts(PROPERTIES, {"n": "长" * 5_000})
    assert len(str(refused.value)) < 150
