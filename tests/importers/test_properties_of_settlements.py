"""What holds of all settlements: those that fit nothing change nothing, and none changes another's place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.cells_taken import cells_taken
from importers.columns import Role
from importers.settled_sheets import keys_of_cells
from importers.standards_workbook import read_standards_workbook
from standards_1023.settlements import (
    LEFT_OUT,
    Settlement,
    SettlementKind,
    settlements_document,
    settlements_of,
)
from standards_1023.values import ProblemSeverity
from tests.importers.sheets import BOTH, LEFT, UP, Page, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standards_1023.values import Standard, StandardsWorkbook

ON = date(2026, 11, 24)
PAGES = (
    Page(
        (
            ("序号", "违法行为", "违法情节", None, "处罚标准", None),
            (1, "沿街晾晒", "初次", "南区", "罚五个数", None),
            (UP, UP, "再次", "北区", "处2000元罚款", "没收违法所得"),
            (2, "乱倒垃圾", "初次", None, "罚五个数", "另处1000元罚款"),
        ),
        name="甲",
    ),
    Page(
        (
            ("违法事实", "裁量标准", LEFT, None, "旧情节"),
            ("无证经营", "初次", "处1000元罚款", "已缴清", "甲类"),
            (UP, "再次", "处2000元罚款", "未缴清", "乙类"),
        ),
        name="乙",
    ),
)
MEANINGS = (*(role.value for role in Role), LEFT_OUT)


@cache
def written() -> bytes:
    with TemporaryDirectory() as folder:
        return write_xlsx(Path(folder) / "表.xlsx", *PAGES).read_bytes()


@cache
def read(settlements: tuple[Settlement, ...] = ()) -> StandardsWorkbook:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        path.write_bytes(written())
        return read_standards_workbook(path, convention=BOTH, settlements=settlements)


@cache
def cells() -> dict[str, list[tuple[SettlementKind, str]]]:
    """The keys of single cells, by sheet."""
    found: dict[str, list[tuple[SettlementKind, str]]] = {}
    for (sheet, _), key in keys_of_cells("表.xlsx", written(), ()).of.items():
        found.setdefault(sheet, []).append((SettlementKind.CELL, key))
    return found


@cache
def columns() -> dict[str, list[tuple[SettlementKind, str]]]:
    """The keys of the columns that may be settled, by sheet."""
    return {
        sheet.name: [(c.kind, c.key) for c in (*sheet.tables, *sheet.unheaded)]
        for sheet in cells_taken("表.xlsx", written(), BOTH)
    }


def said(kind: SettlementKind, key: str, meaning: str) -> Settlement:
    return Settlement(kind, key, meaning, "zhangsan", ON)


def of_sheet(name: str) -> st.SearchStrategy[tuple[Settlement, ...]]:
    """Settlements of the columns of one sheet, one for each at the most."""
    one = st.tuples(st.sampled_from(columns()[name]), st.sampled_from(MEANINGS))
    chosen = st.lists(one, min_size=1, max_size=3, unique_by=lambda pair: pair[0])
    return chosen.map(lambda many: tuple(said(*key, meaning) for key, meaning in many))


def of_cells(name: str) -> st.SearchStrategy[tuple[Settlement, ...]]:
    """Settlements of single cells of one sheet."""
    meaning = st.sampled_from(["处5万元罚款", "警告", "两次", "不予处罚"])
    chosen = st.lists(
        st.tuples(st.sampled_from(cells()[name]), meaning),
        min_size=1,
        max_size=3,
        unique_by=lambda pair: pair[0],
    )
    return chosen.map(lambda many: tuple(said(*key, meaning) for key, meaning in many))


def standards(book: StandardsWorkbook, sheet: str) -> list[Standard]:
    return [one for one in book.standards if one.sheet == sheet]


PRINTED = st.sampled_from(
    ["违法情节", "裁量标准", "罚五个数", "甲", "乙", "｜", "／", "（共2栏第1栏）", "没有"]
)
KEYS = st.lists(PRINTED, min_size=1, max_size=5).map("".join) | st.text("甲乙｜（）0共栏第", min_size=1)


@given(st.sampled_from(SettlementKind), KEYS, st.sampled_from(MEANINGS))
@settings(max_examples=60)
def test_a_settlement_whose_key_is_nowhere_is_named_and_changes_nothing_else(
    kind: SettlementKind, key: str, meaning: str
) -> None:
    book = read((said(kind, f"无{key}", meaning),))
    (named,) = (one for one in book.problems if "在现在的表里" in one.message)
    assert replace(book, problems=tuple(one for one in book.problems if one != named)) == read()
    is_text = kind is SettlementKind.TEXT
    assert named.severity is (ProblemSeverity.WARNING if is_text else ProblemSeverity.ERROR)
    assert all(any(book.errors_at(s.sheet, r.cell)) for s in book.standards for r in s.rows) or is_text


@given(of_sheet("甲"), of_sheet("乙"))
@settings(max_examples=15)
def test_settlements_of_different_tables_do_not_influence_one_another(
    one: tuple[Settlement, ...], other: tuple[Settlement, ...]
) -> None:
    both = read((*one, *other))
    assert standards(both, "甲") == standards(read(one), "甲")
    assert standards(both, "乙") == standards(read(other), "乙")
    assert [s for s in both.settled if s.sheet == "甲"] == [s for s in read(one).settled if s.sheet == "甲"]


@given(st.data())
@settings(max_examples=60)
def test_settled_cells_do_not_influence_one_another(data: st.DataObject) -> None:
    one, other = data.draw(st.permutations(cells()["甲"]))[:2]
    first, second = said(*one, "处5万元罚款"), said(*other, "警告")
    both = {(s.cell, s.meaning) for s in read((first, second)).settled}
    apart = [{(s.cell, s.meaning) for s in read((only,)).settled} for only in (first, second)]
    assert both == apart[0] | apart[1]
    assert len(both) == 2


@given(
    (of_sheet("甲") | of_cells("甲")).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some)))
)
@settings(max_examples=20)
def test_settlements_hold_the_same_in_any_order_and_from_their_document(
    orders: tuple[Sequence[Settlement], Sequence[Settlement]],
) -> None:
    some, shuffled = orders
    kept = settlements_of(settlements_document(shuffled))
    assert read(kept).standards == read(tuple(some)).standards
    assert settlements_document(kept) == settlements_document(some)


def test_every_column_without_a_heading_has_its_own_key() -> None:
    keys = [key for many in columns().values() for key in many]
    assert len(keys) == len(set(keys))
    assert sum(kind is SettlementKind.UNHEADED for kind, _ in keys) == 3


@pytest.mark.parametrize("meaning", [Role.FACTOR.value, LEFT_OUT])
def test_the_same_workbook_read_again_with_the_same_settlements_is_the_same(meaning: str) -> None:
    some = tuple(said(kind, key, meaning) for kind, key in columns()["甲"])
    first = read(some)
    read.cache_clear()
    assert replace(read(some), sha256=first.sha256) == first
