"""An assessment as the JSON of `cailiang evaluate` (its keys are a contract with other programs)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.compared_json import compared_json
from service.standards_json import Json, measure_json, number_json

if TYPE_CHECKING:
    from rules.applicable_edition import AnswerInForce
    from rules.assessment import Assessment
    from rules.considered import Considered
    from rules.reasons import Reason
    from rules.steps import Step
    from standards_1023.values import AmountUnit, Range


def assessment_in_force_json(answer: AnswerInForce) -> Json:
    """An assessment under a published edition: what that is stands before the keys of `assessment_json`."""
    place, edition = answer.place, answer.place.edition
    return {
        "name": place.name,
        "department": place.kept.department,
        "violation": place.standard.violation,
        "edition_in_force_from": edition.in_force_from.isoformat() if edition.in_force_from else None,
        "edition_in_force_until": edition.in_force_until.isoformat() if edition.in_force_until else None,
        "other_edition": None if answer.other is None else answer.other.edition.name,
        "compared": compared_json(answer),
        **assessment_json(answer.assessment, answer.choice),
    }


def assessment_json(assessment: Assessment, choice: tuple[Reason, ...] = ()) -> Json:
    """The whole assessment; `choice` are the reasons for its edition, which come first."""
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
        "reasons": [
            {"text": reason.text, "citation": reason.citation} for reason in (*choice, *assessment.reasons)
        ],
        "duties": [
            {"code": duty.code, "text": duty.text, "citation": duty.citation, "verified": duty.verified}
            for duty in assessment.duties
        ],
        "trace": list(assessment.trace),
        "considered": [_considered(considered) for considered in assessment.considered],
        "steps": [_step(step) for step in assessment.steps],
    }


def _recommended(assessment: Assessment) -> list[Json]:
    return [
        {
            "measure": recommendation.measure,
            **_part(recommendation.part, assessment.measures[recommendation.measure].unit),
            "rule": recommendation.rule,
        }
        for recommendation in assessment.recommended
    ]


def _part(part: Range, unit: AmountUnit | None) -> Json:
    """One point, or the part of the band between min and max."""
    if part.is_point:
        return {"point": number_json(part.low, unit)}
    included = {"min_included": part.low_included, "max_included": part.high_included}
    return {"min": number_json(part.low, unit), "max": number_json(part.high, unit), **included}


def _step(step: Step) -> Json:
    return {
        "action": step.action.value,
        "before": None if step.before is None else measure_json(step.before),
        "after": None if step.after is None else measure_json(step.after),
        "cause": step.cause,
        "citation": step.citation,
    }


def _considered(considered: Considered) -> Json:
    return {
        "code": considered.circumstance.code,
        "of": None if considered.of is None else considered.of.value,
        "outcome": considered.outcome.value,
        "because": [circumstance.code for circumstance in considered.because],
    }
