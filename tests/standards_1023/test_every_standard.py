"""Every standard of every workbook of ours, walked: what the project's checks find, and what they leave.

The numbers of the departments are those of the list in standards_1023/README.md; a workbook is parsed once.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from standards_1023.checks import check_standards
from standards_1023.departments import department_named_in
from standards_1023.fines_within_law import comparable_fines
from standards_1023.text import matched
from standards_1023.units import UNITS
from standards_1023.values import MeasureKind, Model, ProblemSeverity
from tests.standards_1023.bands_in_order import (
    bands_within,
    fault_of_cover,
    fines,
    is_lighter,
    joints_of,
    leave_out_the_joint,
    share_a_fine,
    share_the_joint,
    steps,
)
from tests.workbooks import EARLIER_WORKBOOKS, OWN_WORKBOOKS, name_of, own_grid, own_standards, own_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from standards_1023.values import Factor, Standard

NUMBERS = {
    "环水局": 130, "城管局": 110, "住建局": 105, "安监局": 95, "卫计局": 95, "规划土地监察局": 75, "人力局": 65,
    "发改局": 50, "经促局": 45, "教育局": 35, "民政局": 35, "财政局": 30, "民宗局": 15, "民防办": 15,
    "出租屋管理办": 15, "审计局": 10, "档案局": 10, "海山街道": 20, "沙头角街道": 20, "盐田街道": 20,
    "梅沙街道": 18, "中英街管理局": 10,
}  # fmt: skip
EARLIER = {"环水局": 122}

DISCLAIMER = "本表为裁量项目编写的演示数据，不是任何机关发布的正式文件。"
UNVERIFIED = "未核实"
_DATE = r"\d{4}-\d{2}-\d{2}|\d{4}年(?:\d{1,2}月\d{1,2}日|修订|修正|公布)"
_LAW = re.compile(r"《(?:[^《》]|《[^》]*》)+》")
_EXPLAINED = re.compile(r"不用本表|不适用本表|另行集体讨论|另报集体讨论")
_NEED_NO_LAW = {MeasureKind.FINE, MeasureKind.ORDER, MeasureKind.OTHER, MeasureKind.NO_PENALTY}

walk = pytest.mark.parametrize("path", [*OWN_WORKBOOKS, *EARLIER_WORKBOOKS], ids=name_of)


def named(standard: Standard, fault: str) -> str:
    return f"{standard.code}（{standard.sheet}!{standard.cell}）{standard.violation[:20]}：{fault}"


@walk
def test_the_importer_and_the_checks_of_the_project_find_nothing_wrong(path: Path) -> None:
    book = own_workbook(path)
    assert [p for p in book.problems if p.severity is ProblemSeverity.ERROR] == []
    assert check_standards(book.standards, book.instrument.convention) == []


@walk
def test_every_standard_names_duty_and_penalty_to_the_article_and_the_version_of_the_law(path: Path) -> None:
    dated = dated_laws(path)
    assert [fault for standard in own_workbook(path).standards for fault in citations(standard, dated)] == []


def dated_laws(path: Path) -> set[str]:
    """The laws behind whose name a workbook writes the date or year of a version."""
    lines = [cell.text for sheet in own_grid(path).sheets for cell in sheet.cells.values()]
    lines += [
        "\t".join(cell.text for cell in sheet.row_cells(row))
        for sheet in own_grid(path).sheets
        for row in range(1, sheet.rows + 1)
    ]
    return {
        found[1]
        for line in dict.fromkeys(lines)
        for found in re.finditer(f"({_LAW.pattern})[^《]{{0,40}}?(?:{_DATE})", line)
    }


def citations(standard: Standard, dated: set[str]) -> Iterator[str]:
    """What is missing of 违反条款, 处罚依据 and version; a note 未核实 says what could not be looked up."""
    unverified = UNVERIFIED in standard.notes
    for title, cited in (("违反条款", standard.violated), ("处罚依据", standard.basis)):
        if not cited and not unverified:
            yield named(standard, f"没有{title}")
        for citation in cited:
            if not re.search(r"第[^条]+条", citation) and not unverified:
                yield named(standard, f"{title}没有写到条：{citation}")
            law = _LAW.match(citation)
            if law is None:
                yield named(standard, f"{title}没有写法名：{citation}")
            elif law[0] not in dated and not re.search(_DATE, standard.notes) and not unverified:
                yield named(standard, f"{law[0]}没有版本日期")


@walk
def test_every_standard_prints_what_the_law_allows_and_no_measure_leaves_it(path: Path) -> None:
    assert [fault for standard in own_workbook(path).standards for fault in beyond_the_law(standard)] == []


def beyond_the_law(standard: Standard) -> Iterator[str]:
    """Measures that nothing in the printed range of the law can be held against.

    That the others lie within it is the project's own check (standards_1023/fines_within_law.py).
    """
    if not standard.statutory or standard.statutory_cell is None:
        yield named(standard, "没有法定幅度")
    if not standard.rows and not standard.weights:
        yield named(standard, "没有处罚标准")
    for row, fine in fines(standard):
        if fine.amount is None or not comparable_fines(standard, fine):
            yield named(standard, f"{row.cell}「{fine.text}」没有法定幅度可以对照")
    lawful = _NEED_NO_LAW | {m.kind for m in standard.statutory}
    for row in standard.rows:
        for measure in row.measures:
            if measure.kind not in lawful:
                yield named(standard, f"{row.cell}「{measure.text}」不在法定种类之内")


@walk
def test_the_bands_reach_from_the_lowest_to_the_highest_fine_of_the_law(path: Path) -> None:
    assert [fault for standard in own_workbook(path).standards for fault in left_out(standard)] == []


def left_out(standard: Standard) -> Iterator[str]:
    """Fines of the law that no row reaches, whole or in part; a note may say where they are decided."""
    for law in standard.statutory:
        if law.kind is not MeasureKind.FINE or law.amount is None or not standard.rows:
            continue
        bands = bands_within(standard, law)
        if not bands:
            if not _EXPLAINED.search(standard.notes):
                yield named(standard, f"没有一档用到「{law.text}」")
        elif (fault := fault_of_cover(law.amount, bands, joints_of(standard, law.unit))) is not None:
            yield named(standard, f"「{law.text}」{fault}")


@walk
def test_weighted_sums_stay_within_the_law_reach_its_highest_fine_and_rise(path: Path) -> None:
    assert [fault for standard in own_workbook(path).standards for fault in weighed_wrongly(standard)] == []


def weighed_wrongly(standard: Standard) -> Iterator[str]:
    """Sums of weights below the law's lowest fine or short of its highest, and options out of order."""
    for group in standard.weights:
        most = group.maximum
        laws = [
            m.amount
            for m in standard.statutory
            if most is not None
            and m.amount is not None
            and (m.unit, m.amount.high) == (most.unit, most.amount)
        ]
        if most is None or not laws:
            yield named(standard, "权重所乘的数额不是法定最高额")
            continue
        weights: dict[str, list[Fraction]] = {}
        for option in group.options:
            weights.setdefault(option.factor, []).append(option.percent)
        start = group.start_percent or Fraction(0)
        lightest = start + sum(min(options) for options in weights.values())
        if not any(most.amount * lightest / 100 >= (law.low or 0) for law in laws):
            yield named(standard, "最轻的组合低于法定下限")
        if start + sum(max(options) for options in weights.values()) < 100:
            yield named(standard, "最重的组合达不到法定上限")
        if any(options != sorted(options) for options in weights.values()):
            yield named(standard, "较重的情节权重较小")


