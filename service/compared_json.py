"""The two editions that an assessment weighed, side by side, as JSON (part of the answer's contract)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.standards_json import Json, measure_json
from service.wording import measure_words

if TYPE_CHECKING:
    from rules.applicable_edition import AnswerInForce, Place
    from rules.assessment import Assessment


def compared_json(answer: AnswerInForce) -> Json | None:
    """What decided, the edition that was taken, and the other one; None where only one was asked."""
    if answer.other is None or answer.decided_by is None:
        return None
    return {
        "decided_by": answer.decided_by.value,
        "taken": _side(answer.place, answer.assessment),
        "other": _side(answer.other, answer.weighed),
    }


def _side(place: Place, assessment: Assessment | None) -> Json:
    """An edition with its band in figures, in words, and its cells; empty where its table gives none."""
    measures = () if assessment is None else assessment.measures
    answered = () if assessment is None else assessment.told.moved.answered
    since = place.edition.in_force_from
    return {
        "edition": place.edition.name,
        "edition_number": place.edition.number,
        "in_force_from": since.isoformat() if since else None,
        "name": place.name,
        "measures": [measure_json(measure) for measure in measures],
        "words": [measure_words(measure) for measure in measures],
        "cells": list(dict.fromkeys(one.place for one in answered if one.place)),
    }
