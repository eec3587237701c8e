"""The driver answers as the rulebook reads, forgets each case, and says clearly when it cannot answer."""

from __future__ import annotations

import copy
import dataclasses
import gc
import importlib
import pickle
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

from engine import native
from engine.driver import Driver
from engine.errors import (
    DriverBusy,
    DriverClosed,
    EngineError,
    EngineFault,
    EngineUnavailable,
    FactRefused,
    FactsMissing,
    LimitExceeded,
    PropertyRefused,
    RulebookRefused,
    RuleRefused,
    TooManyFacts,
)
from engine.trace import Trace
from tests.engine.children import output_of_child
from tests.engine.toy_law import LATE_BOOK, LIBRARY, rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_rules_fire_once_each_in_the_order_of_the_rulebook() -> None:
    with Driver(LIBRARY) as driver:
        assert driver.fire(LATE_BOOK) == ("收费-图书", "停借")
        assert driver.fire({**LATE_BOOK, "is_child": True}) == ("儿童不收费", "停借")
        assert driver.fire({**LATE_BOOK, "kind": "影碟", "balance_fen": -1_000}) == (
            "收费-影碟",
            "非图书另存",
        )


@pytest.mark.parametrize(("days", "fired"), [(0, "在期内"), (1, "提醒"), (7, "提醒"), (8, "收费-图书")])
def test_a_limit_is_met_to_the_day(days: int, fired: str) -> None:
    with Driver(LIBRARY) as driver:
        assert driver.fire({"days_late": days, "kind": "图书", "is_child": False}) == (fired,)


def test_the_same_facts_give_the_same_answer_in_any_order_of_writing() -> None:
    with Driver(LIBRARY) as driver:
        answers = {driver.fire(dict(items)) for items in (LATE_BOOK.items(), reversed(LATE_BOOK.items()))}
        answers |= {driver.fire(LATE_BOOK) for _ in range(50)}
    assert answers == {("收费-图书", "停借")}


def test_one_case_leaves_nothing_behind_for_the_next() -> None:
    with Driver(LIBRARY) as driver:
        driver.fire(LATE_BOOK)
        assert driver.fire({}) == ()
        assert driver.fire({"days_late": 0}) == ("在期内",)


def test_a_test_on_a_fact_that_was_not_given_does_not_hold_whatever_its_operator() -> None:
    rules = [rule(sign, ("n", sign, 0)) for sign in ("==", "!=", "<", "<=", ">", ">=")]
    with Driver(rulebook(*rules)) as driver:
        assert driver.fire({"text": "甲"}) == ()


def test_without_a_required_fact_there_is_no_answer() -> None:
    with Driver(dataclasses.replace(LIBRARY, required=frozenset({"kind", "is_child"}))) as driver:
        with pytest.raises(FactsMissing) as missing:
            driver.fire({"days_late": 3, "kind": "图书"})
        assert missing.value.names == ("is_child",)
        assert driver.fire(LATE_BOOK) == ("收费-图书", "停借")


def test_a_refused_fact_leaves_the_driver_usable() -> None:
    with Driver(LIBRARY) as driver:
        with pytest.raises(FactRefused):
            driver.fire({**LATE_BOOK, "days_late": "9"})
        assert driver.fire(LATE_BOOK) == ("收费-图书", "停借")


def test_alternatives_written_as_two_rules_fire_once_each() -> None:
    either = rulebook(rule("甲", ("n", ">", 1)), rule("乙", ("flag", "==", True)))
    with Driver(either) as driver:
        assert driver.fire({"n": 2, "flag": True}) == ("甲", "乙")


def test_two_tests_of_one_property_both_count() -> None:
    with Driver(rulebook(rule("甲", ("n", ">", 1), ("n", "<", 4), ("n", "!=", 2)))) as driver:
        assert [n for n in range(6) if driver.fire({"n": n})] == [3]


@pytest.mark.parametrize(
    "text", ["", "甲", '"', "\\", "a\\", 'a\\"', "a\nb", "a\x00b", "𠮷", "{", '","n":1', "true"]
)
def test_a_text_equals_itself_and_nothing_else(text: str) -> None:
    book = rulebook(rule("same", ("text", "==", text)), rule("other", ("text", "!=", text)))
    with Driver(book) as driver:
        assert driver.fire({"text": text}) == ("same",)
        others = {"", "甲乙", text + "a", text + '"', text + "\\", text[:-1].strip()} - {text}
        for other in others:
            assert driver.fire({"text": other}) == ("other",), other


