"""One number in normalised text with the words around it: which limit they make of it, and of what unit.

Where the words may mean something else (约五万元, 5万余元, 第42条, 2021年), there is no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023.numerals import CHINESE, NUMBER, read_number, read_percent
from standards_1023.units import UNIT, find_unit

if TYPE_CHECKING:
    from fractions import Fraction

    from standards_1023.values import Convention

PER = rf"(?:人民币)?(?:/|每){UNIT}(?:[/·.]{UNIT})?"
"""What follows an amount that is for each of something: 500元/平方米, 5000元/人·月, 200元每车次."""

_SAID = r"\((?P<{}>(?:均|都|皆)?(?:不含|不包括|不包含|含|包括|包含)[^()]{{0,12}})\)"
_VALUE = (
    rf"(?:(?P<share>(?:百|千|万)分之{NUMBER}|{NUMBER}[%‰])"
    rf"|(?P<fraction>[0-9]+/[0-9]+|{CHINESE}分之{CHINESE})(?!\d)"
    rf"|(?P<number>{NUMBER})(?P<unit>万元|{UNIT})?(?P<per>(?<=元){PER})?(?:(?<=元)(?:人民币)?整)?)"
)
_NOT = r"(?:不得|不能|不应|不可|没有|没|未曾|未能|从未|尚未|未|不)"
_LOW_OPEN = "超过|高于|大于|多于|超出|>"
_LOW_CLOSED = (
    rf"{_NOT}(?:低于|少于|小于)|大于等于|大于或者?等于|至少|最少|起码|最低(?:限额|额)?[为是]"
    r"|最低(?![限额罚])|达到|满|达|≥|≧|>="
)
_HIGH_OPEN = "不足|不满|未满|尚不满|低于|少于|小于|不到|未到|(?:没有|尚未|未能|未)达到?|达不到|<"
_HIGH_CLOSED = (
    rf"(?:最高|最多|至多){_NOT}(?:超过|超出|高于|多于|大于)|{_NOT}(?:超过|超出|高于|多于|大于)"
    r"|小于等于|小于或者?等于|至多|最多|(?:最高|上限)(?:限额|罚款额|额)?[为是]|最高(?![限额罚])|≤|≦|<="
)
_PREFIX = (
    rf"(?:(?P<high_closed>{_HIGH_CLOSED})|(?P<low_closed>{_LOW_CLOSED})"
    rf"|(?P<high_open>{_HIGH_OPEN})|(?P<low_open>{_LOW_OPEN}))?"
)
_SUFFIX = (
    r"(?:(?P<above_and>[及或]其?以上)|(?P<below_and>[及或]其?以下)|(?P<above>以上|起)|(?P<below>以下"
    r"|(?:范围)?(?:以内|之内|内)))?"
)
HALF = re.compile(
    f"{_PREFIX}(?:人民币)?(?P<ordinal>第)?{_VALUE}(?:{_SAID.format('inner')})?{_SUFFIX}(?:{_SAID.format('inclusion')})?"
)
_VAGUE_BEFORE = re.compile(r"(?:[约近]|接近|大概|大致)$")
_SEVERAL = re.compile(r"(?:[几数多]|(?<!以)上)$")
_LENGTHS_OF_TIME = frozenset({"年", "个月", "月", "周年", "日", "天"})
_VAGUE_AFTER = re.compile(
    r"[余多来几](?!处罚)|左右|上下|[美欧港日澳]元|英镑|外币|半(?!年|天|日|月|小时)|(?:\.{2,}|[→⇒·•|_\\]+| )\d"
)
_FOR_EACH_UNKNOWN = re.compile(r"(?:人民币)?(?:/(?![0-9])|每)")
_NEGATED = re.compile(r"(?:[不没无莫勿]|未)$")
_NEAR = 12
_FIRST_YEAR = 1900
_LAST_MONTH, _LAST_DAY = 12, 31
LOW, HIGH = "low", "high"
_GOES_BEFORE = re.compile(
    r"(?:\d[.,]?|\d(?: +|-{2,})|[\d元万千百倍%](?:\.{2,}|[→⇒·•|_\\]+)|[\^\u2044]|分之|\d[A-Za-z][+-]?"
    r"|(?:^|[处以款为是额并:,;(])-+)$"
)
_FIGURE_BEFORE = re.compile(r"(?<![之统])[一二两三四五六七八九十百千万亿]$")
_THOUSANDS_OR_DECIMALS = re.compile(r"[0-9]{1,3}\.[0-9]{3}")  # 1.000元: no price has three decimals
_ONE_OF_SEVERAL = re.compile(r"(?:^\d|.[\d零一二两三四五六七八九十百千万])、$")


@dataclass(frozen=True, slots=True)
class Limit:
    """One number with what stands around it; `said` is what (含) or (不含) beside it says."""

    number: Fraction
    printed: str
    unit: str | None
    side: str | None
    included: bool | None
    start: int
    end: int
    per: str | None = None
    said: bool | None = None
    said_of_both: bool = False

    @property
    def is_high(self) -> bool:
        """Whether the words make it an upper limit."""
        return self.side == HIGH


def read_limit(text: str, found: re.Match[str], convention: Convention) -> Limit | None:
    """The number that the pattern HALF found, or None where the words may mean something else."""
    groups = found.groupdict()
    if _is_no_quantity(text, found):
        return None
    if groups["share"] or groups["fraction"]:
        number, unit = read_percent(groups["share"] or groups["fraction"]), "%"
        printed = groups["share"] or ""
    else:
        number, unit, printed = read_number(groups["number"]), groups["unit"], groups["number"]
        if number is not None and unit == "万元":
            number, unit = number * 10_000, "元"
        elif unit is not None and (known := find_unit(unit)) is not None:
            unit = known.name
    if number is None:
        return None
    side, included = _side(groups, convention)
    said = groups["inclusion"] or groups["inner"]
    return Limit(
        number,
        printed,
        unit,
        side,
        included,
        found.start(),
        found.end(),
        per_name(groups["per"] or ""),
        None if said is None else "不" not in said[:2],
        said is not None and said[0] in "均都皆",
    )


def _is_no_quantity(text: str, found: re.Match[str]) -> bool:
    """第42条, 2021年, 7月1日, 约五万元, 5万余元, 5万美元: figures that are no exact quantity."""
    # Only the next words count; looking through the whole text at each number takes the square of its length.
    before = text[max(0, found.start() - _NEAR) : found.start()]
    after = text[found.end() : found.end() + _NEAR]
    number, unit = found["number"], found["unit"]
    prefixed = any(found[name] for name in ("low_open", "low_closed", "high_open", "high_closed"))
    numbered = (found["ordinal"] or before.endswith("第")) and number and unit not in {"次", None}
    negated = prefixed and _NEGATED.search(before)
    return bool(
        numbered
        or negated
        or _is_part_of_a_figure(found, before, after)
        or (number and _is_vague(number, unit, before))
        or (not found["above"] and _VAGUE_AFTER.match(after))
        or _is_date(found, before, after)
        or (unit in {"元", "万元"} and not found["per"] and _FOR_EACH_UNKNOWN.match(after))
    )


def _is_part_of_a_figure(found: re.Match[str], before: str, after: str) -> bool:
    """1,0000, 三、五万, 1e5元, -1000元, 一1000元: the number is not the one that was meant."""
    if _GOES_BEFORE.search(before) or _ONE_OF_SEVERAL.search(before):
        return True
    number = found["number"] or ""
    if number[:1].isdigit() and _FIGURE_BEFORE.search(before):
        return True
    if found["unit"] == "元" and _THOUSANDS_OR_DECIMALS.fullmatch(number):
        return True
    return found.end() == found.end("number") and re.match(r"[.,]?\d", after) is not None


def _is_vague(number: str, unit: str | None, before: str) -> bool:
    """几十万元, 约五万元; but 近三年 is a period."""
    if number[0] in "十百千万" and _SEVERAL.search(before):
        return True
    return unit not in _LENGTHS_OF_TIME and _VAGUE_BEFORE.search(before) is not None


def _is_date(found: re.Match[str], before: str, after: str) -> bool:
    """2021年, 7月, 7月1日, 1日起 behind a month: a place in the calendar, no length of time."""
    unit, number = found["unit"], found["number"]
    if unit not in {"年", "年度", "月", "日"} or (value := read_number(number)) is None:
        return False
    if unit in {"年", "年度"}:
        return value >= _FIRST_YEAR
    if unit == "月":
        named = value <= _LAST_MONTH and not any(
            found[name] for name in ("above", "below", "above_and", "low_open")
        )
        return named and (
            re.search(r"[年至到-]$", before) is not None
            or re.match(r"\d|的|份|[初中底末]", after) is not None
        )
    return value <= _LAST_DAY and re.search(r"\d月$", before) is not None


def per_name(printed: str) -> str | None:
    """The unit or units that /平方米, 每车次, /人·月 name: 平方米, 车次, 人/月."""
    names = re.findall(UNIT, re.sub(r"^人民币", "", printed))
    return "/".join("月" if name == "个月" else name for name in names) or None


def _side(groups: dict[str, str | None], convention: Convention) -> tuple[str | None, bool | None]:
    """Which limit the words make of the number, and whether it belongs to the interval."""
    for name, meaning in (
        ("low_open", (LOW, False)),
        ("low_closed", (LOW, True)),
        ("high_open", (HIGH, False)),
        ("high_closed", (HIGH, True)),
        ("above_and", (LOW, True)),
        ("below_and", (HIGH, True)),
        ("above", (LOW, convention.above_included)),
        ("below", (HIGH, convention.below_included)),
    ):
        if not groups[name]:
            continue
        if name == "below" and groups["below"] != "以下":
            return HIGH, True  # 以内 includes its number: 民法典 第一千二百五十九条
        return meaning
    return None, None
