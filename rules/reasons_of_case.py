"""All reasons of a case in the order of the reasoning, rendered from what was decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from rules import circumstance_reasons, reasons
from rules.amounts import money_range, plain_range
from rules.considered import NOTHING_HOLDS, Leaning, consider, person_of
from rules.reasons import Reason
from standards_1023.values import AmountUnit, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rules.answer import Answer
    from rules.answer_by_law import DailyAnswer
    from rules.answered import Answered
    from rules.applicable_law import LawChoice
    from rules.case_circumstances import CaseCircumstances
    from rules.case_input import CaseInput
    from rules.considered import Considered, Holding, Inquiry
    from rules.parts import Question
    from rules.steps import Step
    from standards_1023.values import Measure, Standard, StandardsWorkbook, Subject


@dataclass(frozen=True, slots=True)
class Moved:
    """The measures after the circumstances, what held for whom, and the steps."""

    answered: tuple[Answered, ...]
    held: Mapping[Subject | None, Holding] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    daily: DailyAnswer | None = None


@dataclass(frozen=True)
class Told:
    """Everything that was decided about a case, for its reasons to be told."""

    workbook: StandardsWorkbook
    standard: Standard
    case: CaseInput
    choice: LawChoice
    circumstances: CaseCircumstances
    answer: Answer
    question: Question | None
    """What the table was asked; None where no table may be used."""
    inquiry: Inquiry
    moved: Moved
    least: tuple[Reason, ...] = ()
    """Bases that the law counts as more than was given."""

    @cached_property
    def considered(self) -> tuple[Considered, ...]:
        """Each circumstance with what became of it."""
        held = self.moved.held
        return tuple(consider(self.inquiry, tuple(held.values()), frozenset(held)))

    def leaning_of(self, one: Answered) -> Leaning | None:
        """Where in its band a fine belongs; None where nothing is to be recommended."""
        if self.question is None or (self.moved.daily is not None and one is self.moved.daily.answered):
            return None
        holding = self.moved.held.get(person_of(one.measure.subject, self.case.party), NOTHING_HOLDS)
        if not holding.mitigated:
            return holding.leaning
        without_minimum = one.within.limits is not None and one.within.limits[0] is None
        return Leaning.LIGHTER if without_minimum else None


def reasons_of_case(told: Told) -> Iterator[Reason]:
    """Each step as a sentence with its article or cell; a sentence may come twice."""
    standard, question = told.standard, told.question
    yield from reasons.violation(standard)
    yield from reasons.period(told.workbook.instrument, told.case)
    yield from reasons.self_employed(standard, told.case)
    yield from told.choice.reasons
    yield from told.circumstances.reasons
    if question is not None:
        yield from told.least
        yield from reasons.repeat(question)
        for part in told.answer.parts:
            yield from part.tell(question)
        yield from reasons.notes(standard)
        yield from reasons.silent_groups(standard, tuple(group.shown for group in told.answer.silent))
    else:
        yield from _bare_statute(told)
    yield from circumstance_reasons.considered(told.considered, told.case.decision_date)
    yield from circumstance_reasons.moved(told.moved.steps)
    yield from _without_amount(told)
    yield from _leanings(told)
    if told.moved.daily is not None:
        yield told.moved.daily.reason


def _bare_statute(told: Told) -> Iterator[Reason]:
    for step in told.answer.steps:
        if step.after is not None and step.after.kind is MeasureKind.FINE:
            text = f"没有可以适用的裁量表，只列出法定幅度：{shown(step.after)}；数额由人裁量并说明理由。"
            yield Reason(text, step.citation)


def _without_amount(told: Told) -> Iterator[Reason]:
    """减轻 of a penalty that has no amount: the program moves nothing, a person has to."""
    kept = {MeasureKind.FINE, MeasureKind.ORDER, MeasureKind.NO_PENALTY}
    for one in told.moved.answered:
        holding = told.moved.held.get(person_of(one.measure.subject, told.case.party), NOTHING_HOLDS)
        if holding.mitigated and one.measure.kind not in kept:
            text = f"“{shown(one.measure)}”没有可以减少的数额，没有改变：怎样减轻由人决定并写明理由。"
            yield Reason(text, "《中华人民共和国行政处罚法》第三十二条")


def _leanings(told: Told) -> Iterator[Reason]:
    for one in told.moved.answered:
        if one.measure.kind is not MeasureKind.FINE or one.measure.amount is None:
            continue
        kind = told.leaning_of(one)
        if kind is not None and one.lowered_by is None:
            yield from circumstance_reasons.leaning(
                kind, told.workbook.instrument.point, fixed=one.measure.amount.is_point, weighed=one.weighed
            )


def undecided(choice: LawChoice, answered: Iterable[Answered]) -> str:
    """The refusal where the law leaves the choice of law to a person: both answers are named."""
    table = "、".join(dict.fromkeys(shown(one.measure) for one in answered))
    why = "".join(reason.text for reason in choice.reasons)
    return f"新旧法律孰轻须由人判断：按本表为{table or '（没有数额）'}。{why}"


def shown(measure: Measure) -> str:
    """A measure in words with its amount."""
    if measure.amount is None or measure.unit is None:
        return measure.text
    if measure.unit.is_money:
        return f"罚款{money_range(measure.amount)}"
    sign = "%" if measure.unit is AmountUnit.PERCENT else "倍"
    return f"罚款{measure.base or '基数'}的{plain_range(measure.amount, sign)}"
