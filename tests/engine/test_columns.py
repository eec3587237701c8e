"""Columns are refused where a single case would be, and what is not given satisfies nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from engine.checks import LARGEST_NUMBER
from engine.column_evaluator import ColumnEvaluator
from engine.columns import Column, Columns, columns_of
from engine.driver import Driver
from engine.errors import EngineError, FactRefused, FactsMissing, RuleRefused, TooManyFacts
from engine.language import Rulebook
from tests.engine import naive
from tests.engine.toy_law import LATE_BOOK, LIBRARY, rule, rulebook

if TYPE_CHECKING:
    from engine.language import Value

SMALL = rulebook(rule("r", ("n", ">=", 3)), rule("t", ("text", "!=", "甲")), rule("f", ("flag", "==", False)))


def numbers(*values: int) -> Any:  # noqa: ANN401 - an array of one dimension
    return np.array(values, np.int64)


def test_the_library_answers_a_column_of_borrowers_as_it_answers_each() -> None:
    borrowers: list[dict[str, Value]] = [LATE_BOOK, LATE_BOOK | {"days_late": 0}, {"is_child": True}, {}]
    evaluator = ColumnEvaluator(LIBRARY)
    fired = evaluator.fire(columns_of(LIBRARY.properties, borrowers))
    assert [evaluator.names(fired[:, i]) for i in range(4)] == [naive.fire(LIBRARY, b) for b in borrowers]


def test_what_stands_where_nothing_is_given_is_not_looked_at() -> None:
    given = np.array([True, False])
    columns = {
        "n": Column(numbers(3, LARGEST_NUMBER + 1), given),
        "text": Column(np.array(["乙", None], object), given),
        "flag": Column(np.array([False, False]), given),
    }
    fired = ColumnEvaluator(SMALL).fire(Columns(2, columns))
    assert fired.tolist() == [[True, False]] * 3


@pytest.mark.parametrize(
    "case",
    [
        {"n": True},
        {"n": "3"},
        {"n": LARGEST_NUMBER + 1},
        {"n": -LARGEST_NUMBER - 1},
        {"n": 2**63},
        {"n": None},
        {"text": 3},
        {"text": " a"},
        {"text": "Ａ"},
        {"text": "\ud800"},
        {"text": "a" * 10_001},
        {"flag": 1},
        {"nobody": 1},
    ],
)
def test_a_case_that_the_driver_refuses_is_refused_in_a_column(case: dict[str, Any]) -> None:
    with Driver(SMALL) as driver, pytest.raises(EngineError):
        driver.fire(case)
    with pytest.raises(FactRefused):
        columns_of(SMALL.properties, [{}, case])


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("n", Column(numbers(0, LARGEST_NUMBER + 1))),
        ("n", Column(numbers(0, -LARGEST_NUMBER - 1))),
        ("n", Column(np.array([1.0, 2.0]))),
        ("n", Column(np.array([1, 2], np.int32))),
        ("n", Column(np.array([1, 2], np.uint64))),
        ("n", Column(np.array([True, False]))),
        ("n", Column(np.array([1, 2], object))),
        ("n", Column(numbers(1))),
        ("n", Column(numbers(1, 2), np.array([True]))),
        ("n", Column(numbers(1, 2), numbers(1, 1))),
        ("flag", Column(numbers(0, 1))),
        ("text", Column(np.array(["甲", "乙"]))),
        ("text", Column(np.array(["甲", 3], object))),
        ("text", Column(np.array(["甲", "甲 "], object))),
        ("nobody", Column(numbers(1, 2))),
    ],
)
def test_a_column_of_another_type_shape_or_range_is_refused(name: str, column: Column) -> None:
    with pytest.raises(FactRefused, match=name):
        ColumnEvaluator(SMALL).fire(Columns(2, {name: column}))


def test_the_case_that_is_refused_is_named() -> None:
    with pytest.raises(FactRefused, match="第 2 个案件"):
        ColumnEvaluator(SMALL).fire(Columns(2, {"n": Column(numbers(0, LARGEST_NUMBER + 1))}))


def test_a_required_fact_must_be_given_in_every_case() -> None:
    book = Rulebook("必填", SMALL.properties, SMALL.rules, frozenset({"n", "text"}))
    evaluator = ColumnEvaluator(book)
    with pytest.raises(FactsMissing) as missing:
        evaluator.fire(columns_of(book.properties, [{"n": 1, "text": "甲"}, {"n": 1}]))
    assert missing.value.names == ("text",)
    with pytest.raises(FactsMissing):
        evaluator.fire(columns_of(book.properties, [{}]))
    assert evaluator.fire(Columns(0, {})).shape == (3, 0)


def test_no_case_carries_more_facts_than_the_driver_takes() -> None:
    names = [f"p{i}" for i in range(251)]
    book = rulebook(rule("r", ("p0", "==", 0)), **dict.fromkeys(names, int))
    everything: dict[str, Value] = dict.fromkeys(names, 0)
    evaluator = ColumnEvaluator(book)
    with pytest.raises(TooManyFacts):
        evaluator.fire(columns_of(book.properties, [everything, {}]))
    one_less = dict(list(everything.items())[:250])
    fired = evaluator.fire(columns_of(book.properties, [one_less, {"p250": 0}]))
    assert fired.tolist() == [[True, False]]


def test_a_rulebook_that_the_driver_refuses_is_refused_here() -> None:
    with pytest.raises(RuleRefused):
        ColumnEvaluator(rulebook(rule("r", ("text", "<", "甲"))))
