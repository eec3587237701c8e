"""A measured quantity as an officer writes it: 6个月, 2次, 第二次, 4.5㎡, 超标3倍, 12万元."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023.numerals import NUMBER, read_number, read_percent
from standards_1023.text import normalised
from standards_1023.units import UNIT, find_unit

if TYPE_CHECKING:
    from fractions import Fraction

# The words before the number hold no figure and no sign: 1e5元 and -3吨 are not quantities.
_MEASURED = r"(?P<measured>[^\d+\-.,<>≤≥%‰^\u2044]*?)"
_QUANTITY = re.compile(rf"{_MEASURED}(?:第)?(?P<number>{NUMBER})(?P<unit>{UNIT})(?:被处罚|违法|实施)?")
_PERCENT = re.compile(rf"{_MEASURED}(?P<share>百分之{NUMBER}|千分之{NUMBER}|{NUMBER}[%‰])")
_ABOUT = re.compile(
    r"[约几余多]|大概|差不多|估计|不到|左右|上下|接近|将近"
)  # an estimate is no fact that a limit can be held against
_FOR_EACH = re.compile(rf"每(?!{UNIT})")  # 每超1小时 is a step of a formula, no fact
_BARE = re.compile(NUMBER)
_LONGEST = 100  # characters; a number with its unit and the words before it has some twenty


@dataclass(frozen=True, slots=True)
class EnteredQuantity:
    """A number with its unit (None when only a number was written) and the words before it."""

    number: Fraction
    unit: str | None
    measured: str | None = None


def read_quantity(text: str) -> EnteredQuantity | None:
    """What an officer wrote as a quantity, or None when it is not one.

    首次 and 初次 are once. Money comes in 元 (1.5万元 → 15000 元). The whole text must be the quantity; an
    estimate (约3吨) is none.
    """
    if len(text) > _LONGEST:
        return None
    text = normalised(text).removesuffix("的")
    if _ABOUT.search(text) or _FOR_EACH.search(text):
        return None
    if text in {"首次", "初次", "初犯"}:
        text = "1次"
    if found := _PERCENT.fullmatch(text):
        share = read_percent(found["share"])
        return None if share is None else EnteredQuantity(share, "%", _words(found["measured"]))
    if found := _QUANTITY.fullmatch(text):
        number, unit = read_number(found["number"]), find_unit(found["unit"])
        if number is not None and unit is not None:
            return EnteredQuantity(number, unit.name, _words(found["measured"]))
    if _BARE.fullmatch(text) and (number := read_number(text)) is not None:
        return EnteredQuantity(number, None)
    return None


def is_estimate(text: str) -> bool:
    """Whether a number is written with a word that leaves it open: 约3吨, 大概两倍, 3吨左右."""
    plain = normalised(text[:_LONGEST])
    return _ABOUT.search(plain) is not None and _BARE.search(plain) is not None


def _words(measured: str) -> str | None:
    return measured.rstrip("为达是共计:=").strip() or None
