"""Amounts as a page shows them at a glance: 35–50 万元, with what their limits include said beside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rules.amounts import yuan
from service.wording import SUBJECTS, measure_words
from standards_1023.names_for_people import KINDS
from standards_1023.numerals import decimal_text
from standards_1023.values import FEN_PER_YUAN, AmountUnit, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from standards_1023.values import Measure, Range

_WAN_FEN = 10_000 * FEN_PER_YUAN
_PERSONS = {"unit": "单位", "responsible_person": "责任人员", "individual": "个人"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A range in figures; `unit` is what stands small behind it, `limits` says which limits are included."""

    numbers: tuple[str, ...]
    unit: str
    limits: str = ""

    def __str__(self) -> str:
        return "–".join(self.numbers) + self.unit


def money_figure(amount: Range, per: str = "") -> Figure:
    """An interval of 分: 万元 where both limits are whole hundredths of it, else 元, then `per`."""
    wan = all(limit >= _WAN_FEN and (limit / _WAN_FEN * 100).denominator == 1 for limit in _named(amount))
    return _figure(amount, _WAN_FEN if wan else FEN_PER_YUAN, ("万元" if wan else "元") + per, yuan)


def _named(amount: Range) -> list[Fraction]:
    """The limits that are named, equal ones once."""
    return list(dict.fromkeys(limit for limit in (amount.low, amount.high) if limit is not None))


def _figure(amount: Range, size: int, unit: str, said: Callable[[Fraction], str]) -> Figure:
    """含35万元，不含50万元 stands beside what is no point."""
    numbers = tuple(decimal_text(limit / size) for limit in _named(amount))
    if amount.is_point:
        return Figure(numbers, unit)
    unit += "以下" if amount.low is None else "以上" if amount.high is None else ""
    limits = ((amount.low, amount.low_included), (amount.high, amount.high_included))
    words = (("含" if included else "不含") + said(limit) for limit, included in limits if limit is not None)
    return Figure(numbers, unit, "，".join(words))


def fine_figure(measure: Measure) -> Figure | None:
    """The figure of a fine; None for what is no fine, or has no amount."""
    if measure.kind is not MeasureKind.FINE or measure.amount is None or measure.unit is None:
        return None
    if measure.unit is AmountUnit.YUAN:
        return money_figure(measure.amount)
    if measure.unit is AmountUnit.YUAN_PER:
        return money_figure(measure.amount, f"／{measure.per or '单位'}")
    sign = "%" if measure.unit is AmountUnit.PERCENT else "倍"
    figure = _figure(measure.amount, 1, sign, lambda limit: decimal_text(limit) + sign)
    return replace(figure, unit=f"{figure.unit}（按{measure.base or '基数'}计）")


def short_words(measures: Iterable[Measure]) -> tuple[str, ...]:
    """The measures of a cell in a few characters each, fines first."""
    in_order = sorted(measures, key=lambda m: m.kind is not MeasureKind.FINE)
    return tuple(dict.fromkeys(_short(measure) for measure in in_order))


def _short(measure: Measure) -> str:
    figure = fine_figure(measure)
    whom = f"{_PERSONS[measure.subject.value]} " if measure.subject else ""
    if figure is not None:
        return f"{whom}{figure}"
    if measure.kind in {MeasureKind.ORDER, MeasureKind.OTHER, MeasureKind.FINE}:
        return measure.text
    return whom + KINDS[measure.kind]


def only_measure_words(measure: Measure) -> str:
    """One measure in a line; what has no amount in its own words, which name its kind."""
    if measure.amount is not None or measure.kind is MeasureKind.FINE:
        return measure_words(measure)
    marks = [SUBJECTS[measure.subject]] if measure.subject else []
    marks += [measure.trigger] if measure.trigger else []
    return measure.text + (f"（{'，'.join(marks)}）" if marks else "")


def height(measure: Measure) -> tuple[Fraction, Fraction] | None:
    """What bands of one unit are ordered by: the upper limit, then the lower; None for what is no fine."""
    if measure.kind is not MeasureKind.FINE or measure.amount is None:
        return None
    low, high = measure.amount.low, measure.amount.high
    upper = high if high is not None else low
    return None if upper is None else (upper, low if low is not None else upper * 0)
