"""An answer that is kept serves only cases that have the same answer, whatever was asked before."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from rules import remembered
from rules.assessment import Assessment, assess
from rules.case_input import CaseInput, Party
from rules.drivers import Drivers
from rules.errors import AssessmentRefused
from tests.rules.tables import generous, heaps, sides, unit_and_persons, weighted, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from standards_1023.values import Standard, StandardsWorkbook

PARTIES = (None, *Party)
FACTS: dict[Callable[[], Standard], tuple[tuple[tuple[str, str], ...], ...]] = {
    heaps: tuple(
        (("占地面积", area), ("整改情况", done))
        for area, done in product(
            ("3平方米", "9.5平方米", "10平方米", "10平方米以下", "造成人员伤亡的"),
            ("限期内改正", "逾期未改正", "查不清"),
        )
    ),
    sides: tuple(
        (("后果", harm), ("适用情形", situation))
        for harm, situation in product(("有", "无后果"), ("对单位·限期内改正", "对单位·逾期未改正", "对个人"))
    ),
    unit_and_persons: ((("后果", "有后果"),), (("后果", "无"),)),
    weighted: tuple(
        (("时间", time), ("配合情况", answer))
        for time, answer in product(("3个月", "半年", "7个月", "6个月以下"), ("配合", "不配合"))
    ),
}


def answered(
    book: StandardsWorkbook, case: CaseInput, drivers: Drivers
) -> tuple[Assessment | str, tuple[object, ...]]:
    try:
        found = assess(book, book.standards[0], case, drivers)
    except AssessmentRefused as refused:
        return str(refused), ()
    return found, (found.reasons, found.duties, found.considered)


def cases(table: Callable[[], Standard]) -> Iterator[CaseInput]:
    for facts, party in product(FACTS[table], PARTIES):
        yield CaseInput(facts, party=party)
        yield CaseInput(facts, party=party, circumstances=("disclosed_lighter",))


@pytest.mark.parametrize("table", FACTS)
@pytest.mark.parametrize("most", [1, 3, 64])
def test_a_case_is_answered_after_others_as_it_is_alone(
    table: Callable[[], Standard], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "_MOST", most)
    book = workbook(table(), generous())
    with Drivers() as drivers:
        for case in (*cases(table), *reversed(tuple(cases(table)))):
            with Drivers() as fresh:
                assert answered(book, case, drivers) == answered(book, case, fresh)
            assert len(drivers.kept(book, book.standards[0])) <= most


def test_a_table_that_names_no_subject_keeps_one_answer_for_all_parties() -> None:
    book = workbook(heaps())
    with Drivers() as drivers:
        for party in PARTIES:
            answered(book, CaseInput(FACTS[heaps][0], party=party), drivers)
        assert len(drivers.kept(book, book.standards[0])) == 1


def test_other_words_and_numbers_that_meet_the_same_conditions_have_one_answer_worked_out() -> None:
    book = workbook(heaps(), generous())
    with Drivers() as drivers:
        areas = ("3平方米", "9.5平方米", "10平方米以下")
        for area in areas:
            answered(book, CaseInput((("占地面积", area), ("整改情况", "限期内改正"))), drivers)
        assert len(drivers.kept(book, book.standards[0])) == 2
        assert len(drivers.kept_by_conditions(book, book.standards[0])) == 1
