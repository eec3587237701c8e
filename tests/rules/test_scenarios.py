"""The scenarios of scenarios/*.toml: tables in our own words, facts as an officer writes them, the band to the 分."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rules.assessment import Assessment, assess
from rules.case_input import CaseInput, Party
from rules.drivers import Drivers
from rules.errors import AssessmentRefused
from standards_1023.values import Instrument, MeasureKind
from tests.rules.tables import TABLES, generous, workbook

FOLDER = Path(__file__).parent / "scenarios"
SCENARIOS = [
    pytest.param(scenario, id=f"{path.stem}-{scenario['title']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for scenario in tomllib.loads(path.read_text(encoding="utf-8"))["scenario"]
]
KNOWN = {"title", "table", "instrument", "facts", "bases", "quantities", "party", "fine", "point", "no_point"}
KNOWN |= {"refused", "says", "cites", "severity", "group"}


def pairs(texts: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((text.split("=", 1)[0], text.split("=", 1)[1]) for text in texts)


def ask(scenario: dict[str, Any]) -> Assessment:
    standard = TABLES[scenario["table"]]()
    instrument = generous() if scenario.get("instrument") == "齐全" else Instrument()
    case = CaseInput(
        facts=pairs(scenario["facts"]),
        bases=pairs(scenario.get("bases", [])),
        quantities=pairs(scenario.get("quantities", [])),
        party=Party(scenario["party"]) if "party" in scenario else None,
    )
    with Drivers() as drivers:
        return assess(workbook(standard, instrument), standard, case, drivers)


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
    measure = next(m for m in assessment.measures if m.kind is MeasureKind.FINE)
    assert measure.amount is not None
    assert measure.unit is not None
    scale = 100 if measure.unit.is_money else 1
    expected = [Fraction(str(limit)) * scale for limit in scenario["fine"]]
    assert [measure.amount.low, measure.amount.high] == expected
    if "point" in scenario:
        assert [r.point for r in assessment.recommended] == [scenario["point"] * 100]
    if scenario.get("no_point"):
        assert assessment.recommended == ()
    assert scenario.get("says", "") in "".join(reason.text for reason in assessment.reasons)
    assert set(scenario.get("cites", [])) <= {reason.citation for reason in assessment.reasons}
    for key in ("severity", "group"):
        if key in scenario:
            assert getattr(assessment, key) == scenario[key]
