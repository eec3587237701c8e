"""What an assessment says of the one fine of a past decision: limits in whole 分, or why there are none."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from casework.audit_remedies import for_a_table
from rules.amounts import money_range, read_multipliers
from rules.case_input import Party
from rules.errors import AssessmentRefused
from rules.statutory import statutory_limits
from standards_1023.names_for_people import KINDS
from standards_1023.values import AmountUnit, Effect, MeasureKind, Range, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rules.applicable_edition import Place
    from rules.assessment import Assessment
    from rules.case_input import CaseInput
    from rules.many_cases import Outcome
    from rules.statutory import Limits
    from standards_1023.values import Measure

NO_LIMIT = 2**62
"""As a limit in 分: there is none."""
_SUBJECTS = {
    Party.UNIT: Subject.UNIT,
    Party.CITIZEN: Subject.INDIVIDUAL,
    Party.SELF_EMPLOYED: Subject.INDIVIDUAL,
}
_NO_PENALTIES = frozenset({MeasureKind.ORDER, MeasureKind.NO_PENALTY, MeasureKind.OTHER})


@dataclass(frozen=True, slots=True)
class PersonsBand:
    """What a fine of a unit's responsible persons is held against, as in Band."""

    words: str
    low: int = 0
    high: int = NO_LIMIT
    limits: tuple[int, int] = (0, NO_LIMIT)
    may_be_none: bool = False
    statutory: tuple[int, int] = (0, NO_LIMIT)
    why_not: str | None = None


class Shown(NamedTuple):
    """What people are shown of a band."""

    words: str
    edition: str
    standard: str
    grade: str


@dataclass(frozen=True, slots=True)
class Band:
    """What a decision is held against.  `low` and `high` are whole 分 and included; NO_LIMIT: none above.

    `limits` are the same as printed, included or not: from them it is measured how far a fine lies outside.

    `may_be_none`: no fine at all is right as well. `exempt`: 不予处罚 is prescribed. `statutory` is the range
    of the law where it could be read. `due` are the kinds of penalty that must be imposed, `allowed` those
    that may be. `grades` are those of the facts, `all_grades` those that the standard has. `persons` is the
    band of a unit's responsible persons, where the outcome fines them. `why_not` says why nothing can be held
    against it; the limits then mean nothing.
    """

    edition: int = 0
    edition_title: str = ""
    standard: str = ""
    words: str = ""
    why_not: str | None = None
    low: int = 0
    high: int = NO_LIMIT
    limits: tuple[int, int] = (0, NO_LIMIT)
    may_be_none: bool = False
    exempt: bool = False
    statutory: tuple[int, int] = (0, NO_LIMIT)
    mitigated: bool = False
    due: frozenset[MeasureKind] = frozenset()
    allowed: frozenset[MeasureKind] = frozenset()
    grades: tuple[str, ...] = ()
    all_grades: frozenset[str] = frozenset()
    persons: PersonsBand | None = None

    @property
    def grade(self) -> str:
        """The grade in words."""
        return "；".join(self.grades)

    @property
    def shown(self) -> Shown:
        """What people are shown."""
        return Shown(self.words, self.edition_title, self.standard, self.grade)

    @property
    def fine_due(self) -> bool:
        """Whether there must be a fine."""
        return self.high > 0 and not self.may_be_none


def refused_band(why: str, place: Place | None = None) -> Band:
    """A band that could not be given; the remedy is said for a table."""
    why = for_a_table(why)
    return Band(why_not=why) if place is None else replace(_at(place), why_not=why)


def band_of(outcome: Outcome | Assessment, place: Place, case: CaseInput) -> Band:
    """The band of an outcome that was not refused, for the party of a case."""
    own = [m for m in outcome.measures if _concerns(m, case.party)]
    fines = [m for m in own if m.kind is MeasureKind.FINE]
    nothing = [m for m in own if m.kind is MeasureKind.NO_PENALTY]
    band = replace(
        _at(place),
        words=_words(own),
        may_be_none=bool(nothing) or all(m.optional for m in fines),
        exempt=any(not m.optional for m in nothing),
        mitigated=Effect.MITIGATED in outcome.effects,
        due=_due(own),
        allowed=frozenset(m.kind for m in (*own, *outcome.statutory)),
        grades=_distinct(outcome.grade or outcome.severity or ""),
        persons=_persons(outcome, place, case),
    )
    if band.exempt or not fines:
        return replace(band, low=0, high=0, limits=(0, 0))
    if why := _not_one_amount(fines):
        return replace(band, why_not=why)
    amount = fines[0].amount or Range(None, None)
    low, high = _whole(amount)
    return replace(
        band,
        low=max(low, 1),  # a fine is more than nought, whatever the limit
        high=high,
        limits=_limits(amount),
        statutory=_statutory(outcome, place, fines[0], case),
    )


