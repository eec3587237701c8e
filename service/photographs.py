"""Photographs of assessments written and read by the service, from its own thread for the database."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from casework import store
from casework.acts import Act
from casework.errors import AssessmentNotFound
from casework.photograph import photograph
from service.acting import acting
from service.api.json_bytes import json_bytes
from service.api.problems import ProblemCode, ProblemRaised
from service.assessment_json import assessment_in_force_json
from service.command_errors import CommandRefused
from service.db import reading
from service.moments import now

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from casework.photograph import Photograph
    from rules.applicable_edition import AnswerInForce, EditionRule
    from rules.case_input import CaseInput
    from service.acting import Actor


def photograph_of(answer: AnswerInForce, case: CaseInput, rule: EditionRule) -> Photograph:
    """The photograph of an answer, with the document that the API gives for it."""
    document = json_bytes(assessment_in_force_json(answer)).decode()
    return photograph(answer, case, rule, answer=document, at=now())


async def keep(engine: Engine, taken: Photograph, actor: Actor) -> None:
    """Store a photograph; raises ProblemRaised where the database cannot be written."""
    await asyncio.to_thread(_keep, engine, taken, actor)


async def kept(engine: Engine, number: str) -> Photograph:
    """A photograph that was stored; raises ProblemRaised."""
    return await asyncio.to_thread(_kept, engine, number)


def _keep(engine: Engine, taken: Photograph, actor: Actor) -> None:
    try:
        with acting(engine, actor) as acts:
            store.keep_photograph(acts.session, taken)
            after = {"standard": taken.standard, "edition": taken.edition}
            acts.record(Act.ASSESSMENT_KEPT, f"assessment:{taken.id}", after=after)
    except CommandRefused as refused:
        raise ProblemRaised(ProblemCode.NOT_KEPT) from refused


def _kept(engine: Engine, number: str) -> Photograph:
    try:
        with reading(engine) as session:
            return store.get_photograph(session, number)
    except AssessmentNotFound as absent:
        raise ProblemRaised(ProblemCode.ASSESSMENT_NOT_FOUND) from absent
    except CommandRefused as refused:
        raise ProblemRaised(ProblemCode.NOT_READY) from refused
