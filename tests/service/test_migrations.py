"""A database of the version before is brought up to date: what was published stays, and nothing may change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from service.command_errors import CommandRefused
from service.db import open_engine, reading, writing
from service.schema import _config, bring_up_to_date
from standards_1023 import store
from standards_1023.drafting import import_workbooks
from standards_1023.settlements import SettlementKind
from standards_1023.settling import settle, settlements_in_force
from standards_1023.withdrawal import withdraw
from tests.rules.tables import stalls
from tests.standards_1023.editions import KEEPER, NOON, department

if TYPE_CHECKING:
    from collections.abc import Iterator

OF_0002 = (
    "INSERT INTO source_file VALUES ('abab', 'x')",
    "INSERT INTO workbook_values VALUES ('abab', '{}', 1, 0, 0)",
    "INSERT INTO edition VALUES (1, 'draft', 'abab', NULL)",
    "INSERT INTO edition_workbook VALUES (1, '城管局', 'a.xlsx', NULL, 'abab', 'abab', NULL)",
    "UPDATE edition SET state = 'published', in_force_from = '2026-01-01'",
    "INSERT INTO edition_event (id, edition, event, at, detail) VALUES (1, 1, 'published', '2026-01-01', '{}')",
)
"""A published edition as the version before wrote it."""


@pytest.fixture
def upgraded(database: str) -> Iterator[Engine]:
    engine = open_engine(database)
    with engine.execution_options(writes=True).begin() as connection:
        command.upgrade(_config(connection), "0002")
        for statement in OF_0002:
            connection.execute(text(statement))
    bring_up_to_date(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE edition SET in_force_from = '2020-01-01'",
        "DELETE FROM edition_workbook",
        "UPDATE edition_workbook SET file_name = 'x'",
        "UPDATE edition_workbook SET settlements_sha256 = 'abab'",
        "INSERT INTO edition_workbook SELECT edition, 'x', file_name, convention, values_digest, source_sha256, settings_sha256, NULL FROM edition_workbook",
        "DELETE FROM source_file",
        "UPDATE edition_event SET event = 'drafted'",
    ],
)
def test_what_was_published_before_may_not_change_after_the_upgrade(upgraded: Engine, change: str) -> None:
    refused(upgraded, change, "never change", "only while it is a draft", "never edited")


def test_what_was_published_before_is_there_after_the_upgrade(upgraded: Engine) -> None:
    with reading(upgraded) as session:
        assert [row.number for row in store.published_in_order(session)] == [1]
        ((kept, values),) = store.list_workbooks(session, 1)
        assert (kept.settlements_sha256, values.standards) == (None, 1)
        assert store.list_withdrawn(session) == frozenset()


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM edition_withdrawal",
        "UPDATE edition_withdrawal SET reason = 'x'",
        "UPDATE settlement SET meaning = 'x'",
        "DELETE FROM settlement",
        "UPDATE edition SET digest = 'x' WHERE number = 1",
        "DELETE FROM edition_workbook",
        "UPDATE edition_workbook SET file_name = 'x'",
        "INSERT INTO edition_workbook SELECT edition, 'x', file_name, convention, values_digest, source_sha256, settings_sha256, NULL FROM edition_workbook",
    ],
)
def test_what_was_withdrawn_or_settled_may_not_change(engine: Engine, change: str) -> None:
    with writing(engine) as session:
        import_workbooks(session, [department("城管局", stalls())], NOON, by=KEEPER)
        withdraw(session, 1, by=KEEPER, at=NOON, reason="重做")
        settle(
            session,
            department="城管局",
            kind=SettlementKind.TEXT,
            key="壹仟",
            meaning="一千元",
            by=KEEPER,
            at=NOON,
        )
    refused(engine, change, "never undone", "never edited", "withdrawn edition never changes")


def test_a_kind_of_settlement_that_nobody_knows_is_refused(engine: Engine) -> None:
    row = "INSERT INTO settlement (department, kind, key, meaning, by, at) VALUES ('a', 'x', 'k', NULL, 'b', '2026-01-01')"
    refused(engine, row, "settlement_kind_is_known")


def test_what_was_settled_before_is_there_after_the_upgrade(database: str) -> None:
    engine = open_engine(database)
    row = "INSERT INTO settlement (department, kind, key, meaning, by, at) VALUES ('城管局', 'column', '情形', '不用', 'a', '2026-01-01 00:00:00')"
    with engine.execution_options(writes=True).begin() as connection:
        command.upgrade(_config(connection), "0006")
        connection.execute(text(row))
    bring_up_to_date(engine)
    with writing(engine) as session:
        for kind in SettlementKind:
            settle(session, department="城管局", kind=kind, key="壹仟", meaning="备注", by=KEEPER, at=NOON)
    with reading(engine) as session:
        held = settlements_in_force(session, "城管局")
        assert [(one.kind, one.key) for one in held if one.meaning == "不用"] == [("column", "情形")]
        assert len(held) == 1 + len(SettlementKind)
        assert "ix_settlement_department" in {i["name"] for i in inspect(engine).get_indexes("settlement")}
    refused(engine, "UPDATE settlement SET meaning = 'x'", "never edited")
    refused(engine, row.replace("'column'", "'row'"), "settlement_kind_is_known")
    engine.dispose()


def refused(engine: Engine, change: str, *why: str) -> None:
    """The database itself refuses the change, for one of these reasons."""
    with pytest.raises(CommandRefused) as caught, writing(engine) as session:
        session.execute(text(change))
    assert isinstance(caught.value.__cause__, DBAPIError)
    assert any(reason in str(caught.value.__cause__) for reason in why)
