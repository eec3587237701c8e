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

ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
# 千 before 克, 瓦, 米, 伏 and 万 before 千瓦 belong to the unit.
_CHINESE_CHAR = r"(?:[零一二两三四五六七八九十百万亿壹贰叁肆伍陆柒捌玖拾佰仟]|千(?![克瓦米伏卡]))"
CHINESE = rf"{_CHINESE_CHAR}+(?:点[零一二三四五六七八九]+{_CHINESE_CHAR}*)?"
NUMBER = rf"(?:{ARABIC}(?:(?:{_CHINESE_CHAR})+(?:{ARABIC}(?:{_CHINESE_CHAR})+)*)?|{CHINESE})"
"""A regular expression for one number in normalised text."""

_ARABIC_PART = re.compile(rf"({ARABIC})([十百千万亿]*)")


def read_number(text: str) -> Fraction | None:
    """The exact value of a number in normalised text, or None if it is not one (or has over 18 digits)."""
    text = text.translate(_FORMAL)
    if not text or sum(c.isdigit() for c in text) > _MOST_DIGITS or len(text) > 2 * _MOST_DIGITS:
        return None
    if text[0].isdigit():
        return _read_mixed(text)
    whole, point, decimals = text.partition("点")
    if point:
        return _read_chinese_decimal(whole, decimals)
    return _read_chinese(whole)


def _read_mixed(text: str) -> Fraction | None:
    """Arabic figures with Chinese multipliers: 3万, 2万5千, 1.5百万. Multipliers must fall."""
    total, last, at = Fraction(0), None, 0
    while at < len(text):
        found = _ARABIC_PART.match(text, at)
        if not found:
            return None
        factor = 1
        for char in found[2]:
            factor *= _MULTIPLIERS[char]
        if last is not None and (factor >= last or (factor == 1 and not _fills(found[1], last))):
            return None
        total += Fraction(found[1].replace(",", "")) * factor
        last, at = factor, found.end()
    return total


def _fills(figures: str, last: int) -> bool:
    """Whether plain figures may follow a multiplier: 3万5000 yes, 3万5 (colloquial for 35,000) no."""
    return len(figures.split(".")[0].replace(",", "")) == len(str(last)) - 1


def _read_chinese(text: str) -> Fraction | None:
    if not text or text in {"百", "千", "万", "亿"}:  # a multiplier that lost its figure (text cut by a page break)
        return None
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
    if found := re.fullmatch(rf"({NUMBER})%", text):
        return read_number(found[1])
    if found := re.fullmatch(rf"({NUMBER})‰", text):
        return _tenth(read_number(found[1]))
    if found := re.fullmatch(rf"百分之({NUMBER})", text):
        return read_number(found[1])
    if found := re.fullmatch(rf"千分之({NUMBER})", text):
        return _tenth(read_number(found[1]))
    if found := re.fullmatch(r"(\d+)[/\u2044](\d+)", text):
        return Fraction(int(found[1]), int(found[2])) * 100 if int(found[2]) else None
    if found := re.fullmatch(rf"({CHINESE})分之({CHINESE})", text):
        below, above = read_number(found[1]), read_number(found[2])
        return above / below * 100 if above is not None and below else None
    return Fraction(0) if text == "0" else None


def _tenth(number: Fraction | None) -> Fraction | None:
    return None if number is None else number / 10


def plain_number(number: Fraction) -> int | float | str:
    """A number as JSON shows it: whole, finite decimal, else a fraction string ("100/3")."""
    if number.denominator == 1:
        return int(number)
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return float(number) if rest == 1 else str(number)


def decimal_text(number: Fraction) -> str:
    """A number in figures for people, exact: 12.5, 100000, 100/3; no thousands mark."""
    shown = plain_number(number)
    return str(shown) if not isinstance(shown, float) else f"{Decimal(number.numerator) / number.denominator:f}"