def _persons(outcome: Outcome | Assessment, place: Place, case: CaseInput) -> PersonsBand | None:
    """The band of the responsible persons; None where the outcome fines none."""
    own = [m for m in outcome.measures if m.subject is Subject.RESPONSIBLE_PERSON]
    fines = [m for m in own if m.kind is MeasureKind.FINE]
    if not fines:
        return None
    words = f"对责任人员{_words(fines)}"
    if len(fines) > 1:
        return PersonsBand(words, why_not=f"有 {len(fines)} 项（{_words(fines)}），不能确定是哪一项。")
    if why := _not_one_amount(fines):
        return PersonsBand(words, why_not=why)
    amount = fines[0].amount or Range(None, None)
    low, high = _whole(amount)
    free = any(m.kind is MeasureKind.NO_PENALTY for m in own) or fines[0].optional
    statutory = _statutory(outcome, place, fines[0], case)
    return PersonsBand(words, max(low, 1), high, _limits(amount), free, statutory)


def _at(place: Place) -> Band:
    grades = frozenset(row.grade for row in place.standard.rows if row.grade)
    return Band(place.edition.number, place.edition.title, place.name, all_grades=grades)


def _distinct(joined: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in joined.split("；") if part))


def _concerns(measure: Measure, party: Party | None) -> bool:
    """Whether a measure is for the party itself; a unit's responsible persons have decisions of their own."""
    if party is None:
        return measure.subject is not Subject.RESPONSIBLE_PERSON
    return measure.subject in {None, _SUBJECTS[party]}


def _due(own: Sequence[Measure]) -> frozenset[MeasureKind]:
    """What must be imposed whatever else is so: nothing where 不予处罚 is at least allowed."""
    if any(m.kind is MeasureKind.NO_PENALTY for m in own):
        return frozenset()
    return frozenset(m.kind for m in own if not m.optional and m.trigger is None) - _NO_PENALTIES


def _not_one_amount(fines: Sequence[Measure]) -> str | None:
    if len(fines) > 1:
        several = f"裁量结果有 {len(fines)} 项罚款（{_words(fines)}）"
        return f"{several}，表中只有一个金额，不能确定是哪一项：请写明当事人类型。"
    fine = fines[0]
    if not fine.computed:
        return f"“{fine.text[:60]}”另有公式或者限额没有计算，须按原文人工核对。"
    if fine.unit is not AmountUnit.YUAN or fine.amount is None:
        return f"“{fine.text[:60]}”要乘以基数或者数量才是金额：请加一列“{fine.base or fine.per or '基数'}”。"
    return None


def _statutory(
    outcome: Outcome | Assessment, place: Place, fine: Measure, case: CaseInput
) -> tuple[int, int]:
    """The law's own limits in 分; none where they could not be read or are counted in a base not given."""
    standard = place.standard
    if outcome.statutory is not standard.statutory:
        standard = replace(standard, statutory=outcome.statutory)
    try:
        found: Limits | None = statutory_limits(standard, fine, fine, read_multipliers(case)).limits
    except AssessmentRefused:
        found = None
    return (0, NO_LIMIT) if found is None else _whole(Range(*found))


def _whole(amount: Range) -> tuple[int, int]:
    """The first and the last whole 分 that lie in a range of 分."""
    low = 0 if amount.low is None else math.ceil(amount.low)
    if amount.low is not None and not amount.low_included and low == amount.low:
        low += 1
    if amount.high is None:
        return low, NO_LIMIT
    high = math.floor(amount.high)
    return low, high - (not amount.high_included and high == amount.high)


def _limits(amount: Range) -> tuple[int, int]:
    """The limits of a range of 分 themselves, in whole 分."""
    return _whole(replace(amount, low_included=True, high_included=True))


def _words(measures: Iterable[Measure]) -> str:
    return "；".join(dict.fromkeys(_word(m) for m in measures))


def _word(measure: Measure) -> str:
    may = "可以" if measure.optional else ""
    if measure.amount is None or measure.unit is not AmountUnit.YUAN:
        kind = KINDS[measure.kind]
        return f"{may}{kind}" if measure.kind is not MeasureKind.OTHER else measure.text[:60]
    return f"{may}{KINDS[measure.kind]}{money_range(measure.amount)}"
