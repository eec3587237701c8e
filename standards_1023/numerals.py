"""Numbers as tables write them, read exactly: 二万, 3万, 1.5万, 两千五百, 2万5千, 百分之五, 1/3."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import cn2an

_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟两俩弐", "一二三四五六七八九十百千二二二")
_DIGITS = "零一二三四五六七八九"
_MOST_DIGITS = 18

# Only 0–9: \d also takes the digits of other scripts, which nobody writes in these tables.
ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
# 千 before 克, 瓦, 米, 伏 and 万 before 千瓦 belong to the unit.
_CHINESE_CHAR = r"(?:[零一二两三四五六七八九十百万亿壹贰叁肆伍陆柒捌玖拾佰仟]|千(?![克瓦米伏卡]))"
CHINESE = rf"{_CHINESE_CHAR}+(?:点[零一二三四五六七八九]+{_CHINESE_CHAR}*)?"
NUMBER = rf"(?:{ARABIC}(?:{_CHINESE_CHAR}+(?:{ARABIC}{_CHINESE_CHAR}+)*(?:{ARABIC})?)?|{CHINESE})"
"""A regular expression for one number in normalised text."""

_SHARES = (
    (rf"({NUMBER})%", 100),
    (rf"({NUMBER})‰", 1000),
    (rf"百分之({NUMBER})", 100),
    (rf"千分之({NUMBER})", 1000),
    (rf"万分之({NUMBER})", 10_000),
)
_FRACTION = re.compile(
    rf"(?P<above>[0-9]+)[/\u2044](?P<below>[0-9]+)|(?P<under>{CHINESE})分之(?P<over>{CHINESE})"
)
_ARABIC_PART = re.compile(rf"零?({ARABIC})([十百千万亿]*)")
_PLAIN = re.compile(r"(?P<whole>[0-9]+)(?:\.(?P<decimals>[0-9]+))?")
_ABOUT = re.compile(r"[一二三四五六七八九]{2}")
_YEAR_DIGITS = 4


def read_number(text: str) -> Fraction | None:
    """The exact value of a number in normalised text, or None if it is not one (or has over 18 digits)."""
    if len(text) <= _MOST_DIGITS and (plain := _PLAIN.fullmatch(text)):  # most numbers: read without detour
        decimals = plain["decimals"] or ""
        return Fraction(int(plain["whole"] + decimals), 10 ** len(decimals))
    text = text.translate(_FORMAL)
    if not text or sum(c.isdigit() for c in text) > _MOST_DIGITS or len(text) > 2 * _MOST_DIGITS:
        return None
    if "0" <= text[0] <= "9":
        return _read_mixed(text)
    whole, point, decimals = text.partition("点")
    if point:
        return _read_chinese_decimal(whole, decimals)
    return _read_chinese(whole)


def _read_mixed(text: str) -> Fraction | None:
    """Arabic figures with Chinese multipliers: 3万, 2万5千, 1.5百万, 2万零五百. Multipliers must fall."""
    total, at = Fraction(0), 0
    last: int | None = None
    while at < len(text):
        found = _ARABIC_PART.match(text, at)
        if not found:
            rest = None if last is None else _read_rest(text[at:], last)
            return None if rest is None else total + rest
        factor = 1
        for char in found[2]:
            factor *= _MULTIPLIERS[char]
        if last is not None and (factor >= last or (factor == 1 and not _fills(found, last))):
            return None
        total += Fraction(found[1].replace(",", "")) * factor
        last, at = factor, found.end()
    return total


def _fills(figures: re.Match[str], last: int) -> bool:
    """Whether plain figures may follow a multiplier: 3万5000, 3万零500; not 3万5 (colloquial for 35,000)."""
    digits, missing = len(figures[1].split(".")[0].replace(",", "")), len(str(last)) - 1
    return digits == missing or (figures[0].startswith("零") and digits < missing)


def _read_rest(text: str, last: int) -> Fraction | None:
    """What stands in Chinese behind a multiplier: 2万零五百, 2万五千; not 2万五 (colloquial for 25,000)."""
    if not text.startswith("零") and text[-1:] not in _MULTIPLIERS:
        return None
    rest = _read_chinese(text.removeprefix("零"))
    return rest if rest is not None and rest < last else None


def _read_chinese(text: str) -> Fraction | None:
    if not text or text in {
        "百",
        "千",
        "万",
        "亿",
    }:  # a multiplier that lost its figure (text cut by a page break)
        return None
    if _ABOUT.search(text) and not (len(text) == _YEAR_DIGITS and not set(text) & set(_MULTIPLIERS)):
        return None  # 三四次 is about three or four
    if text[0] in _MULTIPLIERS and text[0] != "十":
        text = "一" + text
    if text == "零":
        return Fraction(0)
    try:
        return Fraction(cn2an.cn2an(text, "smart"))
    except (ValueError, OverflowError, IndexError, KeyError):
        return None


def _read_chinese_decimal(whole: str, decimals: str) -> Fraction | None:
    """一点五, 一点五万: digits one by one after 点, then multipliers."""
    digits = re.match(rf"[{_DIGITS}]+", decimals)
    value = _read_chinese(whole)
    if digits is None or value is None:
        return None
    value += Fraction(int("".join(str(_DIGITS.index(c)) for c in digits[0])), 10 ** len(digits[0]))
    for char in decimals[digits.end() :]:
        if char not in _MULTIPLIERS:
            return None
        value *= _MULTIPLIERS[char]
    return value


def read_percent(text: str) -> Fraction | None:
    """The number before % in a normalised weight or share: 20%, 百分之二十, 5‰, 1/3, 三分之一; 0 is 0 %."""
    text = text.strip()
    for pattern, of in _SHARES:
        if found := re.fullmatch(pattern, text):
            number = read_number(found[1])
            return None if number is None else number * 100 / of
    if found := _FRACTION.fullmatch(text):
        below, above = (
            read_number(found["below"] or found["under"]),
            read_number(found["above"] or found["over"]),
        )
        return above / below * 100 if above is not None and below else None
    return Fraction(0) if text == "0" else None


def plain_number(number: Fraction) -> int | float | str:
    """A number as JSON shows it: whole, finite decimal, else a fraction string ("100/3")."""
    if number.denominator == 1:
        return number.numerator
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return float(number) if rest == 1 else str(number)


def decimal_text(number: Fraction) -> str:
    """A number in figures for people, exact: 12.5, 100000, 100/3; no thousands mark."""
    shown = plain_number(number)
    return (
        str(shown) if not isinstance(shown, float) else f"{Decimal(number.numerator) / number.denominator:f}"
    )
