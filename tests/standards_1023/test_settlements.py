from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standards_1023.content import digest_of, document_of, workbook_of
from standards_1023.errors import SettlementRefused, SettlementsDamaged
from standards_1023.settlements import (
    MOST_SETTLEMENTS,
    Settlement,
    SettlementKind,
    column_key,
    path_of_key,
    plain_meaning,
    settlements_document,
    settlements_of,
    text_key,
)
from standards_1023.values import Settled
from tests.rules.tables import TABLES, workbook

ON = date(2026, 11, 20)
COLUMN = Settlement(SettlementKind.COLUMN, "处罚标准／对单位", "处罚标准", "zhangsan", ON)
TEXT = Settlement(SettlementKind.TEXT, "罚五个数", "罚款50000元", "命令行:root", ON)
OTHER = Settlement(SettlementKind.TEXT, "情节一般般", "情节一般", "zhangsan", ON)


def test_a_document_does_not_depend_on_the_order_and_comes_back_equal() -> None:
    documents = {settlements_document(order) for order in permutations((COLUMN, TEXT, OTHER))}
    (document,) = documents
    assert set(settlements_of(document)) == {COLUMN, TEXT, OTHER}
    assert settlements_document(settlements_of(document)) == document


def test_a_column_s_key_is_its_path_of_headings_and_its_place_among_equal_ones() -> None:
    assert column_key(("处罚 标准", "对单位（万元）")) == "处罚标准／对单位(万元)"
    assert column_key(("违法程度／危害后果",)) != column_key(("违法程度", "危害后果"))
    twins = {column_key(("裁量标准",), place, twins) for place, twins in ((1, 1), (1, 2), (2, 2), (2, 3))}
    assert len(twins | {column_key(("裁量标准(共2栏第2栏)",))}) == 5
    assert {path_of_key(key) for key in (*twins, "裁量标准（第2栏）")} == {"裁量标准"}


def test_a_text_s_key_does_not_depend_on_blanks_and_widths() -> None:
    assert text_key(" 罚 ５ 个数\n") == text_key("罚5个数")


@pytest.mark.parametrize("meaning", ["", " \n ", "罚" * 501, "罚款\x00", "罚款\u202e元5"])
def test_a_meaning_that_is_blank_too_long_or_not_to_be_seen_is_refused(meaning: str) -> None:
    with pytest.raises(SettlementRefused, match="确认的含义"):
        replace(TEXT, meaning=meaning)


def test_figures_in_a_meaning_stay_the_figures_that_were_written() -> None:
    assert replace(TEXT, meaning="罚款５万元①").meaning == "罚款5万元(1)"
    assert plain_meaning("5²") == "5^2"


@given(st.text())
def test_a_kept_meaning_is_kept_as_it_is(text: str) -> None:
    assert plain_meaning(plain_meaning(text)) == plain_meaning(text)


def test_a_key_has_one_meaning_and_their_number_is_bounded() -> None:
    with pytest.raises(SettlementRefused, match="两条确认记录"):
        settlements_document([TEXT, replace(TEXT, meaning="罚款5000元")])
    many = [replace(TEXT, key=f"罚{n}个数") for n in range(MOST_SETTLEMENTS + 1)]
    with pytest.raises(SettlementRefused, match="最多 500 条"):
        settlements_document(many)
    assert len(settlements_of(settlements_document(many[:-1]))) == MOST_SETTLEMENTS


@pytest.mark.parametrize(
    "changed",
    [{"kind": "row"}, {"meaning": ""}, {"on": "昨天"}, {"by": "x" * 101}, {"key": "罚" * 501}],
    ids=str,
)
def test_a_document_of_which_one_part_cannot_be_taken_is_not_used_at_all(changed: dict[str, str]) -> None:
    (line,) = json.loads(settlements_document([TEXT]))
    with pytest.raises(SettlementsDamaged, match="没有使用"):
        settlements_of(json.dumps([{**line, **changed}]).encode())


def test_a_kind_that_only_a_newer_program_knows_is_said_to_be_one() -> None:
    lines = json.loads(settlements_document([TEXT, OTHER]))
    lines[1]["kind"] = "row"
    with pytest.raises(SettlementsDamaged, match=r"不认识的一种（row），没有使用：请用更新的程序导入"):
        settlements_of(json.dumps(lines).encode())


def test_documents_from_before_keep_their_address() -> None:
    document = settlements_document([COLUMN, TEXT])
    address = "c0ae50048e2520546c87d4117d5b58d550c8aea98e1225d8538ad878fb83de9c"
    assert sha256(document).hexdigest() == address
    assert settlements_of(document) == (COLUMN, TEXT)


@pytest.mark.parametrize("document", [b"", b"{}", b"[1]", b"\xff"])
def test_what_is_no_document_of_settlements_is_named(document: bytes) -> None:
    with pytest.raises(SettlementsDamaged):
        settlements_of(document)


def test_values_without_settlements_keep_the_address_that_they_had_before() -> None:
    said = workbook(TABLES["堆放"]())
    address = "1ea97e702892a67a3641e16bcbc9a0a9f94a9e10710b2043d267cab41b094cd4"  # before there were any
    assert digest_of(document_of(said)) == address
    settled = replace(said, settled=(Settled("表", "D5", "罚五个数", "罚款50000元", "zhangsan", ON),))
    document = document_of(settled)
    assert workbook_of(document, digest_of(document)) == settled
