"""Photographs come back as they were taken, never change, and are re-assessed under the editions of today."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from casework import store as casework_store
from casework.errors import AssessmentNotFound
from casework.photograph import Photograph, photograph
from rules.applicable_edition import EditionRule, assess_in_force
from rules.case_input import BIRTH, CaseInput, Party
from rules.drivers import Drivers
from service.checking import check
from service.command_errors import CommandRefused
from service.db import reading, writing
from standards_1023 import store
from tests.rules.tables import heaps, stalls
from tests.rules.test_applicable_edition import scaled
from tests.standards_1023.editions import department, publish_edition

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

SINCE = date(2026, 1, 1)
AT = datetime(2026, 6, 1, 2, 3, 4, 567890, tzinfo=UTC)
ASKED = CaseInput(
    facts=(("占地面积", "20平方米"), ("整改情况", "限期内改正")),
    act_date=date(2026, 5, 1),
    decision_date=date(2026, 6, 1),
    party=Party.CITIZEN,
    circumstances=("disclosed_lighter",),
    dates=((BIRTH, date(1990, 2, 3)),),
)


def take(session: Session, asked: CaseInput = ASKED) -> Photograph:
    with Drivers() as drivers:
        found = assess_in_force(store.load_timeline(session), "城管局!2", asked, drivers)
    return photograph(found, asked, EditionRule.LIGHTER, answer='{"band": "…"}', at=AT)


def test_a_photograph_comes_back_as_it_was_taken(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, department("城管局", heaps()), since=SINCE)
        taken = take(session)
        casework_store.keep_photograph(session, taken)
    with reading(engine) as session:
        assert casework_store.get_photograph(session, taken.id) == taken
        assert list(casework_store.list_photographs(session)) == [taken]
    assert taken.standard == "城管局!2"
    assert taken.edition.startswith("edition:1@")


def test_a_number_that_is_no_photograph_is_refused(engine: Engine) -> None:
    with reading(engine) as session, pytest.raises(AssessmentNotFound, match="无此编号"):
        casework_store.get_photograph(session, "无此编号")


@pytest.mark.parametrize("change", ["UPDATE assessment SET band = '[]'", "DELETE FROM assessment"])
def test_the_database_refuses_to_change_a_photograph(engine: Engine, change: str) -> None:
    with writing(engine) as session:
        publish_edition(session, department("城管局", heaps()), since=SINCE)
        casework_store.keep_photograph(session, take(session))
    with pytest.raises(CommandRefused) as refused, writing(engine) as session:
        session.execute(text(change))
    assert "never changes" in str(refused.value.__cause__)


def test_while_nothing_changed_every_band_holds(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, department("城管局", heaps()), since=SINCE)
        casework_store.keep_photograph(session, take(session))
        publish_edition(session, department("环水局", stalls()), since=date(2026, 9, 1))
    checked = check(engine)
    assert (checked.editions, checked.photographs) == (2, 1)
    assert checked.cases > 0
    assert (checked.differences, checked.changed) == ((), ())


def test_a_band_that_a_correction_changed_is_named_and_the_others_are_not(engine: Engine) -> None:
    other = replace(ASKED, facts=(("占地面积", "60平方米"), ("整改情况", "限期内改正")))
    corrected = scaled(heaps(), Fraction(1))
    rows = tuple(
        replace(row, measures=scaled(heaps(), Fraction(1, 2)).rows[i].measures) if i == 2 else row
        for i, row in enumerate(corrected.rows)
    )
    with writing(engine) as session:
        publish_edition(session, department("城管局", heaps()), since=SINCE)
        taken = [take(session), take(session, other)]
        for one in taken:
            casework_store.keep_photograph(session, one)
        publish_edition(session, department("城管局", replace(corrected, rows=rows)), since=SINCE)
    (changed,) = check(engine).changed
    assert changed.photograph == taken[0]
    assert changed.now != taken[0].band
    assert changed.edition is not None
    assert changed.edition.startswith("edition:2@")


def test_a_case_that_can_no_longer_be_decided_is_named_with_the_reason(engine: Engine) -> None:
    with writing(engine) as session:
        publish_edition(session, department("城管局", heaps()), since=SINCE)
        casework_store.keep_photograph(session, take(session))
        publish_edition(session, department("城管局", stalls()), since=SINCE)
    (changed,) = check(engine).changed
    assert changed.now == ()
    assert changed.refused is not None
    assert "没有编号为" in changed.refused
