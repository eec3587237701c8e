from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from standards_1023.edition_diff import diff
from standards_1023.editions import DepartmentWorkbook, Edition, EditionState
from tests.rules.tables import charge_weighted, fine, generous, heaps, stalls, workbook

if TYPE_CHECKING:
    from standards_1023.values import Instrument, Standard


def edition(*standards: Standard, instrument: Instrument | None = None, digest: str = "1") -> Edition:
    said = replace(workbook(standards[0], instrument), standards=standards)
    kept = DepartmentWorkbook("城管局", said, digest)
    return Edition(1, EditionState.PUBLISHED, (kept,), digest * 64, date(2026, 1, 1))


def changes(old: Standard, new: Standard) -> list[tuple[str, str | None, str | None]]:
    return [(c.what, c.before, c.after) for c in diff(edition(old), edition(new, digest="2"))]


def test_equal_editions_have_no_differences() -> None:
    assert diff(edition(heaps(), stalls()), edition(heaps(), stalls(), digest="2")) == []


def test_a_band_is_named_with_its_row_its_reading_and_both_cells() -> None:
    new = heaps()
    rows = (replace(new.rows[0], cell="E9", measures=(fine(1000, 1500),)), *new.rows[1:])
    (found,) = diff(edition(heaps()), edition(replace(new, rows=rows), digest="2"))
    assert (found.department, found.standard, found.what) == ("城管局", "城管局!2", "band")
    assert found.before == "占地面积=10平方米以下，整改情况=限期内改正：处罚款（fine，1000–2000 元，含含）"
    assert found.after is not None
    assert "1000–1500 元" in found.after
    assert found.cells == ("表!D3", "表!E9")


def test_two_readings_of_the_same_words_differ() -> None:
    new = heaps()
    measure = new.rows[0].measures[0]
    assert measure.amount is not None
    narrower = replace(measure, amount=replace(measure.amount, high_included=False))
    rows = (replace(new.rows[0], measures=(narrower,)), *new.rows[1:])
    ((what, before, after),) = changes(heaps(), replace(new, rows=rows))
    assert what == "band"
    assert before != after


def reworded(text: str) -> Standard:
    first, *others = heaps().rows
    return replace(heaps(), rows=(replace(first, text=text), *others))


def test_words_of_a_row_that_no_measure_took_are_a_difference() -> None:
    new = reworded("处罚款，造成人员伤亡的除外。")
    assert changes(heaps(), new) == [
        (
            "band",
            "占地面积=10平方米以下，整改情况=限期内改正：处罚款。",
            "占地面积=10平方米以下，整改情况=限期内改正：处罚款，造成人员伤亡的除外。（文字不同，读法相同）",
        )
    ]
    assert [what for what, _, _ in changes(new, heaps())] == ["band"]


@pytest.mark.parametrize("text", ["处罚款", "处罚款；", "1.处罚款。", " 处 罚款。\n", "处罚款，。"])
def test_stops_spaces_and_list_marks_of_a_row_are_no_difference(text: str) -> None:
    assert changes(heaps(), reworded(text)) == []


def test_standards_that_came_and_went_are_named() -> None:
    found = diff(edition(heaps()), edition(stalls(), digest="2"))
    assert [(c.what, c.standard, c.before, c.after) for c in found] == [
        ("standard", "城管局!2", "擅自堆放物料", None),
        ("standard", "城管局!1", None, "占用道路设置设施"),
    ]


def test_articles_factors_statutory_range_and_notes_are_named_each() -> None:
    new = replace(
        heaps(),
        basis=("《市容条例》第三十一条",),
        statutory=(fine(1000, 60000),),
        notes="自行拆除的从轻",
        factors=(
            replace(heaps().factors[0], conditions=heaps().factors[0].conditions[1:]),
            heaps().factors[1],
        ),
    )
    assert [what for what, _, _ in changes(heaps(), new)] == ["article", "statutory", "notes", "factor"]


def test_a_weight_is_named_by_group_and_option() -> None:
    new = charge_weighted()
    group = new.weights[0]
    heavier = replace(group.options[0], percent=group.options[0].percent + 1)
    changed = replace(new, weights=(replace(group, options=(heavier, *group.options[1:])), *new.weights[1:]))
    ((what, before, after),) = changes(charge_weighted(), changed)
    assert what == "weight"
    assert before is not None
    assert after is not None
    assert (before[-1], after[-1]) == ("%", "%")
    assert before != after


def test_a_change_of_the_instrument_is_named_for_the_department() -> None:
    (found,) = diff(edition(heaps()), edition(heaps(), instrument=generous(), digest="2"))
    assert (found.what, found.standard) == ("settings", "")


@pytest.mark.parametrize(
    "read_as", [{"optional": True}, {"computed": False}, {"trigger": "逾期不改正的"}], ids=str
)
def test_a_band_of_the_same_words_that_is_read_as_something_else_is_a_difference(
    read_as: dict[str, object],
) -> None:
    first, *others = heaps().rows
    measures = tuple(replace(measure, **read_as) for measure in first.measures)  # type: ignore[arg-type]
    ((what, before, after),) = changes(
        heaps(), replace(heaps(), rows=(replace(first, measures=measures), *others))
    )
    assert (what, after) == ("band", f"{before}（文字相同，读法不同）")


def test_a_condition_that_is_computed_no_more_and_an_axis_that_changed_are_differences() -> None:
    first, *others = heaps().factors
    condition, *more = first.conditions
    by_choice = replace(first, conditions=(replace(condition, alternatives=()), *more))
    no_axis = replace(first, axis=None)
    for changed in (by_choice, no_axis):
        ((what, before, after),) = changes(heaps(), replace(heaps(), factors=(changed, *others)))
        assert (what, after) == ("factor", f"{before}（文字相同，读法不同）")


def test_other_cells_alone_are_no_difference() -> None:
    moved = tuple(
        replace(factor, cell="Z1", conditions=tuple(replace(c, cell="Z2") for c in factor.conditions))
        for factor in heaps().factors
    )
    rows = tuple(replace(row, row=row.row + 5, cell=f"Y{row.row}") for row in heaps().rows)
    assert changes(heaps(), replace(heaps(), factors=moved, rows=rows)) == []
