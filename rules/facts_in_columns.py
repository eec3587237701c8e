"""A column of facts in the officer's words → columns of engine facts, each distinct value read once.

Numbers are scaled all at once where that is certain to give what reading each of them by itself would; those
that the words could make something else of (nought, a printed number, too many decimals) are read one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from rules.case_columns import ABSENT, Coded, Numbers
from rules.conditions_met import engine_facts
from rules.errors import FactRefused
from rules.facts import SITUATION, read_facts
from rules.facts_in_words import LARGEST
from rules.groups import groups_of
from standards_1023.quantities import read_quantity
from standards_1023.text import matched
from standards_1023.units import counts_things

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    from rules.case_columns import FactColumn
    from rules.compilation import CompiledStandard
    from rules.facts import Given
    from standards_1023.values import Instrument

NO_TOKEN = 0
"""The number of the token of a case for which a column says nothing."""
REFUSED = "refused"
"""What a value means that cannot be taken as it was written."""
_PROBES = (7919, 7907)  # two numbers that no table prints
_MOST_KEPT = 65_536
_MOST_SCALES = 256

Given64: TypeAlias = "tuple[NDArray[np.int64], NDArray[np.bool_]]"
Part: TypeAlias = "slice | NDArray[np.intp]"
"""Some of the cases."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one value of a fact says: the engine's facts, and all else that an answer depends on.

    Two values of one `token` that make the same rules fire have the same answer: it is what was chosen, that
    a number was measured, that it is unknown, the group that was named, or REFUSED.
    """

    facts: Mapping[str, int | str | bool]
    token: Hashable


@dataclass(frozen=True, slots=True)
class Scale:
    """What one of a column's unit is: in the engine's scale (`each`), and as the number that is read."""

    factor: int
    property: str
    blocks: tuple[str, ...]
    each: Fraction
    number_each: Fraction
    whole: bool
    printed: frozenset[Fraction] = frozenset()

    def scaled(self, numbers: NDArray[np.int64], decimals: int) -> NDArray[np.int64]:
        """The engine's numbers, right where `odd` does not hold."""
        each = self.each / 10**decimals
        result: NDArray[np.int64] = numbers // each.denominator * each.numerator
        return result

    def odd(self, column: Numbers) -> NDArray[np.bool_]:
        """Numbers that must be read by themselves."""
        numbers = column.numbers
        each = self.each / 10**column.decimals
        most = min(LARGEST // each.numerator * each.denominator, 2**62)
        odd: NDArray[np.bool_] = (numbers <= 0) | (numbers > most) | (numbers % each.denominator != 0)
        number_each = self.number_each / 10**column.decimals
        if self.whole:
            odd |= numbers % number_each.denominator != 0
        as_printed = [int(n / number_each) for n in self.printed if (n / number_each).denominator == 1]
        for number in as_printed:
            if 0 < number < most:
                odd |= numbers == number
        return odd


@dataclass(frozen=True, slots=True)
class Measured:
    """The cases whose number was scaled with the others, and the place of their token."""

    scale: Scale
    column: Numbers
    plain: NDArray[np.bool_]
    token: int


@dataclass(frozen=True, slots=True)
class Tables:
    """What the known values of a fact mean, by their number, with a last place for cases without a value.

    `engine` are the engine's values by property, and whether it is given; `tokens` the numbers of the tokens.
    """

    engine: Mapping[str, Given64]
    tokens: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column of facts, read: for each case the number of its value in the tables, or ABSENT."""

    codes: NDArray[np.intp]
    tables: Tables
    factor: int | None
    measured: Measured | None = None

    def given(self) -> NDArray[np.bool_]:
        """The cases for which the column says something."""
        by_word: NDArray[np.bool_] = self.codes != ABSENT
        return by_word if self.measured is None else by_word | self.measured.plain

    def tokens(self, part: Part) -> NDArray[np.int64]:
        """The number of the token of each case of a part, NO_TOKEN where nothing is said."""
        found: NDArray[np.int64] = self.tables.tokens[self.codes[part]]
        if self.measured is not None:
            found[self.measured.plain[part]] = self.measured.token
        return found

    def engine(self, part: Part) -> dict[str, Given64]:
        """The engine's values of a part of the cases, and where they are given, by property."""
        codes = self.codes[part]
        found = {name: (values[codes], given[codes]) for name, (values, given) in self.tables.engine.items()}
        return found if self.measured is None else found | _with_measured(found, self.measured, part)


def _with_measured(by_word: Mapping[str, Given64], measured: Measured, part: Part) -> dict[str, Given64]:
    """The numbers that were scaled together, beside those that were read by themselves."""
    plain, scale = measured.plain[part], measured.scale
    scaled = scale.scaled(measured.column.numbers[part], measured.column.decimals)
    answered = np.ones(len(plain), np.int64)
    found = {}
    for name, values in {**dict.fromkeys(scale.blocks, answered), scale.property: scaled}.items():
        if name in by_word:
            before, given = by_word[name]
            found[name] = (np.where(plain, values, before), given | plain)
        else:
            found[name] = (values, plain)
    return found


@dataclass(slots=True)
class _Known:
    """The values of one fact that were read, numbered as they came."""

    numbers: dict[str, int] = field(default_factory=dict)
    meanings: list[Meaning] = field(default_factory=list)
    tables: Tables | None = None


@dataclass(slots=True)
class Reader:
    """Reads facts of one standard under one instrument, and remembers what words mean."""

    compiled: CompiledStandard
    instrument: Instrument
    tokens: dict[Hashable, int] = field(default_factory=dict)
    """Every token that was met with its number, from 1: there are as many as ways to choose."""
    _known: dict[str, _Known] = field(default_factory=dict)
    _scales: dict[tuple[str, str, str], Scale | None] = field(default_factory=dict)

    def column(self, name: str, column: FactColumn) -> ReadColumn:
        """A whole column."""
        return self._numbers(name, column) if isinstance(column, Numbers) else self._words(name, column)

    def _words(self, name: str, column: Coded[str]) -> ReadColumn:
        """Each distinct value is read once, now or earlier, the same as for a single case."""
        known = self._known.get(name)
        if known is None or len(known.meanings) + len(column.distinct) > _MOST_KEPT:
            known = self._known[name] = _Known()
        numbers = known.numbers
        for value in column.distinct:
            if value not in numbers:
                numbers[value] = len(known.meanings)
                known.meanings.append(self._read(name, value))
                known.tables = None
        if known.tables is None:
            known.tables = self._tables(known.meanings)
        number_of = np.array([*map(numbers.__getitem__, column.distinct), ABSENT], np.intp)
        factor = self.compiled.vocabulary.factors.get(matched(name))
        return ReadColumn(number_of[column.codes], known.tables, factor)

    def _tables(self, meanings: Sequence[Meaning]) -> Tables:
        tokens = [*(self._number_of(meaning.token) for meaning in meanings), NO_TOKEN]
        engine = {
            name: (
                np.array([*(int(m.facts.get(name, 0)) for m in meanings), 0], np.int64),
                np.array([*(name in m.facts for m in meanings), False], np.bool_),
            )
            for name in dict.fromkeys(name for meaning in meanings for name in meaning.facts)
        }
        return Tables(engine, np.array(tokens, np.int64))

    def _number_of(self, token: Hashable) -> int:
        return self.tokens.setdefault(token, len(self.tokens) + 1)

    def _read(self, name: str, value: str) -> Meaning:
        try:
            read = read_facts(self.compiled, self.instrument, ((name, value),))
        except FactRefused:
            return Meaning({}, REFUSED)
        if not read.given:
            return Meaning({}, self._situation(value))
        (given,) = read.given
        facts = engine_facts(self.compiled, (given,))
        return Meaning(facts, (given.factor, given.chosen, given.unknown))

    def _situation(self, value: str) -> Hashable:
        """The group that is named; of what is no group, one is as good as another."""
        shown = {matched(group.shown) for group in groups_of(self.compiled.standard)}
        return (SITUATION, matched(value) if matched(value) in shown else None)

    def _numbers(self, name: str, column: Numbers) -> ReadColumn:
        scale = self._known_scale(name, column)
        odd = np.ones(len(column), np.bool_) if scale is None else scale.odd(column)
        if column.given is not None:
            odd &= column.given
        by_word = self._words(name, _words_where(odd, column))
        if scale is None:
            return by_word
        plain = ~odd if column.given is None else column.given & ~odd
        token = self._number_of((scale.factor, frozenset[int](), False))
        return replace(by_word, measured=Measured(scale, column, plain, token))

    def _known_scale(self, name: str, column: Numbers) -> Scale | None:
        key = (name, column.measured, column.unit)
        if key not in self._scales:
            if len(self._scales) >= _MOST_SCALES:
                self._scales.clear()
            self._scales[key] = self._scale(name, column)
        return self._scales[key]

    def _scale(self, name: str, column: Numbers) -> Scale | None:
        """How numbers of a column are scaled; None where the column does not read as numbers of one thing."""
        given = [self._given(name, f"{column.measured}{probe}{column.unit}") for probe in _PROBES]
        scales = {_scale_of(self.compiled, g, probe) for g, probe in zip(given, _PROBES, strict=True)}
        if len(scales) != 1 or (scale := scales.pop()) is None:
            return None
        printed = {
            entered.number
            for text in self.compiled.vocabulary.conditions[scale.factor]
            if (entered := read_quantity(text)) is not None
        }
        return replace(scale, printed=frozenset(printed))

    def _given(self, name: str, value: str) -> Given | None:
        try:
            given = read_facts(self.compiled, self.instrument, ((name, value),)).given
        except FactRefused:
            return None
        return given[0] if given else None


def _scale_of(compiled: CompiledStandard, given: Given | None, probe: int) -> Scale | None:
    if (
        given is None
        or given.thing is None
        or given.scaled is None
        or given.number is None
        or given.unit is None
    ):
        return None
    return Scale(
        given.factor,
        given.thing.name,
        compiled.blocks[given.factor],
        Fraction(given.scaled, probe),
        given.number / probe,
        counts_things(given.unit),
    )


def _words_where(odd: NDArray[np.bool_], column: Numbers) -> Coded[str]:
    """The odd numbers of a column in words, absent elsewhere."""
    codes = np.full(len(column), ABSENT, np.intp)
    distinct, of_odd = np.unique(column.numbers[odd], return_inverse=True)
    codes[odd] = of_odd
    return Coded(tuple(column.written(int(number)) for number in distinct), codes)
