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
from rules.facts import read_facts
from rules.facts_in_words import LARGEST
from standards_1023.quantities import read_quantity
from standards_1023.units import counts_things

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    from rules.case_columns import FactColumn
    from rules.compilation import CompiledStandard
    from rules.facts import Given
    from standards_1023.values import Instrument

REFUSED = "refused"
"""What a value means that cannot be taken as it was written."""
_PROBES = (7919, 7907)  # two numbers that no table prints
_MOST_KEPT = 65_536

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
    factor: int | None = None


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
class ReadColumn:
    """A column of facts, read.

    Tables go by the code of a value and end with a place for cases without one: `tables` are the engine's
    values by property and whether it is given, `token_of` the place in `tokens`.
    """

    codes: NDArray[np.intp]
    tables: Mapping[str, Given64]
    tokens: tuple[Hashable, ...]
    token_of: NDArray[np.intp]
    factor: int | None
    measured: Measured | None = None

    def given(self) -> NDArray[np.bool_]:
        """The cases for which the column says something."""
        by_word: NDArray[np.bool_] = self.codes != ABSENT
        return by_word if self.measured is None else by_word | self.measured.plain

    def token_codes(self, part: Part) -> NDArray[np.intp]:
        """What the value of each case of a part means, as a place in `tokens`, or ABSENT."""
        found: NDArray[np.intp] = self.token_of[self.codes[part]]
        if self.measured is not None:
            found[self.measured.plain[part]] = self.measured.token
        return found

    def engine(self, part: Part) -> dict[str, Given64]:
        """The engine's values of a part of the cases, and where they are given, by property."""
        codes = self.codes[part]
        found = {name: (values[codes], given[codes]) for name, (values, given) in self.tables.items()}
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
class Reader:
    """Reads facts of one standard under one instrument, and remembers what words mean."""

    compiled: CompiledStandard
    instrument: Instrument
    _known: dict[tuple[str, str], Meaning] = field(default_factory=dict)

    def meaning(self, name: str, value: str) -> Meaning:
        """What a value means, the same as for a single case."""
        found = self._known.get((name, value))
        if found is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            found = self._known[name, value] = self._read(name, value)
        return found

    def column(self, name: str, column: FactColumn) -> ReadColumn:
        """A whole column."""
        if isinstance(column, Numbers):
            return self._numbers(name, column)
        return _by_meaning([self.meaning(name, value) for value in column.distinct], column.codes)

    def _read(self, name: str, value: str) -> Meaning:
        try:
            read = read_facts(self.compiled, self.instrument, ((name, value),))
        except FactRefused:
            return Meaning({}, REFUSED)
        if not read.given:
            return Meaning({}, read.situations)
        (given,) = read.given
        facts = engine_facts(self.compiled, (given,))
        return Meaning(facts, (given.factor, given.chosen, given.unknown), given.factor)

    def _numbers(self, name: str, column: Numbers) -> ReadColumn:
        scale = self._scale(name, column)
        odd = np.ones(len(column), np.bool_) if scale is None else scale.odd(column)
        if column.given is not None:
            odd &= column.given
        words = _words_where(odd, column)
        by_word = _by_meaning([self.meaning(name, value) for value in words.distinct], words.codes)
        if scale is None:
            return by_word
        plain = ~odd if column.given is None else column.given & ~odd
        tokens = dict.fromkeys((*by_word.tokens, (scale.factor, frozenset[int](), False)))
        token = list(tokens).index((scale.factor, frozenset[int](), False))
        measured = Measured(scale, column, plain, token)
        return replace(by_word, tokens=tuple(tokens), factor=scale.factor, measured=measured)

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


def _by_meaning(meanings: Sequence[Meaning], codes: NDArray[np.intp]) -> ReadColumn:
    tokens: dict[Hashable, int] = {}
    token_of = np.array([*(tokens.setdefault(m.token, len(tokens)) for m in meanings), ABSENT], np.intp)
    tables = {
        name: (
            np.array([*(int(m.facts.get(name, 0)) for m in meanings), 0], np.int64),
            np.array([*(name in m.facts for m in meanings), False], np.bool_),
        )
        for name in dict.fromkeys(name for meaning in meanings for name in meaning.facts)
    }
    factor = next((m.factor for m in meanings if m.factor is not None), None)
    return ReadColumn(codes, tables, tuple(tokens), token_of, factor)
