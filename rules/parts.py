"""One group of a standard: what it still asks, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules import grading, reasons, weights
from rules.errors import TableUnusable
from rules.measures_of_row import measures_of_row
from rules.reasons import Reason
from rules.statutory import clamped
from standards_1023.values import AmountUnit, Measure, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rules.amounts import Multipliers
    from rules.case_input import CaseInput
    from rules.conditions_met import Met
    from rules.facts import CaseFacts
    from rules.groups import Group
    from standards_1023.values import Condition, Row, Standard, StandardsWorkbook, WeightGroup


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that a group's answer depends on."""

    workbook: StandardsWorkbook
    standard: Standard
    case: CaseInput
    facts: CaseFacts
    met: Met
    multipliers: Multipliers


@dataclass(frozen=True, slots=True)
class Part:
    """The answer of one group."""

    group: str | None
    grade: str | None
    conditions: Mapping[int, Condition]
    measures: tuple[Measure, ...]
    reasons: tuple[Reason, ...]


def ask(question: Question, group: Group) -> Mapping[int, frozenset[str]] | None:
    """The factors that a group still needs, with what they may be; None when no row of it is possible."""
    weighed = _weights(question.standard, group)
    if weighed is not None:
        return weights.missing_factors(question.standard, weighed, question.met)
    possible = grading.possible_rows(question.standard, _rows(question.standard, group), question.met)
    return grading.missing_factors(question.standard, possible, question.met) if possible else None


def answer(question: Question, group: Group) -> Part:
    """The answer of a group that asks nothing more."""
    weighed = _weights(question.standard, group)
    return _answer_by_row(question, group) if weighed is None else _answer_by_weights(question, weighed)


def _answer_by_row(question: Question, group: Group) -> Part:
    standard, instrument = question.standard, question.workbook.instrument
    possible = grading.possible_rows(standard, _rows(standard, group), question.met)
    hit = grading.hit_row(standard, possible, question.met, instrument)
    _refuse_errors(question, (hit.row.cell, *(c.cell for c in hit.conditions.values())))
    measures, adjustments = measures_of_row(standard, hit.row, question.case.party, question.multipliers)
    found = [*_conditions(question, hit.conditions)]
    found += reasons.set_aside(standard, hit.set_aside, instrument)
    found += reasons.row(standard, hit.row, hit.not_asked)
    return Part(hit.row.group, hit.row.grade, hit.conditions, measures, (*found, *adjustments))


def _answer_by_weights(question: Question, group: WeightGroup) -> Part:
    standard, instrument = question.standard, question.workbook.instrument
    weighed = weights.weighted_sum(standard, group, question.met, instrument)
    cells = (standard.cell, group.start_cell, *(option.cell for option in weighed.options.values()))
    _refuse_errors(question, cells)
    conditions = {i: standard.factors[i].condition(option.option) for i, option in weighed.options.items()}
    fine, base, words = weights.fine_of(standard, weighed, question.multipliers)
    after = clamped(standard, _printed(group), fine, question.multipliers, base)
    place = f"{standard.sheet}!{standard.cell}"
    found = [*_conditions(question, conditions)]
    found += reasons.set_aside(standard, weighed.set_aside, instrument)
    found += [Reason(text, source) for text, source in weighed.steps]
    found.append(Reason(f"罚款数额：{words}", place))
    if after.reason is not None:
        found.append(Reason(after.reason, "、".join(standard.basis) or place))
    return Part(group.group, None, conditions, (after.measure,), tuple(found))


def _printed(group: WeightGroup) -> Measure:
    """The group's fine as the table counts it, to find its statutory fine.

    A group named after the condition of a later step (逾期未改正) is held to the fine of that step.
    """
    maximum = group.maximum
    unit = maximum.unit if maximum else AmountUnit.YUAN
    base = maximum.base if maximum else None
    return Measure(MeasureKind.FINE, "", group.subject, unit, base=base, trigger=group.group)


def _conditions(question: Question, conditions: Mapping[int, Condition]) -> Iterator[Reason]:
    for index in sorted(conditions):
        yield from reasons.factor(question, index, conditions[index])


def _refuse_errors(question: Question, cells: Iterable[str]) -> None:
    """An error of the table at a cell that decides, or at its statutory range: no band."""
    standard = question.standard
    for cell in dict.fromkeys((*cells, standard.statutory_cell or "")):
        for problem in question.workbook.errors_at(standard.sheet, cell):
            place = f"{standard.sheet}!{cell}"
            raise TableUnusable(place, f"{place} 的表格内容有误，更正之前不得适用：{problem.message}")


def _rows(standard: Standard, group: Group) -> tuple[Row, ...]:
    return tuple(row for row in standard.rows if row.group == group.text)


def _weights(standard: Standard, group: Group) -> WeightGroup | None:
    for weighed in standard.weights:
        if weighed.group == group.text:
            return weighed
    return None
