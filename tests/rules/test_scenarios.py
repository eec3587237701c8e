"""The scenarios of scenarios/*.toml: tables in our own words, facts as an officer writes them, the band to the 分."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from importers.instrument_settings import read_settings
from rules.assessment import Assessment, assess
from rules.case_input import CaseInput, Party
from rules.drivers import Drivers
from rules.errors import AssessmentRefused
from standards_1023.values import Instrument, MeasureKind
from tests.rules.tables import TABLES, generous, workbook
from tests.workbooks import INSTRUMENTS

FOLDER = Path(__file__).parent / "scenarios"
SCENARIOS = [
    pytest.param(scenario, id=f"{path.stem}-{scenario['title']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for scenario in tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]
]
KNOWN = {"title", "table", "instrument", "facts", "bases", "quantities", "party", "fine", "point", "no_point"}
KNOWN |= {
    "refused",
    "says",
    "cites",
    "severity",
    "group",
    "circumstances",
    "dates",
    "act",
    "decision",
    "kinds",
}
KNOWN |= {"fines", "recommended", "recommended_below", "no_fine", "not_included", "basis"}
INSTRUMENTS_BY_NAME = {
    "齐全": generous(),
    "广东": read_settings(INSTRUMENTS / "广东省生态环境2021.toml").overlay(Instrument()),
    "江门": read_settings(INSTRUMENTS / "江门生态环境2020.toml").overlay(Instrument()),
}


def pairs(texts: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((text.split("=", 1)[0], text.split("=", 1)[1]) for text in texts)


def ask(scenario: dict[str, Any]) -> Assessment:
    standard = TABLES[scenario["table"]]()
    if "basis" in scenario:
        standard = replace(standard, basis=(scenario["basis"],))
    instrument = INSTRUMENTS_BY_NAME[scenario["instrument"]] if "instrument" in scenario else Instrument()
    case = CaseInput(
        facts=pairs(scenario["facts"]),
        bases=pairs(scenario.get("bases", [])),
        quantities=pairs(scenario.get("quantities", [])),
        party=Party(scenario["party"]) if "party" in scenario else None,
        act_date=scenario.get("act"),
        decision_date=scenario.get("decision"),
        circumstances=tuple(scenario.get("circumstances", [])),
        dates=tuple(scenario.get("dates", {}).items()),
    )
    with Drivers() as drivers:
        return assess(workbook(standard, instrument), standard, case, drivers)


def in_fen(limits: list[Any]) -> list[Fraction | None]:
    return [None if limit == "" else Fraction(str(limit)) * 100 for limit in limits]


def check_fine(scenario: dict[str, Any], assessment: Assessment) -> None:
    """The first fine; a limit that is not named is written as "" and one that is not included is said."""
    measure = next(m for m in assessment.measures if m.kind is MeasureKind.FINE)
    assert measure.amount is not None
    assert measure.unit is not None
    scale = 100 if measure.unit.is_money else 1
    expected = [None if limit == "" else Fraction(str(limit)) * scale for limit in scenario["fine"]]
    assert [measure.amount.low, measure.amount.high] == expected
    if scenario.get("not_included"):
        assert not measure.amount.high_included


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario(scenario: dict[str, Any]) -> None:
    assert set(scenario) <= KNOWN
    if "refused" in scenario:
        with pytest.raises(AssessmentRefused) as refused:
            ask(scenario)
        assert scenario["refused"] in str(refused.value)
        assert "\n" not in str(refused.value)
        return
    assessment = ask(scenario)
    check_measures(scenario, assessment)
    check_recommendation(scenario, assessment)
    told = "".join(reason.text for reason in assessment.reasons)
    assert scenario.get("says", "") in told
    assert set(scenario.get("cites", [])) <= {reason.citation for reason in assessment.reasons}
    for key in ("severity", "group"):
        if key in scenario:
            assert getattr(assessment, key) == scenario[key]


def check_measures(scenario: dict[str, Any], assessment: Assessment) -> None:
    if "kinds" in scenario:
        assert [m.kind.value + "?" * m.optional for m in assessment.measures] == scenario["kinds"]
    if "fines" in scenario:
        by_subject = {m.subject: m.amount for m in assessment.measures if m.kind is MeasureKind.FINE}
        found = {str(s): [a.low, a.high] for s, a in by_subject.items() if a is not None}
        assert found == {subject: in_fen(limits) for subject, limits in scenario["fines"].items()}
    elif not scenario.get("no_fine"):
        check_fine(scenario, assessment)


def check_recommendation(scenario: dict[str, Any], assessment: Assessment) -> None:
    if "recommended" in scenario:
        (part,) = [r.part for r in assessment.recommended]
        assert [part.low, part.high] == in_fen(scenario["recommended"])
        assert part.high_included is not scenario.get("recommended_below", False)
    if "point" in scenario:
        assert [r.point for r in assessment.recommended] == [scenario["point"] * 100]
    if scenario.get("no_point"):
        assert assessment.recommended == ()
