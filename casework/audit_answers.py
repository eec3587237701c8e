"""The band of each past decision: many at once, each the same as `assess_in_force` gives it by itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casework.audit_bands import Band, band_of, refused_band
from casework.audit_circumstances import read_circumstances
from casework.audit_facts import fact_columns, told_columns
from casework.audit_rows import DecisionRole, Unreadable, read_each, taken
from casework.audit_words import read_party
from rules.amounts import same_base
from rules.applicable_edition import EditionRule, Place, assess_in_force
from rules.case_columns import CaseColumns, Coded
from rules.distinct_cases import distinct_cases, places_of_kinds
from rules.errors import AssessmentRefused, NotCounted
from rules.facts import SITUATION
from rules.many_cases import ManyCases, Outcome
from standards_1023.errors import StandardsError
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from casework.audit_questions import Question
    from casework.audit_rows import Day, DecisionRows
    from rules.applicable_edition import PlacesInForce
    from rules.case_columns import FactColumn
    from rules.case_input import CaseInput, Party
    from rules.drivers import Drivers
    from standards_1023.editions import Timeline

_MOST_KEPT = 16_384


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in the rows besides facts: party and circumstances, as the assessment takes them."""

    parties: Coded[Party | Unreadable]
    circumstances: Coded[tuple[str, ...] | Unreadable]


@dataclass(slots=True)
class Answers:
    """Answers groups of rows; keeps what was compiled and worked out of each standard."""

    timeline: Timeline
    rule: EditionRule
    drivers: Drivers
    _many: dict[tuple[int, int], ManyCases] = field(default_factory=dict)
    _bands: dict[tuple[Hashable, ...], tuple[tuple[Outcome, ...], Band]] = field(default_factory=dict)

    def bands(
        self, rows: DecisionRows, given: Given, question: Question
    ) -> Iterator[tuple[Band, NDArray[np.intp]]]:
        """Bands with the rows that they are for: every row of the question once."""
        if question.places is None or question.asked is None:
            yield refused_band(question.why_not), question.rows
            return
        left = question.rows
        for column in (given.parties, given.circumstances):
            for code, value in enumerate(column.distinct):
                if isinstance(value, Unreadable) and (some := left[column.codes[left] == code]).size:
                    yield refused_band(value.why, question.places.decision), some
                    left = left[column.codes[left] != code]
        if left.size:
            yield from self._answered(rows, given, question.asked, question.places, left)

    def _answered(
        self, rows: DecisionRows, given: Given, asked: str, places: PlacesInForce, at: NDArray[np.intp]
    ) -> Iterator[tuple[Band, NDArray[np.intp]]]:
        used = _in_use(places, self.rule)
        cases = _cases(rows, given, at, _asked(used, places))
        found = [self._of(place).answers(_for_place(cases, place, places)) for place in used]
        firsts, kinds = distinct_cases([(a.index, len(a.outcomes)) for a in found], len(at))
        for first, some in zip(firsts, places_of_kinds(kinds), strict=True):
            outcomes = tuple(answers.of(int(first)) for answers in found)
            if not all(map(_is_told, outcomes)) or (len(used) > 1 and any(o.refused for o in outcomes)):
                yield from self._one_by_one(asked, places, cases, at, some)
            else:
                yield self._band(asked, places, outcomes, cases.case(int(first))), at[some]

    def _of(self, place: Place) -> ManyCases:
        workbook, standard = place.kept.workbook, place.standard
        # The timeline keeps both alive: an identity is never given twice. One standard may stand in two
        # workbooks that differ in their instrument.
        key = (id(workbook), id(standard))
        many = self._many.get(key)
        if many is None:
            many = self._many[key] = ManyCases(workbook, standard, self.drivers)
        return many

    def _band(
        self, asked: str, places: PlacesInForce, outcomes: tuple[Outcome, ...], case: CaseInput
    ) -> Band:
        """The band of cases of which each place's outcome is known: worked out with one of them, and kept."""
        of_places = (_place_key(places.decision), _place_key(places.act))
        key = (*of_places, _party_key(outcomes, case.party), *map(_outcome_key, outcomes))
        kept = self._bands.get(key)
        if kept is not None:
            return kept[1]
        if len(outcomes) == 1 and _in_use(places, self.rule)[0] is places.decision:
            outcome = outcomes[0]
            band = (
                refused_band(outcome.message or "", places.decision)
                if outcome.refused is not None
                else band_of(outcome, places.decision, case)
            )
        else:
            band = self._alone(asked, places, case)
        if case.bases or case.quantities or case.circumstances:
            return band  # an outcome of its own: it will not come again
        if len(self._bands) >= _MOST_KEPT:
            self._bands.clear()
        # The outcomes with it: while it is kept, nothing else has the identities in its key.
        self._bands[key] = (outcomes, band)
        return band

    def _alone(self, asked: str, places: PlacesInForce, case: CaseInput) -> Band:
        """The band of one case, or why it has none.

        A table has its bases in columns for all rows: what a row's own band does not count by is left aside.
        """
        try:
            found = assess_in_force(self.timeline, asked, case, self.drivers, self.rule)
        except (AssessmentRefused, StandardsError) as refused:
            less = _without_uncounted(case, refused)
            if less != case:
                return self._alone(asked, places, less)
            return refused_band(str(refused), places.decision)
        return band_of(found.assessment, found.place, case)

    def _one_by_one(
        self,
        asked: str,
        places: PlacesInForce,
        cases: CaseColumns,
        at: NDArray[np.intp],
        some: NDArray[np.intp],
    ) -> Iterator[tuple[Band, NDArray[np.intp]]]:
        """Refusals that name what was entered: each distinct input by itself."""
        alike: dict[CaseInput, list[int]] = {}
        for place in some:
            alike.setdefault(cases.case(int(place)), []).append(int(place))
        for case, same in alike.items():
            yield self._alone(asked, places, case), at[same]


