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
    question = Question(asked.workbook, compiled.standard, case, facts, met, asked.multipliers, asked.raised)
    if found is None:
        found = replace(_worked(question, compiled, drivers) if alone else _anew(question, compiled), met=met)
        if alone:
            _keep(kept, key, found)
    return found, question


def _worked(question: Question, compiled: CompiledStandard, drivers: Drivers) -> Worked:
    """The answer of other words or numbers that met the same conditions, where there is one."""
    kept = drivers.kept_by_conditions(question.workbook, compiled.standard)
    key = _key_of_conditions(question, compiled)
    found = kept.get(key)
    if found is None:
        found = _anew(question, compiled)
        _keep(kept, key, found)
    return found


def _anew(question: Question, compiled: CompiledStandard) -> Worked:
    return worked(answer_by_table(compiled, question), compiled.standard, question.workbook.instrument.point)


def _keep(kept: dict[Hashable, Worked], key: Hashable, found: Worked) -> None:
    if len(kept) >= _MOST:
        kept.clear()
    kept[key] = found


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


def _key_of_conditions(question: Question, compiled: CompiledStandard) -> Hashable:
    """All that the table's answer depends on.  How a factor's only condition came to be met is no part of it.

    Conditions count by identity: the standard, and these with it, is kept as long as the answers are.
    """
    met, raised = question.met, question.raised
    only = {i: frozenset([of[0].text]) for i, of in met.conditions.items() if len(of) == 1}
    return (
        question.case.party if compiled.names_subjects else None,
        question.facts.situations,
        None if raised is None else raised.code,
        met.unknown,
        tuple([(i, *map(id, of)) for i, of in sorted(met.conditions.items())]),
        tuple([(i, texts) for i, texts in sorted(met.chosen.items()) if only.get(i) != texts]),
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
