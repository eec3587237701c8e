"""Many cases of a standard at once: each gets the answer that `assess` gives it by itself.

Cases that make the same rules fire and are alike in all else that an answer depends on have the same answer.
The column evaluator finds those; the first of each kind is assessed as any single case is, and its answer is
theirs. A case with circumstances, bases, quantities, or dates that matter is alike only to one with the same
input, word for word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from engine.column_evaluator import ColumnEvaluator
from engine.columns import Column, Columns
from engine.errors import EngineFault
from rules.assessment import assess
from rules.case_columns import ABSENT, Numbers
from rules.case_input import Party
from rules.conditions_met import rules_fired
from rules.distinct_cases import distinct_cases, words_of_pattern
from rules.errors import AssessmentRefused, FactRefused, FactsContradict, NoConditionMet
from rules.facts import read_facts
from rules.facts_in_columns import Reader
from rules.ordinary_dates import ordinary_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from rules.case_columns import CaseColumns
    from rules.case_input import CaseInput
    from rules.drivers import Drivers
    from rules.facts_in_columns import Part, ReadColumn
    from rules.recommendation import Recommendation
    from rules.steps import Step
    from standards_1023.values import Effect, Measure, Standard, StandardsWorkbook

_AT_ONCE = 1 << 15
"""Cases that are compared together: their columns stay in the processor's cache."""
_MOST_KEPT = 1024
"""Outcomes kept of a standard: more than a table has cells; sums of weights hardly come twice."""
_DECIDED = (
    *("measures", "statutory", "recommended", "severity", "consequence", "grade", "group"),
    *("steps", "effects", "trace"),
)
_NAMING_WHAT_WAS_ENTERED = (FactRefused, FactsContradict, NoConditionMet)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of some of the cases: what was decided (as in Assessment), or the refusal.

    `message` is None where the refusal's sentence names what one case entered: `assess` that case for it.
    """

    measures: tuple[Measure, ...] = ()
    statutory: tuple[Measure, ...] = ()
    recommended: tuple[Recommendation, ...] = ()
    severity: str | None = None
    consequence: str | None = None
    grade: str | None = None
    group: str | None = None
    steps: tuple[Step, ...] = ()
    effects: frozenset[Effect] = frozenset()
    trace: tuple[str, ...] = ()
    refused: type[AssessmentRefused] | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """The distinct outcomes, and for each case the place of its own."""

    outcomes: tuple[Outcome, ...]
    index: NDArray[np.intp]

    def of(self, place: int) -> Outcome:
        """The outcome of one case."""
        return self.outcomes[int(self.index[place])]


class ManyCases:
    """Answers many cases of one standard after another; keeps what it compiled, read and worked out."""

    def __init__(self, workbook: StandardsWorkbook, standard: Standard, drivers: Drivers) -> None:
        self._workbook, self._standard, self._drivers = workbook, standard, drivers
        self._compiled = drivers.compiled(standard)
        self._reader = Reader(self._compiled, workbook.instrument)
        rulebook = self._compiled.rulebook
        self._by_party = _depends_on_party(standard, names_subjects=self._compiled.names_subjects)
        self._evaluator = ColumnEvaluator(rulebook) if rulebook.rules else None
        self._kept: dict[bytes, Outcome] = {}

    def answers(self, cases: CaseColumns) -> Answers:
        """The answer of every case; raises EngineFault where driver and columns do not agree."""
        read = [self._reader.column(name, column) for name, column in cases.facts]
        found = _Found(np.empty(cases.count, np.intp))
        alone = self._alone(cases, read)
        others = alone.any()
        for first in range(0, cases.count, _AT_ONCE):
            part: Part = slice(first, min(first + _AT_ONCE, cases.count))
            if others:
                part = first + np.flatnonzero(~alone[part])
            self._alike(cases, read, part, found)
        if others:
            self._by_themselves(cases, np.flatnonzero(alone), found)
        return Answers(tuple(found.outcomes), found.index)

    def _alone(self, cases: CaseColumns, read: Sequence[ReadColumn]) -> NDArray[np.bool_]:
        """The cases of which more counts than the rules that fire and the tokens."""
        alone = ~ordinary_dates(self._standard, self._workbook.instrument, cases)
        for codes in [column.codes for _, column in (*cases.bases, *cases.quantities)]:
            alone |= codes != ABSENT
        for _, days in cases.dates:
            alone |= days.codes != ABSENT
        if cases.circumstances is not None:
            any_given = np.array([*(bool(codes) for codes in cases.circumstances.distinct), False])
            alone |= any_given[cases.circumstances.codes]
        for one, other in combinations(read, 2):
            if one.factor is not None and one.factor == other.factor:  # they may contradict one another
                alone |= one.given() & other.given()
        return alone

    def _alike(self, cases: CaseColumns, read: Sequence[ReadColumn], part: Part, found: _Found) -> None:
        """Cases that are alike once the rules that fire, the tokens and (where it counts) the party are."""
        places = np.arange(cases.count)[part]
        fired = self._fired(read, part, len(places))
        tokens = [(column.tokens(part), len(self._reader.tokens) + 1) for column in read]
        parties = _parties(cases, part) if self._by_party else (np.zeros(len(places), np.int64), 1)
        alike = [parties, *tokens, *words_of_pattern(fired)]
        firsts, kinds = distinct_cases(alike, len(places))
        outcomes = np.empty(len(firsts), np.intp)
        for kind, values in enumerate(np.column_stack([column[firsts] for column, _ in alike])):
            key = values.tobytes()
            place = found.known.get(key)
            if place is None:
                first = firsts[kind]
                outcome = self._known(key, cases, int(places[first]), fired[:, first])
                place = found.known[key] = found.add(outcome)
            outcomes[kind] = place
        found.index[part] = outcomes[kinds]

    def _fired(self, read: Sequence[ReadColumn], part: Part, count: int) -> NDArray[np.bool_]:
        if self._evaluator is None:
            return np.zeros((0, count), np.bool_)
        columns: dict[str, Column] = {}
        for one in read:
            for name, (values, given) in one.engine(part).items():
                before = columns.get(name)
                if before is not None and before.given is not None:  # of two columns of a factor one is given
                    values, given = np.where(given, values, before.values), given | before.given  # noqa: PLW2901
                columns[name] = Column(values, given)
        return self._evaluator.fire(Columns(count, columns))

    def _known(self, key: bytes, cases: CaseColumns, place: int, rules: NDArray[np.bool_]) -> Outcome:
        """The outcome of cases of this kind: worked out with the first of them."""
        outcome = self._kept.get(key)
        if outcome is None:
            case = cases.case(place)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            outcome = self._kept[key] = self._outcome(case, alike=True)
            self._agree(case, rules, outcome)
        return outcome

    def _agree(self, case: CaseInput, rules: NDArray[np.bool_], outcome: Outcome) -> None:
        """The driver must fire the same rules: proved at the edges, and seen here of each outcome.

        The trace of an outcome is what the driver fired; where there is none, it is asked once more.
        """
        if self._evaluator is None or (
            outcome.refused is None and outcome.trace == self._evaluator.names(rules)
        ):
            return
        try:
            facts = read_facts(self._compiled, self._workbook.instrument, case.facts)
        except FactRefused:
            return
        one, other = rules_fired(self._compiled, facts, self._drivers), self._evaluator.names(rules)
        if one != other:
            raise EngineFault(self._compiled.rulebook.name, f"driver {one}, columns {other}")

    def _by_themselves(self, cases: CaseColumns, places: NDArray[np.intp], found: _Found) -> None:
        """Cases that are alike only where everything that was entered is."""
        digits = [(values[places], many) for values, many in _as_entered(cases)]
        firsts, kinds = distinct_cases(digits, len(places))
        outcomes = [found.add(self._outcome(cases.case(int(places[first])), alike=False)) for first in firsts]
        found.index[places] = np.array(outcomes, np.intp)[kinds]

    def _outcome(self, case: CaseInput, *, alike: bool) -> Outcome:
        try:
            found = assess(self._workbook, self._standard, case, self._drivers)
        except AssessmentRefused as refused:
            entered = alike and isinstance(refused, _NAMING_WHAT_WAS_ENTERED)
            return Outcome(refused=type(refused), message=None if entered else str(refused))
        return Outcome(**{name: getattr(found, name) for name in _DECIDED})


@dataclass(slots=True)
class _Found:
    """The outcomes so far."""

    index: NDArray[np.intp]
    outcomes: list[Outcome] = field(default_factory=list)
    known: dict[bytes, int] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> int:
        """Its place."""
        self.outcomes.append(outcome)
        return len(self.outcomes) - 1


def _depends_on_party(standard: Standard, *, names_subjects: bool) -> bool:
    """Whether an answer without circumstances differs by party; a refusal for want of measures names it."""
    no_measures = not (standard.rows or standard.weights) or not all(row.measures for row in standard.rows)
    return names_subjects or no_measures


def _parties(cases: CaseColumns, part: Part) -> tuple[NDArray[np.int64], int]:
    """The party of each case of a part, numbered from 1 as they are declared; 0 where none is named."""
    if cases.parties is None:
        return np.zeros(len(range(cases.count)[part]) if isinstance(part, slice) else len(part), np.int64), 1
    numbers = np.array([*(list(Party).index(party) + 1 for party in cases.parties.distinct), 0], np.int64)
    return numbers[cases.parties.codes[part]], len(Party) + 1


def _as_entered(cases: CaseColumns) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Every column of the input as numbers that are equal where what was entered is."""
    single = (cases.parties, cases.act_dates, cases.decision_dates, cases.circumstances)
    named = (*cases.facts, *cases.bases, *cases.quantities, *cases.dates)
    for column in (*(one for one in single if one is not None), *(column for _, column in named)):
        if isinstance(column, Numbers):
            distinct, codes = np.unique(column.numbers, return_inverse=True)
            given = codes + 1 if column.given is None else np.where(column.given, codes + 1, 0)
            yield given, len(distinct) + 1
        else:
            yield column.codes + 1, len(column.distinct) + 1
