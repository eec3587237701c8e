"""Every circumstance of a case considered, for each person that a penalty is for: what it does, and why.

Conflicts are settled in this order: 不予处罚 before all; 可以不予处罚 stands beside the fine; 减轻 before
从轻 and 从重; where 从轻 and 从重 stand side by side neither has the upper hand, and the place in the band
is for a person to find.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from rules.case_input import Party
from rules.chained import NOTHING, Chained, chained
from rules.circumstances import Whose
from rules.errors import FactsMissing, MissingFact
from standards_1023.values import Effect, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.case_input import CaseInput
    from rules.circumstances import Circumstance
    from rules.drivers import Drivers
    from rules.given_circumstances import GivenCircumstance
    from rules.ground_rulebook import GroundRules

ORDER = (Effect.NO_PENALTY, Effect.MAY_WAIVE, Effect.MITIGATED, Effect.LIGHTER, Effect.HEAVIER)


class Leaning(StrEnum):
    """Where in the band the penalty belongs; BALANCED: 从轻 and 从重 at once."""

    NONE = "none"
    LIGHTER = "lighter"
    HEAVIER = "heavier"
    BALANCED = "balanced"


class Outcome(StrEnum):
    """What became of a circumstance."""

    MOVES = "moves"
    OUTRANKED = "outranked"
    RECORDED = "recorded"
    LED = "led"
    INCOMPLETE = "incomplete"
    EXCLUDED = "excluded"
    NO_LAW_YET = "no_law_yet"
    EARLIER_ACT = "earlier_act"
    OTHER_FIELD = "other_field"
    OTHER_STANDARD = "other_standard"
    NOT_THEIRS = "not_theirs"


@dataclass(frozen=True, slots=True)
class Considered:
    """A circumstance with its outcome; `because` are the circumstances, missing or stronger, that decided."""

    circumstance: Circumstance
    outcome: Outcome
    because: tuple[Circumstance, ...] = ()
    of: Subject | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What decides about circumstances: the rules, the case, the standard and what was given."""

    rules: GroundRules
    drivers: Drivers
    case: CaseInput
    standard: str
    environment: bool
    given: tuple[GivenCircumstance, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds for the penalties of one person, after conflicts: the circumstances of each effect."""

    chain: Chained
    no_penalty: tuple[Circumstance, ...] = ()
    may_waive: tuple[Circumstance, ...] = ()
    mitigated: tuple[Circumstance, ...] = ()
    lighter: tuple[Circumstance, ...] = ()
    heavier: tuple[Circumstance, ...] = ()

    @property
    def leaning(self) -> Leaning:
        """The place in the band that 从轻 and 从重 ask for."""
        if self.lighter and self.heavier:
            return Leaning.BALANCED
        if self.lighter:
            return Leaning.LIGHTER
        return Leaning.HEAVIER if self.heavier else Leaning.NONE

    @property
    def effects(self) -> frozenset[Effect]:
        """The effects that decide."""
        return frozenset(effect for effect in ORDER if getattr(self, effect.value))


NOTHING_HOLDS = Holding(NOTHING)


def person_of(subject: Subject | None, party: Party | None) -> Subject | None:
    """Whom a measure is for; a measure that names nobody is for the party."""
    if subject is not None or party is None:
        return subject
    return Subject.UNIT if party is Party.UNIT else Subject.INDIVIDUAL


def holding(inquiry: Inquiry, person: Subject | None, of_band: frozenset[str] = frozenset()) -> Holding:
    """What holds for a person; `of_band` are codes that the program found out of the band itself."""
    codes = frozenset(
        g.circumstance.code
        for g in inquiry.given
        if is_for(g, person, inquiry.case.party) and why_not(inquiry, g.circumstance) is None
    )
    if not codes:
        return NOTHING_HOLDS
    chain = chained(inquiry.rules, inquiry.drivers, codes | of_band, lambda c: why_not(inquiry, c) is None)
    by = {effect: tuple(c for c in chain.moves if c.effect is effect) for effect in ORDER}
    if by[Effect.NO_PENALTY]:
        return Holding(chain, no_penalty=by[Effect.NO_PENALTY])
    if by[Effect.MITIGATED]:
        return Holding(chain, may_waive=by[Effect.MAY_WAIVE], mitigated=by[Effect.MITIGATED])
    return Holding(
        chain, may_waive=by[Effect.MAY_WAIVE], lighter=by[Effect.LIGHTER], heavier=by[Effect.HEAVIER]
    )


def is_for(given: GivenCircumstance, person: Subject | None, party: Party | None) -> bool:
    """Whether a circumstance speaks of a person's penalty."""
    if given.of is not None:
        return given.of is person
    whose = given.circumstance.whose
    if whose is Whose.ACT:
        return True
    if whose is Whose.PARTY:
        return person is not Subject.RESPONSIBLE_PERSON
    return person is not Subject.UNIT and (person is not None or party is not Party.UNIT)


def why_not(inquiry: Inquiry, circumstance: Circumstance) -> Outcome | None:
    """Why a circumstance is not law for the case, or None where it is.

    Raises FactsMissing where only the day of the act can tell.
    """
    case = inquiry.case
    own = inquiry.rules.own.get(circumstance.code)
    if own is not None and own.standards and inquiry.standard not in own.standards:
        return Outcome.OTHER_STANDARD
    if circumstance.environment_only and not inquiry.environment:
        return Outcome.OTHER_FIELD
    if circumstance.articles and circumstance.article_on(case.decision_date) is None:
        return Outcome.NO_LAW_YET
    if circumstance.since_act is None:
        return None
    if case.act_date is None and (circumstance.environment_only or case.decision_date is not None):
        missing = MissingFact("行为日期", ("如 2026-09-01",))
        raise FactsMissing(
            (missing,), f"“{circumstance.text}”只适用于{circumstance.since_act}以后的行为，请填写行为日期。"
        )
    if case.act_date is not None and case.act_date < circumstance.since_act:
        return Outcome.EARLIER_ACT
    return None


def consider(
    inquiry: Inquiry, held: tuple[Holding, ...], persons: frozenset[Subject | None]
) -> Iterator[Considered]:
    """Each circumstance that was given or followed, with what became of it over all persons."""
    codes = frozenset(code for h in held for code in h.chain.codes)
    for given in inquiry.given:
        circumstance = given.circumstance
        reason = why_not(inquiry, circumstance)
        if reason is None and not any(is_for(given, p, inquiry.case.party) for p in persons):
            reason = Outcome.NOT_THEIRS
        if reason is not None:
            yield Considered(circumstance, reason, of=given.of)
        else:
            yield replace(_outcome(inquiry.rules, circumstance, held, codes), of=given.of)
    named = {g.circumstance.code for g in inquiry.given}
    for code in sorted(codes - named):
        found = _outcome(inquiry.rules, inquiry.rules.circumstances[code], held, codes)
        if found.circumstance.given and found.outcome is not Outcome.INCOMPLETE:
            yield found


def deciding(held: Holding) -> tuple[Circumstance, ...]:
    """The circumstances that decide after conflicts."""
    return (*held.no_penalty, *held.may_waive, *held.mitigated, *held.lighter, *held.heavier)


def _outcome(
    rules: GroundRules, circumstance: Circumstance, held: tuple[Holding, ...], codes: frozenset[str]
) -> Considered:
    code = circumstance.code
    if any(circumstance in deciding(h) for h in held):
        return Considered(circumstance, Outcome.MOVES)
    excluding = dict.fromkeys(
        rules.circumstances[other] for h in held for other in h.chain.excluded.get(code, ())
    )
    if excluding:
        return Considered(circumstance, Outcome.EXCLUDED, tuple(excluding))
    if circumstance.effect is not None:
        stronger = dict.fromkeys(c for h in held if code in h.chain.codes for c in deciding(h))
        return Considered(circumstance, Outcome.OUTRANKED, tuple(stronger))
    leads = [lead for lead in rules.leads.values() if code in lead.all_of]
    if reached := tuple(rules.circumstances[lead.to] for lead in leads if lead.to in codes):
        return Considered(circumstance, Outcome.LED, reached)
    if not leads:
        return Considered(circumstance, Outcome.RECORDED)
    closest = min(leads, key=lambda lead: len(set(lead.all_of) - codes))
    missing = tuple(rules.circumstances[c] for c in closest.all_of if c not in codes)
    return Considered(circumstance, Outcome.INCOMPLETE, (rules.circumstances[closest.to], *missing))
