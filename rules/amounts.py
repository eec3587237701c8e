"""Multiples, percentages and amounts for each unit → 分, with the bases and quantities of the case.

Arithmetic is exact; a result that is not whole 分 is rounded down (the tables state no rounding;
discretion.md §3(8)), and the reason shows the fraction.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from rules.case_input import ORIGINAL_FINE, read_base_fen, read_count_of_units
from rules.errors import FactRefused, NotCounted
from standards_1023.numerals import decimal_text
from standards_1023.text import matched
from standards_1023.units import find_unit
from standards_1023.values import FEN_PER_YUAN, AmountUnit, Measure, Range

if TYPE_CHECKING:
    from rules.case_input import CaseInput

_WAN = 10_000

_SHORTEST_TAIL = 3


@dataclass(slots=True)
class Multipliers:
    """The bases (分) and numbers of units of a case, by name; remembers which were used."""

    bases: dict[str, Fraction]
    quantities: dict[str, Fraction]
    used: set[str] = field(default_factory=set)

    def base_fen(self, name: str | None) -> Fraction | None:
        """The base of this name; a base without a printed name is the only one that was given."""
        bases = [g for g in self.bases if matched(g) != ORIGINAL_FINE]
        if name is None:
            given = _only(bases)
        else:
            given = _only([g for g in bases if matched(g) == matched(name)]) or _only(
                [g for g in bases if same_base(g, name)]
            )
        if given is None:
            return None
        self.used.add(given)
        return self.bases[given]

    def base_named(self, name: str) -> Fraction | None:
        """The base that was given under this very name, in 分, or None."""
        given = _only([g for g in self.bases if same_base(g, name)])
        if given is None:
            return None
        self.used.add(given)
        return self.bases[given]

    def count_of(self, per: str) -> tuple[tuple[str, Fraction], ...] | None:
        """The numbers for 人/月, each with its unit; None when one was not given."""
        found = []
        for part in per.split("/"):
            given = _only([g for g in self.quantities if _same_unit(g, part)])
            if given is None:
                return None
            found.append((given, self.quantities[given]))
        self.used.update(name for name, _ in found)
        return tuple(found)

    def refuse_unused(self) -> None:
        """A base or quantity that nothing was multiplied with is a mistake of name: say so."""
        for name in (*self.bases, *self.quantities):
            if name not in self.used:
                raise NotCounted(name, f"本档不按“{name}”计算罚款：请核对基数或者数量的名称。")


def read_multipliers(case: CaseInput) -> Multipliers:
    """Read bases and quantities; a name given twice is refused."""
    if not case.bases and not case.quantities:
        return Multipliers({}, {})
    for pairs in (case.bases, case.quantities):
        names = [matched(name) for name, _ in pairs]
        for name in names:
            if names.count(name) > 1:
                raise FactRefused(name, f"“{name}”填了两次：请只留一个。")
    return Multipliers(
        {name: read_base_fen(name, value) for name, value in case.bases},
        {name: read_count_of_units(name, value) for name, value in case.quantities},
    )


def same_base(one: str, other: str) -> bool:
    """Whether two names mean one base: alike, or one is the end of the other (总投资额, 建设项目总投资额)."""
    one, other = matched(one), matched(other)
    shorter = min(one, other, key=len)
    return one == other or (
        len(shorter) >= _SHORTEST_TAIL and one.endswith(shorter) and other.endswith(shorter)
    )


def _same_unit(given: str, part: str) -> bool:
    given, part = matched(given).removeprefix("每"), matched(part).removeprefix("每")
    one, other = find_unit(given), find_unit(part)
    if one is not None and other is not None:
        return one.name == other.name
    return given == part or (one is not None and part.startswith(given))


def _only(names: list[str]) -> str | None:
    return names[0] if len(names) == 1 else None


def needs(measure: Measure) -> str | None:
    """The command-line option that would turn a measure into an amount, or None."""
    if measure.amount is None or measure.unit is None or not measure.computed:
        return None
    if measure.unit.needs_base:
        return f"--base {measure.base or '基数'}=元"
    if measure.unit is AmountUnit.YUAN_PER:
        return " ".join(f"--quantity {part}=数" for part in (measure.per or "单位").split("/"))
    return None


def needed_words(measure: Measure) -> str | None:
    """The same for people: 基数“违法所得”, 数量“人”、“月”."""
    if needs(measure) is None or measure.unit is None:
        return None
    if measure.unit.needs_base:
        return f"基数“{measure.base}”" if measure.base else "基数"
    return "数量" + "、".join(f"“{part}”" for part in (measure.per or "单位").split("/"))


@dataclass(frozen=True, slots=True)
class Factor:
    """What a measure's numbers are multiplied with to be 分, and the base or the counts that it came from.

    `base` is as the case gives it, `counted` what it counts as where that is more (base_min of the measure).
    """

    number: Fraction
    base: Fraction | None = None
    counted: Fraction | None = None
    counts: tuple[tuple[str, Fraction], ...] = ()


def factor_of(measure: Measure, multipliers: Multipliers) -> Factor | None:
    """The factor that turns a measure into 分; None where none is needed, or the case does not give it."""
    if measure.amount is None or measure.unit is None or not measure.computed:
        return None
    if measure.unit is AmountUnit.YUAN_PER:
        counts = multipliers.count_of(measure.per or "单位")
        if counts is None:
            return None
        return Factor(math.prod((number for _, number in counts), start=Fraction(1)), counts=counts)
    if not measure.unit.needs_base:
        return None
    base = multipliers.base_fen(measure.base)
    if base is None:
        return None
    counted = base if measure.base_min is None else max(base, measure.base_min)
    return Factor(counted / 100 if measure.unit is AmountUnit.PERCENT else counted, base, counted)


def in_money(measure: Measure, multipliers: Multipliers) -> tuple[Measure, Factor | None]:
    """The measure in whole 分 and its factor; unchanged and None where nothing is multiplied."""
    factor = factor_of(measure, multipliers)
    if factor is None or measure.amount is None:
        return measure, None
    amount = whole_fen(times(measure.amount, factor.number))
    money = replace(measure, unit=AmountUnit.YUAN, amount=amount, base=None, per=None, base_min=None)
    return money, factor


def multiplication(measure: Measure, factor: Factor) -> str:
    """The multiplication in words: 建设项目总投资额800万元×3.1%＝24.8万元."""
    if measure.amount is None:
        return ""
    exact = times(measure.amount, factor.number)
    rounded = whole_fen(exact)
    if factor.base is None:
        counts = "".join(f"×{decimal_text(number)}{name}" for name, number in factor.counts)
        words = f"{money_range(measure.amount)}{counts}"
    else:
        sign = "%" if measure.unit is AmountUnit.PERCENT else "倍"
        words = f"{_base_words(measure, factor)}×{plain_range(measure.amount)}{sign}"
    words += f"＝{money_range(exact)}"
    return words if rounded == exact else f"{words}，不足一分的部分舍去，为{money_range(rounded)}"


def _base_words(measure: Measure, factor: Factor) -> str:
    """违法所得8000元, 不足1万元, 按1万元计算：1万元; 违法所得2万元 where it counts as it is."""
    name, given = measure.base or "基数", yuan(factor.base or Fraction(0))
    if factor.counted in {None, factor.base} or factor.counted is None:
        return f"{name}{given}"
    least = yuan(factor.counted)
    return f"{name}{given}，不足{least}，按{least}计算：{least}"


def times(amount: Range, factor: Fraction) -> Range:
    """An interval multiplied with a positive number."""
    low = None if amount.low is None else amount.low * factor
    high = None if amount.high is None else amount.high * factor
    return Range(low, high, amount.low_included, amount.high_included)


def whole_fen(amount: Range) -> Range:
    """Bounds rounded down to whole 分."""
    low = None if amount.low is None else Fraction(math.floor(amount.low))
    high = None if amount.high is None else Fraction(math.floor(amount.high))
    return Range(low, high, amount.low_included, amount.high_included)


@lru_cache(maxsize=4096)  # limits of tables and thresholds of the law come again and again
def yuan(fen: Fraction) -> str:
    """An amount of 分 in words: 2万元, 24.8万元, 12345元, 0.5元, 100/3元; 万元 with two decimals at most."""
    amount = Fraction(fen) / FEN_PER_YUAN
    if amount >= _WAN and (amount / _WAN * 100).denominator == 1:
        return f"{decimal_text(amount / _WAN)}万元"
    return f"{decimal_text(amount)}元"


def plain_range(amount: Range, sign: str = "") -> str:
    """An interval of plain numbers in words, with their sign: 1至1.5倍, 30%以下, 3."""
    if amount.is_point and amount.low is not None:
        return decimal_text(amount.low) + sign
    shown = [decimal_text(limit) for limit in (amount.low, amount.high) if limit is not None]
    if len(shown) > 1:
        return "至".join(shown) + sign
    return shown[0] + sign + ("以下" if amount.low is None else "以上")


def money_range(amount: Range) -> str:
    """An interval of 分 in words: 1万元以上3万元以下, 5000元."""
    if amount.is_point and amount.low is not None:
        return yuan(amount.low)
    low = "" if amount.low is None else f"{yuan(amount.low)}以上" + _excluded(amount.low_included)
    high = "" if amount.high is None else f"{yuan(amount.high)}以下" + _excluded(amount.high_included)
    return low + high


def _excluded(included: bool) -> str:  # noqa: FBT001 - a flag of Range
    return "" if included else "（不含本数）"