def test_the_longest_text_is_compared_to_its_last_character() -> None:
    for character in ("甲", "\x01", "𠮷"):  # six bytes of JSON for \x01, the most that a character takes
        text = "a" + character * 9_998 + "b"
        with Driver(rulebook(rule("same", ("text", "==", text)))) as driver:
            assert driver.fire({"text": text}) == ("same",)
            assert driver.fire({"text": text[:-1] + "c"}) == ()


def test_a_case_of_two_hundred_and_fifty_facts_is_answered() -> None:
    properties = {f"k{i}": int for i in range(250)}
    with Driver(rulebook(rule("last", ("k249", "==", 1)), **properties)) as driver:
        assert driver.fire(dict.fromkeys(properties, 1)) == ("last",)


def test_two_drivers_of_one_rulebook_do_not_meet() -> None:
    with Driver(LIBRARY) as one, Driver(LIBRARY) as other:
        assert one.fire(LATE_BOOK) == other.fire(LATE_BOOK)
        one.close()
        assert other.fire(LATE_BOOK) == ("收费-图书", "停借")


def test_after_a_case_the_engine_holds_no_fact_of_it() -> None:
    with Driver(LIBRARY) as driver:
        driver.fire(LATE_BOOK)
        with pytest.raises(driver._c.error, match="309"):  # no such state
            driver._c.get_facts(driver._handle, "0")


class TwoFaced(Mapping[str, Any]):
    """Facts that are other ones at every look."""

    def __init__(self) -> None:
        self.looks = 0

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401
        self.looks += name == "days_late"
        facts = {"kind": "图书", "is_child": False, "days_late": 9 if self.looks == 1 else "9"}
        return facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(["days_late", "kind", "is_child"])

    def __len__(self) -> int:
        return 3


def test_what_is_checked_is_what_is_asserted() -> None:
    with Driver(LIBRARY) as driver:
        facts = TwoFaced()
        assert driver.fire(facts) == ("收费-图书",)
        assert facts.looks == 1


def test_a_driver_is_not_copied_and_not_sent_to_another_process() -> None:
    with Driver(LIBRARY) as driver:
        for copied in (copy.copy, copy.deepcopy, pickle.dumps):
            with pytest.raises(TypeError, match="请传规则集"):
                copied(driver)


def test_a_case_of_which_nothing_fires_can_be_forgotten_at_once() -> None:
    source = """
        dirt = [bytes([255]) * size for size in range(16, 4_096, 8) for _ in range(8)]
        del dirt  # the memory that the C module gets is not nought
        drivers = [Driver(rulebook(rule("never", ("n", "==", i)))) for i in range(200)]
        for driver in drivers:
            assert driver.fire({}) == driver.fire({"n": -1}) == ()
            driver.close()
        print("done")
    """
    assert output_of_child(source) == "done"


def test_a_trace_holds_what_is_needed_to_repeat_the_evaluation() -> None:
    facts = dict(LATE_BOOK)
    with Driver(LIBRARY) as driver:
        trace = driver.trace(facts)
        facts["days_late"] = 0
        assert trace == Trace(LIBRARY.name, LIBRARY.fingerprint, LATE_BOOK, ("收费-图书", "停借"))
        assert driver.fire(trace.facts) == trace.fired


# ---------------------------------------------------------------------------------------------------- closing


def test_a_closed_driver_says_so_and_closing_twice_is_closing_once() -> None:
    driver = Driver(LIBRARY)
    driver.close()
    driver.close()
    with pytest.raises(DriverClosed) as closed:
        driver.fire(LATE_BOOK)
    assert closed.value.rulebook == LIBRARY.name


def test_an_exception_in_a_with_block_rises_and_closes_the_driver() -> None:
    with pytest.raises(ZeroDivisionError), Driver(LIBRARY) as driver:
        _ = 1 // 0
    with pytest.raises(DriverClosed):
        driver.fire(LATE_BOOK)


def test_a_driver_that_is_dropped_gives_its_ruleset_back() -> None:
    driver = Driver(LIBRARY)
    handle, c = driver._handle, native.c_module()
    del driver
    gc.collect()
    with pytest.raises(c.error, match="111"):  # no such ruleset
        c.get_facts(handle, "0")


# --------------------------------------------------------------------------------------------------- failures


class Interrupting:
    """The C module, but an interrupt comes at the n-th call from now."""

    def __init__(self, c: Any, calls: int) -> None:  # noqa: ANN401
        self._c = c
        self.calls = calls
        self.error = c.error

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        self.calls -= 1
        if self.calls == 0:
            raise KeyboardInterrupt
        return getattr(self._c, name)


