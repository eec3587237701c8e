"""A rulebook that the C module would not carry out as written is refused before it gets there."""

from __future__ import annotations

import dataclasses
from itertools import product
from typing import Any

import pytest

from engine.checks import check_rulebook
from engine.driver import Driver
from engine.errors import EngineError, LimitExceeded, PropertyRefused, RulebookRefused, RuleRefused
from engine.language import Operator, Rule, Rulebook, Test
from engine.names import fnv32
from engine.network import most_true_together, most_waiting, tree_of
from tests.engine.toy_law import LIBRARY, rule, rulebook


class Named(str):
    """A text that is written in another way than it compares."""

    __slots__ = ()


def test_the_toy_law_is_accepted() -> None:
    check_rulebook(LIBRARY)


def test_a_rulebook_without_rules_is_accepted_and_fires_nothing() -> None:
    with Driver(rulebook()) as driver:
        assert driver.fire({"n": 1}) == ()


# ------------------------------------------------------------------------------------------ names of properties


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a.b",
        "$x",
        "a$",
        'a"b',
        "a'b",
        "a\\b",
        "a\nb",
        "a\x00b",
        "a\ud800",
        "x" * 201,
        "id",
        "sid",
        "name",
        7,
    ],
)
def test_a_property_name_that_the_engine_could_misread_is_refused(name: Any) -> None:  # noqa: ANN401
    with pytest.raises(PropertyRefused) as refused:
        check_rulebook(Rulebook("试验", {name: int}, ()))
    assert refused.value.name == str(name)


@pytest.mark.parametrize("name", ["违法程度", "f0c2", "面积(㎡)", "a b", "x" * 200])
def test_an_ordinary_property_name_is_accepted(name: str) -> None:
    check_rulebook(Rulebook("试验", {name: int}, ()))


def test_two_names_with_one_hash_are_refused_because_the_engine_takes_them_for_one() -> None:
    assert fnv32("lkgqcda", signed_char=True) == fnv32("kvewbdp", signed_char=True)
    with pytest.raises(PropertyRefused, match="lkgqcda"):
        check_rulebook(rulebook(lkgqcda=int, kvewbdp=int))


@pytest.mark.parametrize("names", [("数间备", "程用小"), ("违程少少", "用点数")])
def test_names_that_clash_only_on_another_kind_of_processor_are_refused_too(names: tuple[str, str]) -> None:
    alike = [
        fnv32(names[0], signed_char=signed) == fnv32(names[1], signed_char=signed) for signed in (True, False)
    ]
    assert sorted(alike) == [False, True]
    with pytest.raises(PropertyRefused):
        check_rulebook(Rulebook("试验", dict.fromkeys(names, int), ()))


@pytest.mark.parametrize(
    ("name", "reserved"),
    [("phjrejs", "sid"), ("rrgnnis", "name"), ("aobrtvm", "$anchor"), ("phvdmvd", "$and"), ("evniptc", "$s")],
)
def test_a_name_with_the_hash_of_a_reserved_name_is_refused(name: str, reserved: str) -> None:
    with pytest.raises(PropertyRefused) as refused:
        check_rulebook(Rulebook("试验", {name: int}, ()))
    assert reserved in refused.value.reason


@pytest.mark.parametrize("names", [("é", "e\u0301"), ("ﬁn", "fin"), ("A1", "Ａ１"), ("가", "\u1100\u1161")])
def test_names_that_are_one_after_normalisation_are_refused(names: tuple[str, str]) -> None:
    with pytest.raises(PropertyRefused, match="NFKC"):
        check_rulebook(Rulebook("试验", dict.fromkeys(names, int), ()))


def test_a_test_of_a_name_that_only_equals_a_name_is_refused() -> None:
    with pytest.raises(RuleRefused):
        check_rulebook(rulebook(Rule("甲", (Test(Named("n"), Operator.EQ, 1),))))


