"""Answers of tables kept by the conditions that were met: another case that meets the same ones has the same.

Only what depends on nothing else is kept: no base, no quantity, no fact of a case is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.answer_by_table import answer_by_table
from rules.considered import Leaning
from rules.recommendation import recommended
from standards_1023.values import Axis

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from rules.answer import Answer
    from rules.compilation import CompiledStandard
    from rules.parts import Part, Question
    from rules.recommendation import Recommendation
    from standards_1023.values import Measure, PointRule, Standard

_MOST = 4096
"""Answers kept of one standard: far more than a table has cells; a table that has more starts anew."""


@dataclass(frozen=True, slots=True)
class Worked:
    """An answer with what is said of it where no circumstance moves it."""

    answer: Answer
    measures: tuple[Measure, ...]
    recommended: tuple[Recommendation, ...]
    severity: str | None
    consequence: str | None
    grade: str | None
    group: str | None


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


def worked_by_table(compiled: CompiledStandard, question: Question, kept: dict[Hashable, Worked]) -> Worked:
    """What the table prescribes, from what was kept of this standard if it is there."""
    rule = question.workbook.instrument.point
    if question.case.bases or question.case.quantities:
        return worked(answer_by_table(compiled, question), question.standard, rule)
    key = _key(question)
    found = kept.get(key)
    if found is None:
        found = worked(answer_by_table(compiled, question), question.standard, rule)
        if len(kept) >= _MOST:
            kept.clear()
        kept[key] = found
    return found


def _key(question: Question) -> Hashable:
    met, raised = question.met, question.raised
    return (
        question.case.party,
        question.facts.situations,
        None if raised is None else raised.code,
        met.trace,
        met.unknown,
        tuple(met.chosen.items()),
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
