"""Intervals in normalised text: 2万元以上5万元以下, 超过3倍, 3-6个月, 百分之十及以上、少于百分之二十五.

One reader serves amounts of penalties and quantities of conditions. What 以上 and 以下 include is the
workbook's convention; words that say it themselves (及以上, 不满, 超过, 含本数) go before it. Where the words
around a number may mean something else (约五万元, 5万余元, 第42条, 2021年), there is no interval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from importers.limits import HALF, LOW, Limit, read_limit
from standards_1023.numerals import read_number
from standards_1023.units import UNITS
from standards_1023.values import Range

if TYPE_CHECKING:
    from standards_1023.values import Convention
_JOIN = re.compile(r"的?[、,]?(?:且|但|并|又)?(?P<join>至|到|-)?")
_MISSING_ABOVE = re.compile(r"以(?![上下内])")
_VARIABLE = re.compile(
    r"(?P<first><=|<|≤|≦)(?P<name>[^\d<>≤≥=,;。一二三四五六七八九十]{1,12}?)(?P<second><=|<|≤|≦)"
)
_BOUND_OF = re.compile(r"(?P<first><=|<|≤|≦)(?P<name>[A-Za-z]{1,3}|[\u4e00-\u9fff]{1,8})$")
_FIGURES = re.compile(r"(?:[\d.,]+|[^\d百千万亿佰仟]+)(?P<magnitude>[百千万亿佰仟]*)")
_FAR_APART = 50


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval found in normalised text: its numbers, unit, place, and what was read as meant.

    `per` is what an amount is for each of where that stands behind it; `name` is the variable between two
    signs (10吨≤涉案数量<50吨).
    """

    range: Range
    unit: str | None
    start: int
    end: int
    misprint: str | None = None
    per: str | None = None
    name: str | None = None


@lru_cache(maxsize=65_536)
def find_interval(text: str, convention: Convention, start: int = 0) -> Interval | None:
    """The first interval in the text from `start` on that carries a unit, a limit word or a percentage."""
    at = start
    while found := HALF.search(text, at):
        interval = _read_at(text, found, convention)
        if interval is not None:
            return interval
        at = found.end()
    return None


def find_intervals(text: str, convention: Convention) -> list[Interval]:
    """All intervals in the text, in order."""
    result: list[Interval] = []
    at = 0
    while (interval := find_interval(text, convention, at)) is not None:
        result.append(interval)
        at = interval.end
    return result


def names_another_inclusion(text: str, interval: Interval) -> Interval:
    """The interval as words behind it say: …5万元以下罚款(不含5万元), (含本数) of the upper limit."""
    found = re.match(
        r"(?:的?罚款)?\((?P<no>不)?(?:含|包括|包含)(?P<what>[^()]{0,12})\)", text[interval.end :]
    )
    bounds = interval.range
    if found is None or bounds.high is None or bounds.is_point:
        return interval
    included = found["no"] is None
    named = HALF.match(found["what"])
    number = None if named is None or not named["number"] else read_number(named["number"])
    if number is not None and named is not None and named["unit"] == "万元":
        number *= 10_000
    end = interval.end + found.end()
    if number is not None and number == bounds.low:
        return replace(interval, range=replace(bounds, low_included=included), end=end)
    return replace(interval, range=replace(bounds, high_included=included), end=end)


def _read_at(text: str, found: re.Match[str], convention: Convention) -> Interval | None:
    first = read_limit(text, found, convention)
    if first is None:
        return None
    if first.side is None and (between := _between_signs(text, first, convention)) is not None:
        return between
    lost = _MISSING_ABOVE.match(text, first.end) if first.side is None else None
    second, joined = _second_half(text, first, lost.end() if lost else first.end, convention)
    if second is not None:
        two = _Pair(first, second, joined=joined, lost=lost is not None).interval(convention)
        if two is not None:
            return two
    if first.unit is None and first.side is None:
        return None
    return _one_sided(first)


def _between_signs(text: str, first: Limit, convention: Convention) -> Interval | None:
    """10吨≤X<50吨, and 10吨≤X at the end of the text."""
    signs = _VARIABLE.match(text, first.end)
    if signs is None:
        bound = _BOUND_OF.match(text, first.end)
        if bound is None:
            return None
        low = Range(first.number, None, bound["first"] != "<")
        return Interval(low, first.unit, first.start, bound.end(), name=_variable(bound["name"]))
    found = HALF.match(text, signs.end())
    second = None if found is None else read_limit(text, found, convention)
    if second is None or second.side is not None:
        return None
    low_number, high_number, unit = _same_scale(first, second)
    if low_number is None or low_number >= high_number:
        return None
    bounds = Range(low_number, high_number, signs["first"] != "<", signs["second"] != "<")
    return Interval(bounds, unit, first.start, second.end, name=_variable(signs["name"]))


def _variable(name: str) -> str | None:
    """What stands between the signs, unless it is a mere letter."""
    return None if re.fullmatch(r"[A-Za-z]{1,2}", name) else name


def _second_half(text: str, first: Limit, at: int, convention: Convention) -> tuple[Limit | None, bool]:
    """The other limit, directly after the first (or after words repeated behind it), and whether 至 joins."""
    join = _JOIN.match(text, at)
    if join is None:
        return None, False
    found = HALF.match(text, join.end())
    if found is None and first.side is not None:
        return _after_repeated_words(text, at, convention), False
    return (None if found is None else read_limit(text, found, convention)), bool(join["join"])


