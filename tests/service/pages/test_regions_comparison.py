"""A standard whose limits moved: every range of facts with its band before and after, and no others."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rules import regions_compared
from rules.assessment import assess
from rules.case_input import CaseInput
from rules.drivers import Drivers
from rules.errors import AssessmentRefused, FactsMissing
from rules.regions_compared import NoAnswer
from service.pages.amount_figures import only_measure_words
from service.pages.compared_band import Kind
from service.pages.edition_comparison import compare, counts
from standards_1023.numerals import decimal_text
from standards_1023.values import Factor, FactorKind, Instrument, Measure, Model, Standard
from tests.rules.tables import SHEET, fine, generous, measured, number, option, row, stalls, workbook
from tests.standards_1023.test_edition_diff import edition

if TYPE_CHECKING:
    import pytest

    from service.pages.edition_comparison import Compared

_LIMITS = {
    (None, 3): "不足3倍", (3, 4): "3倍以上不足4倍", (3, 5): "3倍以上不足5倍", (4, 5): "4倍以上不足5倍",
    (None, 4): "不足4倍", (5, None): "5倍以上",
}  # fmt: skip


def discharges(*ends: int, fines: tuple[tuple[int, int], ...]) -> Standard:
    """排放: how far above the norm × how much, bands in 万元 row by row."""
    multiples = tuple(
        measured(_LIMITS[low, high], f"B{n}", number(low, high, high_in=False), "倍")
        for n, (low, high) in enumerate(pairwise([None, *ends, None]))
    )
    amounts = (
        measured("不足50吨", "C1", number(None, 50, high_in=False), "吨"),
        measured("50吨以上", "C2", number(50, None), "吨"),
    )
    factors = (
        Factor("超标倍数", FactorKind.NUMBER, multiples),
        Factor("排放量", FactorKind.NUMBER, amounts),
    )
    rows = tuple(
        row(10 + n, {"超标倍数": a.text, "排放量": b.text}, fine(low * 10_000, high * 10_000))
        for n, ((a, b), (low, high)) in enumerate(zip(product(multiples, amounts), fines, strict=True))
    )
    return Standard(SHEET, "A1", "1", "超标排放", Model.MATRIX, factors=factors, rows=rows)


FINES = ((10, 18), (18, 35), (35, 50), (50, 70), (70, 80), (80, 100))


def compared(old: Standard, new: Standard, instrument: Instrument | None = None) -> list[Compared]:
    return compare(edition(old, instrument=instrument), edition(new, instrument=instrument, digest="2"))


def test_a_limit_that_moved_up_makes_what_lies_between_lighter() -> None:
    (found,) = compared(discharges(3, 5, fines=FINES), discharges(4, 5, fines=FINES))
    assert [(one.of, one.kind, one.cells) for one in found.bands] == [
        ("超标倍数=3倍以上不足4倍，排放量=不足50吨", Kind.LIGHTER, ("表!D12", "表!D10")),
        ("超标倍数=3倍以上不足4倍，排放量=50吨以上", Kind.LIGHTER, ("表!D13", "表!D11")),
    ]
    (pair,) = found.bands[0].pairs
    assert (str(pair.before.figure), str(pair.after.figure)) == ("35–50万元", "10–18万元")
    assert (found.kind, found.mark) == (Kind.LIGHTER, "幅度变轻")
    assert found.note == "裁量因素的条件有改动：下面按两版的界限分段比较，只列幅度不同的。"


def test_a_standard_with_lighter_and_heavier_ranges_is_counted_as_both() -> None:
    dearer = (*FINES[:4], (75, 85), FINES[5])
    (found,) = compared(discharges(3, 5, fines=FINES), discharges(4, 5, fines=dearer))
    assert [(one.of, one.kind) for one in found.bands][-1] == (
        "超标倍数=5倍以上，排放量=不足50吨",
        Kind.HEAVIER,
    )
    assert found.mark == "有重有轻"
    assert {kind for kind, count in counts([found]).items() if count} == {Kind.HEAVIER, Kind.LIGHTER}


def test_what_no_row_answers_any_more_is_named_and_not_called_lighter() -> None:
    old = discharges(3, 5, fines=FINES)
    whole = discharges(4, 5, fines=FINES)
    (found,) = compared(old, replace(whole, rows=whole.rows[1:]))
    gone, lighter, _ = found.bands
    assert (gone.of, gone.kind, gone.mark) == (
        "超标倍数=不足3倍，排放量=不足50吨", Kind.REMOVED, "新版没有对应的档",
    )  # fmt: skip
    assert (lighter.of, lighter.mark) == ("超标倍数=3倍以上不足4倍，排放量=不足50吨", "新版没有对应的档")
    assert (found.kind, found.mark, found.kinds) == (
        Kind.OTHER, "部分变轻", frozenset({Kind.LIGHTER, Kind.OTHER}),
    )  # fmt: skip


def test_what_two_rows_answer_is_left_open_where_the_instrument_does_not_settle_it() -> None:
    old, new = discharges(3, 5, fines=FINES), discharges(4, 5, fines=FINES)
    wider = measured("不足4倍", "B0", number(None, 5, high_in=False), "倍")
    first = new.factors[0]
    new = replace(new, factors=(replace(first, conditions=(wider, *first.conditions[1:])), new.factors[1]))
    (found,) = compared(old, new)
    assert {(one.kind, one.mark) for one in found.bands} >= {(Kind.OTHER, "新版不能确定用哪一档")}
    (settled,) = compared(old, new, generous())
    assert NoAnswer.UNSURE not in {one.after for one in settled.bands}


def test_words_alone_that_changed_are_said_to_change_no_band() -> None:
    old = discharges(3, 5, fines=FINES)
    quantity, amount = old.factors
    (first, *others) = quantity.conditions
    said = replace(first, text="3倍以下", alternatives=(replace(first.alternatives[0], text="3倍以下"),))
    rows = tuple(
        replace(one, when=tuple((n, "3倍以下" if t == first.text else t) for n, t in one.when))
        for one in old.rows
    )
    new = replace(old, factors=(replace(quantity, conditions=(said, *others)), amount), rows=rows)
    (found,) = compared(old, new)
    assert (found.bands, found.kind) == ((), Kind.OTHER)
    assert found.note == "裁量因素的条件有改动：按两版的界限分段比较，幅度都相同。"


def test_counts_are_cut_at_whole_numbers() -> None:
    old = stalls()
    (factor,) = old.factors
    times = (factor.conditions[0], measured("第二次、第三次被处罚的", "C4", number(2, 3), "次"),
             measured("第四次及以上被处罚的", "C5", number(4, None), "次"))  # fmt: skip
    rows = tuple(replace(one, when=(("适用条件", c.text),)) for one, c in zip(old.rows, times, strict=True))
    (found,) = compared(old, replace(old, factors=(replace(factor, conditions=times),), rows=rows))
    assert [(one.of, one.kind) for one in found.bands] == [("适用条件=3次", Kind.LIGHTER)]


def test_factors_that_came_are_listed_by_their_words_and_that_is_said() -> None:
    old = discharges(3, 5, fines=FINES)
    new = discharges(4, 5, fines=FINES)
    (found,) = compared(old, replace(new, factors=(*new.factors, Factor("其他", FactorKind.OPTION, ()))))
    assert found.note == "两版的裁量因素不同，不能逐段比较，下面按表中的文字列出。"
    assert {one.kind for one in found.bands} == {Kind.ADDED, Kind.REMOVED}


def test_other_things_that_are_measured_are_listed_by_their_words() -> None:
    old, new = discharges(3, 5, fines=FINES), discharges(4, 5, fines=FINES)
    first, amount = new.factors
    periods = tuple(
        replace(c, alternatives=(replace(a, quantity=replace(a.quantity, measured="浓度")),))
        for c in first.conditions
        if (a := c.alternatives[0]).quantity
    )
    before = tuple(
        replace(c, alternatives=(replace(a, quantity=replace(a.quantity, measured="总量")),))
        for c in old.factors[0].conditions
        if (a := c.alternatives[0]).quantity
    )
    old = replace(old, factors=(replace(old.factors[0], conditions=before), amount))
    (found,) = compared(old, replace(new, factors=(replace(first, conditions=periods), amount)))
    assert found.note == "“超标倍数”两版所填的不是同一项，不能逐段比较，下面按表中的文字列出。"


def test_too_many_ranges_are_listed_by_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions_compared, "MOST_REGIONS", 7)
    (found,) = compared(discharges(3, 5, fines=FINES), discharges(4, 5, fines=FINES))
    assert found.note == "分开的情形超过 7 种，不能逐段比较，下面按表中的文字列出。"


# ------------------------------------------------------------------------------------------------- properties


@st.composite
def tables(draw: st.DrawFn, unit: str) -> Standard:
    """A number × option, with overlaps, gaps and cells without a row."""
    thresholds = sorted(draw(st.sets(st.integers(1, 6), min_size=1, max_size=3)))
    inside = draw(st.booleans())
    areas = tuple(
        measured(f"第{i}档{low}至{high}", f"B{i}", number(low, high, low_in=draw(st.booleans()), high_in=inside), unit)
        for i, (low, high) in enumerate(pairwise([None, *thresholds, None]))
    )  # fmt: skip
    options = tuple(option(text, f"C{text}") for text in draw(st.sets(st.sampled_from("甲乙丙"), min_size=1)))
    rows = []
    for n, (area, choice) in enumerate(product(areas, (*options, None))):
        low = draw(st.integers(1, 4))
        when = {"数量": area.text} | ({"整改": choice.text} if choice else {})
        if draw(st.integers(0, 5)) and (choice is not None or draw(st.booleans())):
            rows.append(row(10 + n, when, fine(low, low + draw(st.integers(0, 2)))))
    kind = FactorKind.COUNT if unit == "次" else FactorKind.NUMBER
    factors = (Factor("数量", kind, areas), Factor("整改", FactorKind.OPTION, options))
    return Standard(SHEET, "A1", "1", "违法", Model.MATRIX, factors=factors, rows=tuple(rows))


REFUSED = "没有幅度"
Asked = tuple[tuple[str, str], ...]


def answers(
    sides: tuple[Standard, Standard], facts: Asked, instrument: Instrument, drivers: Drivers
) -> tuple[Measure | None, ...]:
    """What each side assesses, None where it refuses; nothing where one of them still asks for a fact."""
    found: list[Measure | None] = []
    for side in sides:
        try:
            found += assess(workbook(side, instrument), side, CaseInput(facts=facts), drivers).measures
        except FactsMissing:
            return ()
        except AssessmentRefused:
            found.append(None)
    return tuple(found)


def said(measure: Measure | None) -> str:
    return REFUSED if measure is None else only_measure_words(measure)


def lighter(one: Measure, other: Measure) -> bool:
    assert one.amount is not None
    assert other.amount is not None
    ends = [(a, b) for a, b in ((one.amount.low, other.amount.low), (one.amount.high, other.amount.high))]
    return all(a is not None and b is not None and a <= b for a, b in ends)


def every_case(unit: str) -> list[Asked]:
    """Below, at and above every limit that may be drawn, with every option and without."""
    numbers = [Fraction(n, 2) for n in range(15) if unit != "次" or n % 2 == 0]
    quantities = [("数量", f"{decimal_text(n)}{unit}") for n in numbers]
    return [(q, *o) for q in quantities for o in ((), *((("整改", text),) for text in "甲乙丙"))]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["次", "吨"]).flatmap(lambda unit: st.tuples(st.just(unit), tables(unit), tables(unit))),
    st.sampled_from([generous(), Instrument()]),
)
def test_the_page_shows_what_assessing_every_case_shows(
    drawn: tuple[str, Standard, Standard], instrument: Instrument
) -> None:
    unit, old, new = drawn
    found = compared(old, new, instrument)
    assume(old.rows and new.rows and old.factors != new.factors)
    shown = {
        tuple(REFUSED if text in set(NoAnswer) else text for text in (one.before, one.after)): one.kind
        for of in found
        for one in of.bands
    }
    with Drivers() as drivers:
        assessed = [answers((old, new), facts, instrument, drivers) for facts in every_case(unit)]
    differing = {
        (said(one), said(other)): (one, other) for one, other in filter(None, assessed) if one != other
    }
    assert shown.keys() == differing.keys()
    for words, (one, other) in differing.items():
        if one is not None and other is not None and shown[words] is not Kind.OTHER:
            assert shown[words] is (Kind.LIGHTER if lighter(other, one) else Kind.HEAVIER)
            assert lighter(other, one) or lighter(one, other)