@pytest.mark.parametrize("kind", [float, object, None, "int", list])
def test_only_numbers_text_and_yes_or_no_are_types(kind: Any) -> None:  # noqa: ANN401
    with pytest.raises(PropertyRefused):
        check_rulebook(Rulebook("试验", {"n": kind}, ()))


def test_a_required_property_must_be_declared() -> None:
    with pytest.raises(PropertyRefused) as refused:
        check_rulebook(dataclasses.replace(LIBRARY, required=frozenset({"colour"})))
    assert refused.value.name == "colour"


@pytest.mark.parametrize("name", ["", "  ", None])
def test_a_rulebook_has_a_name(name: Any) -> None:  # noqa: ANN401
    with pytest.raises(RulebookRefused):
        check_rulebook(Rulebook(name, {"n": int}, ()))


# ---------------------------------------------------------------------------------------------------- rules


@pytest.mark.parametrize("rule_id", ["", "$anchor", "$x", 'a"b', "a\\", "a\nb", "\ud800", "x" * 201, 7, None])
def test_an_id_that_could_not_be_read_back_is_refused(rule_id: Any) -> None:  # noqa: ANN401
    with pytest.raises(RuleRefused):
        check_rulebook(rulebook(rule(rule_id, ("n", "==", 1))))


def test_the_same_id_twice_is_refused() -> None:
    with pytest.raises(RuleRefused) as refused:
        check_rulebook(rulebook(rule("甲", ("n", "==", 1)), rule("甲", ("n", "==", 2))))
    assert refused.value.rule == "甲"


@pytest.mark.parametrize("count", [0, 16])
def test_a_rule_has_one_to_fifteen_tests(count: int) -> None:
    with pytest.raises(RuleRefused):
        check_rulebook(rulebook(rule("甲", *[("n", ">", i) for i in range(count)])))


def test_fifteen_tests_in_a_rule_all_count() -> None:
    with Driver(rulebook(rule("甲", *[("n", ">", i) for i in range(15)]))) as driver:
        assert driver.fire({"n": 15}) == ("甲",)
        assert driver.fire({"n": 14}) == ()


@pytest.mark.parametrize(
    "test",
    [
        ("unknown", "==", 1),
        ("n", "==", True),
        ("n", "==", "1"),
        ("n", "==", None),
        ("n", "==", 1.0),
        ("n", "<", 10**15 + 1),
        ("n", ">", -(10**15) - 1),
        ("flag", "==", 1),
        ("flag", "<", True),
        ("text", ">=", "甲"),
        ("text", "==", 1),
        ("text", "==", " 甲"),
        ("text", "==", "Ａ"),
        ("text", "==", "甲\ud800"),
        ("text", "==", "甲" * 10_001),
    ],
)
def test_a_test_that_the_engine_would_answer_wrongly_is_refused(test: Any) -> None:  # noqa: ANN401
    with pytest.raises(RuleRefused):
        check_rulebook(rulebook(rule("甲", test)))


def test_an_operator_is_one_of_the_six() -> None:
    with pytest.raises(RuleRefused):
        check_rulebook(rulebook(Rule("甲", (Test("n", "$nex", 1),))))  # type: ignore[arg-type]


# ----------------------------------------------------------------------------------------------------- size


def numbered(count: int, *before: tuple[str, str, Any]) -> list[Rule]:
    """Rules that differ in their last test, named by their values."""
    stem = "".join(f"{value}-" for _, _, value in before)
    return [rule(f"{stem}{i}", *before, ("n", "==", i)) for i in range(count)]


def test_sixty_tests_under_one_parent_are_carried_and_sixty_one_refused() -> None:
    with Driver(rulebook(*numbered(60))) as driver:
        assert driver.fire({"n": 59}) == ("59",)
    with pytest.raises(LimitExceeded) as refused:
        check_rulebook(rulebook(*numbered(61)))
    assert (refused.value.count, refused.value.limit) == (61, 60)


