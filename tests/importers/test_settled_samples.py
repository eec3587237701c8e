"""A column that prints something else than when it was settled is not read by its settlement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from importers.settled_samples import pooled, sample_of
from importers.settled_sheets import settled_sheets
from standards_1023.settlements import (
    LEFT_OUT,
    LONGEST_SAMPLE,
    MOST_SAMPLES,
    Settlement,
    SettlementKind,
    column_key,
    settlements_document,
    settlements_of,
)
from tests.importers.explained import unexplained
from tests.importers.sheets import LEFT, UP, Page, bands, read, show, table, write_xlsx
from tests.importers.test_settled_nowhere import stopped
from tests.importers.test_settled_unheaded import DISTRICTS, ON, found

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from importers.settled_samples import ColumnTexts
    from standards_1023.values import StandardsWorkbook

HEAD = ("序号", "违法行为", "违法情节", None, None, "处罚标准")
TWO = table(
    HEAD,
    (1, "沿街晾晒", "初次", "已抄送城管", "南区", "处1000元罚款"),
    (UP, UP, "初次", "已抄送公安", "北区", "处2000元罚款"),
)


def texts(folder: Path, *pages: Page) -> ColumnTexts:
    path = write_xlsx(folder / "表.xlsx", *pages)
    _, sheets, _ = settled_sheets(path.name, path.read_bytes(), ())
    return pooled(one.column_texts for one in sheets)


def settle(folder: Path, kind: SettlementKind, key: str, meaning: str, *pages: Page) -> Settlement:
    """A column settled as the page does it: with a sample of what it prints."""
    sample = sample_of(texts(folder, *pages)[kind, key])
    assert sample
    return Settlement(kind, key, meaning, "zhangsan", ON, sample)


def unheaded(folder: Path, page: Page, *meanings: str) -> list[Settlement]:
    columns = found(folder, page)
    pairs = zip(columns, meanings, strict=True)
    return [settle(folder, SettlementKind.UNHEADED, one.key, meaning, page) for one, meaning in pairs]


def headed(folder: Path, page: Page, meaning: str, key: str) -> Settlement:
    return settle(folder, SettlementKind.COLUMN, key, meaning, page)


def doubts(
    folder: Path, page: Page, settlements: Sequence[Settlement]
) -> tuple[StandardsWorkbook, list[str]]:
    """Read, and the columns that are not read as they were settled: then nothing of the sheet may be applied."""
    book = read(folder, page, settlements=settlements)
    assert unexplained(book) == [], show(book)
    said = [one.message for one in book.problems if "没有按确认读，请重新确认" in one.message]
    assert all(stopped(book, "裁量基准")) or not said
    return book, said


def test_two_blank_headed_columns_that_changed_places_are_read_as_neither(tmp_path: Path) -> None:
    settled = unheaded(tmp_path, TWO, LEFT_OUT, "裁量因素")
    book, said = doubts(tmp_path, TWO, settled)
    assert said == []
    assert bands(book.standards[0])[0][0] == "违法情节=初次; 违法情节右边第2列=南区"
    swapped = table(HEAD, *((*row[:3], row[4], row[3], row[5]) for row in TWO.rows[1:]))
    book, said = doubts(tmp_path, swapped, settled)
    assert said == [
        f"“违法情节右边第{n}列（没有表头）”这一列的内容与确认时完全不同，没有按确认读，请重新确认。"
        for n in (1, 2)
    ]
    assert book.settled == ()


def test_columns_that_share_a_text_are_told_apart_by_the_others(tmp_path: Path) -> None:
    rows = (
        (1, "沿街晾晒", "初次", "甲", "南区", "处1000元罚款"),
        (UP, UP, "再次", "共同", "共同", "处2000元罚款"),
        (UP, UP, "多次", "乙", "北区", "处3000元罚款"),
    )
    settled = unheaded(tmp_path, table(HEAD, *rows), LEFT_OUT, "裁量因素")
    assert doubts(tmp_path, table(HEAD, *rows), settled)[1] == []
    swapped = table(HEAD, *((*row[:3], row[4], row[3], row[5]) for row in rows))
    said = doubts(tmp_path, swapped, settled)[1]
    assert [message.endswith("更像确认时的另一列，没有按确认读，请重新确认。") for message in said] == [
        True,
        True,
    ]


def test_twins_that_changed_places_are_read_as_neither(tmp_path: Path) -> None:
    head = ("违法行为", "裁量标准", LEFT, LEFT)
    rows = (("沿街晾晒", "甲类", "南区", "处1000元罚款"), (UP, "乙类", "北区", "处2000元罚款"))
    page = table(head, *rows)
    settled = [headed(tmp_path, page, "备注", column_key(["裁量标准"], 2, 3))]
    assert doubts(tmp_path, page, settled)[1] == []
    _, said = doubts(tmp_path, table(head, *((row[0], row[2], row[1], row[3]) for row in rows)), settled)
    assert said == ["“裁量标准”这一列的内容与确认时完全不同，没有按确认读，请重新确认。"]


def test_of_two_tables_headed_alike_the_other_is_not_read_by_the_settlement(tmp_path: Path) -> None:
    def block(act: str, beside: str | None) -> tuple[tuple[str | None, ...], ...]:
        head = ("违法情节", None, "处罚标准")
        return ((f"违法行为：{act}", LEFT, LEFT), head, ("初次", beside, "处1000元罚款"), (None, None, None))

    one = Page((*block("沿街晾晒", "已抄送城管"), *block("乱倒垃圾", None)))
    settled = unheaded(tmp_path, one, LEFT_OUT)
    assert doubts(tmp_path, one, settled)[1] == []
    other = Page((*block("沿街晾晒", None), *block("乱倒垃圾", "造成死亡")))
    assert len(doubts(tmp_path, other, settled)[1]) == 1


@pytest.mark.parametrize(
    "penalty",
    [
        "并处5000",
        "加倍处罚",
        "按上限处罚",
        "终身禁业",
        "免罚",
        "取消资格",
        "10倍",
        "对个人再罚2000",
        "罚金5000",
    ],
)
def test_a_column_that_is_not_used_is_none_once_it_prints_penalties(tmp_path: Path, penalty: str) -> None:
    later = table(*DISTRICTS.rows[:2], (UP, UP, "再次", penalty, "处2000元罚款"))
    (blank,) = unheaded(tmp_path, DISTRICTS, LEFT_OUT)
    for settled in (blank, replace(blank, sample=())):
        assert doubts(tmp_path, DISTRICTS, [settled])[1] == []
        book, said = doubts(tmp_path, later, [settled])
        now = f"里现在有「{penalty}」，像是处罚，确认为不用时没有"
        name = "违法情节右边第1列（没有表头）"
        assert said == [f"“{name}”这一列的内容{now}，没有按确认读，请重新确认。"], show(book)
    head = (*DISTRICTS.rows[0][:3], "片区", "处罚标准")
    settled = headed(tmp_path, table(head, *DISTRICTS.rows[1:]), LEFT_OUT, "片区")
    assert len(doubts(tmp_path, table(head, *later.rows[1:]), [settled])[1]) == 1


def test_a_column_of_penalties_that_was_left_out_stays_left_out(tmp_path: Path) -> None:
    head = ("序号", "违法行为", "违法情节", "旧罚款标准", "处罚标准")
    long = "情节" * LONGEST_SAMPLE + "处500元罚款"
    rows = tuple((n, f"行为{n}", "初次", f"{n}{long}", "处1000元罚款") for n in range(1, 30))
    page = table(head, *rows)
    settled = headed(tmp_path, page, LEFT_OUT, "旧罚款标准")
    assert doubts(tmp_path, page, [settled])[1] == []
    assert len(settled.sample) == MOST_SAMPLES
    assert max(map(len, settled.sample)) == LONGEST_SAMPLE


def test_what_was_settled_without_a_sample_holds_and_keeps_its_document(tmp_path: Path) -> None:
    (one,) = unheaded(tmp_path, DISTRICTS, "裁量因素")
    assert one.sample == ("南区", "北区")
    plain = replace(one, sample=())
    assert b"sample" not in settlements_document([plain])
    assert settlements_of(settlements_document([one])) == (one,)
    other = table(DISTRICTS.rows[0], (1, "沿街晾晒", "初次", "东区", "处1000元罚款"))
    assert doubts(tmp_path, other, [plain])[1] == []
    assert len(doubts(tmp_path, other, [one])[1]) == 1
    blank = table(DISTRICTS.rows[0], (1, "沿街晾晒", "初次", "/", "处1000元罚款"))
    assert doubts(tmp_path, blank, [one])[1] == [], "it is not found at all, which is said elsewhere"
