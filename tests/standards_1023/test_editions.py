from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.command_errors import CommandRefused
from service.db import reading, writing
from standards_1023 import store
from standards_1023.drafting import import_workbooks
from standards_1023.edition_summary import list_summaries
from standards_1023.editions import EditionState
from standards_1023.errors import EditionNotFound, EditionRefused, NoEditionInForce
from standards_1023.proof import Difference
from standards_1023.publication import publish
from standards_1023.submission import submit
from standards_1023.values import Problem, ProblemSeverity
from tests.rules.tables import heaps, stalls
from tests.standards_1023.editions import KEEPER, NOON, department, proofs_of, publish_edition, terms

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from standards_1023.editions import Edition

FIRST, SECOND = date(2026, 1, 1), date(2026, 8, 15)
DAY = timedelta(days=1)


def edition(session: Session, number: int) -> Edition:
    return store.load_edition(session, store.get_edition_row(session, number))


def test_an_edition_goes_from_draft_to_submitted_to_published_and_comes_back_whole(engine: Engine) -> None:
    given = department("城管局", stalls(), heaps())
    with writing(engine) as session:
        drafted = import_workbooks(session, [given], NOON, by=KEEPER)
        assert drafted.number == 1
        assert edition(session, 1).state is EditionState.DRAFT
        submit(session, 1, NOON, by=KEEPER)
        publish(session, 1, proofs_of(edition(session, 1)), terms(FIRST))
    with reading(engine) as session:
        found = store.load_timeline(session).in_force(FIRST)
        assert [e.event for e in store.list_events(session, 1)] == [
            "drafted", "workbook_imported", "submitted", "published",
        ]  # fmt: skip
        assert store.list_events(session, 1)[0].at == NOON
    assert found.workbooks[0].workbook == given.workbook
    assert found.name == f"edition:1@{(found.digest or '')[:12]}"


def test_periods_are_half_open_and_a_day_before_the_first_is_refused(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, department("城管局", stalls()), since=FIRST)
        publish_edition(session, department("城管局", heaps()), since=SECOND)
        timeline = store.load_timeline(session)
    with pytest.raises(NoEditionInForce, match="2026-01-01"):
        timeline.in_force(FIRST - DAY)
    days = (FIRST, SECOND - DAY, SECOND, date(2099, 1, 1))
    assert [timeline.in_force(day).number for day in days] == [1, 1, 2, 2]


def test_an_edition_of_the_same_day_takes_the_place_of_the_one_before(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, department("城管局", stalls()), since=FIRST)
        publish_edition(session, department("城管局", heaps()), since=FIRST)
        timeline = store.load_timeline(session)
        states = [one.state for one in list_summaries(session, FIRST)]
    assert timeline.in_force(FIRST).number == 2
    assert states == [EditionState.SUPERSEDED, EditionState.PUBLISHED]


def test_an_edition_cannot_begin_before_the_one_published_last(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, department("城管局", stalls()), since=SECOND)
        with pytest.raises(EditionRefused, match="不能早于"):
            publish_edition(session, department("城管局", heaps()), since=SECOND - DAY)


@pytest.mark.parametrize(("on", "state"), [(SECOND - DAY, "published"), (SECOND, "superseded")])
def test_an_edition_is_superseded_from_the_day_on_which_the_next_begins(
    engine: Engine, on: date, state: str
) -> None:
    with writing(engine) as session:
        publish_edition(session, department("城管局", stalls()), since=FIRST)
        publish_edition(session, department("城管局", heaps()), since=SECOND)
        first = list_summaries(session, on)[0]
    assert (first.state.value, first.in_force_until) == (state, SECOND)


def test_a_department_that_changes_its_table_keeps_the_tables_of_the_others(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, department("城管局", stalls()), department("环水局", heaps()), since=FIRST)
        drafted = import_workbooks(session, [department("环水局", stalls())], NOON, by=KEEPER)
        assert drafted.number == 2
        assert drafted.changed == ("环水局",)
        again = import_workbooks(session, [department("财政局", heaps())], NOON, by=KEEPER)
        assert again.number == 2
        assert [k.department for k in edition(session, 2).workbooks] == ["财政局", "环水局", "城管局"]
        assert [k.department for k in edition(session, 1).workbooks] == ["环水局", "城管局"]


def test_the_same_workbooks_again_change_nothing(engine: Engine) -> None:
    given = department("城管局", stalls())
    with writing(engine) as session:
        publish_edition(session, given, since=FIRST)
        drafted = import_workbooks(session, [given], NOON, by=KEEPER)
        assert (drafted.number, drafted.unchanged) == (None, ("城管局",))
        assert len(store.list_editions(session)) == 1


def test_a_draft_alone_leaves_the_other_departments_out(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, department("城管局", stalls()), department("环水局", heaps()), since=FIRST)
        publish_edition(session, department("城管局", heaps()), since=SECOND, alone=True)
        assert [k.department for k in edition(session, 2).workbooks] == ["城管局"]


