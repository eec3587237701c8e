"""What somebody wrote as the fine to look for: 5万, 1万元至5万元, 货值金额3倍, 5%以下, 每平方米100元.

Amounts of yuan are compared in whole 分, multiples and percentages exactly; one kind is never turned into
another.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from importers.intervals import find_interval
from rules.amounts import plain_range, same_base
from service.wording import amount_words
from standards_1023.text import matched, normalised
from standards_1023.units import UNIT, find_unit
from standards_1023.values import FEN_PER_YUAN, AmountUnit, Convention, Measure, MeasureKind, Range

if TYPE_CHECKING:
    from fractions import Fraction

    from importers.intervals import Interval

HOW_TO_WRITE = (
    "请写成 5万元、50000元，或者一段：1万元至5万元、5万元以下；也可以写 3倍、货值金额3倍、5%、每平方米100元。"
)
_FILLER = re.compile(r"^(?:罚款|处|人民币|从|自|在)+|(?:的?罚款|之间)$")
_EACH = re.compile(rf"^每(?P<per>{UNIT}(?:每{UNIT})?)(?:处以?|罚款)?")
_BASE = re.compile(
    r"(?:按照?)?(?!.*(?:以[上下内]|超过|不足|不满|不到|达到|[低高]于|加处|[约近每或和及]))(?P<base>[\u4e00-\u9fff]{2,12}?)的?"
)
_NO_UNIT = re.compile(r"(?<=[\d一二两三四五六七八九十百千万亿])(?=以[上下内]|$)")
"""Where 元 goes that nobody wrote: 5万以下, 1万至5万."""
_UNITS = {"元": AmountUnit.YUAN, "倍": AmountUnit.TIMES, "%": AmountUnit.PERCENT}


class AmountRefused(Exception):
    """What was written is no amount of yuan that can be looked for; the message says how to write it."""


@dataclass(frozen=True, slots=True)
class FenInterval:
    """All whole amounts from `low` to `high` 分, both included; `high` is None where nothing bounds it."""

    low: int
    high: int | None

    def meets(self, other: FenInterval) -> bool:
        """Whether some amount lies in both, neither being empty."""
        return (other.high is None or self.low <= other.high) and (
            self.high is None or other.low <= self.high
        )

    @property
    def is_empty(self) -> bool:
        """Whether no amount lies in it."""
        return self.high is not None and self.high < self.low


def fen_interval(amount: Range) -> FenInterval:
    """The whole 分 in a range of 分: 不足5万元 ends at 4999999; what has no lower limit begins at nought."""
    low, high = amount.low, amount.high
    first = 0 if low is None else _first(low, included=amount.low_included)
    return FenInterval(max(first, 0), None if high is None else _last(high, included=amount.high_included))


def _first(limit: Fraction, *, included: bool) -> int:
    return math.ceil(limit) if included else math.floor(limit) + 1


def _last(limit: Fraction, *, included: bool) -> int:
    return math.floor(limit) if included else math.ceil(limit) - 1


@dataclass(frozen=True, slots=True)
class SearchedFine:
    """A fine, printed or looked for; `fen` is its whole 分 where it counts money, else None.

    `per` is what it is for each of, as its units are called.
    """

    measure: Measure
    fen: FenInterval | None
    per: tuple[str, ...]

    def meets(self, wanted: SearchedFine) -> bool:
        """Whether it is of the kind that is looked for, and some amount lies in both."""
        mine, its = self.measure, wanted.measure
        if mine.unit is not its.unit or mine.amount is None or its.amount is None:
            return False
        if self.fen is not None and wanted.fen is not None:
            return self.per == wanted.per and self.fen.meets(wanted.fen)
        if its.base is not None and (mine.base is None or not same_base(mine.base, its.base)):
            return False
        return not (_ends_before(mine.amount, its.amount) or _ends_before(its.amount, mine.amount))


def searched_fine(measure: Measure) -> SearchedFine | None:
    """A fine as it is searched; None for what is no fine, or holds no amount."""
    if measure.kind is not MeasureKind.FINE or measure.unit is None or measure.amount is None:
        return None
    whole = fen_interval(measure.amount) if measure.unit.is_money else None
    return None if whole is not None and whole.is_empty else SearchedFine(measure, whole, _names(measure.per))


def _names(per: str | None) -> tuple[str, ...]:
    """人/月 as its units are called, to compare."""
    parts = () if per is None else tuple(matched(part).removeprefix("每") for part in per.split("/"))
    return tuple(part if (unit := find_unit(part)) is None else unit.name for part in parts)


def _ends_before(one: Range, other: Range) -> bool:
    """Whether every number of the first lies below every number of the second, neither being empty."""
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and not (one.high_included and other.low_included))


def read_wanted_amount(text: str) -> SearchedFine:
    """One amount or an interval; raises AmountRefused for anything else, and never guesses.

    以上 and 以下 include the number (民法典 第一千二百五十九条). What has no unit is yuan.
    """
    plain = _FILLER.sub("", normalised(text))
    each = _EACH.match(plain)
    plain = plain if each is None else plain[each.end() :]
    if not re.search("[元倍%]|分之", plain):
        plain = _NO_UNIT.sub("元", plain)
    found = find_interval(plain, Convention())
    if found is None or found.end != len(plain) or found.unit not in _UNITS:
        raise _not_read(text)
    unit, of = _UNITS[found.unit], _BASE.fullmatch(plain[: found.start])
    if found.start and (of is None or not unit.needs_base):
        raise _not_read(text)
    if each is not None and (found.per is not None or unit.needs_base):
        raise _not_read(text)
    per = found.per if each is None else each["per"].replace("每", "/")
    return _wanted(text, found, unit, per, None if of is None else of["base"])


def _not_read(text: str) -> AmountRefused:
    return AmountRefused(f"“{text}”不能读作罚款数额：{HOW_TO_WRITE}")


def _wanted(text: str, found: Interval, unit: AmountUnit, per: str | None, base: str | None) -> SearchedFine:
    amount, is_money = found.range, unit is AmountUnit.YUAN
    if is_money:
        low, high = (None if n is None else n * FEN_PER_YUAN for n in (amount.low, amount.high))
        if any(limit is not None and limit.denominator != 1 for limit in (low, high)):
            raise AmountRefused(f"“{text}”不到一分钱的部分不能查找：请写到分为止，如 50000.01元。")
        amount = Range(low, high, amount.low_included, amount.high_included)
    if found.misprint or amount.is_empty or (is_money and fen_interval(amount).is_empty):
        raise AmountRefused(f"“{text}”的两个数前后颠倒，或者中间没有数额：{HOW_TO_WRITE}")
    unit = AmountUnit.YUAN_PER if per is not None else unit
    measure = Measure(MeasureKind.FINE, text, unit=unit, amount=amount, per=per, base=base)
    return SearchedFine(measure, fen_interval(amount) if is_money else None, _names(per))


def wanted_words(wanted: SearchedFine) -> str:
    """The amount as it was read, to be shown: 5万元, 3倍, 货值金额的 3倍, 每平方米 100元."""
    measure = wanted.measure
    if measure.amount is None or measure.unit is None or not measure.unit.needs_base or measure.base:
        return amount_words(measure)
    return plain_range(measure.amount, "%" if measure.unit is AmountUnit.PERCENT else "倍")
