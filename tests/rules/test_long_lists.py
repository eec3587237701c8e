"""Tables with long lists of conditions stay within the engine's limits and answer rightly."""

from __future__ import annotations

from fractions import Fraction

from rules.assessment import assess
from rules.case_input import CaseInput
from rules.drivers import Drivers
from standards_1023.values import (
    Alternative,
    AmountUnit,
    Condition,
    Factor,
    FactorKind,
    Measure,
    MeasureKind,
    Model,
    Quantity,
    Range,
    Row,
    Standard,
)
from tests.rules.tables import SHEET, workbook


def fine(yuan: int) -> Measure:
    fen = Fraction(100 * yuan)
    return Measure(MeasureKind.FINE, f"处{yuan}元罚款", None, AmountUnit.YUAN, Range(fen, fen))


def standard_of(conditions: list[Condition], kind: FactorKind) -> Standard:
    rows = tuple(
        Row(n + 2, f"D{n + 2}", (("情形", c.text),), fine(100 + n).text, (fine(100 + n),))
        for n, c in enumerate(conditions)
    )
    factor = Factor("情形", kind, tuple(conditions), None, "C2")
    return Standard(SHEET, "A2", "1", "某行为", Model.GRADES, factors=(factor,), rows=rows)


def test_a_list_of_three_hundred_options_answers_each_of_them() -> None:
    standard = standard_of([Condition(f"情形甲{n}", f"C{n + 2}") for n in range(300)], FactorKind.OPTION)
    with Drivers() as drivers:
        for n in (0, 49, 50, 51, 149, 299):
            found = assess(workbook(standard), standard, CaseInput(facts=(("情形", f"情形甲{n}"),)), drivers)
            assert found.measures == (fine(100 + n),)


def test_eighty_steps_of_a_measured_thing_answer_at_each_edge() -> None:
    steps = [Range(Fraction(n), Fraction(n + 1), low_included=True, high_included=False) for n in range(80)]
    conditions = [
        Condition(text := f"{n}吨以上{n + 1}吨以下", f"C{n + 2}", (Alternative(text, Quantity(step, "吨")),))
        for n, step in enumerate(steps)
    ]
    standard = standard_of(conditions, FactorKind.NUMBER)
    with Drivers() as drivers:
        for entered, row in (
            ("0吨", 0),
            ("0.9999吨", 0),
            ("1吨", 1),
            ("49.5吨", 49),
            ("50吨", 50),
            ("79.9吨", 79),
        ):
            found = assess(workbook(standard), standard, CaseInput(facts=(("情形", entered),)), drivers)
            assert found.measures == (fine(100 + row),), entered