@pytest.mark.parametrize("calls", [1, 2, 3, 4])
def test_an_interrupt_in_the_middle_of_a_case_rises_and_leaves_no_facts(calls: int) -> None:
    with Driver(LIBRARY) as driver:
        c = driver._c
        driver._c = Interrupting(c, calls)
        with pytest.raises(KeyboardInterrupt):
            driver.fire(LATE_BOOK)
        driver._c = c
        assert driver.fire({"days_late": 0}) == ("在期内",)
        assert driver.fire(LATE_BOOK) == ("收费-图书", "停借")


class Interfering:
    """The C module, but at each of its calls somebody calls the driver again, as a signal's handler may."""

    def __init__(self, driver: Driver) -> None:
        self._c, self._driver = driver._c, driver
        self.error = driver._c.error
        self.refused = 0

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        for again in (lambda: self._driver.fire({"days_late": 0}), self._driver.close):
            with pytest.raises(DriverBusy):
                again()
            self.refused += 1
        return getattr(self._c, name)


def test_a_call_in_the_middle_of_a_case_is_refused_and_the_case_goes_on() -> None:
    with Driver(LIBRARY) as driver:
        driver._c = interfering = Interfering(driver)
        assert driver.fire(LATE_BOOK) == ("收费-图书", "停借")
        assert interfering.refused > 5
        driver._c = interfering._c
        assert driver.fire({"days_late": 0}) == ("在期内",)


def test_a_case_that_was_not_forgotten_is_forgotten_before_the_next() -> None:
    with Driver(LIBRARY) as driver:
        driver._occupied = True
        driver._c.assert_fact(driver._handle, '{"sid":"0","id":"case","$anchor":1,"days_late":9}')
        assert driver.fire({"days_late": 0}) == ("在期内",)


def test_a_driver_can_be_closed_in_the_middle_of_a_case() -> None:
    driver = Driver(LIBRARY)
    driver._c.assert_fact(driver._handle, '{"sid":"0","id":"case","$anchor":1,"days_late":9}')
    driver.close()
    with pytest.raises(DriverClosed):
        driver.fire(LATE_BOOK)


@pytest.mark.parametrize(
    "case", ['{"sid":"0"', '{"sid":"0","id":"case","n":1e-07}', '{"sid":"0","id":"case"}']
)
def test_a_case_that_the_c_module_refuses_is_a_fault_and_the_next_one_is_answered(case: str) -> None:
    with Driver(LIBRARY) as driver:
        with pytest.raises(EngineFault) as fault:
            driver._ask(case)
        assert fault.value.rulebook == LIBRARY.name
        assert driver.fire(LATE_BOOK) == ("收费-图书", "停借")


def test_an_answer_without_the_anchor_is_never_given() -> None:
    with Driver(LIBRARY) as driver:
        for fired in ([], ["停借"], ["$anchor", "停借"], ["停借", "停借", "$anchor"]):
            with pytest.raises(EngineFault):
                driver._without_anchor(fired)


def test_a_missing_c_module_is_one_sentence_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(f"{name}.so: undefined symbol: PyEval_CallObject")

    native.c_module.cache_clear()
    monkeypatch.setattr(native, "import_module", missing)
    with pytest.raises(EngineUnavailable, match="PyEval_CallObject=PyObject_CallObject pip install") as error:
        Driver(LIBRARY)
    assert "undefined symbol" in error.value.cause
    assert "\n" not in str(error.value)
    native.c_module.cache_clear()
    monkeypatch.setattr(native, "import_module", importlib.import_module)
    Driver(LIBRARY).close()


@pytest.mark.parametrize(
    "error",
    [
        EngineUnavailable("x"),
        RulebookRefused("书", "没有名称。"),
        PropertyRefused("书", "a.b", "不能含点。"),
        RuleRefused("书", "甲", "没有条件。"),
        LimitExceeded("书", "规则数", 4_001, 4_000),
        FactRefused("n", "应是整数。"),
        FactsMissing(("n", "m")),
        TooManyFacts(251, 250),
        DriverBusy("书"),
        DriverClosed("书"),
        EngineFault("书", "code 303"),
    ],
)
def test_every_error_is_one_line_and_survives_the_way_from_another_process(error: EngineError) -> None:
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert str(back) == str(error)
    assert vars(back) == vars(error)
    assert "\n" not in str(error)
    assert str(error)[-1] in "。8"  # a sentence, or the command to copy
