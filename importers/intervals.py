"""Intervals in normalised text: 2万元以上5万元以下, 超过3倍, 3-6个月, 百分之十及以上、少于百分之二十五.

One reader serves amounts of penalties and quantities of conditions. What 以上 and 以下 include is the
workbook's convention; words that say it themselves (及以上, 不满, 超过, 含本数) go before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023.numerals import CHINESE, NUMBER, read_number, read_percent
from standards_1023.units import UNIT, find_unit
from standards_1023.values import Range

if TYPE_CHECKING:
    from fractions import Fraction

    from standards_1023.values import Convention

_VALUE = (
    rf"(?:(?P<share>(?:百|千)分之{NUMBER}|{NUMBER}[%‰])"
    rf"|(?P<fraction>\d+/\d+|{CHINESE}分之{CHINESE})(?!\d)"
    rf"|(?P<number>{NUMBER})(?P<unit>万元|{UNIT})?)"
)
_LOW_OPEN = "超过|高于|大于|多于|超出|>"
_LOW_CLOSED = "不低于|不少于|不小于|大于等于|大于或等于|至少|达到|满|达|≥|>="
_HIGH_OPEN = "不足|不满|未满|低于|少于|小于|不到|未达到|未达|未超过(?=.{1,12}的$)|<"
_HIGH_CLOSED = "不超过|未超过|不高于|不多于|不大于|小于等于|小于或等于|至多|最多|最高不超过|最高|≤|<="
_PREFIX = (
    rf"(?:(?P<high_closed>{_HIGH_CLOSED})|(?P<low_closed>{_LOW_CLOSED})"
    rf"|(?P<high_open>{_HIGH_OPEN})|(?P<low_open>{_LOW_OPEN}))?"
)
_SUFFIX = r"(?:(?P<above_and>及其?以上)|(?P<below_and>及其?以下)|(?P<above>以上|起)|(?P<below>以下|以内|之内|内))?"
_INCLUSION = r"(?:\((?P<inclusion>不含|不包括|含|包括|包含)[^()]{0,12}\))?"
_HALF = re.compile(_PREFIX + r"(?:第)?" + _VALUE + _SUFFIX + _INCLUSION)
_JOIN = re.compile(r"的?[、,]?(?:且|但|并|又)?(?P<join>至|到|-)?")
_MISSING_ABOVE = re.compile(r"以(?![上下内])")
_LOW, _HIGH = "low", "high"


@dataclass(frozen=True, slots=True)
class _Half:
    """One number with what stands around it."""

    number: Fraction
    printed: str
    unit: str | None
    side: str | None
    included: bool | None
    end: int


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval found in normalised text: its numbers, unit, place, and what was read as meant."""

    range: Range
    unit: str | None
    start: int
    end: int
    misprint: str | None = None


def find_interval(text: str, convention: Convention, start: int = 0) -> Interval | None:
    """The first interval in the text from `start` on that carries a unit, a limit word or a percentage."""
    at = start
    while found := _HALF.search(text, at):
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


def _read_at(text: str, found: re.Match[str], convention: Convention) -> Interval | None:
    first = _half(text, found, convention)
    if first is None:
        return None
    lost = _MISSING_ABOVE.match(text, first.end) if first.side is None else None
    second_at = lost.end() if lost else first.end
    second, joined = _second_half(text, first, second_at, convention)
    if second is not None:
        two = _two_sided(text, found.start(), first, second, bool(joined), bool(lost), convention)
        if two is not None:
            return two
    if first.unit is None and first.side is None:
        return None
    return _one_sided(found.start(), first)


def _half(text: str, found: re.Match[str], convention: Convention) -> _Half | None:
    groups = found.groupdict()
    if groups["share"] or groups["fraction"]:
        number, unit, printed = read_percent(groups["share"] or groups["fraction"]), "%", groups["share"] or ""
    else:
        number, unit, printed = read_number(groups["number"]), groups["unit"], groups["number"]
        if number is not None and unit == "万元":
            number, unit = number * 10_000, "元"
        elif unit is not None and (known := find_unit(unit)) is not None:
            unit = known.name
    if number is None:
        return None
    side, included = _side(groups, convention)
    return _Half(number, printed, unit, side, included, found.end())


