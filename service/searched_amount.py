"""What somebody wrote as the fine to look for → an interval of whole 分: 5万, 50000元, 1万元至5万元."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from importers.intervals import find_interval
from standards_1023.text import normalised
from standards_1023.values import FEN_PER_YUAN, Convention, Range

if TYPE_CHECKING:
    from fractions import Fraction

HOW_TO_WRITE = "请写成 5万元、50000元，或者一段：1万元至5万元、1万元以上、5万元以下。"
_FILLER = re.compile(r"^(?:罚款|处|人民币|从|自|在)+|(?:的?罚款|之间)$")


class AmountRefused(Exception):
    """What was written is no amount of yuan that can be looked for; the message says how to write it."""


@dataclass(frozen=True, slots=True)
class FenInterval:
    """All whole amounts from `low` to `high` 分, both included; `high` is None where nothing bounds it."""

    low: int
    high: int | None

    def meets(self, other: FenInterval) -> bool:
        """Whether some amount lies in both, neither being empty."""
        return (other.high is None or self.low <= other.high) and (
            self.high is None or other.low <= self.high
        )

    @property
    def is_empty(self) -> bool:
        """Whether no amount lies in it."""
        return self.high is not None and self.high < self.low


def fen_interval(amount: Range) -> FenInterval:
    """The whole 分 in a range of 分: 不足5万元 ends at 4999999; what has no lower limit begins at nought."""
    low, high = amount.low, amount.high
    first = 0 if low is None else _first(low, included=amount.low_included)
    return FenInterval(max(first, 0), None if high is None else _last(high, included=amount.high_included))


def _first(limit: Fraction, *, included: bool) -> int:
    return math.ceil(limit) if included else math.floor(limit) + 1


def _last(limit: Fraction, *, included: bool) -> int:
    return math.floor(limit) if included else math.ceil(limit) - 1


@dataclass(frozen=True, slots=True)
class WantedAmount:
    """The interval as it was read, to be shown, and its whole 分."""

    range: Range
    fen: FenInterval


def read_wanted_amount(text: str) -> WantedAmount:
    """One amount or an interval in yuan; raises AmountRefused for anything else, and never guesses.

    以上 and 以下 include the number (民法典 第一千二百五十九条).
    """
    plain = _FILLER.sub("", normalised(text))
    plain = plain if "元" in plain else f"{plain}元"
    found = find_interval(plain, Convention())
    if found is None or (found.start, found.end) != (0, len(plain)) or found.unit != "元" or found.per:
        raise AmountRefused(f"“{text}”不能读作罚款数额：{HOW_TO_WRITE}")
    low, high = (None if n is None else n * FEN_PER_YUAN for n in (found.range.low, found.range.high))
    if any(limit is not None and limit.denominator != 1 for limit in (low, high)):
        raise AmountRefused(f"“{text}”不到一分钱的部分不能查找：请写到分为止，如 50000.01元。")
    amount = Range(low, high, found.range.low_included, found.range.high_included)
    whole = fen_interval(amount)
    if found.misprint or whole.is_empty:
        raise AmountRefused(f"“{text}”的两个数前后颠倒，或者中间没有数额：{HOW_TO_WRITE}")
    return WantedAmount(amount, whole)