@walk
def test_a_heavier_fact_or_grade_never_has_a_lighter_fine(path: Path) -> None:
    assert [
        named(standard, f"{step.heavier.cell} 比 {step.lighter.cell} 轻")
        for standard in own_workbook(path).standards
        for step in steps(standard)
        if is_lighter(step.above, step.below)
    ] == []


@walk
def test_neighbouring_bands_share_no_fine_but_the_one_at_which_they_meet(path: Path) -> None:
    book = own_workbook(path)
    heavier_wins = book.instrument.heavier_wins is not None
    assert [
        named(standard, f"{step.lighter.cell} 与 {step.heavier.cell}")
        for standard in book.standards
        for step in steps(standard)
        if share_a_fine(step) or leave_out_the_joint(step) or (share_the_joint(step) and not heavier_wins)
    ] == []


@walk
def test_the_numbers_of_a_factor_run_one_way(path: Path) -> None:
    assert [
        named(standard, factor.name)
        for standard in own_workbook(path).standards
        for factor in standard.factors
        if turns_back(factor)
    ] == []


def turns_back(factor: Factor) -> bool:
    """Whether the numbers of its conditions, in the printed order, rise and fall."""
    scales: dict[tuple[str | None, str | None, str], list[Fraction]] = {}
    for condition in factor.conditions:
        if (quantity := condition.quantity) is not None:
            unit = UNITS[quantity.unit]
            low = (quantity.range.low or Fraction(0)) * unit.size
            scales.setdefault((quantity.measured, quantity.period, unit.dimension), []).append(low)
    return any(
        not all(a <= b for a, b in pairwise(lows)) and not all(a >= b for a, b in pairwise(lows))
        for lows in scales.values()
    )


