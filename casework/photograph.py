"""The photograph of an assessment: taken once, kept, and re-assessed to see whether its band holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from pydantic import TypeAdapter

from rules import case_input
from rules.applicable_edition import EditionRule, assess_in_force
from rules.errors import AssessmentRefused
from standards_1023.errors import StandardsError

if TYPE_CHECKING:
    from rules.applicable_edition import AnswerInForce
    from rules.case_input import CaseInput
    from rules.drivers import Drivers
    from standards_1023.editions import Timeline
    from standards_1023.values import Measure

_cases = TypeAdapter(case_input.CaseInput)
_cases.rebuild(_types_namespace={**vars(case_input), "date": date})


@dataclass(frozen=True, slots=True)
class Photograph:
    """An assessment as it was given.

    `standard` is the name by which it was asked, `asked` the case with its decision date, `band` the measures
    after all adjustments, `answer` the whole answer as the document that was given.
    """

    id: str
    at: datetime
    standard: str
    edition: str
    fingerprint: str
    edition_rule: EditionRule
    asked: CaseInput
    band: tuple[Measure, ...]
    answer: str


def photograph(
    found: AnswerInForce, asked: CaseInput, rule: EditionRule, *, answer: str, at: datetime
) -> Photograph:
    """The photograph of an answer, under a number of its own."""
    return Photograph(
        id=uuid4().hex,
        at=at,
        standard=found.place.name,
        edition=found.assessment.edition,
        fingerprint=found.assessment.fingerprint,
        edition_rule=rule,
        asked=asked,
        band=found.assessment.measures,
        answer=answer,
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """A photograph whose band is not what the same facts give now: the measures, or why there are none."""

    photograph: Photograph
    now: tuple[Measure, ...]
    edition: str | None
    refused: str | None = None


def reassess(taken: Photograph, timeline: Timeline, drivers: Drivers) -> Changed | None:
    """Assess the same case under the editions of today; None where the band is the same."""
    try:
        found = assess_in_force(timeline, taken.standard, taken.asked, drivers, taken.edition_rule)
    except (AssessmentRefused, StandardsError) as refused:
        return Changed(taken, (), None, str(refused))
    measures = found.assessment.measures
    return None if measures == taken.band else Changed(taken, measures, found.assessment.edition)


def case_document(case: CaseInput) -> str:
    """A case as JSON, for its row."""
    return _cases.dump_json(case, exclude_defaults=True).decode()


def case_of(document: str) -> CaseInput:
    """The case of a row."""
    return _cases.validate_json(document)
