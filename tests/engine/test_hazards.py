"""Each hazard of durable-rules 2.0.28: it is real, shown on the bare C module, and the driver stands firm.

The bare C module runs in a child, for it may hang or crash there.  Only what shows itself the same way every
time is shown; what depends on the heap or on the moment (deleting a state in which nothing fired, two threads
at once) is tested from our side alone: ELSEWHERE says where.
"""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from engine.checks import check_facts, check_rulebook
from engine.driver import Driver
from engine.errors import EngineError, FactRefused, LimitExceeded, PropertyRefused, RuleRefused, TooManyFacts
from engine.language import Operator, Rule, Test
from tests.engine.children import outcome_of_bare_module
from tests.engine.toy_law import rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Callable

FIRES = json.dumps(["r0", "z"])
"""The bare module's answer where its one rule fires, and then the anchor."""


def refuses_rules(*rules: Rule, error: type[EngineError] = RuleRefused, **properties: Any) -> None:  # noqa: ANN401
    with pytest.raises(error):
        check_rulebook(rulebook(*rules, **properties))


def refuses_fact(value: object, kind: type = int) -> None:
    with pytest.raises(FactRefused):
        check_facts({"n": kind}, {"n": value})


def answers(*rules: Rule, facts: dict[str, Any], fired: tuple[str, ...]) -> None:
    properties = {test.name: type(test.value) for each in rules for test in each.when}
    with Driver(rulebook(*rules, **properties)) as driver:
        assert driver.fire(facts) == fired


def too_many_facts() -> None:
    names = [f"k{i}" for i in range(254)]
    book = rulebook(rule("r", ("n", "==", 1)), n=int, **dict.fromkeys(names, int))
    with Driver(book) as driver, pytest.raises(TooManyFacts):
        driver.fire(dict.fromkeys(names, 1))


def cases_do_not_meet() -> None:
    with Driver(rulebook(rule("r", ("n", "==", 1)), n=int)) as driver:
        assert [driver.fire(facts) for facts in ({"n": 1}, {}, {"n": 1}, {"n": 2})] == [
            ("r",),
            (),
            ("r",),
            (),
        ]


@dataclass(frozen=True)
class Hazard:
    """What the bare module is asked, what it does, and how our side meets the same thing."""

    trigger: str
    asked: str
    does: str
    stands: Callable[[], None]


