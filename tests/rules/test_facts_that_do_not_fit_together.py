"""Facts of which only some have a row, and penalties whose own condition the case does not meet."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from rules.assessment import Assessment, assess
from rules.case_input import CaseInput
from rules.drivers import Drivers
from rules.errors import AssessmentRefused, NoRowFound
from standards_1023.values import AmountUnit, Instrument, Measure, Quantity, Range, Standard
from tests.rules.tables import fine, generous, heaps, option, row, stalls, workbook


def ask(
    standard: Standard,
    facts: tuple[tuple[str, str], ...],
    bases: tuple[tuple[str, str], ...] = (),
    instrument: Instrument | None = None,
) -> Assessment:
    with Drivers() as drivers:
        return assess(workbook(standard, instrument), standard, CaseInput(facts=facts, bases=bases), drivers)


def steps() -> Standard:
    """A类 only when 轻, B类 and C类 only when 重."""
    plain = stalls()
    first, second = plain.factors[0], plain.factors[-1]
    kinds = replace(
        first, name="违法程度", conditions=tuple(option(f"{k}类", f"B{n}") for n, k in enumerate("甲乙丙", 2))
    )
    harm = replace(second, name="危害后果", conditions=(option("轻", "C2"), option("重", "C3")))
    rows = (
        row(2, {"违法程度": "甲类", "危害后果": "轻"}, fine(10_000, 10_000)),
        row(3, {"违法程度": "乙类", "危害后果": "重"}, fine(50_000, 50_000)),
        row(4, {"违法程度": "丙类", "危害后果": "重"}, fine(100_000, 100_000)),
    )
    return replace(plain, factors=(kinds, harm), rows=rows, statutory=())


@pytest.mark.parametrize("instrument", [None, generous()], ids=["silent", "heavier wins"])
@pytest.mark.parametrize(
    "facts",
    [
        (("违法程度", "甲类"), ("危害后果", "轻"), ("危害后果", "重")),
        (("违法程度", "甲类"), ("违法程度", "丙类"), ("危害后果", "轻")),
    ],
)
def test_an_option_without_a_row_is_not_dropped_for_the_lighter_one(
    facts: tuple[tuple[str, str], ...], instrument: Instrument | None
) -> None:
    with pytest.raises(AssessmentRefused):
        ask(steps(), facts, instrument=instrument)


@pytest.mark.parametrize(
    "area", ["约20平方米", "大概二十平方米", "20平方米左右", "不到20平方米", "20多平方米"]
)
def test_an_estimate_is_refused_with_what_to_write(area: str) -> None:
    with pytest.raises(AssessmentRefused, match="不是确定的数：请写查清的数，如 2平方米"):
        ask(heaps(), (("占地面积", area), ("整改情况", "限期内改正")))


def test_one_option_of_each_factor_is_answered() -> None:
    assert ask(steps(), (("违法程度", "丙类"), ("危害后果", "重"))).measures == (fine(100_000, 100_000),)


def gains_in_steps() -> Standard:
    """违法所得一万元以上的处五倍；不足一万元的处五万元."""
    wan = Fraction(10_000)
    many = Measure(
        fine(1, 1).kind,
        "并处违法所得五倍罚款",
        None,
        AmountUnit.TIMES,
        Range(Fraction(5), Fraction(5)),
        "违法所得",
        trigger="违法所得一万元以上的",
        applies=Quantity(Range(wan, None), "元", "违法所得"),
    )
    few = replace(
        fine(50_000, 50_000),
        trigger="违法所得不足一万元的",
        applies=Quantity(Range(None, wan, high_included=False), "元", "违法所得"),
    )
    standard = steps()
    return replace(standard, rows=(row(2, {"违法程度": "甲类", "危害后果": "轻"}, many, few),))


@pytest.mark.parametrize(("gains", "yuan"), [("9999.99", 50_000), ("10000", 50_000), ("10000.01", 50_000)])
def test_only_the_step_that_the_base_meets_is_answered(gains: str, yuan: int) -> None:
    facts = (("违法程度", "甲类"), ("危害后果", "轻"))
    found = ask(gains_in_steps(), facts, (("违法所得", gains),))
    assert len(found.measures) == 1
    (only,) = found.measures
    assert only.amount is not None
    assert only.amount.low is not None
    below = Fraction(gains) < Fraction(10_000)
    assert only.amount.low == (yuan * 100 if below else Fraction(gains) * 500)
    assert any("不适用" in reason.text for reason in found.reasons)


def test_without_the_base_every_step_stands_with_its_condition() -> None:
    found = ask(gains_in_steps(), (("违法程度", "甲类"), ("危害后果", "轻")))
    assert [m.trigger for m in found.measures] == ["违法所得一万元以上的", "违法所得不足一万元的"]
    assert any("适用其中一种" in reason.text for reason in found.reasons)


def test_a_base_that_meets_no_step_is_refused() -> None:
    standard = gains_in_steps()
    only = replace(standard.rows[0], measures=standard.rows[0].measures[:1])
    with pytest.raises(NoRowFound, match="不适用"):
        ask(
            replace(standard, rows=(only,)),
            (("违法程度", "甲类"), ("危害后果", "轻")),
            (("违法所得", "5000"),),
        )
