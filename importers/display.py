"""A cell's value in the words a person sees in the sheet: 20 %, 5万元, 2021年7月15日, not 0.2, 5, 44392."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_SECTION = re.compile(r'(?:[^;"\\]|"[^"]*"|\\.)*')


def displayed(value: object, number_format: str) -> str:
    """The text that a spreadsheet program shows for a value under its number format.

    Whole numbers without a decimal point; percentages and literal suffixes (0"万元") as shown.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, int | float):
        return _number(value, number_format or "General")
    return str(value)


def _number(value: float, number_format: str) -> str:
    exact = Decimal(f"{value:.15g}")  # the 15 figures that spreadsheet programs keep: 0.1+0.2 is 0.3
    section = _SECTION.match(number_format)
    shown = section[0] if section else number_format
    body = re.sub(r"\[[^\]]*\]|_.|\*.", "", shown)
    digits = _digits_of(body)
    if "%" in _QUOTED.sub("", body):
        return f"{_plain(exact * 100)}%"
    before, _, after = body.partition(digits) if digits else ("", "", "")
    if _SCALED.search(
        _QUOTED.sub("", body)
    ):  # 0!.0,"万元" shows 123456 as 12.3万元: the exact number instead
        before, after = (re.sub(r"[十百千万亿]", "", part) for part in (before, after))
        return _literal(before) + _plain(exact) + _literal(after).lstrip("!.")
    return _literal(before) + _plain(exact) + _literal(after)


def _digits_of(body: str) -> str:
    found = re.search(r"[0#?][0#?,.]*", _QUOTED.sub(lambda m: " " * len(m[0]), body))
    return body[found.start() : found.end()] if found else ""


def _literal(part: str) -> str:
    quoted = "".join(m[1] or m[2] or "" for m in _QUOTED.finditer(part))
    bare = "".join(re.findall(r"[\u4e00-\u9fff￥¥]", _QUOTED.sub("", part)))
    return quoted + bare


def _plain(number: Decimal) -> str:
    shown = f"{number.normalize():f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
