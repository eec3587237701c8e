"""Facts of a case → the band that the table prescribes, with its reasons.

The order of reasoning is the order of the law: the violation; the conditions that the facts meet; the row or
the sum of weights; the amount; the statutory range; the recommendation. Pure: no clock, no database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules import reasons
from rules.amounts import read_multipliers
from rules.case_input import check_dates
from rules.conditions_met import conditions_met
from rules.errors import AssessmentRefused, FactsMissing, MissingFact, NoRowFound
from rules.facts import may_be, read_facts
from rules.grading import no_row
from rules.groups import check_situations, choose, groups_of, side_by_side, which_group
from rules.parts import Part, Question, answer, ask
from rules.recommendation import Recommendation, recommended
from standards_1023.values import Axis, Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.case_input import CaseInput
    from rules.compilation import CompiledStandard
    from rules.drivers import Drivers
    from rules.groups import Group
    from rules.reasons import Reason
    from standards_1023.values import Measure, Standard, StandardsWorkbook


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of procedure that follows from band and facts, with its article."""

    code: str
    text: str
    citation: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was decided, whole: a photograph.

    Amounts are in 分; `trace` are rule ids of the rulebook `fingerprint`. Where several groups answer side by
    side (对单位, 对个人), `group` and `grade` join their words with 「；」.
    """

    standard: str
    edition: str
    severity: str | None
    consequence: str | None
    grade: str | None
    group: str | None
    measures: tuple[Measure, ...]
    statutory: tuple[Measure, ...]
    recommended: tuple[Recommendation, ...]
    reasons: tuple[Reason, ...]
    duties: tuple[Duty, ...]
    trace: tuple[str, ...]
    fingerprint: str


def assess(workbook: StandardsWorkbook, standard: Standard, case: CaseInput, drivers: Drivers) -> Assessment:
    """The band for a case; raises a subclass of AssessmentRefused that says why there is none."""
    check_dates(case)
    multipliers = read_multipliers(case)
    compiled = drivers.compiled(standard)
    facts = read_facts(compiled, workbook.instrument, case.facts)
    groups = groups_of(standard, case.party)
    if not groups:
        raise NoRowFound(f"基准 {standard.code} 没有适用于“{case.party}”的处罚：请核对当事人类型。")
    check_situations(groups, facts.situations)
    met = conditions_met(compiled, facts, drivers)
    question = Question(workbook, standard, case, facts, met, multipliers)
    answering = _groups_that_answer(compiled, question, groups)
    parts = tuple(answer(question, group) for group in answering)
    multipliers.refuse_unused()
    silent = tuple(g for s in side_by_side(groups) if not set(s) & set(answering) for g in s)
    return _assessment(question, compiled, parts, silent)


def _groups_that_answer(
    compiled: CompiledStandard, question: Question, groups: tuple[Group, ...]
) -> tuple[Group, ...]:
    """One group of each set, none of a set that was not asked; raises FactsMissing for what is missing."""
    chosen: list[Group] = []
    for alternatives in side_by_side(groups):
        left = choose(alternatives, question.facts.situations)
        possible = tuple(group for group in left if ask(question, group) is not None)
        if len(possible) > 1:
            if question.facts.situations:  # they name a group that stands beside these
                continue
            raise which_group(possible)
        if not possible and len(left) < len(alternatives):  # the officer named a group that has no such row
            raise no_row(question.standard, question.met)
        chosen += possible
    if not chosen:
        raise no_row(question.standard, question.met)
    missing: dict[int, set[str]] = {}
    for group in chosen:
        for factor, texts in (ask(question, group) or {}).items():
            missing.setdefault(factor, set()).update(texts)
    if missing:
        raise _facts_missing(compiled, missing)
    return tuple(chosen)


def _facts_missing(compiled: CompiledStandard, missing: dict[int, set[str]]) -> FactsMissing:
    names = [compiled.standard.factors[i].name for i in sorted(missing)]
    of = tuple(
        MissingFact(name, may_be(compiled, i, frozenset(missing[i])))
        for i, name in zip(sorted(missing), names, strict=True)
    )
    return FactsMissing(of, f"请用“--fact {names[0]}=…”补填。")


def _assessment(
    question: Question, compiled: CompiledStandard, parts: tuple[Part, ...], silent: tuple[Group, ...]
) -> Assessment:
    standard, instrument = question.standard, question.workbook.instrument
    measures = tuple(measure for part in parts for measure in part.measures)
    if not measures:
        party = question.case.party or "当事人"
        raise NoRowFound(f"这一档没有适用于“{party}”的处罚：请核对当事人类型和表格。")
    weighted = standard.model is Model.WEIGHTS
    return Assessment(
        standard=standard.code,
        edition=question.workbook.edition,
        severity=_on_axis(standard, parts, Axis.SEVERITY),
        consequence=_on_axis(standard, parts, Axis.CONSEQUENCE),
        grade=_joined(part.grade for part in parts),
        group=_joined(part.group for part in parts),
        measures=measures,
        statutory=standard.statutory,
        recommended=recommended(measures, instrument.point, weighted=weighted),
        reasons=tuple(_reasons(question, parts, silent)),
        duties=(),
        trace=question.met.trace,
        fingerprint=compiled.rulebook.fingerprint,
    )


def _reasons(question: Question, parts: tuple[Part, ...], silent: tuple[Group, ...]) -> Iterator[Reason]:
    """All reasons in the order of the reasoning, each once."""
    found = list(reasons.violation(question.standard))
    found += reasons.repeat(question)
    for part in parts:
        found += part.reasons
    found += reasons.notes(question.standard)
    found += reasons.silent_groups(question.standard, tuple(group.shown for group in silent))
    yield from dict.fromkeys(found)


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


__all__ = ["Assessment", "AssessmentRefused", "Duty", "assess"]
