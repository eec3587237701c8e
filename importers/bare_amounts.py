"""Bare numbers that count in the unit of their heading, and when that unit makes an unlikely amount."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from standards_1023.text import normalised

if TYPE_CHECKING:
    from importers.columns import Column

_BARE = re.compile(r"(?P<low>[0-9][0-9,]*(?:\.[0-9]+)?)(?:[-至到](?P<high>[0-9][0-9,]*(?:\.[0-9]+)?))?")
_MANY_TEN_THOUSANDS = 1000
"""From 1000 万元 on a bare number under 万元 is more often one of yuan; a fine so high is written out."""


def doubt_of_bare(column: Column, text: str) -> str | None:
    """Why a bare number may not be meant in the unit of its heading; None where it may."""
    found = _BARE.fullmatch(normalised(text))
    if found is None or column.unit not in {"万元", "%"}:
        return None
    numbers = [Fraction(n.replace(",", "")) for n in found.groups() if n]
    if column.unit == "万元" and max(numbers) >= _MANY_TEN_THOUSANDS:
        return f"「{text.strip()}」按表头应是 {text.strip()} 万元，不能确定是不是元，请在格内写明单位。"
    if column.unit == "%" and 0 < max(numbers) < 1:
        return (
            f"「{text.strip()}」按表头应是 {text.strip()}%，不能确定是不是小数表示的百分数，请在格内写明 %。"
        )
    return None
