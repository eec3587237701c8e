"""Amounts with a nought too many that any reader sees through: read as meant where the meaning is certain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from standards_1023.amount_text import amount_text
from standards_1023.problem_of_standard import problem_of
from standards_1023.values import Measure, MeasureKind, Model, Problem, Row, Standard

if TYPE_CHECKING:
    from fractions import Fraction

_TEN = 10


def mend_standard(standard: Standard) -> tuple[Standard, list[Problem]]:
    """1000元以上50000元以下 before 5000元以上10000元以下: the upper limit was meant as 5000.

    Certain only where a tenth of the limit is exactly where the next grade begins, lies above the lower
    limit, and the limit as printed lies beyond the next grade's own.
    """
    if standard.model is not Model.GRADES:
        return standard, []
    rows = list(standard.rows)
    problems: list[Problem] = []
    for at in range(len(rows) - 1):
        mended = _mended_row(rows[at], rows[at + 1])
        if mended is not None:
            rows[at], sentence = mended
            problems.append(problem_of(standard, rows[at].cell, sentence))
    return (replace(standard, rows=tuple(rows)), problems) if problems else (standard, [])


def _mended_row(row: Row, following: Row) -> tuple[Row, str] | None:
    for at, measure in enumerate(row.measures):
        meant = next((m for n in following.measures if (m := _meant(measure, n)) is not None), None)
        if meant is None or measure.amount is None:
            continue
        fixed = replace(measure, amount=replace(measure.amount, high=meant))
        measures = (*row.measures[:at], fixed, *row.measures[at + 1 :])
        sentence = (
            f"「{measure.text}」的上限多写了一个零，与下一档不衔接："
            f"按 {amount_text(fixed)} 读取，请核对原文。"
        )
        return replace(row, measures=measures), sentence
    return None


def _meant(measure: Measure, following: Measure) -> Fraction | None:
    if measure.kind is not MeasureKind.FINE or following.kind is not MeasureKind.FINE:
        return None
    if measure.amount is None or following.amount is None or measure.unit is not following.unit:
        return None
    low, high = measure.amount.low, measure.amount.high
    next_low, next_high = following.amount.low, following.amount.high
    if (
        low is None
        or high is None
        or next_low is None
        or next_high is None
        or measure.subject is not following.subject
    ):
        return None
    return high / _TEN if high / _TEN == next_low and low < high / _TEN and high > next_high else None
