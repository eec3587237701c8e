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


class Named(str):
    """A text that is written in another way than it compares."""

    __slots__ = ()


def test_a_name_that_only_equals_a_declared_one_is_refused() -> None:
    with pytest.raises(FactRefused):
        check_facts(PROPERTIES, {Named("n"): 1})


@pytest.mark.parametrize(
    "value",
    [10**5_000, -(10**5_000), [1] * 10_000, object()],
    ids=["large", "small", "list", "object"],
)
def test_a_value_of_which_python_itself_would_not_print_the_digits_is_refused_in_one_line(
    value: object,
) -> None:
    with pytest.raises(FactRefused) as refused:
        check_facts(PROPERTIES, {"text": value})
    assert len(str(refused.value)) < 100


def test_a_name_of_any_length_is_shown_in_short() -> None:
    with pytest.raises(FactRefused) as refused:
        check_facts(PROPERTIES, {"x" * 10**6: 1})
    assert len(str(refused.value)) < 150


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
