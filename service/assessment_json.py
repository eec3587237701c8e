"""An assessment as the JSON of `cailiang evaluate` (its keys are a contract with other programs)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.standards_json import Json, measure_json, number_json

if TYPE_CHECKING:
    from rules.assessment import Assessment


def assessment_json(assessment: Assessment) -> Json:
    """The whole assessment."""
    return {
        "standard": assessment.standard,
        "edition": assessment.edition,
        "severity": assessment.severity,
        "consequence": assessment.consequence,
        "grade": assessment.grade,
        "group": assessment.group,
        "measures": [measure_json(measure) for measure in assessment.measures],
        "statutory": [measure_json(measure) for measure in assessment.statutory],
        "recommended": _recommended(assessment),
        "reasons": [{"text": reason.text, "citation": reason.citation} for reason in assessment.reasons],
        "duties": [
            {"code": duty.code, "text": duty.text, "citation": duty.citation, "verified": duty.verified}
            for duty in assessment.duties
        ],
        "trace": list(assessment.trace),
    }


def _recommended(assessment: Assessment) -> list[Json]:
    return [
        {
            "measure": recommendation.measure,
            "point": number_json(recommendation.point, assessment.measures[recommendation.measure].unit),
            "rule": recommendation.rule,
        }
        for recommendation in assessment.recommended
    ]