def test_an_edition_with_an_error_is_imported_but_not_submitted(engine: Engine) -> None:
    given = department("城管局", stalls())
    faulty = replace(
        given,
        workbook=replace(given.workbook, problems=(Problem("表", "D3", ProblemSeverity.ERROR, "看不懂。"),)),
    )
    with writing(engine) as session:
        import_workbooks(session, [faulty], NOON, by=KEEPER)
        with pytest.raises(EditionRefused, match="城管局 1 处"):
            submit(session, 1, NOON, by=KEEPER)
        import_workbooks(session, [given], NOON, by=KEEPER)
        submit(session, 1, NOON, by=KEEPER)


def test_an_edition_without_standards_is_not_submitted(engine: Engine) -> None:
    with writing(engine) as session:
        import_workbooks(session, [department("城管局")], NOON, by=KEEPER)
        with pytest.raises(EditionRefused, match="没有裁量基准"):
            submit(session, 1, NOON, by=KEEPER)


def test_each_step_is_taken_once_and_in_order(engine: Engine) -> None:
    with writing(engine) as session:
        import_workbooks(session, [department("城管局", stalls())], NOON, by=KEEPER)
        proofs = proofs_of(edition(session, 1))
        with pytest.raises(EditionRefused, match="现在是“草稿”"):
            publish(session, 1, proofs, terms(FIRST))
        submit(session, 1, NOON, by=KEEPER)
        with pytest.raises(EditionRefused, match="现在是“已提交”"):
            submit(session, 1, NOON, by=KEEPER)
        publish(session, 1, proofs, terms(FIRST))
        with pytest.raises(EditionRefused, match="现在是“已发布”"):
            publish(session, 1, proofs, terms(FIRST))
        with pytest.raises(EditionNotFound):
            submit(session, 7, NOON, by=KEEPER)


def test_without_a_proof_of_this_very_content_nothing_is_published(engine: Engine) -> None:
    with writing(engine) as session:
        import_workbooks(session, [department("城管局", stalls())], NOON, by=KEEPER)
        other = proofs_of(replace(edition(session, 1), workbooks=()))
        submit(session, 1, NOON, by=KEEPER)
        with pytest.raises(EditionRefused, match="还没有核对"):
            publish(session, 1, other, terms(FIRST))
        foreign = replace(edition(session, 1).workbooks[0], workbook=department("城管局", heaps()).workbook)
        proofs = proofs_of(replace(edition(session, 1), workbooks=(foreign,)))
        with pytest.raises(EditionRefused, match="还没有核对"):
            publish(session, 1, proofs, terms(FIRST))


def test_a_proof_that_names_a_difference_publishes_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        import_workbooks(session, [department("城管局", stalls())], NOON, by=KEEPER)
        submit(session, 1, NOON, by=KEEPER)
        (proof,) = proofs_of(edition(session, 1)).values()
        found = replace(
            proof, differences=(Difference("表!1", "适用条件=2次", (("甲", "是"), ("乙", "否"))),)
        )
        with pytest.raises(EditionRefused, match="1 处结果不同"):
            publish(session, 1, {"城管局": found}, terms(FIRST))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE edition SET in_force_from = '2020-01-01'",
        "UPDATE edition SET state = 'draft', in_force_from = NULL",
        "DELETE FROM edition_workbook",
        "UPDATE edition_workbook SET file_name = 'x'",
        "INSERT INTO edition_workbook SELECT 1, 'x', file_name, convention, values_digest, source_sha256, settings_sha256, NULL FROM edition_workbook",
        "UPDATE workbook_values SET document = '{}'",
        "DELETE FROM workbook_values",
        "DELETE FROM source_file",
        "UPDATE edition_event SET event = 'drafted'",
        "DELETE FROM edition_event",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_published(engine: Engine, change: str) -> None:
    with writing(engine) as session:
        publish_edition(session, department("城管局", stalls()), since=FIRST)
    with pytest.raises(CommandRefused) as refused, writing(engine) as session:
        session.execute(text(change))
    assert isinstance(refused.value.__cause__, DBAPIError)
    assert any(
        why in str(refused.value.__cause__)
        for why in ("never change", "only while it is a draft", "never edited")
    )
    with reading(engine) as session:
        assert store.load_timeline(session).in_force(FIRST).standards[0][1] == stalls()


def test_an_error_in_the_middle_leaves_nothing_behind(engine: Engine) -> None:
    class Stop(Exception):
        pass

    def publish_and_stop() -> None:
        with writing(engine) as session:
            publish_edition(session, department("城管局", stalls()), since=FIRST)
            raise Stop

    with pytest.raises(Stop):
        publish_and_stop()
    with reading(engine) as session:
        assert store.list_editions(session) == []
        assert store.publication_version(session) == 0


def test_a_reader_sees_one_state_while_somebody_publishes(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, department("城管局", stalls()), since=FIRST)
    with reading(engine) as reader:
        before = store.publication_version(reader)
        with writing(engine) as writer:
            publish_edition(writer, department("城管局", heaps()), since=SECOND)
        assert store.publication_version(reader) == before
        assert store.load_timeline(reader).in_force(SECOND).number == 1
    with reading(engine) as reader:
        assert store.publication_version(reader) > before
