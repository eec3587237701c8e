"""Days and amounts as tables of decisions write them → values; what is not certain is Unreadable."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from casework.audit_rows import Unreadable
from standards_1023.numerals import ARABIC, NUMBER, read_number
from standards_1023.text import normalised
from standards_1023.values import FEN_PER_YUAN

if TYPE_CHECKING:
    from casework.audit_rows import Day, Fen

_WAN = 10_000
_MOST_FEN = 10**15
_SHOWN = 30
_PLAIN_DIGITS = 12
_DAY = re.compile(
    r"([12][0-9]{3})(?:-|/|\.|年)([01]?[0-9])(?:-|/|\.|月)([0-3]?[0-9])日?"
    r"(?:[T ]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
)
_COMPACT_DAY = re.compile(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])")
_NO_FINE = frozenset({"不予处罚", "不予行政处罚", "免予处罚", "免罚", "不罚", "未罚款", "无罚款"})
_AMOUNT = re.compile(
    rf"(?:人民币|[¥￥]|罚款|共计|合计)*(?P<number>{NUMBER})(?P<unit>万元|亿元|元)?(?:整|正|人民币)?"
)


def read_day(text: str) -> Day:
    """A day: 2026-05-01, 2026/5/1, 2026.5.1, 2026年5月1日, 20260501; a time of day behind it is left out."""
    plain = normalised(text)
    found = _DAY.fullmatch(plain) or _COMPACT_DAY.fullmatch(plain)
    if found is not None:
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            pass
    return Unreadable(text[:_SHOWN], f"日期“{text[:_SHOWN]}”读不出来：请写成 2026-05-01 这样的日期。")


def read_fine(text: str, unit: str | None) -> Fen:
    """An amount in 分; `unit` (元, 万元) is that of the heading and counts where the cell has none."""
    if text.isascii() and text.isdigit() and len(text) <= _PLAIN_DIGITS:
        return int(text) * FEN_PER_YUAN * (_WAN if unit == "万元" else 1)
    plain = normalised(text)
    if plain in _NO_FINE:
        return 0
    found = _AMOUNT.fullmatch(plain)
    number = None if found is None else read_number(found["number"])
    if found is None or number is None:
        return _unread(text, "读不出来：请写成 50000 或者 5万元，不写“约”和说明")
    own = found["unit"]
    if own is None and unit == "万元" and not re.fullmatch(ARABIC, found["number"]):
        return _unread(text, "不能确定单位：列名写了“万元”，格里又写了大写或者“万”")
    times = {"元": 1, "万元": _WAN, "亿元": _WAN * _WAN}[own or unit or "元"]
    fen = number * times * FEN_PER_YUAN
    if fen.denominator != 1 or fen > _MOST_FEN:
        return _unread(text, "不是整分或者太大")
    return int(fen)


def _unread(text: str, why: str) -> Unreadable:
    return Unreadable(text[:_SHOWN], f"罚款金额“{text[:_SHOWN]}”{why}。")
