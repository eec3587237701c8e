"""Drawings of bands and tables: every place lies within the drawing, and darker means a higher fine."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.answered import Answered
from rules.statutory import StatutoryLimits
from service.pages.amount_figures import fine_figure, money_figure
from service.pages.matrix_view import Hit, drawings_of
from service.pages.range_bar import range_bar
from service.pages.shades import DARKEST, scale_of
from standards_1023.values import AmountUnit, Measure, MeasureKind, Range
from tests.rules.tables import TABLES

_AMOUNTS = st.none() | st.integers(0, 10**10).map(Fraction)


def answered(
    low: Fraction | None, high: Fraction | None, limits: tuple[Fraction | None, Fraction | None]
) -> Answered:
    fine = Measure(MeasureKind.FINE, "罚款", unit=AmountUnit.YUAN, amount=Range(low, high))
    return Answered(fine, fine, StatutoryLimits(limits), "表!B2")


def percent(text: str) -> float:
    return float(text.removesuffix("%"))


@given(st.lists(_AMOUNTS, min_size=4, max_size=4))
def test_whatever_the_band_and_the_range_all_is_drawn_within_the_width(
    amounts: list[Fraction | None],
) -> None:
    (low, high), (least, most) = (
        sorted(pair, key=lambda n: n or Fraction(0)) if None not in pair else pair
        for pair in (amounts[:2], amounts[2:])
    )
    bar = range_bar(answered(low, high, (least, most)), None)
    if bar is None:
        return
    for x, width in ((bar.band_x, bar.band_width), (bar.statute_x, bar.statute_width)):
        assert percent(width) > 0
        assert 0 <= percent(x) <= percent(x) + percent(width) <= 100


def test_there_is_no_drawing_without_a_statutory_range() -> None:
    band = Measure(MeasureKind.FINE, "罚款", unit=AmountUnit.YUAN, amount=Range(Fraction(1), Fraction(2)))
    assert range_bar(Answered(band, band, StatutoryLimits(None), ""), None) is None


def test_figures_say_which_limits_are_included() -> None:
    shown = money_figure(Range(Fraction(35_000_000), Fraction(50_000_000), high_included=False))
    assert (str(shown), shown.limits) == ("35–50万元", "含35万元，不含50万元")
    assert str(money_figure(Range(Fraction(50_000), Fraction(1_000_000)))) == "500–10000元"
    assert str(money_figure(Range(None, Fraction(500_000)))) == "5000元以下"


@pytest.mark.parametrize(
    ("unit", "amount", "shown", "limits"),
    [
        (
            AmountUnit.TIMES,
            Range(Fraction(1), Fraction(2), high_included=False),
            "1–2倍（按违法所得计）",
            "含1倍，不含2倍",
        ),
        (AmountUnit.TIMES, Range(None, Fraction(1)), "1倍以下（按违法所得计）", "含1倍"),
        (AmountUnit.PERCENT, Range(Fraction(5, 2), Fraction(5, 2)), "2.5%（按违法所得计）", ""),
        (AmountUnit.YUAN_PER, Range(None, Fraction(90_000)), "900元／平方米以下", "含900元"),
    ],
)
def test_figures_of_multiples_and_of_units_have_their_unit_behind_the_number(
    unit: AmountUnit, amount: Range, shown: str, limits: str
) -> None:
    base = None if unit.is_money else "违法所得"
    fine = Measure(MeasureKind.FINE, "罚款", unit=unit, amount=amount, base=base, per="平方米")
    figure = fine_figure(fine)
    assert figure is not None
    assert (str(figure), figure.limits) == (shown, limits)


def test_a_higher_fine_is_never_drawn_lighter() -> None:
    for make in TABLES.values():
        rows = make().rows
        shades = scale_of(rows).shades
        fines = [
            (m.amount.high, shades[r.cell])
            for r in rows
            for m in r.measures[:1]
            if r.cell in shades and m.amount and m.amount.high
        ]
        for high, shade in fines:
            assert 1 <= shade <= DARKEST
            assert all(shade >= other for lower, other in fines if lower < high)


def test_every_row_of_every_table_is_drawn_once_and_the_hit_once() -> None:
    for make in TABLES.values():
        standard = make()
        for row in standard.rows:
            drawn = drawings_of(standard, {row.group: Hit(None, row.cell)})
            cells = [cell for one in drawn for line in one.lines for cell in line.cells if cell]
            in_group = [other.cell for other in standard.rows if other.group == row.group]
            assert sorted(cell.place for cell in cells) == sorted(in_group)
            assert [cell.place for cell in cells if cell.state == "hit"] == [row.cell]


def test_where_a_grade_was_raised_both_cells_are_marked() -> None:
    standard = TABLES["占道"]()
    first, second = standard.rows[:2]
    (drawn,) = drawings_of(standard, {first.group: Hit(first.cell, second.cell)})
    states = {cell.place: cell.state for line in drawn.lines for cell in line.cells if cell and cell.state}
    assert states == {first.cell: "hit", second.cell: "raised"}
