"""Limitation periods: the last day, the day after, and the days on which the periods themselves changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.case_input import DISCOVERED, CaseInput
from rules.errors import FactRefused
from rules.limitation import Limitation, limitation_of
from tests.rules.tables import TABLES

DAY = timedelta(days=1)
ENVIRONMENT = ("《中华人民共和国水污染防治法》第八十三条第二项",)


def found(ended: date, on: date, *findings: str, environment: bool = False) -> Limitation:
    standard = TABLES["堆放"]()
    standard = replace(standard, basis=ENVIRONMENT) if environment else standard
    limitation = limitation_of(
        standard, CaseInput(act_date=ended, dates=((DISCOVERED, on),)), frozenset(findings)
    )
    assert limitation is not None
    return limitation


@pytest.mark.parametrize(
    ("ended", "last", "findings", "environment"),
    [
        (date(2024, 5, 1), date(2026, 5, 1), (), False),
        (date(2024, 2, 29), date(2026, 2, 28), (), False),
        (date(2022, 2, 28), date(2024, 2, 28), (), False),
        (date(2023, 5, 1), date(2028, 5, 1), ("life_health_harm",), False),
        (date(2021, 7, 15), date(2026, 7, 15), ("life_health_harm",), False),
        (date(2021, 7, 14), date(2023, 7, 14), ("life_health_harm",), False),
        (date(2026, 8, 14), date(2028, 8, 14), ("pollution_consequence",), True),
        (date(2026, 8, 15), date(2031, 8, 15), ("pollution_consequence",), True),
        (date(2026, 8, 15), date(2028, 8, 15), (), True),
        (date(2026, 8, 15), date(2028, 8, 15), ("pollution_consequence",), False),
        (date(2026, 8, 14), date(2031, 8, 14), ("life_health_harm", "pollution_consequence"), True),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_not(
    ended: date, last: date, findings: tuple[str, ...], environment: bool  # noqa: FBT001 - a parameter of a test
) -> None:  # fmt: skip
    for day, expired in ((last - DAY, False), (last, False), (last + DAY, True)):
        limitation = found(ended, day, *findings, environment=environment)
        assert limitation.last_day == last
        assert limitation.expired is expired
        assert last.isoformat() in limitation.reason.text


def test_a_period_that_has_expired_is_not_revived_by_the_code_but_a_person_is_told() -> None:
    old = found(date(2024, 7, 1), date(2026, 9, 1), "pollution_consequence", environment=True)
    assert old.expired
    assert old.needs_human
    assert "人工确认" in old.reason.text
    assert not found(date(2024, 7, 1), date(2026, 9, 1), environment=True).needs_human
    assert not found(
        date(2024, 7, 1), date(2029, 7, 2), "pollution_consequence", environment=True
    ).needs_human


def test_nothing_is_found_before_it_was_done() -> None:
    with pytest.raises(FactRefused, match="早于行为日期"):
        found(date(2026, 5, 2), date(2026, 5, 1))


def test_without_both_days_there_is_nothing_to_say() -> None:
    assert limitation_of(TABLES["堆放"](), CaseInput(act_date=date(2026, 5, 1)), frozenset()) is None