def test_tests_are_counted_where_they_stand_not_in_the_whole_rulebook() -> None:
    check_rulebook(rulebook(*numbered(60, ("flag", "==", True)), *numbered(60, ("flag", "==", False))))
    with pytest.raises(LimitExceeded):
        check_rulebook(rulebook(*numbered(61, ("flag", "==", True))))


def test_two_hundred_rules_on_one_test_are_carried_and_one_more_refused() -> None:
    same = [rule(f"r{i}", ("flag", "==", True), ("n", "==", 1)) for i in range(201)]
    with Driver(rulebook(*same[:200])) as driver:
        assert driver.fire({"n": 1, "flag": True}) == tuple(f"r{i}" for i in range(200))
    with pytest.raises(LimitExceeded) as refused:
        check_rulebook(rulebook(*same))
    assert (refused.value.count, refused.value.limit) == (201, 200)


def test_four_thousand_rules_are_carried_and_one_more_refused() -> None:
    many = [
        rule(f"{a}-{b}-{c}", ("a", "==", a), ("b", "==", b), ("c", "==", c))
        for a, b, c in product(range(40), range(10), range(10))
    ]
    with Driver(rulebook(*many, a=int, b=int, c=int)) as driver:
        assert driver.fire({"a": 39, "b": 9, "c": 9}) == ("39-9-9",)
    with pytest.raises(LimitExceeded) as refused:
        check_rulebook(rulebook(*many, rule("另", ("a", "==", 40)), a=int, b=int, c=int))
    assert (refused.value.count, refused.value.limit) == (4_001, 4_000)


# ---------------------------------------------------------------------------------- tests that hold together


@pytest.mark.parametrize(
    ("tests", "most"),
    [
        ([("n", "==", i) for i in range(9)], 1),
        ([("n", "!=", i) for i in range(9)], 9),
        ([("n", ">=", i) for i in range(9)], 9),
        ([("n", ">", 3), ("n", "<", 4)], 1),  # no whole number between 3 and 4
        ([("n", ">", 3), ("n", "<", 5), ("n", "==", 4), ("n", "!=", 4)], 3),
        ([("text", "==", "甲"), ("text", "==", "乙"), ("text", "!=", "丙")], 2),
        ([("text", "!=", "甲"), ("text", "!=", "乙")], 2),
        ([("flag", "==", True), ("flag", "!=", True), ("flag", "!=", False)], 2),
        ([("n", "==", 1), ("text", "==", "甲"), ("flag", "==", True)], 3),
        ([], 0),
    ],
)
def test_how_many_tests_one_case_can_satisfy(tests: list[Any], most: int) -> None:
    assert most_true_together([Test(name, Operator(sign), value) for name, sign, value in tests]) == most


def staircase(waiting: int) -> Rulebook:
    """Rules of which `waiting` tests wait on the stack at once when n is large: two steps deep."""
    first = [rule(f"a{i}", ("n", ">", i)) for i in range(30)]
    second = [rule(f"b{i}", ("n", ">", 29), ("m", ">", i)) for i in range(waiting - 29)]
    return rulebook(*first, *second, n=int, m=int)


def test_sixty_waiting_tests_are_carried_and_sixty_one_refused() -> None:
    book = staircase(60)
    assert most_waiting(tree_of(book)) == 60
    with Driver(book) as driver:
        assert len(driver.fire({"n": 99, "m": 99})) == len(book.rules)
    with pytest.raises(LimitExceeded) as refused:
        check_rulebook(staircase(61))
    assert (refused.value.count, refused.value.limit) == (61, 60)


@pytest.mark.parametrize(
    "book", [rulebook(*numbered(61)), rulebook(rule("", ("n", "==", 1))), rulebook(lkgqcda=int, kvewbdp=int)]
)
def test_a_driver_is_not_made_of_what_the_checks_refuse(book: Rulebook) -> None:
    with pytest.raises(EngineError):
        Driver(book)
