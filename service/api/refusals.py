"""Refusals of the inner rooms → problems of the API, with the facts that a program needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import engine.errors as engine_errors
from rules.errors import (
    AssessmentRefused,
    FactRefused,
    FactsContradict,
    FactsMissing,
    NeedsHuman,
    NoConditionMet,
    NoRowFound,
    SeveralConditionsMet,
    TableUnusable,
)
from service.api.problems import ProblemCode, ProblemRaised
from standards_1023.errors import (
    EditionNotFound,
    NoEditionInForce,
    StandardAmbiguous,
    StandardNotFound,
    StandardsError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

REFUSALS = (AssessmentRefused, StandardsError, engine_errors.EngineError)

_CODES: Mapping[type[Exception], ProblemCode] = {
    FactRefused: ProblemCode.FACT_REFUSED,
    FactsMissing: ProblemCode.FACTS_MISSING,
    FactsContradict: ProblemCode.FACTS_CONTRADICT,
    NoConditionMet: ProblemCode.NO_CONDITION_MET,
    SeveralConditionsMet: ProblemCode.SEVERAL_CONDITIONS_MET,
    NoRowFound: ProblemCode.NO_ROW_FOUND,
    TableUnusable: ProblemCode.TABLE_UNUSABLE,
    NeedsHuman: ProblemCode.NEEDS_HUMAN,
    NoEditionInForce: ProblemCode.NO_EDITION_IN_FORCE,
    StandardAmbiguous: ProblemCode.STANDARD_AMBIGUOUS,
    StandardNotFound: ProblemCode.STANDARD_NOT_FOUND,
    EditionNotFound: ProblemCode.EDITION_NOT_FOUND,
    engine_errors.FactRefused: ProblemCode.FACT_REFUSED,
    engine_errors.TooManyFacts: ProblemCode.FACT_REFUSED,
}


def problem_of(refused: Exception) -> ProblemRaised:
    """The problem; a refusal that no case can bring about is a fault of the program."""
    code = _CODES.get(type(refused), ProblemCode.PROGRAM_FAILED)
    if code is ProblemCode.PROGRAM_FAILED:
        return ProblemRaised(code)
    more: dict[str, object] = {}
    if isinstance(refused, FactsMissing):
        more["missing"] = [{"name": one.name, "may_be": one.may_be} for one in refused.missing]
    if isinstance(refused, StandardAmbiguous):
        more["names"] = refused.names
    if isinstance(refused, FactRefused | FactsContradict | NoConditionMet | SeveralConditionsMet):
        more["name"] = refused.name
    return ProblemRaised(code, str(refused), **more)
