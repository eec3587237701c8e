"""How numbers and units may be written: every line of the table is really read by the program."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from importers.condition_text import read_condition
from importers.penalty_text import read_penalty
from service.wording import measure_words
from standards_1023.names_for_people import KINDS
from standards_1023.numerals import decimal_text
from standards_1023.values import Convention, MeasureKind

if TYPE_CHECKING:
    from standards_1023.values import Measure, Quantity

BOTH = Convention(source="option")
BELOW_NOT = Convention(below_included=False, source="option")
PENALTIES = (
    "处5000元罚款",
    "处5万元以上10万元以下罚款",
    "处五万元以上十万元以下的罚款",
    "处1.5万元以下罚款",
    "警告，并处2000元以上5000元以下罚款",
    "可以处1万元以下罚款",
    "没收违法所得，并处违法所得1倍以上3倍以下罚款",
    "处货值金额20%以上50%以下罚款",
    "处每平方米100元以上300元以下罚款",
    "处每人500元罚款",
    "对单位处2万元以上5万元以下罚款，对责任人员处2000元以上5000元以下罚款",
    "责令停产停业，并处10万元罚款",
    "不予处罚",
)
CONDITIONS = (
    "5万元以上不足10万元",
    "3个月以上6个月以下",
    "不足20%",
    "超过1倍",
    "10平方米以上50平方米以下",
    "3次以上",
    "半年以上",
    "100吨",
)
NOT_SO = (
    ("处约5万元罚款", "写确定的数，不写“约”“左右”。"),
    ("处5-10罚款", "数字后面写单位，用“以上”“以下”。"),
    ("处X元罚款", "用数字，不用字母代替。"),
    ("处1。5万元罚款", "小数点用“.”，不用句号。"),
    ("处1万元罚款；处2万元罚款", "一格一笔罚款；两种情形分两行。"),
    ("处2倍罚款", "写明是什么的2倍：违法所得、货值金额。"),
)
EDGES = ("5万元以上", "5万元以下", "不足5万元", "超过5万元")
"""Written beside 5万元, to show whether the number itself belongs to it."""
_UNITS = {"月": "个月", "季度": "个季度"}
_AT_THE_EDGE = Fraction(50_000)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is written, and what the program reads."""

    written: str
    read: tuple[str, ...]


@cache
def penalty_readings() -> tuple[Reading, ...]:
    """The penalties as read."""
    return tuple(
        Reading(text, tuple(_measure(measure) for measure in read_penalty(text, BOTH).measures))
        for text in PENALTIES
    )


@cache
def condition_readings() -> tuple[Reading, ...]:
    """The conditions as read."""
    return tuple(Reading(text, _quantity(text)) for text in CONDITIONS)


@cache
def refused_readings() -> tuple[tuple[str, str, str], ...]:
    """(what is written, what the program says to it, how to write it instead)."""
    return tuple((text, read_penalty(text, BOTH).remarks[0].message, better) for text, better in NOT_SO)


@cache
def edge_readings() -> tuple[tuple[str, bool, bool], ...]:
    """(words, whether 5万元 itself belongs to it where 以下 includes it, and where it does not)."""
    return tuple((words, _holds(words, BOTH), _holds(words, BELOW_NOT)) for words in EDGES)


def _measure(measure: Measure) -> str:
    return measure_words(measure) if measure.kind is MeasureKind.FINE else KINDS[measure.kind]


def _holds(words: str, convention: Convention) -> bool:
    quantity = read_condition(words, convention).quantity
    return quantity is not None and quantity.range.contains(_AT_THE_EDGE)


def _quantity(text: str) -> tuple[str, ...]:
    quantity = read_condition(text, BOTH).quantity
    return () if quantity is None else (quantity_words(quantity),)


def quantity_words(quantity: Quantity) -> str:
    """从 10平方米（含）到 50平方米（不含）; 从 3次（含）起; 最多 20%（不含）."""
    bounds, unit = quantity.range, _UNITS.get(quantity.unit, quantity.unit)
    low, high = (
        None if limit is None else f"{decimal_text(limit)}{unit}{'（含）' if included else '（不含）'}"
        for limit, included in ((bounds.low, bounds.low_included), (bounds.high, bounds.high_included))
    )
    if bounds.is_point:
        return f"正好 {low}".removesuffix("（含）")
    if high is None:
        return f"从 {low}起，没有上限"
    return f"最多 {high}" if low is None or not bounds.low else f"从 {low}到 {high}"
