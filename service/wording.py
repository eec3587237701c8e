"""Measures and problems in words for people: 罚款 1万元以上3万元以下（对单位）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.amounts import money_range, plain_range, yuan
from standards_1023.names_for_people import KINDS, SEVERITIES
from standards_1023.values import AmountUnit, MeasureKind, Subject

if TYPE_CHECKING:
    from standards_1023.values import Measure, Problem

SUBJECTS = {Subject.UNIT: "对单位", Subject.RESPONSIBLE_PERSON: "对责任人员", Subject.INDIVIDUAL: "对个人"}


def measure_words(measure: Measure) -> str:
    """One measure in a line."""
    marks = [SUBJECTS[measure.subject]] if measure.subject else []
    marks += ["可以"] if measure.optional else []
    marks += [measure.trigger] if measure.trigger else []
    marks += (
        [] if measure.computed or measure.amount is None else ["另有公式或限额没有计算，须按原文人工核定"]
    )
    marks += ["程序没有计算"] if is_uncounted(measure) else []
    note = f"（{'，'.join(marks)}）" if marks else ""
    if measure.amount is None or measure.unit is None:
        return f"{KINDS[measure.kind]}：{measure.text}{note}"
    return f"{KINDS[measure.kind]} {amount_words(measure)}{note}"


def is_uncounted(measure: Measure) -> bool:
    """Whether the measure is words of a table that nobody read: 其他 that the program takes no account of."""
    return measure.kind is MeasureKind.OTHER and not measure.computed


def amount_words(measure: Measure) -> str:
    """The amount alone: 1万元以上3万元以下, 货值金额的 2至5倍, 每平方米 100元; empty where there is none."""
    if measure.amount is None or measure.unit is None:
        return ""
    if measure.unit is AmountUnit.YUAN:
        return money_range(measure.amount)
    if measure.unit is AmountUnit.YUAN_PER:
        return f"每{(measure.per or '单位').replace('/', '每')} {money_range(measure.amount)}"
    sign = "%" if measure.unit is AmountUnit.PERCENT else "倍"
    least = (
        ""
        if measure.base_min is None
        else f"（不足{yuan(measure.base_min)}的，按{yuan(measure.base_min)}计算）"
    )
    return f"{measure.base or '基数'}的 {plain_range(measure.amount, sign)}{least}"


def problem_words(problem: Problem) -> str:
    """One problem in a line."""
    return f"{SEVERITIES[problem.severity]} {problem.sheet}!{problem.cell}：{problem.message}"