def _after_repeated_words(text: str, at: int, convention: Convention) -> Limit | None:
    """1次以上同类违法行为3次以下同类违法行为: the same words stand behind both limits."""
    words = re.match(r"[\u4e00-\u9fff]{2,10}?(?=[\d一二三四五六七八九十])", text[at:])
    if words is None:
        return None
    found = HALF.match(text, at + words.end())
    if found is None or not text.startswith(words[0], found.end()):
        return None
    half = read_limit(text, found, convention)
    return None if half is None else replace(half, end=found.end() + words.end())


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two numbers side by side; `joined` by 至 or a dash, or `lost` its 上 (1000元以2000元以下)."""

    low: Limit
    high: Limit
    joined: bool
    lost: bool

    def interval(self, convention: Convention) -> Interval | None:
        """Both limits, if the words make a pair; with the misprint named when they only nearly do."""
        if self._turned_round():
            return replace(self, low=self.high, high=self.low).interval(convention)
        if not self._is_pair():
            return None
        low_number, high_number, unit = _same_scale(self.low, self.high)
        if low_number is None or low_number > high_number:
            return None
        bounds = Range(low_number, high_number, self._low_included(), self._high_included())
        if low_number == high_number and (not self.joined or bounds.is_empty):
            return None
        return Interval(
            bounds,
            unit,
            min(self.low.start, self.high.start),
            max(self.low.end, self.high.end),
            self._misprint() or self._far_apart(low_number, high_number, unit),
            self.high.per or self.low.per,
        )

    def _turned_round(self) -> bool:
        """5万元以下2万元以上: the upper limit first."""
        return (
            not self.joined
            and self.low.is_high
            and self.high.side == LOW
            and self.low.unit == self.high.unit
            and self.high.number < self.low.number
        )

    def _is_pair(self) -> bool:
        low, high = self.low, self.high
        if low.side is None and not self.lost:
            return self.joined and high.side != LOW
        if low.side is not None and low.side == high.side:
            return not (self.joined or (low.unit is None and high.unit is None and low.is_high))
        return not (low.is_high or (high.side is None and not self.joined and not self.lost))

    def _misprint(self) -> str | None:
        if self.low.side is not None and self.low.side == self.high.side:
            return (
                "两处「以下」，前一处应为「以上」" if self.low.is_high else "两处「以上」，后一处应为「以下」"
            )
        return "「以上」缺「上」字" if self.lost else None

    def _far_apart(self, low: Fraction, high: Fraction, unit: str | None) -> str | None:
        """500-5万元: nothing says that the lower number is in the same unit."""
        if unit != "元" or self.low.unit is not None or high < low * _FAR_APART:
            return None
        return f"下限没有写单位，上限是它的{_FAR_APART}倍以上"

    def _low_included(self) -> bool:
        said = self.high.said if self.high.said_of_both else self.low.said
        if said is not None:
            return said
        return self.low.included is not False or self.low.side != LOW

    def _high_included(self) -> bool:
        if self.high.said is not None:
            return self.high.said
        if self.high.is_high and self.high.included is not None:
            return self.high.included
        return self.high.side is None  # 至 and a dash reach their end: no 以下 stands there to exclude it


def _same_scale(low: Limit, high: Limit) -> tuple[Fraction | None, Fraction, str | None]:
    """The two numbers in one unit; a limit without its own unit or magnitude takes the other one's."""
    if low.unit is not None and high.unit is not None and low.unit != high.unit:
        return _brought_together(low, high)
    unit = high.unit or low.unit
    if low.unit is None and high.unit is not None:
        lower = low.number * _magnitude_left_out(low, high)
        return (lower if lower < high.number else low.number), high.number, unit
    if low.unit == "%" and high.unit is None:
        return low.number, high.number * _size_of_share(low), unit
    if low.unit is not None and high.unit is None and high.number < low.number:
        return None, high.number, unit
    return low.number, high.number, unit


def _magnitude_left_out(low: Limit, high: Limit) -> Fraction:
    """What the eye supplies behind the lower number: 万 in 0.5-1万元 and 二十至五十万元, ‰ in 2-4‰."""
    if high.unit == "%":
        return _size_of_share(high)
    figures, behind = _FIGURES.fullmatch(low.printed), _FIGURES.fullmatch(high.printed)
    if figures is None or behind is None or not behind["magnitude"].startswith(figures["magnitude"]):
        return Fraction(1)
    left_out = behind["magnitude"].removeprefix(figures["magnitude"])
    factor = (read_number("1" + left_out) if left_out else None) or Fraction(1)
    whole = read_number(high.printed)
    return factor * high.number / whole if whole else factor


def _size_of_share(half: Limit) -> Fraction:
    """1 for % and 百分之, 1/10 for ‰ and 千分之, 1/100 for 万分之."""
    if half.printed.endswith("‰") or half.printed.startswith("千分之"):
        return Fraction(1, 10)
    return Fraction(1, 100) if half.printed.startswith("万分之") else Fraction(1)


def _brought_together(low: Limit, high: Limit) -> tuple[Fraction | None, Fraction, str | None]:
    """30%以上3倍以下 is 30 % to 300 %; 6个月以上1年以下 is 6 to 12 months."""
    if (low.unit, high.unit) == ("%", "倍"):
        return low.number, high.number * 100, "%"
    one, other = UNITS.get(low.unit or ""), UNITS.get(high.unit or "")
    if one is None or other is None or one.dimension != other.dimension or other.size % one.size:
        return None, high.number, high.unit
    return low.number, high.number * (other.size // one.size), low.unit


def _one_sided(half: Limit) -> Interval:
    included = half.included if half.included is not None else True
    if half.side is not None and half.said is not None:
        included = half.said
    if half.side == LOW:
        found = Range(half.number, None, included, high_included=True)
    elif half.is_high:
        found = Range(None, half.number, low_included=True, high_included=included)
    else:
        found = Range(half.number, half.number)
    return Interval(found, half.unit, half.start, half.end, per=half.per)
