"""One group of a standard: what it still asks, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules import grading, reasons, weights
from rules.answered import Answered
from rules.errors import NeedsHuman, TableUnusable
from rules.measures_of_row import held, measures_of_row, reasons_of_clamp, reasons_of_row, steps_of_row
from rules.raised_grade import at_statutory_maximum, row_above
from rules.reasons import Reason
from rules.statutory import clamped
from rules.steps import Action, Step
from standards_1023.values import AmountUnit, Measure, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from rules.amounts import Multipliers
    from rules.case_input import CaseInput
    from rules.conditions_met import Met
    from rules.facts import CaseFacts
    from rules.groups import Group
    from standards_1023.instrument_grounds import InstrumentGround
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
    raised: InstrumentGround | None = None
    """The instrument's ground by which the next heavier grade is taken."""


@dataclass(frozen=True, slots=True)
class Part:
    """The answer of one group.

    `tell` renders its reasons for the question that was asked: the same answer serves every case that meets
    the same conditions, in other words or numbers.
    """

    group: str | None
    grade: str | None
    conditions: Mapping[int, Condition]
    answered: tuple[Answered, ...]
    steps: tuple[Step, ...]
    tell: Callable[[Question], Iterator[Reason]]


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
    standard, instrument, multipliers = question.standard, question.workbook.instrument, question.multipliers
    rows = _rows(standard, group)
    possible = grading.possible_rows(standard, rows, question.met)
    hit = grading.hit_row(standard, possible, question.met, instrument)
    row = hit.row if question.raised is None else row_above(standard, rows, hit.row) or hit.row
    _refuse_errors(question, (hit.row.cell, row.cell, *(c.cell for c in hit.conditions.values())))
    action = Action.PRINTED if row is hit.row else Action.RAISED
    answered = measures_of_row(standard, row, question.case.party, multipliers)
    steps = tuple(steps_of_row(answered, multipliers, action))
    at_top = question.raised is not None and row is hit.row
    final = answered
    if question.raised is not None and at_top:
        final = at_statutory_maximum(question.raised, answered)
        steps += tuple(_to_maximum(question.raised, answered, final))

    def tell(asked: Question) -> Iterator[Reason]:
        yield from _conditions(asked, hit.conditions)
        yield from reasons.set_aside(standard, hit.set_aside, instrument)
        yield from reasons.row(standard, hit.row, hit.not_asked)
        if asked.raised is not None:
            yield from reasons.raised(standard, asked.raised, row, at_top=at_top)
        cells = (*(condition.cell for condition in hit.conditions.values()), hit.row.cell, row.cell)
        yield from reasons.settled(asked.workbook, standard.sheet, cells)
        yield from reasons_of_row(standard, row, asked.case.party, answered, asked.multipliers)

    return Part(row.group, row.grade, hit.conditions, final, steps, tell)


def _to_maximum(
    ground: InstrumentGround, before: tuple[Answered, ...], after: tuple[Answered, ...]
) -> Iterator[Step]:
    for one, other in zip(before, after, strict=True):
        if one.measure != other.measure:
            limits = other.within.limits or ()
            yield Step(Action.RAISED, one.measure, other.measure, ground.text, ground.clause, limits)


def _answer_by_weights(question: Question, group: WeightGroup) -> Part:
    standard, instrument, multipliers = question.standard, question.workbook.instrument, question.multipliers
    if question.raised is not None:
        raise NeedsHuman(f"“{question.raised.text}”应当升一档，而权重累加没有档次：请人工研究。")
    weighed = weights.weighted_sum(standard, group, question.met, instrument)
    cells = (standard.cell, group.start_cell, *(option.cell for option in weighed.options.values()))
    _refuse_errors(question, cells)
    conditions = {i: standard.factors[i].condition(option.option) for i, option in weighed.options.items()}
    fine, base = weights.fine_of(standard, weighed, multipliers)
    after = clamped(standard, _printed(group), fine, multipliers, base)
    place = f"{standard.sheet}!{standard.cell}"
    answered = Answered(fine, after.measure, after.within, place, weighed=True)
    steps = [Step(Action.WEIGHED, None, fine, fine.text, place, (weighed.percent,))]
    if after.measure != fine:
        steps.append(held(fine, answered))

    def tell(asked: Question) -> Iterator[Reason]:
        yield from _conditions(asked, conditions)
        yield from reasons.set_aside(standard, weighed.set_aside, instrument)
        yield from (Reason(text, source) for text, source in weights.sum_words(standard, weighed, instrument))
        read_from = (*cells, *(condition.cell for condition in conditions.values()))
        yield from reasons.settled(asked.workbook, standard.sheet, read_from)
        yield Reason(f"罚款数额：{weights.fine_words(weighed, asked.multipliers)}", place)
        yield from reasons_of_clamp(standard, fine, answered)

    return Part(group.group, None, conditions, (answered,), tuple(steps), tell)


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
