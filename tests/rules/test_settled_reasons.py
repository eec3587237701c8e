"""What was settled to be read as another text: the reasons say what the table itself prints."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rules.assessment import assess
from rules.case_input import CaseInput
from rules.drivers import Drivers
from rules.reasons import Reason
from standards_1023.values import Settled
from tests.rules.tables import SHEET, generous, heaps, weighted, workbook

ON = date(2026, 11, 24)


def reasons(standard_settled: Settled, *facts: tuple[str, str], weights: bool = False) -> list[Reason]:
    standard = weighted() if weights else heaps()
    book = replace(workbook(standard, generous()), settled=(standard_settled,))
    with Drivers() as drivers:
        return list(assess(book, standard, CaseInput(facts=facts), drivers).reasons)


def settled(cell: str, sheet: str = SHEET) -> Settled:
    return Settled(sheet, cell, "罚五个数", "处5万元罚款", "zhangsan", ON)


FACTS = (("占地面积", "5平方米"), ("整改情况", "限期内改正"))
SAID = "表中印的是“罚五个数”，按2026-11-24的确认读作“处5万元罚款”。"


def test_the_row_and_the_conditions_that_apply_are_told_as_the_table_prints_them() -> None:
    row, condition = heaps().rows[0].cell, heaps().factors[0].conditions[0].cell
    for cell in (row, condition):
        told = reasons(settled(cell), *FACTS)
        assert Reason(SAID, f"{SHEET}!{cell}") in told
        assert not any("zhangsan" in one.text for one in told)


def test_what_was_settled_elsewhere_is_not_told() -> None:
    other = heaps().rows[-1].cell
    assert SAID not in [one.text for one in reasons(settled(other), *FACTS)]
    assert SAID not in [one.text for one in reasons(settled(heaps().rows[0].cell, "另一张"), *FACTS)]


def test_an_option_of_a_sum_is_told_as_well() -> None:
    told = reasons(settled("D5"), ("时间", "8个月"), ("配合情况", "配合"), weights=True)
    assert SAID in [one.text for one in told]
