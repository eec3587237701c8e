"""What may happen to an edition besides the straight way: returned, withdrawn, rebased, published again."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from rules.applicable_edition import EditionRule, assess_in_force
from rules.case_input import CaseInput
from rules.drivers import Drivers
from service.db import reading, writing
from standards_1023 import store
from standards_1023.drafting import draft_again, import_workbooks
from standards_1023.edition_summary import list_summaries
from standards_1023.editions import EditionState
from standards_1023.errors import EditionConflict, EditionRefused
from standards_1023.publication import publish
from standards_1023.rebasing import rebase
from standards_1023.returning import return_to_draft
from standards_1023.submission import submit
from standards_1023.withdrawal import withdraw
from tests.rules.tables import heaps, stalls
from tests.standards_1023.editions import (
    KEEPER,
    NOON,
    PUBLISHER,
    department,
    proofs_of,
    publish_edition,
    terms,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from standards_1023.drafting import ImportedWorkbook
    from standards_1023.editions import Edition

FIRST, SECOND = date(2026, 1, 1), date(2026, 9, 1)
"""The first has come at NOON (2026-08-01), the second has not."""
STREETS, WATER, MONEY = (department(name, stalls()) for name in ("城管局", "环水局", "财政局"))


def other(one: ImportedWorkbook) -> ImportedWorkbook:
    """Another table of the same department."""
    return department(one.department, heaps())


def edition(session: Session, number: int) -> Edition:
    return store.load_edition(session, store.get_edition_row(session, number))


def drafted(session: Session, *given: ImportedWorkbook) -> int:
    number = import_workbooks(session, given, NOON, by=KEEPER).number
    assert number is not None
    return number


def submitted(session: Session, *given: ImportedWorkbook) -> int:
    number = drafted(session, *given)
    submit(session, number, NOON, by=KEEPER)
    return number


def published(session: Session, number: int, since: date = SECOND) -> None:
    publish(session, number, proofs_of(edition(session, number)), terms(since))


def history(session: Session, number: int) -> list[str]:
    return [event.event for event in store.list_events(session, number)]


def detail(session: Session, number: int, event: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(
        next(e.detail for e in reversed(store.list_events(session, number)) if e.event == event)
    )
    return found


# ------------------------------------------------------------------------------------------- two pairs of eyes


def test_whoever_submitted_does_not_publish(engine: Engine) -> None:
    with writing(engine) as session:
        number = submitted(session, STREETS)
        proofs = proofs_of(edition(session, number))
        with pytest.raises(EditionRefused, match="keeper 自己提交的"):
            publish(session, number, proofs, terms(FIRST, KEEPER))
        publish(session, number, proofs, replace(terms(FIRST, KEEPER), one_person=True))


def test_every_event_says_who_did_it(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, STREETS, since=FIRST)
        publish_edition(session, other(STREETS), since=SECOND)
        withdraw(session, 2, by=PUBLISHER, at=NOON, reason="附件错了")
        acts = [
            (event.event, json.loads(event.detail)["by"])
            for number in (1, 2)
            for event in store.list_events(session, number)
        ]
        assert acts == [
            ("drafted", KEEPER),
            ("workbook_imported", KEEPER),
            ("submitted", KEEPER),
            ("published", PUBLISHER),
            ("superseded", PUBLISHER),
            ("drafted", KEEPER),
            ("workbook_imported", KEEPER),
            ("submitted", KEEPER),
            ("published", PUBLISHER),
            ("withdrawn", PUBLISHER),
        ]
        assert detail(session, 1, "superseded")["by_edition"] == 2
        assert detail(session, 2, "withdrawn")["reason"] == "附件错了"


def test_the_slower_of_two_publishers_is_told_who_published_and_when(engine: Engine) -> None:
    with writing(engine) as session:
        number = submitted(session, STREETS)
        proofs = proofs_of(edition(session, number))
    start, said = threading.Barrier(2), list[str]()

    def try_to(by: str) -> None:
        start.wait()
        try:
            with writing(engine) as session:
                publish(session, number, proofs, terms(FIRST, by))
        except EditionConflict as conflict:
            said.append(f"{by}: {conflict}")

    both = [threading.Thread(target=try_to, args=(by,)) for by in ("one", "two")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    (refused,) = said
    faster = "two" if refused.startswith("one") else "one"
    assert f"第1版现在是“已发布”（由 {faster} 于 2026-08-01 12:00 发布），不能发布" in refused
    with reading(engine) as session:
        assert history(session, 1).count("published") == 1


# ------------------------------------------------------------------------------------------------------- days


def test_a_past_day_is_refused_unless_it_is_said_to_be_meant(engine: Engine) -> None:
    day = date(2026, 7, 31)
    with writing(engine) as session:
        publish_edition(session, STREETS, since=FIRST)
        number = submitted(session, other(STREETS))
        proofs = proofs_of(edition(session, number))
        today = replace(terms(day), earliest=date(2026, 8, 1))
        with pytest.raises(EditionRefused, match="--backdated"):
            publish(session, number, proofs, today)
        publish(session, number, proofs, replace(today, backdated=True))
        assert detail(session, number, "published")["backdated"] is True


def test_the_first_edition_may_begin_in_the_past_and_that_is_no_backdating(engine: Engine) -> None:
    with writing(engine) as session:
        number = submitted(session, STREETS)
        proofs = proofs_of(edition(session, number))
        publish(session, number, proofs, replace(terms(FIRST), earliest=date(2026, 8, 1), backdated=True))
        assert "backdated" not in detail(session, number, "published")


# ----------------------------------------------------------------------------------------------------- return


def test_a_submitted_edition_is_returned_with_a_reason_and_submitted_again(engine: Engine) -> None:
    with writing(engine) as session:
        number = submitted(session, STREETS)
        with pytest.raises(EditionRefused, match="写明理由"):
            return_to_draft(session, number, by=PUBLISHER, at=NOON, reason=" \n ")
        return_to_draft(session, number, by=PUBLISHER, at=NOON, reason="第3行\n金额不对")
        row = store.get_edition_row(session, number)
        assert (row.state, row.digest) == ("draft", None)
        assert detail(session, number, "returned") == {"by": PUBLISHER, "reason": "第3行 金额不对"}
        assert drafted(session, other(STREETS)) == number
        submit(session, number, NOON, by=KEEPER)
        published(session, number)


def test_its_submitter_takes_an_edition_back_without_a_reason(engine: Engine) -> None:
    with writing(engine) as session:
        number = submitted(session, STREETS)
        return_to_draft(session, number, by=KEEPER, at=NOON)
        assert history(session, number)[-1] == "returned"


def test_nothing_is_returned_while_another_draft_is_open(engine: Engine) -> None:
    with writing(engine) as session:
        first = submitted(session, STREETS)
        second = drafted(session, WATER)
        with pytest.raises(EditionConflict, match=f"第{second}版还是草稿（由 keeper 于"):
            return_to_draft(session, first, by=KEEPER, at=NOON)
        assert history(session, first)[-1] == "submitted"


def test_an_edition_on_which_a_submitted_one_stands_is_not_returned(engine: Engine) -> None:
    with writing(engine) as session:
        first = submitted(session, STREETS)
        second = submitted(session, WATER)
        with pytest.raises(EditionConflict, match=f"第{second}版是在第{first}版上起草的"):
            return_to_draft(session, first, by=KEEPER, at=NOON)
        withdraw(session, second, by=KEEPER, at=NOON, reason="先改前一版")
        return_to_draft(session, first, by=KEEPER, at=NOON)


@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
def test_only_a_submitted_edition_is_returned(engine: Engine, state: str) -> None:
    with writing(engine) as session:
        number = drafted(session, STREETS)
        if state != "draft":
            submit(session, number, NOON, by=KEEPER)
        if state == "published":
            published(session, number)
        if state == "withdrawn":
            withdraw(session, number, by=KEEPER, at=NOON, reason="不要了")
        with pytest.raises(EditionConflict, match="不能退回草稿：只有“已提交”的版本可以"):
            return_to_draft(session, number, by=PUBLISHER, at=NOON, reason="看错了")


# ------------------------------------------------------------------------------------------------- withdrawal


@pytest.mark.parametrize("steps", [0, 1], ids=["draft", "submitted"])
def test_a_draft_and_a_submitted_edition_are_given_up_and_a_new_draft_begins_without_them(
    engine: Engine, steps: int
) -> None:
    with writing(engine) as session:
        publish_edition(session, STREETS, since=FIRST)
        number = submitted(session, WATER) if steps else drafted(session, WATER)
        withdraw(session, number, by=KEEPER, at=NOON, reason="重做")
        assert drafted(session, MONEY) == number + 1
        assert [k.department for k in edition(session, number + 1).workbooks] == ["财政局", "城管局"]
        with pytest.raises(EditionConflict, match=r"现在是“已撤回”（由 keeper 于 2026-08-01 12:00 撤回）"):
            submit(session, number, NOON, by=KEEPER)


def test_a_published_edition_is_withdrawn_before_its_day_and_the_one_before_goes_on(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, STREETS, since=FIRST)
        publish_edition(session, other(STREETS), since=SECOND)
        seen = store.publication_version(session)
        withdraw(session, 2, by=PUBLISHER, at=NOON, reason="条例推迟施行")
    with reading(engine) as session:
        assert store.publication_version(session) > seen
        assert store.load_timeline(session).in_force(SECOND).number == 1
        assert [(s.state, s.in_force_until) for s in list_summaries(session, SECOND)] == [
            (EditionState.PUBLISHED, None),
            (EditionState.WITHDRAWN, None),
        ]
        assert edition(session, 2).title == "第2版（已撤回）"


@pytest.mark.parametrize(("day", "stands"), [(date(2026, 8, 1), True), (date(2026, 8, 2), False)])
def test_from_its_day_on_an_edition_stands(engine: Engine, day: date, *, stands: bool) -> None:
    with writing(engine) as session:
        publish_edition(session, STREETS, since=day)
        if stands:
            with pytest.raises(EditionRefused, match="不能撤回：已作出的决定以它为依据"):
                withdraw(session, 1, by=PUBLISHER, at=NOON, reason="不要了")
        else:
            withdraw(session, 1, by=PUBLISHER, at=NOON, reason="不要了")
        assert (store.list_withdrawn(session) == frozenset()) is stands


def test_the_day_is_that_of_the_office_s_clock(engine: Engine) -> None:
    midnight = NOON + timedelta(hours=12)  # 2026-08-02 00:00 there, still 2026-08-01 in UTC
    with writing(engine) as session:
        publish_edition(session, STREETS, since=date(2026, 8, 2))
        with pytest.raises(EditionRefused, match="不能撤回"):
            withdraw(session, 1, by=PUBLISHER, at=midnight, reason="晚了")


def test_editions_are_withdrawn_last_first_once_and_with_a_reason(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, STREETS, since=SECOND)
        publish_edition(session, other(STREETS), since=SECOND)
        with pytest.raises(EditionConflict, match="请先撤回第2版"):
            withdraw(session, 1, by=PUBLISHER, at=NOON, reason="不要了")
        with pytest.raises(EditionRefused, match="写明理由"):
            withdraw(session, 2, by=PUBLISHER, at=NOON, reason="")
        with pytest.raises(EditionRefused, match="最多 500 字"):
            withdraw(session, 2, by=PUBLISHER, at=NOON, reason="长" * 501)
        withdraw(session, 2, by=PUBLISHER, at=NOON, reason="不要了")
        withdraw(session, 1, by=PUBLISHER, at=NOON, reason="不要了")
        with pytest.raises(EditionConflict, match="不能再次撤回"):
            withdraw(session, 1, by=PUBLISHER, at=NOON, reason="不要了")
        assert store.published_in_order(session) == []


def test_a_draft_on_a_withdrawn_edition_does_not_bring_it_back_by_the_way(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, STREETS, WATER, since=FIRST)
        publish_edition(session, other(STREETS), since=SECOND)
        number = drafted(session, MONEY)
        withdraw(session, 2, by=PUBLISHER, at=NOON, reason="金额错了")
        with pytest.raises(EditionConflict, match=r"是在第2版上起草的.*第1版"):
            submit(session, number, NOON, by=KEEPER)
        assert rebase(session, number, by=KEEPER, at=NOON) == ("城管局",)
        submit(session, number, NOON, by=KEEPER)
        assert edition(session, number).workbook_of("城管局") == edition(session, 1).workbook_of("城管局")


# ----------------------------------------------------------------------------------------------------- rebase


def stale_draft(session: Session, published_since: ImportedWorkbook, *mine: ImportedWorkbook) -> int:
    """A draft on edition 1 while edition 3 was published with it and another change in it."""
    publish_edition(session, STREETS, WATER, since=FIRST)
    number = submitted(session, *mine)
    published(session, submitted(session, published_since))
    return_to_draft(session, number, by=KEEPER, at=NOON)
    return number


def test_a_stale_draft_is_refused_and_rebased_onto_what_was_published_since(engine: Engine) -> None:
    with writing(engine) as session:
        number = stale_draft(session, other(WATER), MONEY)
        with pytest.raises(EditionConflict, match=rf"第{number}版是在第1版上起草的，现在最近发布的是第3版"):
            submit(session, number, NOON, by=KEEPER)
        assert rebase(session, number, by=KEEPER, at=NOON) == ("环水局",)
        assert detail(session, number, "rebased")["from"] == 3
        submit(session, number, NOON, by=KEEPER)
        published(session, number)
        found = {k.department: k.workbook.standards for k in edition(session, number).workbooks}
        assert found == {"环水局": (heaps(),), "城管局": (stalls(),), "财政局": (stalls(),)}


def test_departments_changed_on_both_sides_are_named_and_nothing_is_taken(engine: Engine) -> None:
    with writing(engine) as session:
        number = stale_draft(session, department("环水局", stalls(), heaps()), other(WATER))
        before = edition(session, number)
        with pytest.raises(EditionConflict, match="环水局的表格在第2版草稿和第3版里都改动过"):
            rebase(session, number, by=KEEPER, at=NOON)
        assert edition(session, number) == before
        assert "rebased" not in history(session, number)


def test_the_same_change_on_both_sides_is_no_conflict(engine: Engine) -> None:
    with writing(engine) as session:
        number = stale_draft(session, MONEY, other(WATER))
        assert rebase(session, number, by=KEEPER, at=NOON) == ("财政局",)


def test_a_department_left_out_since_is_left_out_of_the_draft(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, STREETS, WATER, since=FIRST)
        number = submitted(session, MONEY)
        alone = import_workbooks(session, [STREETS], NOON, by=KEEPER, alone=True).number
        assert alone == number + 1
        submit(session, alone, NOON, by=KEEPER)
        published(session, alone)
        with pytest.raises(EditionConflict, match="退回草稿"):
            published(session, number)
        return_to_draft(session, number, by=KEEPER, at=NOON)
        rebase(session, number, by=KEEPER, at=NOON)
        assert [k.department for k in edition(session, number).workbooks] == ["财政局", "城管局"]


def test_a_fresh_draft_is_not_rebased(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, STREETS, since=FIRST)
        number = drafted(session, WATER)
        with pytest.raises(EditionConflict, match="不用接"):
            rebase(session, number, by=KEEPER, at=NOON)


def test_a_draft_on_a_submitted_edition_is_fresh_once_that_is_published(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, STREETS, since=FIRST)
        first = submitted(session, WATER)
        second = drafted(session, MONEY)
        published(session, first)
        submit(session, second, NOON, by=KEEPER)
        published(session, second)
        assert store.load_timeline(session).in_force(SECOND).number == second


# ------------------------------------------------------------------------------------------------------ again


def test_rolling_back_publishes_the_workbooks_of_an_earlier_edition_anew(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, STREETS, WATER, since=FIRST)
        publish_edition(session, other(STREETS), MONEY, since=FIRST)
        number = draft_again(session, 1, by=PUBLISHER, at=NOON).number
        assert detail(session, number, "drafted") == {"by": PUBLISHER, "from": 2, "again_of": 1}
        submit(session, number, NOON, by=KEEPER)
        published(session, number)
        rows = [store.get_edition_row(session, n) for n in (1, number)]
        assert rows[0].digest == rows[1].digest
        assert store.load_timeline(session).in_force(SECOND).number == number


def test_rolling_back_is_refused_while_a_draft_is_open_and_where_it_changes_nothing(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, STREETS, since=FIRST)
        with pytest.raises(EditionRefused, match="相同，不用重新起草"):
            draft_again(session, 1, by=PUBLISHER, at=NOON)
        publish_edition(session, other(STREETS), since=FIRST)
        number = drafted(session, WATER)
        with pytest.raises(EditionConflict, match=f"第{number}版还是草稿"):
            draft_again(session, 1, by=PUBLISHER, at=NOON)
        with pytest.raises(EditionConflict, match=f"第{number}版还是草稿"):
            import_workbooks(session, [MONEY], NOON, by=KEEPER, alone=True)


# ------------------------------------------------------------------------------------- what was decided stays


def test_a_case_under_a_superseded_edition_is_answered_as_before(engine: Engine) -> None:
    case = CaseInput(
        facts=(("适用条件", "2次"),),
        quantities=(("处", "3"),),
        act_date=date(2026, 2, 1),
        decision_date=date(2026, 3, 1),
    )
    answers = []
    with writing(engine) as session, Drivers() as drivers:
        publish_edition(session, department("城管局", stalls()), since=FIRST)
        for act in (None, "publish", "withdraw", "again"):
            if act == "publish":
                publish_edition(session, department("城管局", heaps()), since=SECOND)
            if act == "withdraw":
                withdraw(session, 2, by=PUBLISHER, at=NOON, reason="推迟")
            if act == "again":
                publish_edition(session, department("城管局", heaps()), since=SECOND)
            timeline = store.load_timeline(session)
            answer = assess_in_force(timeline, "城管局!1", case, drivers, EditionRule.LIGHTER)
            answers.append((answer.place.edition.name, answer.assessment, answer.choice))
    assert all(answer == answers[0] for answer in answers)
