"""A settlement says how a text is read, never another number: what is wrong in a table is mended there."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from standards_1023.errors import SettlementRefused
from standards_1023.numerals import NUMBER, read_number, read_percent
from standards_1023.text import normalised
from standards_1023.units import UNITS, counts_things

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHARE = re.compile(rf"{NUMBER}[%‰]|[百千万]分之{NUMBER}")
_COUNTED = {"次", "人", "人次", "辆", "株", "户", "家", "头", "只"}
"""Of what is counted, these: 个, 项, 处 and the like stand in many words that say no quantity."""
_UNIT = "|".join(
    re.escape(name)
    for name in sorted(UNITS, key=len, reverse=True)
    if name in _COUNTED or not counts_things(name)
)
_WITH_UNIT = re.compile(rf"(?P<number>{NUMBER})(?={_UNIT})")
_NUMBER = re.compile(NUMBER)
_FIGURES = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MAGNITUDES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def refuse_other_numbers(printed: str, meaning: str) -> None:
    """Raise SettlementRefused where a printed quantity would be read as another, left out, or joined by one.

    Quantities are numbers with a unit (5万元, 三倍, 20%, 30日), compared by value: 十八万元 is 180000元.
    2-5万元 may be settled to 2万元以上5万元以下, bare numbers (罚五个数) to quantities that are so many of
    some unit, 5万元 or 500元; a text without any number may be settled to any.
    """
    there, said = _quantities(printed), _quantities(meaning)
    bare = _times(printed, _MAGNITUDES.values())
    if not (there or bare):
        return
    missing = there - said
    may_be_said = there | _figures(printed) | (_carried(printed) if there else bare)
    added = (said | _figures(meaning)) - may_be_said
    if missing or added:
        raise SettlementRefused(
            "表中写明的数量和确认的读法不一样：确认只能说明原文怎样读，不能改成别的数。"
            "表中的数写错了的，请改好表格再上传。"
        )


def _quantities(text: str) -> frozenset[Fraction]:
    plain = normalised(text)
    shares = {read_percent(found[0]) for found in _SHARE.finditer(plain)}
    numbers = {read_number(found["number"]) for found in _WITH_UNIT.finditer(_SHARE.sub("", plain))}
    return frozenset(one for one in shares | numbers if one is not None)


def _figures(text: str) -> frozenset[Fraction]:
    """Numbers in figures that say no unit: a heading may say it. In words (一般) they may count nothing."""
    plain = _WITH_UNIT.sub("", _SHARE.sub("", normalised(text)))
    return frozenset(Fraction(found[0]) for found in _FIGURES.finditer(plain))


def _carried(text: str) -> frozenset[Fraction]:
    """What a number counts where the 万 behind another one is meant for both: 2-5万元."""
    plain = normalised(text)
    return _times(text, (factor for sign, factor in _MAGNITUDES.items() if sign in plain))


def _times(text: str, factors: Iterable[int]) -> frozenset[Fraction]:
    """The numbers in a text as they are and times these factors: what they may count."""
    numbers = {read_number(found[0]) for found in _NUMBER.finditer(normalised(text))}
    each = (1, *factors)
    return frozenset(one * factor for one in numbers if one is not None for factor in each)
