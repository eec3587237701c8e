"""Values: a provision of a repealed law and the one that took its place, with their fines."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from standards_1023.values import FEN_PER_YUAN, AmountUnit, Measure, MeasureKind, Range, Subject

_WAN = 10_000 * FEN_PER_YUAN


@dataclass(frozen=True, slots=True)
class Base:
    """A fine as a share or multiple of a base, which counts as at least `least` 分."""

    name: str
    low: Fraction
    high: Fraction
    unit: AmountUnit
    least: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine in 分 or of a base; `optional` where the law says 可以."""

    limits: Range | None = None
    of: Base | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """The fines of both laws under a condition: a word in the facts or the violation, and a person's finding.

    `persons` is the Code's fine for responsible persons, where it has one and the old law had none.
    """

    old: Fine
    new: Fine
    word: str | None = None
    finding: str | None = None
    persons: Range | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An article of a law, with its paragraphs and items (none: all of them), as citations print them."""

    law: str
    article: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """One change of law; of `variants` the first whose conditions hold counts.

    `field` is a word of violations that belong to it, where several old articles became one of the Code.
    """

    old: Place
    new: Place
    variants: tuple[Variant, ...]
    field: str | None = None


def wan(low: int | None, high: int, *, optional: bool = False) -> Fine:
    """A fine between two amounts of 万元."""
    return Fine(limits_in_wan(low, high), optional=optional)


def yuan(low: int | None, high: int, *, optional: bool = False) -> Fine:
    """A fine between two amounts of 元."""
    lowest = None if low is None else Fraction(low * FEN_PER_YUAN)
    return Fine(Range(lowest, Fraction(high * FEN_PER_YUAN)), optional=optional)


def unchanged(fine: Fine) -> tuple[Variant, ...]:
    """The Code kept the fine as it was."""
    return (Variant(fine, fine),)


def limits_in_wan(low: int | None, high: int) -> Range:
    """Limits of 万元 in 分."""
    return Range(None if low is None else Fraction(low * _WAN), Fraction(high * _WAN))


def percent_of(name: str, low: int, high: int) -> Fine:
    """A fine between two percentages of a base."""
    return Fine(of=Base(name, Fraction(low), Fraction(high), AmountUnit.PERCENT))


def times(name: str, low: int, high: int, *, least_wan: int | None = None) -> Fine:
    """A fine between two multiples of a base, which may count as at least some 万元."""
    least = None if least_wan is None else Fraction(least_wan * _WAN)
    return Fine(of=Base(name, Fraction(low), Fraction(high), AmountUnit.TIMES, least))


def measure(fine: Fine, limits: Range, subject: Subject | None = None) -> Measure:
    """A fine as a measure of the statute, with its limits in 分."""
    return Measure(MeasureKind.FINE, "法定罚款", subject, AmountUnit.YUAN, limits, optional=fine.optional)
