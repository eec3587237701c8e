"""What the conditions printed for one factor mean, and so what kind of fact it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from importers.cell_looks import BECAME_A_DATE, is_date
from importers.condition_text import factor_kind, read_condition
from standards_1023.text import normalised
from standards_1023.values import Axis, Condition, Convention, Factor, FactorKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importers.cell_problems import CellProblems


@dataclass(frozen=True, slots=True)
class PrintedCondition:
    """A condition as printed, its cell, the part of the text that says it, and whether it spans factors."""

    text: str
    cell: str
    meaning: str
    spanning: bool = False


_UNIT_OF_HEADING = re.compile(r"\((?:单位[:为]?)?([^()\d]{1,4})\)$")
_NUMBER = r"\d+(?:\.\d+)?"
_SIGN = r"(?:不足|不满|未满|超过|大于|小于|高于|低于|少于|多于|≥|≤|>|<)?"
_BARE = re.compile(
    rf"{_SIGN}{_NUMBER}(?:以[上下内])?(?:\(不?含\))?(?:[-至到,]?{_SIGN}{_NUMBER}(?:以[上下内])?)?(?:\(不?含\))?"
)
_IMPOSED = re.compile(r"(?<!被)(?<!受过)处(?P<words>.*)", re.DOTALL)
_FINE_BEHIND = re.compile(r"[元倍%].*罚款", re.DOTALL)
_ONLY_AN_AMOUNT = re.compile(r"(?:处以?|罚款)?\d+(?:\.\d+)?万?元(?:罚款)?")
_OF_DAYS = re.compile(r"日期|之?日$")
_MONEY = re.compile(r"[额值价费款资钱量]|所得|收入|损失|金")


def _heading_unit(name: str) -> str:
    """The unit that a heading gives its bare numbers: 台 of 数量（台）."""
    found = _UNIT_OF_HEADING.search(normalised(name))
    return found[1] if found else ""


def _with_unit(text: str, unit: str) -> str:
    """3-5 under 数量（台） means 3-5台; a text with words of its own stays as it is."""
    plain = normalised(text)
    if not unit or not _BARE.fullmatch(plain):
        return text
    return re.sub(rf"({_NUMBER})(?=以|\(|,|$)", rf"\g<1>{unit}", plain)


def _prescribes(text: str, name: str) -> bool:
    """Whether a condition prints a fine; 100元 is one where no money is measured."""
    plain = normalised(text)
    if _ONLY_AN_AMOUNT.fullmatch(plain):
        return "罚款" in plain or not _MONEY.search(normalised(name))
    return any(_imposes_a_fine(piece) for piece in re.split(r"[,，。;；]", plain))


def _imposes_a_fine(piece: str) -> bool:
    """处…元…罚款 between two commas."""
    imposed = _IMPOSED.search(piece)
    return imposed is not None and _FINE_BEHIND.search(imposed["words"]) is not None


def read_factor(
    name: str,
    printed: Iterable[PrintedCondition],
    convention: Convention,
    problems: CellProblems,
    axis: Axis | None = None,
) -> Factor:
    """The factor with its conditions; misprints that were seen through are named."""
    conditions: list[Condition] = []
    unit = _heading_unit(name)
    for one in printed:
        if _prescribes(one.text, name):
            sentence = f"「{name}」一列是条件，这一格却像处罚标准「{one.text[:30]}」，请核对表头。"
            problems.error(one.cell, sentence)
        if is_date(one.text) and not _OF_DAYS.search(normalised(name)):
            problems.error(one.cell, BECAME_A_DATE.format(one.text))
        reading = read_condition(_with_unit(one.meaning, unit), convention, heading=name)
        for misprint in reading.misprints:
            problems.warn(one.cell, f"{misprint}，按原意读取，请核对原文。")
        conditions.append(Condition(one.text, one.cell, reading.alternatives, one.spanning))
    kind = factor_kind((c.text, c.alternatives) for c in conditions if not c.spanning)
    if kind in {FactorKind.YES_NO, FactorKind.OPTION}:
        conditions = [
            replace(c, alternatives=c.alternatives if len(c.alternatives) > 1 else ()) for c in conditions
        ]
    cell = next((c.cell for c in conditions if c.cell), "")
    return Factor(name, kind, tuple(conditions), axis, cell)
