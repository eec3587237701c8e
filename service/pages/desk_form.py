"""The form of the desk: each field with its choices, what was entered and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rules.case_input import DATE_NAMES, Party
from rules.facts import SITUATION
from service.pages import desk_names
from service.pages.desk_query import numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rules.case_input import CaseInput
    from service.pages.desk_errors import Refusal
    from service.pages.desk_query import DeskQuery
    from service.pages.desk_question import Question
    from standards_1023.values import Factor

_SEGMENTS, _SEGMENT_LETTERS, _SHORT, _MOST_RADIOS = 4, 9, 60, 8
UNKNOWN = "查不清"


class Shape(StrEnum):
    """How choices are shown: side by side, one below the other, or in a list that opens."""

    SEGMENTS = "segments"
    RADIOS = "radios"
    SELECT = "select"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice; `cell` is where it is printed."""

    value: str
    label: str
    chosen: bool
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text or date that is typed in."""

    id: str
    parameter: str
    label: str
    value: str
    unit: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question: entries to be typed, choices, or both (then either answers it)."""

    id: str
    label: str
    entries: tuple[Entry, ...] = ()
    parameter: str = ""
    choices: tuple[Choice, ...] = ()
    shape: Shape = Shape.SELECT
    error: str = ""
    help: str = ""

    @property
    def errors(self) -> tuple[str, ...]:
        """What is wrong with it or with one of its entries."""
        return tuple(dict.fromkeys(text for text in (self.error, *(e.error for e in self.entries)) if text))


@dataclass(frozen=True, slots=True)
class Form:
    """The fields in the order of the page."""

    situations: tuple[Field, ...]
    factors: tuple[Field, ...]
    amounts: tuple[Entry, ...]
    further: tuple[Entry, ...]
    days: tuple[Entry, ...]
    other_days: tuple[Entry, ...]
    party: Field
    circumstances_error: str

    @property
    def error_boxes(self) -> tuple[str, ...]:
        """Selectors of all places where an error may be said."""
        fields = (one.id for one in (*self.situations, *self.factors, self.party))
        entries = (one.id for one in (*self.amounts, *self.further, *self.days, *self.other_days))
        return tuple(f"#{id_}-errors" for id_ in (*fields, *entries, "circumstances"))

    def id_of(self, parameter: str) -> str | None:
        """Where on the page a parameter is asked."""
        for one in (*self.situations, *self.factors, self.party):
            if parameter == one.parameter or any(parameter == entry.parameter for entry in one.entries):
                return one.entries[0].id if one.entries else one.id
        for entry in (*self.amounts, *self.further, *self.days, *self.other_days):
            if entry.parameter == parameter:
                return entry.id
        return "circumstances" if parameter == desk_names.CIRCUMSTANCE else None


def form_of(question: Question, query: DeskQuery, refusal: Refusal | None) -> Form:
    """The form as it stands after what was entered."""
    return _Builder(question, query, refusal).form()


class _Builder:
    def __init__(self, question: Question, query: DeskQuery, refusal: Refusal | None) -> None:
        self.question, self.query = question, query
        self.at: Mapping[str, str] = refusal.at if refusal else {}
        self.asked: Mapping[str, str] = refusal.asked if refusal else {}

    def form(self) -> Form:
        question, names = self.question, desk_names
        day = self.query.case.decision_date
        decision = self._entry("decision-date", names.DECISION_DATE, "决定日期")
        if not decision.value and day is not None:
            decision = Entry(
                decision.id, decision.parameter, decision.label, day.isoformat(), error=decision.error
            )
        bases = ((names.base(name), name, "元") for name in question.bases)
        units = ((names.quantity(unit), f"数量（{unit}）", unit) for unit in question.units)
        return Form(
            situations=tuple(self._situation(place) for place in range(len(question.situations))),
            factors=tuple(self._factor(i, factor) for i, factor in enumerate(question.standard.factors)),
            amounts=tuple(self._entry(f"amount-{n}", *one) for n, one in enumerate((*bases, *units))),
            further=tuple(self._further()),
            days=(self._entry("act-date", names.ACT_DATE, "行为日期（行为终了之日）"), decision),
            other_days=tuple(
                self._entry(f"day-{n}", names.day(name), name) for n, name in enumerate(DATE_NAMES)
            ),
            party=self._party(),
            circumstances_error=self.at.get(names.CIRCUMSTANCE, ""),
        )

    def _entry(self, id_: str, parameter: str, label: str, unit: str = "") -> Entry:
        return Entry(id_, parameter, label, self.query.one(parameter), unit, self.at.get(parameter, ""))

    def _choices(self, parameter: str, texts: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
        written = self.query.written.get(parameter, ())
        return tuple(
            Choice(key, text, key in written or text in written, cell)
            for text, cell in texts
            for key in (desk_names.key(text),)
        )

    def _situation(self, place: int) -> Field:
        groups, parameter = self.question.situations[place], desk_names.situation(place)
        choices = self._choices(parameter, ((group.shown, "") for group in groups))
        error = self.at.get(parameter, "")
        return Field(f"situation-{place}", SITUATION, (), parameter, choices, _shape(choices), error)

    def _factor(self, index: int, factor: Factor) -> Field:
        parameter = desk_names.fact(factor.name)
        texts = [(c.text, c.cell) for c in factor.conditions]
        if self.question.instrument.lowest_when_unknown is not None:
            texts.append((UNKNOWN, ""))
        choices = self._choices(parameter, texts)
        numbers = numbers_of(self.question, index, factor)
        entries = tuple(
            self._entry(
                f"factor-{index}-{n}", name, thing.words if len(numbers) > 1 else factor.name, thing.unit
            )
            for n, (name, thing) in enumerate(numbers)
        )
        shape = Shape.SELECT if entries and not _long(choices) else _shape(choices)
        error = self.at.get(parameter, "")
        return Field(f"factor-{index}", factor.name, entries, parameter, choices, shape, error)

    def _further(self) -> Iterable[Entry]:
        """What this standard does not ask itself: entered in words."""
        labels = {parameter: parameter.partition(".")[2] for parameter in self.query.further} | dict(
            self.asked
        )
        for n, (parameter, label) in enumerate(labels.items()):
            yield self._entry(f"further-{n}", parameter, label, "元" if parameter.startswith("base.") else "")

    def _party(self) -> Field:
        parameter = desk_names.PARTY
        choices = self._choices(parameter, ((party.value, "") for party in Party))
        unsaid = Choice("", "未定", not any(c.chosen for c in choices))
        error = self.at.get(parameter, "")
        return Field("party", "当事人", (), parameter, (unsaid, *choices), Shape.SEGMENTS, error)


def _shape(choices: Sequence[Choice]) -> Shape:
    letters = max((len(choice.label) for choice in choices), default=0)
    if len(choices) <= _SEGMENTS and letters <= _SEGMENT_LETTERS:
        return Shape.SEGMENTS
    return Shape.RADIOS if len(choices) <= _MOST_RADIOS or letters > _SHORT else Shape.SELECT


def _long(choices: Sequence[Choice]) -> bool:
    return any(len(choice.label) > _SHORT for choice in choices)


def entered_words(case: CaseInput) -> tuple[tuple[str, str], ...]:
    """What was entered, as a print shows it; circumstances are among the reasons."""
    said = [*case.facts, *case.bases, *case.quantities]
    said += [("当事人", case.party.value)] if case.party else []
    said += [("行为日期", case.act_date.isoformat())] if case.act_date else []
    said += [("决定日期", case.decision_date.isoformat())] if case.decision_date else []
    return (*said, *((name, day.isoformat()) for name, day in case.dates))
