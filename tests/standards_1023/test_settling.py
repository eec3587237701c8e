"""Settlements about a department's tables, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from service.db import reading, writing
from standards_1023 import store
from standards_1023.drafting import import_workbooks
from standards_1023.errors import SettlementRefused
from standards_1023.settlements import MOST_SETTLEMENTS, SettlementKind, settlements_document
from standards_1023.settling import settle, settlements_in_force
from standards_1023.submission import submit
from tests.rules.tables import stalls
from tests.standards_1023.editions import KEEPER, NOON, department

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

LATER = NOON + timedelta(hours=13)  # the next day by the office's clock, 17:00 in UTC


def said(session: Session, key: str, meaning: str | None, *, kind: str = "column", by: str = KEEPER) -> None:
    settle(session, department="城管局", kind=SettlementKind(kind), key=key, meaning=meaning, by=by, at=NOON)


def test_the_last_word_on_a_key_holds_and_a_word_taken_back_holds_no_more(engine: Engine) -> None:
    with writing(engine) as session:
        said(session, "情形", "裁量因素")
        said(session, "情形", "不用", by="another")
        said(session, "情形", "一千元", kind="text")
        said(session, "备注", "不用")
        said(session, "备注", None)
    with reading(engine) as session:
        held = settlements_in_force(session, "城管局")
        assert [(one.kind.value, one.key, one.meaning, one.by) for one in held] == [
            ("column", "情形", "不用", "another"),
            ("text", "情形", "一千元", KEEPER),
        ]
        assert settlements_in_force(session, "环水局") == ()
        assert len(store.list_settlements(session, "城管局")) == 5


def test_a_settlement_is_dated_by_the_office_s_clock(engine: Engine) -> None:
    with writing(engine) as session:
        settle(
            session,
            department="城管局",
            kind=SettlementKind.TEXT,
            key="壹仟",
            meaning="一千元",
            by=KEEPER,
            at=LATER,
        )
        assert settlements_in_force(session, "城管局")[0].on == date(2026, 8, 2)


def test_the_same_word_again_appends_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        said(session, "情形", "裁量因素")
        said(session, "情形", "裁量因素", by="another")
        assert [row.by for row in store.list_settlements(session, "城管局")] == [KEEPER]


def test_there_is_nothing_to_take_back_where_nothing_was_settled(engine: Engine) -> None:
    with writing(engine) as session:
        with pytest.raises(SettlementRefused, match="不用撤销"):
            said(session, "情形", None)
        with pytest.raises(SettlementRefused, match="不能是空的"):
            said(session, "情形", "  ")
        assert store.list_settlements(session, "城管局") == []


def test_one_settlement_too_many_is_refused_and_one_taken_back_makes_room(engine: Engine) -> None:
    with writing(engine) as session:
        for number in range(MOST_SETTLEMENTS):
            store.add_settlement(
                session,
                department="城管局",
                kind="text",
                key=f"文字{number}",
                meaning="一千元",
                by=KEEPER,
                at=NOON,
            )
        with pytest.raises(SettlementRefused, match="最多"):
            said(session, "再一条", "一千元", kind="text")
        said(session, "文字1", None, kind="text")
        said(session, "再一条", "一千元", kind="text")


def test_a_workbook_read_with_settlements_is_another_and_the_edition_has_another_address(
    engine: Engine,
) -> None:
    given = department("城管局", stalls())
    with writing(engine) as session:
        said(session, "情形", "裁量因素")
        document = settlements_document(settlements_in_force(session, "城管局"))
        import_workbooks(session, [given], NOON, by=KEEPER)
        plain = submit(session, 1, NOON, by=KEEPER).digest
        drafted = import_workbooks(session, [replace(given, settlements=document)], NOON, by=KEEPER)
        assert drafted.changed == ("城管局",)
        assert submit(session, 2, NOON, by=KEEPER).digest != plain
        ((kept, _),) = store.list_workbooks(session, 2)
        assert kept.settlements_sha256 is not None
        assert store.get_file(session, kept.settlements_sha256) == document
        again = import_workbooks(session, [replace(given, settlements=document)], NOON, by=KEEPER)
        assert again.number is None
