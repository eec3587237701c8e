"""An assessment as the desk shows it: level, fines with their ranges, tables with the hit, steps, reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rules.amounts import needs
from rules.steps import Action
from service.compared_json import compared_json
from service.pages.amount_figures import fine_figure, only_measure_words
from service.pages.decision_paragraph import paragraph_of
from service.pages.matrix_view import Hit, drawings_of
from service.pages.range_bar import range_bar
from service.pages.weights_view import weighed_parts
from service.wording import SUBJECTS, is_uncounted, measure_words
from standards_1023.values import Effect, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rules.applicable_edition import AnswerInForce
    from rules.assessment import Assessment
    from rules.duty import Duty
    from rules.parts import Part
    from rules.reasons import Reason
    from rules.steps import Step
    from service.pages.amount_figures import Figure
    from service.pages.matrix_view import Drawing
    from service.pages.range_bar import RangeBar
    from service.pages.weights_view import WeighedPart
    from service.standards_json import Json
    from standards_1023.editions import Edition
    from standards_1023.values import Measure, Standard

_ACTIONS = {
    Action.PRINTED: "表中幅度",
    Action.OTHER_LAW: "适用的法律规定的幅度",
    Action.WEIGHED: "权重累加",
    Action.MULTIPLIED: "按基数或者数量计算",
    Action.HELD: "按法定幅度调整",
    Action.RAISED: "升一档",
    Action.LOWERED: "按比例降低",
    Action.MITIGATED: "减轻",
    Action.REMOVED: "不再适用",
    Action.ADDED: "另行适用",
}


@dataclass(frozen=True, slots=True)
class Level:
    """What the circumstances make of the case: its colour's name, its word, and a remark."""

    name: str
    word: str
    remark: str


@dataclass(frozen=True, slots=True)
class Fine:
    """One fine of the answer; `needs` is what would turn it into yuan."""

    words: str
    whom: str
    figure: Figure | None
    bar: RangeBar | None
    recommended: str | None
    rule: str | None
    optional: bool
    trigger: str | None
    unfinished: bool
    computed: bool
    place: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of an amount."""

    action: str
    before: str | None
    after: str | None
    cause: str
    citation: str


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that the desk shows of an answer."""

    name: str
    edition: Edition
    compared: Json | None
    standard: Standard
    level: Level
    may_waive: bool
    grade: str | None
    group: str | None
    met: tuple[tuple[str, str, str], ...]
    fines: tuple[Fine, ...]
    others: tuple[str, ...]
    uncounted: tuple[str, ...]
    statutory: tuple[str, ...]
    unlisted: tuple[str, ...]
    drawings: tuple[Drawing, ...]
    weighed: tuple[WeighedPart, ...]
    steps: tuple[StepShown, ...]
    reasons: tuple[Reason, ...]
    duties: tuple[Duty, ...]
    paragraph: str
    trace: tuple[str, ...]


def result_of(answer: AnswerInForce) -> Result:
    """The view of an answer."""
    assessment, standard = answer.assessment, answer.place.standard
    parts = assessment.told.answer.parts
    reasons = (*answer.choice, *assessment.reasons)
    rows = {row.group for row in standard.rows}
    hits = {part.group: _hit(standard, part) for part in parts if part.answered and part.group in rows}
    return Result(
        name=answer.place.name,
        edition=answer.place.edition,
        compared=compared_json(answer),
        standard=standard,
        level=_level(assessment.effects),
        may_waive=Effect.MAY_WAIVE in assessment.effects,
        grade=assessment.grade,
        group=assessment.group,
        met=tuple(dict.fromkeys(_met(standard, parts))),
        fines=tuple(_fines(assessment)),
        others=tuple(only_measure_words(m) for m in assessment.measures if not _is_fine(m)),
        uncounted=tuple(_uncounted(assessment.measures)),
        statutory=tuple(only_measure_words(measure) for measure in assessment.statutory),
        unlisted=tuple(_unlisted(assessment)),
        drawings=drawings_of(standard, hits),
        weighed=weighed_parts(standard, parts),
        steps=tuple(_step(step) for step in _worth_telling(assessment)),
        reasons=reasons,
        duties=assessment.duties,
        paragraph=paragraph_of(standard, assessment, reasons),
        trace=assessment.trace,
    )