@walk
def test_every_value_names_a_printed_cell(path: Path) -> None:
    sheets = {sheet.name: sheet for sheet in own_grid(path).sheets}
    assert [
        named(standard, cell)
        for standard in own_workbook(path).standards
        for cell in cells_of(standard)
        if not cell or not sheets[standard.sheet].text(*coordinate_to_tuple(cell)).strip()
    ] == []


def cells_of(standard: Standard) -> Iterator[str]:
    """The cells that a standard says its values were read from."""
    yield standard.cell
    yield standard.statutory_cell or ""
    yield from (row.cell for row in standard.rows)
    yield from (condition.cell for factor in standard.factors for condition in factor.conditions)
    yield from (option.cell for group in standard.weights for option in group.options)


@walk
def test_the_workbook_says_that_it_is_demonstration_data(path: Path) -> None:
    assert any(DISCLAIMER in cell.text for sheet in own_grid(path).sheets for cell in sheet.cells.values())


@walk
def test_no_violation_stands_twice_in_a_department(path: Path) -> None:
    names = [matched(standard.violation) for standard in own_workbook(path).standards]
    assert sorted(names) == sorted(set(names))


@walk
def test_a_department_has_as_many_standards_as_the_list_says(path: Path) -> None:
    assert department_named_in(path.stem) is not None
    numbers = NUMBERS if path in OWN_WORKBOOKS else EARLIER
    assert len(own_workbook(path).standards) == numbers[path.stem]


def test_the_departments_are_all_there_with_1023_standards() -> None:
    assert set(NUMBERS) == {path.stem for path in OWN_WORKBOOKS}
    assert own_standards() == 1023
    assert set(EARLIER) == {path.stem for path in EARLIER_WORKBOOKS}


def test_a_standard_of_both_editions_has_its_code_and_its_words_in_both() -> None:
    for path in EARLIER_WORKBOOKS:
        now = next(own for own in OWN_WORKBOOKS if own.stem == path.stem)
        words = {standard.code: standard.violation for standard in own_workbook(now).standards}
        assert {s.code: s.violation for s in own_workbook(path).standards}.items() <= words.items()


def test_two_thirds_of_the_standards_are_two_dimensional() -> None:
    models = [standard.model for path in OWN_WORKBOOKS for standard in own_workbook(path).standards]
    assert models.count(Model.MATRIX) >= len(models) * 65 / 100
