"""The amount of a measure in figures, for people who read a problem or a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023.numerals import decimal_text
from standards_1023.values import FEN_PER_YUAN, AmountUnit, Measure

if TYPE_CHECKING:
    from fractions import Fraction


def amount_text(measure: Measure) -> str:
    """A measure's amount for people: 2万元以上5万元以下 as 20000–50000 元; 1–1.5 倍; 1000 元/平方米."""
    if measure.amount is None:
        return "未写数额"
    bounds = measure.amount
    low, high = (None if b is None else _shown(measure, b) for b in (bounds.low, bounds.high))
    if bounds.is_point:
        numbers = str(low)
    else:
        numbers = f"{low}–{high}" if low and high else f"{high} 以下" if high else f"{low} 以上"
    units = {"times": "倍", "percent": "%", "yuan": "元", "yuan_per": f"元/{measure.per}"}
    unit = units[measure.unit or AmountUnit.YUAN]
    least = "" if measure.base_min is None else f"（不足 {_in_yuan(measure.base_min)} 元按此数）"
    return f"{measure.base or ''}{numbers} {unit}{least}"


def _shown(measure: Measure, bound: Fraction) -> str:
    money = measure.unit is not None and measure.unit.is_money
    return _in_yuan(bound) if money else decimal_text(bound)


def _in_yuan(fen: Fraction) -> str:
    return decimal_text(fen / FEN_PER_YUAN)
