"""Whatever rulebook and facts are drawn, driver, column evaluator and naive interpreter answer the same."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.checks import check_rulebook
from engine.column_evaluator import ColumnEvaluator
from engine.columns import columns_of
from engine.driver import Driver
from engine.errors import LimitExceeded
from tests.engine import naive
from tests.engine.drawn import cases, rulebooks


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_driver_agrees_with_the_naive_interpreter(data: st.DataObject) -> None:
    book = data.draw(rulebooks())
    try:
        check_rulebook(book)
    except LimitExceeded:
        assume(False)  # noqa: FBT003
    drawn = [data.draw(cases(book)) for _ in range(8)]
    naively = [naive.fire(book, facts) for facts in drawn]
    with Driver(book) as driver:
        for facts, expected in zip(drawn, naively, strict=True):
            assert driver.fire(facts) == expected
            assert driver.fire(facts) == expected  # and again: nothing was left behind
    columns = ColumnEvaluator(book)
    fired = columns.fire(columns_of(book.properties, drawn))
    assert [columns.names(fired[:, place]) for place in range(len(drawn))] == naively
