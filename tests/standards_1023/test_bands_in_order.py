"""What the walk over the workbooks calls a fault, shown on bands of our own."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from standards_1023.values import Range
from tests.rules.tables import heaps
from tests.standards_1023.bands_in_order import (
    Step,
    bands_within,
    fault_of_cover,
    is_lighter,
    joints,
    leave_out_the_joint,
    share_a_fine,
    share_the_joint,
    steps,
)


def band(low: int | None, high: int | None, *, foot: bool = True, top: bool = False) -> Range:
    return Range(None if low is None else Fraction(low), None if high is None else Fraction(high), foot, top)


def step(below: Range, above: Range) -> Step:
    row = heaps().rows[0]
    return Step(row, row, below, above)


LAW = band(10, 100, top=True)


def fault(law: Range, bands: list[Range]) -> str | None:
    return fault_of_cover(law, bands, joints([law], bands))


def test_bands_that_meet_from_foot_to_top_cover_the_law() -> None:
    assert fault(LAW, [band(10, 40), band(40, 70), band(70, 100, top=True)]) is None
    assert fault(band(None, 100, top=True), [band(None, 40), band(40, 100, top=True)]) is None


def test_steps_of_the_law_that_overlap_are_cut_each_for_itself() -> None:
    graver = band(50, 200, top=True)
    first, second = [band(10, 60), band(60, 100, top=True)], [band(50, 120), band(120, 200, top=True)]
    at = joints([LAW, graver], [*first, *second])
    assert fault_of_cover(LAW, first, at) is None
    assert fault_of_cover(graver, second, at) is None
    assert fault_of_cover(LAW, [band(10, 60), band(65, 100, top=True)], at) == "两档没有在同一数额相接"


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        ([band(11, 40), band(40, 100, top=True)], "没有从法定下限开始"),
        ([band(10, 40), band(40, 100)], "没有到法定上限"),
        ([band(10, 40), band(40, 99, top=True)], "没有到法定上限"),
        ([band(10, 40), band(41, 100, top=True)], "两档没有在同一数额相接"),
        ([band(10, 40), band(39, 100, top=True)], "两档没有在同一数额相接"),
        ([band(10, 40), band(40, 70), band(42, 70), band(70, 100, top=True)], "两档没有在同一数额相接"),
    ],
)
def test_a_foot_a_top_or_a_piece_that_is_left_out_is_named(bands: list[Range], expected: str) -> None:
    assert fault(LAW, bands) == expected


def test_a_fine_that_begins_or_ends_lower_is_lighter() -> None:
    assert not is_lighter(band(40, 70), band(10, 40))
    assert not is_lighter(band(40, 70), band(40, 70))
    assert is_lighter(band(10, 40), band(40, 70))
    assert is_lighter(band(40, 60), band(40, 70))
    assert is_lighter(band(39, 80), band(40, 70))


def test_the_joint_belongs_to_one_of_two_bands() -> None:
    meeting = step(band(10, 40), band(40, 70))
    assert not any(shared(meeting) for shared in (share_a_fine, leave_out_the_joint, share_the_joint))
    assert share_a_fine(step(band(10, 41), band(40, 70)))
    assert leave_out_the_joint(step(band(10, 40), band(40, 70, foot=False)))
    assert share_the_joint(step(band(10, 40, top=True), band(40, 70)))


def test_rows_whose_fines_are_exchanged_are_out_of_order() -> None:
    standard = heaps()
    assert not any(is_lighter(found.above, found.below) for found in steps(standard))
    first, second, *others = standard.rows
    exchanged = (
        replace(first, measures=second.measures),
        replace(second, measures=first.measures),
        *others,
    )
    found = [s for s in steps(replace(standard, rows=exchanged)) if is_lighter(s.above, s.below)]
    assert [(s.lighter.cell, s.heavier.cell) for s in found] == [(first.cell, second.cell)]


def test_only_bands_within_the_fine_of_the_law_are_held_against_it() -> None:
    standard = heaps()
    (law,) = standard.statutory
    assert bands_within(standard, law)
    assert bands_within(replace(standard, rows=()), law) == []