HAZARDS = (
    Hazard(
        "512 different tests under one parent hang every evaluation",
        'h = ruleset([{"n": i} for i in range(511)]); say("registered"); say(fired(h, n=1))',
        '"registered" hangs',
        lambda: refuses_rules(*(rule(f"r{i}", ("n", "==", i)) for i in range(512)), error=LimitExceeded),
    ),
    Hazard(
        "513 hang the registration",
        'ruleset([{"n": i} for i in range(513)]); say("registered")',
        "hangs",
        lambda: refuses_rules(*(rule(f"r{i}", ("n", "==", i)) for i in range(513)), error=LimitExceeded),
    ),
    Hazard(
        "more than 255 rules on one test overrun: rules fire that do not exist, or the process dies",
        'say(len(fired(ruleset([{"n": 1}] * 256), n=1)) == 257)',
        "false",
        lambda: refuses_rules(*(rule(f"r{i}", ("n", "==", 1)) for i in range(256)), error=LimitExceeded),
    ),
    Hazard(
        "65 tests true at once",
        'say(fired(ruleset([{"$gt": {"n": i}} for i in range(64)]), n=99))',
        "dies: Could not assert fact, error code: 303",
        lambda: refuses_rules(*(rule(f"r{i}", ("n", ">", i)) for i in range(61)), error=LimitExceeded),
    ),
    Hazard(
        "too many rules",
        'ruleset([{"$and": [{"a": i % 50}, {"b": i // 50}]} for i in range(4097)])',
        "dies: Could not create ruleset, error code: 106",
        lambda: refuses_rules(
            *(rule(f"r{i}", ("n", "==", i % 50), ("m", "==", i // 50)) for i in range(4_001)),
            error=LimitExceeded,
            n=int,
            m=int,
        ),
    ),
    Hazard(
        "too many facts in a case",
        'say(fired(ruleset([{"n": 1}]), **{f"k{i}": 1 for i in range(254)}))',
        "dies: Could not assert fact, error code: 302",
        too_many_facts,
    ),
    Hazard(
        "two property names with one hash are one property",
        'say(fired(ruleset([{"lkgqcda": 1}]), kvewbdp=1))',
        FIRES,
        lambda: refuses_rules(error=PropertyRefused, lkgqcda=int, kvewbdp=int),
    ),
    Hazard(
        "two states whose names have one hash are one state",
        'h = ruleset([{"n": 1}]); fired(h, sid="lkgqcda"); say(len(c.get_facts(h, "kvewbdp")) > 2)',
        "true",
        cases_do_not_meet,
    ),
    Hazard(
        "of two tests in one object the second is dropped",
        'say(fired(ruleset([{"a": 1, "b": 2}]), a=1, b=3))',
        FIRES,
        lambda: answers(rule("r", ("a", "==", 1), ("b", "==", 2)), facts={"a": 1, "b": 3}, fired=()),
    ),
    Hazard(
        "$or fires twice where both branches hold",
        'say(fired(ruleset([{"$or": [{"a": 1}, {"b": 1}]}]), a=1, b=1))',
        json.dumps(["r0", "r0", "z"]),
        lambda: answers(
            rule("r", ("a", "==", 1)), rule("s", ("b", "==", 1)), facts={"a": 1, "b": 1}, fired=("r", "s")
        ),
    ),
    Hazard(
        "an empty conjunction fires, and twice",
        'say(fired(ruleset([{"$and": []}]), a=1))',
        json.dumps(["r0", "r0", "z"]),
        lambda: refuses_rules(Rule("r", ())),
    ),
    Hazard(
        "arithmetic kills the process when it divides by nought",
        'say(fired(ruleset([{"n": {"$div": {"$l": {"$m": "a"}, "$r": 0}}}]), n=1, a=1))',
        "killed",
        lambda: refuses_rules(Rule("r", (Test("n", Operator.EQ, {"$div": 0}),))),  # type: ignore[arg-type]
    ),
    Hazard(
        "$nex fires twice",
        'say(fired(ruleset([{"$nex": {"a": 1}}]), b=1))',
        json.dumps(["r0", "r0", "z"]),
        lambda: refuses_rules(Rule("r", (Test("n", "$nex", 1),))),  # type: ignore[arg-type]
    ),
    Hazard(
        "text is compared with a number as text",
        'say(fired(ruleset([{"$gte": {"n": 100}}]), n="20"))',
        FIRES,
        lambda: refuses_fact("20"),
    ),
    Hazard("true is one", 'say(fired(ruleset([{"n": 1}]), n=True))', FIRES, lambda: refuses_fact(True)),  # noqa: FBT003
    Hazard(
        "nothing equals nothing and differs from nothing",
        'say(fired(ruleset([{"$neq": {"n": 1}}]), n=None))',
        '["z"]',
        lambda: refuses_fact(None),
    ),
    Hazard(
        "a very small fraction",
        'say(fired(ruleset([{"n": 1}]), n=1e-07))',
        "dies: Could not assert fact, error code: 204",
        lambda: refuses_fact(1e-07),
    ),
    Hazard(
        "a number beyond 64 bits equals its neighbour",
        'say(fired(ruleset([{"n": 10**19}]), n=10**19 + 1))',
        FIRES,
        lambda: refuses_fact(10**19),
    ),
    Hazard(
        "a shorter text comes after a longer one that begins with it",
        'say(fired(ruleset([{"$gt": {"n": "ab c"}}]), n="ab"))',
        FIRES,
        lambda: refuses_rules(rule("r", ("text", ">", "ab c"))),
    ),
    Hazard(
        "texts are told apart by their length in 16 bits",
        'say(fired(ruleset([{"n": "甲乙"}]), n="甲乙" + "a" * 65_536))',
        FIRES,
        lambda: refuses_fact("甲乙" + "a" * 65_536, str),
    ),
)


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard.trigger)
def test_the_hazard_is_real_and_the_driver_stands_firm(hazard: Hazard) -> None:
    assert outcome_of_bare_module(hazard.asked) == hazard.does
    hazard.stands()


ELSEWHERE = {
    "two threads on one ruleset": "test_threads_and_forks.test_eight_threads_on_one_driver_all_get_their_own_answer",
    "closing beside asking": "test_threads_and_forks.test_closing_while_others_ask_ends_in_answers_or_a_clear_error",
    "fork after registration": "test_threads_and_forks.test_a_child_forked_after_loading_answers_and_the_parent_goes_on",
    "delete_state where nothing fired": "test_driver.test_a_case_of_which_nothing_fires_can_be_forgotten_at_once",
    "an exception in the middle": "test_driver.test_an_interrupt_in_the_middle_of_a_case_rises_and_leaves_no_facts",
    "states that are kept": "test_memory.test_memory_does_not_grow_over_twenty_thousand_cases",
    "rulesets that leak": "test_memory.test_memory_does_not_grow_over_three_hundred_drivers_made_and_given_back",
    "a new edition while others ask": (
        "test_threads_and_forks.test_republishing_while_others_ask_is_new_first_then_swap_then_close"
    ),
    "timer threads of the Host": "test_threads_and_forks.test_no_module_of_the_host_is_loaded_and_no_thread_runs",
}
"""Hazards that one answer cannot show, and the tests that show the driver standing firm."""


@pytest.mark.parametrize("named", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_the_hazard_is_tested_where_the_table_says(named: str) -> None:
    module, name = named.split(".")
    assert callable(getattr(importlib.import_module(f"tests.engine.{module}"), name))
