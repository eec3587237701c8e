"""The two real workbooks beside the repository: labels read by hand, counts, and cells looked up one by one.

Cells are named by the number of their sheet and their address; figures are checked, texts are not repeated here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from importers.standards_workbook import read_standards_workbook
from standards_1023.values import FEN_PER_YUAN, Convention, Measure, Model, ProblemSeverity
from tests.importers.sheets import figure, said
from tests.workbooks import REAL_GUANGDONG, REAL_SHENZHEN, REAL_SHENZHEN_LABELS, needs_real_workbooks

if TYPE_CHECKING:
    from fractions import Fraction

    from standards_1023.values import Row, Standard, StandardsWorkbook

pytestmark = needs_real_workbooks
LEFT_OUT_ABOVE = Convention(above_included=True, below_included=False, source="option")


@pytest.fixture(scope="module")
def shenzhen() -> StandardsWorkbook:
    return read_standards_workbook(REAL_SHENZHEN)


@pytest.fixture(scope="module")
def guangdong() -> StandardsWorkbook:
    return read_standards_workbook(REAL_GUANGDONG, convention=LEFT_OUT_ABOVE)


def bound(measure: Measure, number: Fraction | None) -> Fraction | None:
    if number is None or measure.unit is None:
        return number
    return number / FEN_PER_YUAN if measure.unit.is_money else number


def as_labelled(measure: Measure) -> dict[str, Any]:
    """A measure with the keys of the labels."""
    found: dict[str, Any] = {
        "kind": measure.kind.value,
        "text": measure.text,
        "base": measure.base,
        "per": measure.per,
    }
    if measure.amount is not None:
        found |= {"min": bound(measure, measure.amount.low), "max": bound(measure, measure.amount.high)}
    return found | {"unit": measure.unit.value if measure.unit else None}


def group_number(standard: Standard, row: Row) -> int:
    names = list(dict.fromkeys(r.group for r in standard.rows))
    return names.index(row.group) + 1


def labelled_row(book: StandardsWorkbook, label: dict[str, Any]) -> Row | None:
    """The row with the label's code, group, grade and condition."""
    for standard in book.standards:
        if standard.code != str(label["item"]):
            continue
        for row in standard.rows:
            same = (group_number(standard, row), row.grade) == (label["group"], label["grade"])
            if same and label["condition"] in {text for _, text in row.when}:
                return row
    return None


def test_all_rows_of_the_shenzhen_list_agree_with_the_labels(shenzhen: StandardsWorkbook) -> None:
    labels: list[dict[str, Any]] = json.loads(REAL_SHENZHEN_LABELS.read_text(encoding="utf-8"))
    assert len(labels) == 115
    differing: list[object] = []
    for label in labels:
        row = labelled_row(shenzhen, label)
        measures = [as_labelled(m) for m in row.measures] if row else []
        agree = (
            row is not None
            and row.text == label["penalty_text"]
            and len(measures) == len(label["measures"])
            and all(
                m.get(key) == value
                for m, said in zip(measures, label["measures"], strict=True)
                for key, value in said.items()
            )
        )
        if not agree:
            differing.append((label["item"], label["grade"], measures))
    assert differing == []
    assert sum(len(s.rows) for s in shenzhen.standards) == 115


def test_the_shenzhen_list_has_38_violations_each_with_law_and_statutory_range(
    shenzhen: StandardsWorkbook,
) -> None:
    assert len(shenzhen.standards) == 38
    assert [s.code for s in shenzhen.standards if not s.basis] == []
    assert [s.code for s in shenzhen.standards if not s.statutory] == []
    assert len({s.code for s in shenzhen.standards}) == 38


def test_the_band_below_the_law_is_the_error_of_the_shenzhen_list(shenzhen: StandardsWorkbook) -> None:
    errors = [p for p in shenzhen.problems if p.severity is ProblemSeverity.ERROR]
    assert [(p.message.split()[0], "超出法定幅度" in p.message) for p in errors] == [("27", True)]


def test_the_guangdong_tables_are_all_there(guangdong: StandardsWorkbook) -> None:
    standards = guangdong.standards
    assert len(standards) == 155
    assert sum(s.model is Model.WEIGHTS for s in standards) == 39
    assert sum(len(s.rows) for s in standards) == 816
    assert sum(len(s.weights) for s in standards) == 44
    options = {(s.sheet, o.row) for s in standards for g in s.weights for o in g.options}
    assert len(options) == 634


