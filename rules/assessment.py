"""Facts of a case → the band that table and law prescribe, with its reasons.

The order of reasoning is the order of the law: the law that applies; the violation; the conditions that the
facts meet; the row or the sum of weights; the amount; the statutory range; the circumstances; the
recommendation; the duties of procedure. Pure: no clock, no database. Sentences are rendered when asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from rules.adjustments import adjusted
from rules.amounts import read_multipliers
from rules.answer_by_law import answer_by_law, daily_fine_of
from rules.applicable_law import Chosen, law_of_case
from rules.case_circumstances import circumstances_of
from rules.case_input import check_dates
from rules.considered import Inquiry, holding, person_of
from rules.duties_of_case import duties_of
from rules.duty import Decided
from rules.environment_law import under_environment_law
from rules.errors import AssessmentRefused, FactRefused, NeedsHuman, TableUnusable
from rules.facts import read_facts
from rules.ground_rulebook import FIXED_FINE, MINIMUM_FINE
from rules.least_bases import raise_to_least
from rules.reasons_of_case import Moved, Told, reasons_of_case, undecided
from rules.recommendation import Recommendation, recommended
from rules.remembered import Asked, Worked, worked, worked_by_table
from standards_1023.values import MeasureKind

if TYPE_CHECKING:
    from rules.amounts import Multipliers
    from rules.answered import Answered
    from rules.applicable_law import LawChoice
    from rules.case_input import CaseInput
    from rules.considered import Considered, Holding
    from rules.drivers import Drivers
    from rules.duty import Duty
    from rules.reasons import Reason
    from rules.steps import Step
    from standards_1023.instrument_grounds import InstrumentGround
    from standards_1023.values import (
        Effect,
        Instrument,
        Measure,
        Standard,
        StandardsWorkbook,
        Subject,
    )


@dataclass(frozen=True)
class Assessment:
    """What was decided, whole: a photograph.

    Amounts are in 分; `trace` are rule ids, of the standard's rulebook `fingerprint` and of the grounds'.
    Where several groups answer side by side (对单位, 对个人), `group` and `grade` join their words by 「；」.
    `steps` replayed in order give `measures`; what is only told (`reasons`, `considered`, `duties`) is worked
    out when first asked for.
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
    steps: tuple[Step, ...]
    effects: frozenset[Effect]
    trace: tuple[str, ...]
    fingerprint: str
    told: Told = field(repr=False, compare=False)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Each step of the reasoning as a sentence with its article or cell."""
        return tuple(dict.fromkeys(reasons_of_case(self.told)))

    @cached_property
    def considered(self) -> tuple[Considered, ...]:
        """Each circumstance with what became of it."""
        return self.told.considered

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """What band and facts ask of the procedure."""
        case, held = self.told.case, self.told.moved.held.values()
        findings = frozenset(code for h in held for code in h.chain.codes)
        decided = Decided(
            self.told.standard,
            self.measures,
            case.party,
            case.decision_date,
            self.effects,
            findings,
            self.told.inquiry.environment,
        )
        return duties_of(decided)


def assess(
    workbook: StandardsWorkbook,
    standard: Standard,
    case: CaseInput,
    drivers: Drivers,
    law: LawChoice | None = None,
) -> Assessment:
    """The band for a case; raises a subclass of AssessmentRefused that says why there is none.

    `law` is said only where a table is to be shown whatever law applies.
    """
    check_dates(case)
    instrument = workbook.instrument
    _refuse_out_of_force(instrument, case)
    multipliers = read_multipliers(case)
    compiled = drivers.compiled(standard)
    rules = drivers.grounds(instrument)
    circumstances = circumstances_of(rules, standard, case)
    facts = read_facts(compiled, instrument, case.facts)
    least = tuple(raise_to_least(standard, multipliers))
    choice = law or law_of_case(standard, case, facts, circumstances.findings, multipliers)
    environment = under_environment_law(standard)
    inquiry = Inquiry(rules, drivers, case, standard.code, environment, circumstances.given)
    question = None
    if choice.chosen is Chosen.OTHER_LAW:
        found = worked(answer_by_law(standard, choice, case.party), standard, None)
    else:
        asked = Asked(workbook, compiled, case, facts, multipliers, _raising(inquiry))
        found, question = worked_by_table(asked, drivers)
        if choice.chosen is Chosen.UNDECIDED:
            raise NeedsHuman(undecided(choice, found.answer.answered))
    moved = _moved(standard, inquiry, found, multipliers)
    if question is not None:
        multipliers.refuse_unused()
    told = Told(
        workbook, standard, case, choice, circumstances, found.answer, question, inquiry, moved, least
    )
    return _assessment(told, found, compiled.fingerprint)


def _moved(standard: Standard, inquiry: Inquiry, found: Worked, multipliers: Multipliers) -> Moved:
    """What the circumstances make of the answer."""
    answered = found.answer.answered
    if not inquiry.given:
        return Moved(answered)
    held = _held(inquiry, answered)
    after, steps = adjusted(inquiry.rules, answered, held, inquiry.case)
    daily = daily_fine_of(standard, after, inquiry, multipliers)
    if daily is not None:
        after, steps = (*after, daily.answered), (*steps, daily.step)
    return Moved(after, held, steps, daily)


def _assessment(told: Told, found: Worked, fingerprint: str) -> Assessment:
    moved, question = told.moved, told.question
    trace = () if question is None else question.met.trace
    unmoved = moved.answered is found.answer.answered
    if not unmoved:
        trace = (*trace, *dict.fromkeys(rule for h in moved.held.values() for rule in h.chain.trace))
    return Assessment(
        standard=told.standard.code,
        edition=told.workbook.edition,
        severity=found.severity,
        consequence=found.consequence,
        grade=found.grade,
        group=found.group,
        measures=found.measures if unmoved else tuple(one.measure for one in moved.answered),
        statutory=told.choice.statutory or told.standard.statutory,
        recommended=found.recommended if unmoved else _recommended(told),
        steps=(*found.answer.steps, *moved.steps) if moved.steps else found.answer.steps,
        effects=frozenset(effect for h in moved.held.values() for effect in h.effects),
        trace=trace,
        fingerprint=fingerprint,
        told=told,
    )


def _recommended(told: Told) -> tuple[Recommendation, ...]:
    return recommended(told.moved.answered, told.workbook.instrument.point, told.leaning_of)


def _refuse_out_of_force(instrument: Instrument, case: CaseInput) -> None:
    """An instrument serves decisions from its first day to its last (discretion.md §1, §9 STD_EXPIRED)."""
    day, name = case.decision_date, instrument.name or "裁量规定"
    if day is None:
        return
    if instrument.valid_from is not None and day < instrument.valid_from:
        raise TableUnusable(
            name, f"{name}自{instrument.valid_from}起施行，不能用于{day}的决定：请选用当时有效的裁量规定。"
        )
    if instrument.valid_to is not None and day > instrument.valid_to:
        raise TableUnusable(
            name, f"{name}有效期至{instrument.valid_to}，不能用于{day}的决定：请选用现行的裁量规定。"
        )


def _raising(inquiry: Inquiry) -> InstrumentGround | None:
    """The instrument's ground that takes a grade more, where one holds."""
    own = inquiry.rules.own
    if not any(ground.raises for ground in own.values()):
        return None
    party = person_of(None, inquiry.case.party)
    for given in inquiry.given:
        ground = own.get(given.circumstance.code)
        if ground is not None and ground.raises and given.of not in {None, party}:
            text = f"“{ground.text}”升的是当事人这一档，不能只对别人：请去掉“@”，或者填写当事人类型。"
            raise FactRefused("情节", text)
    heavier = (own.get(c.code) for c in holding(inquiry, party).heavier)
    return next((ground for ground in heavier if ground is not None and ground.raises), None)


def _held(inquiry: Inquiry, answered: tuple[Answered, ...]) -> dict[Subject | None, Holding]:
    """What holds for each person that a measure is for."""
    by_person: dict[Subject | None, list[Answered]] = {}
    for one in answered:
        by_person.setdefault(person_of(one.measure.subject, inquiry.case.party), []).append(one)
    return {person: holding(inquiry, person, _of_band(own)) for person, own in by_person.items()}


def _of_band(answered: list[Answered]) -> frozenset[str]:
    """What the band itself says to grounds that it may exclude."""
    found = set()
    for one in answered:
        if one.measure.kind is not MeasureKind.FINE or one.measure.amount is None:
            continue
        if one.printed.amount is not None and one.printed.amount.is_point and not one.weighed:
            found.add(FIXED_FINE.code)
        limits = one.within.limits
        if limits is not None and limits[0] is not None and one.measure.amount.high == limits[0]:
            found.add(MINIMUM_FINE.code)
    return frozenset(found)


__all__ = ["Assessment", "AssessmentRefused", "assess"]