def _level(effects: frozenset[Effect]) -> Level:
    if Effect.NO_PENALTY in effects:
        return Level("none", "不予处罚", "有不予处罚的情节")
    if Effect.MITIGATED in effects:
        return Level("mitigated", "减轻", "低于法定最低幅度")
    if {Effect.LIGHTER, Effect.HEAVIER} <= effects:
        return Level("plain", "综合裁量", "从轻、从重情节并存")
    if Effect.LIGHTER in effects:
        return Level("lighter", "从轻", "在幅度内取较低的数额")
    if Effect.HEAVIER in effects:
        return Level("heavier", "从重", "在幅度内取较高的数额")
    return Level("plain", "一般", "没有改变处罚的情节")


def _met(standard: Standard, parts: tuple[Part, ...]) -> Iterator[tuple[str, str, str]]:
    """Factor, the condition that was met, and its cell."""
    for part in parts:
        for index, condition in sorted(part.conditions.items()):
            yield standard.factors[index].name, condition.text, f"{standard.sheet}!{condition.cell}"


def _hit(standard: Standard, part: Part) -> Hit:
    applied = part.answered[0].place.rpartition("!")[2]
    wanted = {(standard.factors[i].name, c.text) for i, c in part.conditions.items()}
    met = next((r.cell for r in standard.rows if r.group == part.group and set(r.when) == wanted), None)
    return Hit(met, applied)


def _is_fine(measure: Measure) -> bool:
    return measure.kind is MeasureKind.FINE


def _unlisted(assessment: Assessment) -> Iterator[str]:
    """Measures beside fines that the article has and the answer, as the table, does not."""
    answered = {measure.kind for measure in assessment.measures}
    for measure in assessment.statutory:
        if not _is_fine(measure) and measure.kind not in answered:
            yield measure.text


def _uncounted(measures: Sequence[Measure]) -> Iterator[str]:
    """What the table prints beside the measures and nobody read; it must not be overlooked beside a band."""
    left = [one for one in measures if is_uncounted(one)]
    if len(left) < len(measures):
        yield from (one.text for one in left)


def _fines(assessment: Assessment) -> Iterator[Fine]:
    points = {one.measure: one for one in assessment.recommended}
    for index, one in enumerate(assessment.told.moved.answered):
        measure, recommended = one.measure, points.get(index)
        if not _is_fine(measure):
            continue
        part = None
        if recommended is not None:
            part = replace(measure, amount=recommended.part, subject=None, trigger=None, optional=False)
        yield Fine(
            words=measure_words(measure),
            whom=SUBJECTS[measure.subject] if measure.subject else "",
            figure=fine_figure(measure),
            bar=range_bar(one, recommended),
            recommended=None if part is None else measure_words(part),
            rule=None if recommended is None else recommended.rule,
            optional=measure.optional,
            trigger=measure.trigger,
            unfinished=needs(measure) is not None,
            computed=measure.computed,
            place=one.place,
        )


def _worth_telling(assessment: Assessment) -> tuple[Step, ...]:
    """The steps of fines, and those that changed anything else."""
    return tuple(
        step
        for step in assessment.steps
        if step.action is not Action.PRINTED or (step.after is not None and _is_fine(step.after))
    )


def _step(step: Step) -> StepShown:
    return StepShown(
        _ACTIONS[step.action],
        None if step.before is None else only_measure_words(step.before),
        None if step.after is None else only_measure_words(step.after),
        "" if step.cause == step.citation else step.cause,
        step.citation,
    )
