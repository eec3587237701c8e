"""The address of the desk → a case; what cannot be read stays with the parameter that it was written in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from rules.case_input import DATE_NAMES, CaseInput, Party
from rules.facts import SITUATION
from service.api.assessment_request import Code, Day, Name, Value
from service.api.invalid_requests import invalid_places, printable
from service.pages import desk_names
from standards_1023.numerals import read_number
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from rules.things import Thing
    from service.pages.desk_question import Question
    from standards_1023.values import Factor

_MOST = 200
_NAME, _VALUE, _CODE = TypeAdapter(Name), TypeAdapter(Value), TypeAdapter(Code)
_DAY: TypeAdapter[date] = TypeAdapter(Day)
_OPEN = ("fact.", "base.", "quantity.")


@dataclass(frozen=True, slots=True)
class DeskQuery:
    """The parameters as they were written (empty ones left out), the case they make, and their faults.

    `further` are facts, bases and quantities that this standard does not ask: another edition may.
    """

    written: Mapping[str, tuple[str, ...]]
    case: CaseInput
    faults: Mapping[str, str] = field(default_factory=dict)
    further: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked yet."""
        return not self.written

    def one(self, parameter: str) -> str:
        """The value of a parameter, empty where there is none."""
        return self.written.get(parameter, ("",))[0]


def read_query(question: Question, pairs: Iterable[tuple[str, str]], today: date) -> DeskQuery:
    """Read an address; a decision without a date is of today."""
    written: dict[str, tuple[str, ...]] = {}
    for parameter, value in list(pairs)[:_MOST]:
        if value.strip():
            written[parameter] = (*written.get(parameter, ()), value)
    return _Reading(question, written).read(today)


def written_query(case: CaseInput) -> Iterator[tuple[str, str]]:
    """The parameters of an address that asks for a case again."""
    for name, value in case.facts:
        yield desk_names.fact_or_situation(name), value
    for name, value in case.bases:
        yield desk_names.base(name), value
    for name, value in case.quantities:
        yield desk_names.quantity(name), value
    for code in case.circumstances:
        yield desk_names.CIRCUMSTANCE, code
    yield desk_names.PARTY, case.party.value if case.party else ""
    yield desk_names.ACT_DATE, case.act_date.isoformat() if case.act_date else ""
    yield desk_names.DECISION_DATE, case.decision_date.isoformat() if case.decision_date else ""
    for name, day in case.dates:
        yield desk_names.day(name), day.isoformat()


def read_day(text: str) -> date | None:
    """A day as it is written in an address, None for anything else."""
    try:
        return _DAY.validate_python(text.strip())
    except ValidationError:
        return None


class _Reading:
    def __init__(self, question: Question, written: dict[str, tuple[str, ...]]) -> None:
        self.question, self.written = question, written
        self.faults: dict[str, str] = {}
        self.known: set[str] = set()

    def read(self, today: date) -> DeskQuery:
        facts = (*self._facts(), *self._situations())
        bases = tuple(self._named(self.question.bases, desk_names.base))
        quantities = tuple(self._named(self.question.units, desk_names.quantity))
        case = CaseInput(
            facts=facts,
            bases=bases,
            quantities=quantities,
            act_date=self._day(desk_names.ACT_DATE),
            decision_date=self._day(desk_names.DECISION_DATE) or today,
            party=self._party(),
            circumstances=tuple(self._values(desk_names.CIRCUMSTANCE, _CODE)),
            dates=tuple((n, d) for n in DATE_NAMES if (d := self._day(desk_names.day(n))) is not None),
        )
        return self._with_further(case)

    def _values(self, parameter: str, adapter: TypeAdapter[str] = _VALUE) -> Iterator[str]:
        """The readable values of a parameter."""
        self.known.add(parameter)
        for value in self.written.get(parameter, ()):
            try:
                yield adapter.validate_python(value.strip())
            except ValidationError as error:
                self.faults[parameter] = invalid_places(error.errors())[0]["message"]

    def _facts(self) -> Iterator[tuple[str, str]]:
        for index, factor in enumerate(self.question.standard.factors):
            printed = {desk_names.key(c.text): c.text for c in factor.conditions}
            for value in self._values(desk_names.fact(factor.name)):
                yield factor.name, printed.get(value, value)
            numbers = numbers_of(self.question, index, factor)
            for parameter, thing in numbers:
                for value in self._values(parameter):
                    yield factor.name, in_words(value, thing, [other for _, other in numbers])

    def _situations(self) -> Iterator[tuple[str, str]]:
        for place, groups in enumerate(self.question.situations):
            printed = {desk_names.key(group.shown): group.shown for group in groups}
            for value in self._values(desk_names.situation(place)):
                yield SITUATION, printed.get(value, value)

    def _named(self, names: Iterable[str], parameter_of: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        for name in names:
            for value in self._values(parameter_of(name)):
                yield name, value

    def _day(self, parameter: str) -> date | None:
        self.known.add(parameter)
        for value in self.written.get(parameter, ()):
            try:
                return _DAY.validate_python(value.strip())
            except ValidationError as error:
                self.faults[parameter] = invalid_places(error.errors())[0]["message"]
        return None

    def _party(self) -> Party | None:
        for value in self._values(desk_names.PARTY):
            try:
                return Party(value)
            except ValueError:
                self.faults[desk_names.PARTY] = f"当事人只能是：{'、'.join(Party)}。"
        return None

    def _with_further(self, case: CaseInput) -> DeskQuery:
        """Facts that this standard does not ask are handed on; any other parameter is a mistake."""
        found: dict[str, list[tuple[str, str]]] = {prefix: [] for prefix in _OPEN}
        further = []
        for parameter in [p for p in self.written if p not in self.known]:
            prefix = next((p for p in _OPEN if parameter.startswith(p)), None)
            try:
                name = _NAME.validate_python(parameter.removeprefix(prefix or ""))
            except ValidationError:
                prefix = None
            if prefix is None:
                self.faults[""] = f"地址里有不认识的“{printable(parameter)}”：请从本页填写，或者清空后重填。"
                continue
            further.append(parameter)
            found[prefix] += [(name, value) for value in self._values(parameter)]
        facts, bases, quantities = (tuple(found[prefix]) for prefix in _OPEN)
        case = replace(
            case,
            facts=(*case.facts, *facts),
            bases=(*case.bases, *bases),
            quantities=(*case.quantities, *quantities),
        )
        return DeskQuery(self.written, case, self.faults, tuple(further))


def numbers_of(question: Question, index: int, factor: Factor) -> tuple[tuple[str, Thing], ...]:
    """The numbers that a factor may be given, each with its parameter."""
    things = question.compiled.things[index].all()
    several = len(things) > 1
    return tuple(
        (desk_names.number(factor.name, f"{thing.words}（{thing.unit}）" if several else ""), thing)
        for thing in things
    )


def in_words(value: str, thing: Thing, things: Iterable[Thing]) -> str:
    """A bare number gets its unit, and the words that tell its thing apart from others alike."""
    if read_number(normalised(value)) is None:
        return value
    alike = [other for other in things if other.dimension == thing.dimension]
    return f"{thing.words if len(alike) > 1 else ''}{thing.counted(value)}"
