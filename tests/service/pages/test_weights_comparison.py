"""Weighted sums before and after: what changed, in which direction, drawn on one scale."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.assessment import assess
from rules.case_input import CaseInput
from rules.drivers import Drivers
from service.pages.compared_band import Band, Kind
from service.pages.edition_comparison import compare
from service.pages.weights_comparison import weight_bands
from standards_1023.values import AmountUnit, Subject, WeightMaximum
from tests.rules.tables import charge_weighted, generous, weighted, workbook
from tests.standards_1023.test_edition_diff import edition

if TYPE_CHECKING:
    from standards_1023.values import Standard, WeightGroup

_PERCENTS = st.integers(-40, 90).map(Fraction)


def altered(standard: Standard, **changed: object) -> Standard:
    """The standard with its one sum altered."""
    (group,) = standard.weights
    return replace(standard, weights=(replace(group, **changed),))  # type: ignore[arg-type]


def with_percents(standard: Standard, percents: tuple[Fraction, ...]) -> Standard:
    options = standard.weights[0].options
    return altered(
        standard,
        options=tuple(replace(one, percent=new) for one, new in zip(options, percents, strict=True)),
    )


def seen(old: Standard, new: Standard) -> list[tuple[str, Kind, str | None, str | None]]:
    return [(one.of, one.kind, one.before, one.after) for one in weight_bands(old, new)]


def test_a_weight_is_shown_before_and_after_with_both_cells_and_drawn() -> None:
    options = weighted().weights[0].options
    heavier = (*options[:1], replace(options[1], percent=Fraction(25, 2), cell="E5"), *options[2:])
    (found,) = weight_bands(weighted(), altered(weighted(), options=heavier))
    assert (found.of, found.kind) == ("权重，时间=6个月以上12个月以下", Kind.HEAVIER)
    assert (found.before, found.after, found.cells) == ("8%", "12.5%", ("表!D5", "表!E5"))
    ((whom, before, after),) = [(one.whom, one.before, one.after) for one in found.pairs]
    assert (whom, str(before.figure), str(after.figure)) == (None, "8%", "12.5%")
    assert float(before.width[:-1]) < float(after.width[:-1])


@pytest.mark.parametrize(
    ("changed", "of", "kind", "words"),
    [
        ({"start_percent": Fraction(10)}, "权重，起点", Kind.LIGHTER, ("20%", "10%")),
        ({"start_percent": None}, "权重，起点", Kind.LIGHTER, ("20%", None)),
        ({"floor_percent": Fraction(10)}, "权重，下限", Kind.HEAVIER, (None, "10%")),
        ({"floor_percent": Fraction(-10)}, "权重，下限", Kind.HEAVIER, (None, "-10%")),
        ({"cap_percent": Fraction(80)}, "权重，上限", Kind.OTHER, (None, "80%")),
        ({"subject": Subject.UNIT}, "权重，对谁处罚", Kind.OTHER, (None, "对单位")),
        (
            {"maximum": WeightMaximum(Fraction(50_000_000), AmountUnit.YUAN)},
            "权重，合计乘以",
            Kind.LIGHTER,
            ("最高罚款额100万元", "最高罚款额50万元"),
        ),
        (
            {"maximum": WeightMaximum(Fraction(3), AmountUnit.TIMES, "货值金额")},
            "权重，合计乘以",
            Kind.OTHER,
            ("最高罚款额100万元", "货值金额的3倍"),
        ),
        ({"maximum": None}, "权重，合计乘以", Kind.OTHER, ("最高罚款额100万元", None)),
    ],
)
def test_limits_and_the_maximum_are_named_each_with_its_direction(
    changed: dict[str, object], of: str, kind: Kind, words: tuple[str | None, str | None]
) -> None:
    assert seen(weighted(), altered(weighted(), **changed)) == [(of, kind, *words)]


@pytest.mark.parametrize(
    ("amount", "least", "kind"),
    [
        (5, 30_000_000, Kind.HEAVIER),
        (5, None, Kind.LIGHTER),
        (6, 20_000_000, Kind.HEAVIER),
        (6, 30_000_000, Kind.HEAVIER),
        (6, None, Kind.OTHER),
    ],
)
def test_a_maximum_by_a_base_is_compared_with_the_least_that_the_base_counts_as(
    amount: int, least: int | None, kind: Kind
) -> None:
    least_fen = None if least is None else Fraction(least)
    maximum = WeightMaximum(Fraction(amount), AmountUnit.TIMES, "处置费用", least_fen)
    ((_, found, _, _),) = seen(charge_weighted(), altered(charge_weighted(), maximum=maximum))
    assert found is kind


def test_options_that_came_and_went_are_named_with_their_weight() -> None:
    options = weighted().weights[0].options
    fewer = altered(weighted(), options=options[:-1])
    key = "权重，配合情况=不配合"
    assert seen(weighted(), fewer) == [(key, Kind.REMOVED, "75%", None)]
    assert seen(fewer, weighted()) == [(key, Kind.ADDED, None, "75%")]


def test_a_sum_that_came_is_told_in_words() -> None:
    another: WeightGroup = replace(weighted().weights[0], group="对个人", options=())
    both = replace(weighted(), weights=(*weighted().weights, another))
    assert seen(weighted(), both) == [("对个人", Kind.ADDED, None, "起点20%，最高罚款额100万元")]


def _fines(standard: Standard) -> list[Fraction]:
    """The fine in 分 of every choice."""
    found = []
    with Drivers() as drivers:
        for months, answer in product(("3个月", "8个月", "14个月"), ("配合", "不配合")):
            case = CaseInput(facts=(("时间", months), ("配合情况", answer)))
            (measure,) = assess(workbook(standard, generous()), standard, case, drivers).measures
            assert measure.amount is not None
            assert measure.amount.low is not None
            found.append(measure.amount.low)
    return found


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.tuples(*[_PERCENTS] * 5),
    st.tuples(*[_PERCENTS] * 5),
    st.tuples(st.integers(0, 40), st.integers(0, 40)),
    st.sampled_from([(0, 100), (10, 100), (0, 80)]),
)
def test_what_is_called_heavier_or_lighter_is_never_the_other_for_any_choice(
    old: tuple[Fraction, ...],
    new: tuple[Fraction, ...],
    starts: tuple[int, int],
    limits: tuple[int, int],
) -> None:
    floor, cap = limits
    before, after = (
        with_percents(weighted(start=start, floor=floor, cap=cap), percents)
        for start, percents in zip(starts, (old, new), strict=True)
    )
    kinds = {one.kind for one in compare(edition(before), edition(after, digest="2"))}
    pairs = list(zip(_fines(before), _fines(after), strict=True))
    if kinds == {Kind.HEAVIER}:
        assert all(one <= other for one, other in pairs)
    if kinds == {Kind.LIGHTER}:
        assert all(one >= other for one, other in pairs)
    if not kinds:
        assert all(one == other for one, other in pairs)


def test_a_standard_whose_every_weight_grew_became_heavier_and_no_table_repeats_it() -> None:
    grown = with_percents(weighted(), tuple(one.percent + 1 for one in weighted().weights[0].options))
    (found,) = compare(edition(weighted()), edition(grown, digest="2"))
    assert (found.kind, found.altered, len(found.bands)) == (Kind.HEAVIER, (), 5)
    mixed = altered(grown, start_percent=Fraction(10))
    (found,) = compare(edition(weighted()), edition(mixed, digest="2"))
    assert found.kind is Kind.OTHER
    assert all(isinstance(one, Band) for one in found.bands)
