"""Answers of tables kept by the conditions that were met: another case that meets the same ones has the same.

Only what depends on nothing else is kept: no base, no quantity, no fact of a case is in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rules.answer_by_table import answer_by_table
from rules.conditions_met import conditions_met, rules_fired
from rules.considered import Leaning
from rules.parts import Question
from rules.recommendation import recommended
from standards_1023.values import Axis

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from rules.amounts import Multipliers
    from rules.answer import Answer
    from rules.case_input import CaseInput
    from rules.compilation import CompiledStandard
    from rules.conditions_met import Met
    from rules.drivers import Drivers
    from rules.facts import CaseFacts
    from rules.parts import Part
    from rules.recommendation import Recommendation
    from standards_1023.instrument_grounds import InstrumentGround
    from standards_1023.values import Measure, PointRule, Standard, StandardsWorkbook

_MOST = 64
"""Answers kept of one standard, more than most tables have cells; a table that has more starts anew."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table is asked with; `raised` is the instrument's ground by which a grade more is taken."""

    workbook: StandardsWorkbook
    compiled: CompiledStandard
    case: CaseInput
    facts: CaseFacts
    multipliers: Multipliers
    raised: InstrumentGround | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """An answer with what is said of it where no circumstance moves it, and the conditions that it met."""

    answer: Answer
    measures: tuple[Measure, ...]
    recommended: tuple[Recommendation, ...]
    severity: str | None
    consequence: str | None
    grade: str | None
    group: str | None
    met: Met | None = None


def worked(answer: Answer, standard: Standard, rule: PointRule | None) -> Worked:
    """The answer with its measures, general recommendation and words."""
    parts = answer.parts
    return Worked(
        answer,
        tuple(one.measure for one in answer.answered),
        recommended(answer.answered, rule, lambda _: Leaning.NONE) if parts else (),
        _on_axis(standard, parts, Axis.SEVERITY),
        _on_axis(standard, parts, Axis.CONSEQUENCE),
        _joined(part.grade for part in parts),
        _joined(part.group for part in parts),
    )


def worked_by_table(asked: Asked, drivers: Drivers) -> tuple[Worked, Question]:
    """What the table prescribes, from what was kept of this standard if it is there, and the question."""
    compiled, case, facts = asked.compiled, asked.case, asked.facts
    trace = rules_fired(compiled, facts, drivers)
    kept = drivers.kept(asked.workbook, compiled.standard)
    alone = not case.bases and not case.quantities
    key = _key(asked, trace) if alone else None
    found = kept.get(key) if alone else None
    met = conditions_met(compiled, facts, trace) if found is None or found.met is None else found.met
    standard, workbook = compiled.standard, asked.workbook
    question = Question(workbook, standard, case, facts, met, asked.multipliers, asked.raised)
    if found is None:
        rule = workbook.instrument.point
        found = replace(worked(answer_by_table(compiled, question), standard, rule), met=met)
        if alone:
            if len(kept) >= _MOST:
                kept.clear()
            kept[key] = found
    return found, question


def _key(asked: Asked, trace: tuple[str, ...]) -> Hashable:
    """All that an answer without bases and quantities depends on: met conditions follow from the trace.

    A table that names no subject is the same for every party.
    """
    raised, facts = asked.raised, asked.facts
    return (
        asked.case.party if asked.compiled.names_subjects else None,
        facts.situations,
        None if raised is None else raised.code,
        trace,
        tuple([(given.factor, given.chosen, given.unknown) for given in facts.given]),
    )


def _on_axis(standard: Standard, parts: tuple[Part, ...], axis: Axis) -> str | None:
    """The words of the conditions met on an axis."""
    return _joined(
        condition.text
        for i, factor in enumerate(standard.factors)
        for part in parts
        if factor.axis is axis and (condition := part.conditions.get(i)) is not None
    )


def _joined(texts: Iterator[str | None]) -> str | None:
    return "；".join(dict.fromkeys(text for text in texts if text)) or None