def test_every_weighted_sum_of_guangdong_has_start_and_maximum(guangdong: StandardsWorkbook) -> None:
    groups = [g for s in guangdong.standards for g in s.weights]
    assert [g.start_cell for g in groups if g.start_percent is None or g.maximum is None] == []


def test_every_guangdong_table_names_violation_and_law(guangdong: StandardsWorkbook) -> None:
    assert [s.code for s in guangdong.standards if not s.violation or not s.basis] == []
    assert [s.code for s in guangdong.standards if not s.violated] == ["§1.11"]


# sheet, cell, conditions asked, measures: looked up in the workbook one by one.
CELLS = [
    (2, "D8", 2, "罚款 20000–40000 元 )"),
    (2, "D12", 2, "罚款 110000–130000 元 )"),
    (2, "D16", 1, "罚款 200000 元"),
    (2, "D23", 2, "罚款 20000–40000 元 )"),
    (2, "D28", 2, "罚款 160000–200000 元 )"),
    (2, "D29", 1, "罚款 200000 元"),
    (2, "D268", 1, "罚款 1000000 元"),
    (2, "E299", 3, "罚款 200000–300000 元 )"),
    (2, "E422", 3, "罚款 500000–600000 元 )"),
    (2, "D468", 2, "罚款 20000–60000 元 )"),
    (2, "D471", 2, "罚款 150000–200000 元 )"),
    (3, "D299", 2, "罚款 160000–200000 元 )"),
    (3, "D313", 2, "罚款 200000 元"),
    (3, "D321", 2, "罚款 40000–60000 元 )"),
    (3, "D387", 2, "罚款 120000–160000 元 )"),
    (3, "C443", 1, "罚款 10000–50000 元 )"),
    (3, "E723", 3, "罚款 100000–120000 元 )"),
    (3, "E728", 3, "罚款 300000–400000 元 )"),
    (4, "D12", 1, "罚款 200000 元"),
    (4, "D22", 2, "罚款 550000–700000 元 )"),
    (4, "D25", 1, "罚款 1000000 元"),
    (4, "D35", 2, "罚款 550000–700000 元 )"),
    (4, "F257", 4, "罚款 280000–300000 元 )"),
    (4, "F265", 4, "罚款 650000–700000 元 )"),
    (4, "D739", 2, "罚款 3000–4000 元 )"),
    (4, "D876", 2, "罚款 2000–3000 元 )"),
]


@pytest.mark.parametrize(
    ("sheet", "cell", "asked", "measures"), CELLS, ids=[f"{s}!{c}" for s, c, _, _ in CELLS]
)
def test_a_cell_of_the_guangdong_tables_reads_as_printed(
    guangdong: StandardsWorkbook, sheet: int, cell: str, asked: int, measures: str
) -> None:
    names = list(dict.fromkeys(s.sheet for s in guangdong.standards))
    rows = [r for s in guangdong.standards if s.sheet == names[sheet - 1] for r in s.rows if r.cell == cell]
    assert [(len(r.when), "; ".join(said(m) for m in r.measures)) for r in rows] == [(asked, measures)]


def test_penalties_of_two_columns_are_measures_of_one_row(guangdong: StandardsWorkbook) -> None:
    last = list(dict.fromkeys(s.sheet for s in guangdong.standards))[3]
    (row,) = [r for s in guangdong.standards if s.sheet == last for r in s.rows if r.cell == "D894"]
    assert [said(m).split(":")[-1] for m in row.measures] == ["罚款 200000 元", "罚款 100000 元"]


def test_the_first_weighted_sum_of_guangdong_is_read_whole(guangdong: StandardsWorkbook) -> None:
    standard = guangdong.standards[0]
    (group,) = standard.weights
    assert (standard.code, figure(group.start_percent)) == ("§1.1", 20)
    assert [o.percent for o in group.options] == [
        0,
        5,
        10,
        0,
        6,
        15,
        0,
        5,
        15,
        0,
        3,
        8,
        16,
        0,
        3,
        8,
        19,
        0,
        5,
    ]
    assert [len(f.conditions) for f in standard.factors] == [3, 3, 3, 4, 4, 2]
    assert group.maximum is not None
    assert (figure(group.maximum.amount), group.maximum.unit and group.maximum.unit.value) == (5, "percent")
    months = standard.factors[3].conditions[1].quantity
    assert months is not None
    assert (figure(months.range.low), figure(months.range.high), months.range.high_included) == (3, 6, False)