def _side(groups: dict[str, str | None], convention: Convention) -> tuple[str | None, bool | None]:
    """Which limit the words make of the number, and whether it belongs to the interval."""
    side: str | None = None
    included: bool | None = None
    for name, meaning in (
        ("low_open", (_LOW, False)),
        ("low_closed", (_LOW, True)),
        ("high_open", (_HIGH, False)),
        ("high_closed", (_HIGH, True)),
        ("above_and", (_LOW, True)),
        ("below_and", (_HIGH, True)),
        ("above", (_LOW, convention.above_included)),
        ("below", (_HIGH, convention.below_included)),
    ):
        if groups[name] and side is None:
            side, included = meaning
            if name == "below" and groups["below"] not in {"以下"}:
                included = True  # 以内 includes its number: 民法典 第一千二百五十九条
    if side is not None and groups["inclusion"]:
        included = not groups["inclusion"].startswith("不")
    return side, included


def _second_half(
    text: str, first: _Half, at: int, convention: Convention
) -> tuple[_Half | None, re.Match[str] | None]:
    """The other limit, directly after the first (or after words that are repeated behind it)."""
    join = _JOIN.match(text, at)
    if join is None:
        return None, None
    found = _HALF.match(text, join.end())
    if found is None and first.side is not None:
        return _after_repeated_words(text, at, convention), None
    return (None if found is None else _half(text, found, convention)), (join if join["join"] else None)


def _after_repeated_words(text: str, at: int, convention: Convention) -> _Half | None:
    """1次以上同类违法行为3次以下同类违法行为: the same words stand behind both limits."""
    words = re.match(r"[\u4e00-\u9fff]{2,10}?(?=[\d一二三四五六七八九十])", text[at:])
    if words is None:
        return None
    found = _HALF.match(text, at + words.end())
    if found is None or not text.startswith(words[0], found.end()):
        return None
    half = _half(text, found, convention)
    return None if half is None else _Half(
        half.number, half.printed, half.unit, half.side, half.included, found.end() + words.end()
    )


def _two_sided(
    text: str, start: int, low: _Half, high: _Half, joined: bool, lost: bool, convention: Convention
) -> Interval | None:
    """Both limits, if the words make a pair; with the misprint named when they only nearly do."""
    low_number, high_number = _same_scale(low, high)
    if low_number is None:
        return None
    misprint = "「以上」缺「上」字" if lost else None
    if low.side is None and not lost:
        if not joined or high.side == _LOW:
            return None
    elif low.side == high.side and low.side is not None:
        if joined or low.unit is None and high.unit is None and low.side == _HIGH:
            return None
        misprint = "两处「以上」，后一处应为「以下」" if low.side == _LOW else "两处「以下」，前一处应为「以上」"
    elif low.side == _HIGH:
        return None
    elif high.side is None and not joined and low.side == _LOW:
        return None
    if low_number >= high_number and not (low_number == high_number and joined):
        return None
    counted = high.unit in {"次", "人", "个", "名"}
    low_included = low.included if low.side == _LOW and low.included is not None else True
    high_included = high.included if high.side == _HIGH and high.included is not None else convention.below_included
    if high.side is None and counted:
        high_included = True
    return Interval(
        Range(low_number, high_number, low_included, high_included),
        high.unit or low.unit,
        start,
        high.end,
        misprint,
    )


def _same_scale(low: _Half, high: _Half) -> tuple[Fraction | None, Fraction]:
    """The two numbers in one unit; a lower limit without its own unit or 万 takes the upper one's."""
    if low.unit is not None and high.unit is not None and low.unit != high.unit:
        return None, high.number
    mantissa = re.match(r"[\d.]+", high.printed)
    if low.unit is None and mantissa and low.printed == str(low.number):
        factor = high.number / read_number(mantissa[0]) if read_number(mantissa[0]) else 1
        if factor > 1 and low.number < high.number / factor:
            return low.number * factor, high.number
    if low.unit is not None and high.unit is None and high.number < low.number:
        return None, high.number
    return low.number, high.number


def _one_sided(start: int, half: _Half) -> Interval:
    number, included = half.number, half.included if half.included is not None else True
    if half.side == _LOW:
        found = Range(number, None, included, high_included=True)
    elif half.side == _HIGH:
        found = Range(None, number, low_included=True, high_included=included)
    else:
        found = Range(number, number)
    return Interval(found, half.unit, start, half.end)