def _is_told(outcome: Outcome) -> bool:
    """Whether an outcome says all that there is to say; else each case is asked by itself."""
    return outcome.refused is None or (bool(outcome.message) and outcome.refused is not NotCounted)


def _without_uncounted(case: CaseInput, refused: BaseException) -> CaseInput:
    """The case without the base or quantity that its band does not count by, where that was the refusal."""
    for error in (refused, refused.__cause__):
        if isinstance(error, NotCounted):
            bases = tuple(pair for pair in case.bases if pair[0] != error.name)
            quantities = tuple(pair for pair in case.quantities if pair[0] != error.name)
            return replace(case, bases=bases, quantities=quantities)
    return case


def _place_key(place: Place | None) -> Hashable:
    """A place by identity: the timeline keeps its standards alive."""
    return None if place is None else (place.edition.number, id(place.standard))


def _party_key(outcomes: Sequence[Outcome], party: Party | None) -> Party | None:
    """The party where a measure of an outcome is for somebody that is named."""
    return party if any(m.subject is not None for o in outcomes for m in o.measures) else None


def _outcome_key(outcome: Outcome) -> Hashable:
    """What a band takes from an outcome: cases that met the same conditions in other words have the same."""
    if outcome.refused is not None:
        return id(outcome)
    of_grade = outcome.grade, outcome.severity
    return id(outcome.measures), id(outcome.statutory), outcome.effects, of_grade


def given_of(rows: DecisionRows) -> Given:
    """Party and circumstances, read."""
    return Given(
        read_each(rows.text(DecisionRole.PARTY), _party),
        read_each(rows.text(DecisionRole.CIRCUMSTANCES), _circumstances),
    )


def _party(text: str) -> Party | Unreadable:
    why = f"当事人类型“{text[:40]}”不是公民、个体工商户或者单位。"
    return read_party(text) or Unreadable(text[:40], why)


def _circumstances(text: str) -> tuple[str, ...] | Unreadable:
    found = read_circumstances(text)
    return found.codes if found.unread is None else Unreadable(text[:40], found.unread)


def _in_use(places: PlacesInForce, rule: EditionRule) -> tuple[Place, ...]:
    """The places that an assessment asks under a rule."""
    if places.act is None or rule is EditionRule.DECISION:
        return (places.decision,)
    return (places.act,) if rule is EditionRule.ACT else (places.act, places.decision)


@dataclass(frozen=True, slots=True)
class _AskedFor:
    """What the standards of a question can use: factors and 适用情形, bases, units that are counted."""

    facts: frozenset[str]
    bases: frozenset[str]
    units: frozenset[str]


def _asked(used: Sequence[Place], places: PlacesInForce) -> _AskedFor:
    # A name may come twice: a set of places would compare whole editions.
    standards = [place.standard for place in (*used, places.decision)]
    measures = [m for s in standards for m in (*s.statutory, *(m for row in s.rows for m in row.measures))]
    maxima = [group.maximum for s in standards for group in s.weights if group.maximum is not None]
    bases = {m.base or "" for m in measures if m.unit is not None and m.unit.needs_base}
    bases |= {m.base or "" for m in maxima if m.unit.needs_base}
    return _AskedFor(
        frozenset({SITUATION, *(matched(f.name) for s in standards for f in s.factors)}),
        frozenset(bases),
        frozenset(matched(part) for m in measures if m.per for part in m.per.split("/")),
    )


def _cases(rows: DecisionRows, given: Given, at: NDArray[np.intp], asked: _AskedFor) -> CaseColumns:
    """The rows as cases; of columns for single factors, bases and quantities those that the standard asks."""
    facts: list[tuple[str, FactColumn]] = []
    for name, column in rows.facts:
        if matched(name) in asked.facts:
            facts.extend(fact_columns(name, column, at))
    facts.extend(told_columns(rows.words.get(DecisionRole.FACTS), asked.facts, at))
    return CaseColumns(
        len(at),
        tuple(facts),
        parties=taken(given.parties, at),  # type: ignore[arg-type]
        act_dates=_days(rows.act_days, at),
        decision_dates=_days(rows.decision_days, at),
        circumstances=taken(given.circumstances, at),  # type: ignore[arg-type]
        bases=_some(
            [(n, c) for n, c in rows.bases if any(not b or same_base(n, b) for b in asked.bases)], at
        ),
        quantities=_some([(n, c) for n, c in rows.quantities if matched(n) in asked.units], at),
    )


def _days(column: Coded[Day] | None, at: NDArray[np.intp]) -> Coded[date] | None:
    """The days of rows whose days can all be read."""
    return None if column is None else taken(column, at)  # type: ignore[arg-type]


def _some(
    columns: Sequence[tuple[str, Coded[str]]], at: NDArray[np.intp]
) -> tuple[tuple[str, Coded[str]], ...]:
    found = ((name, taken(column, at)) for name, column in columns)
    return tuple((name, column) for name, column in found if column is not None)


def _for_place(cases: CaseColumns, place: Place, places: PlacesInForce) -> CaseColumns:
    """Without the facts that only the other edition asks (as the single assessment leaves them out)."""
    if places.act is None:
        return cases
    other = places.act if place is places.decision else places.decision
    own = {matched(f.name) for f in place.standard.factors} | {SITUATION}
    others = {matched(f.name) for f in other.standard.factors}
    facts = tuple((n, c) for n, c in cases.facts if matched(n) in own or matched(n) not in others)
    return CaseColumns(
        cases.count, facts, cases.parties, cases.act_dates, cases.decision_dates, cases.circumstances,
        cases.bases, cases.quantities, cases.dates,
    )  # fmt: skip
