"""Whether every printed fine lies within the range that the law itself gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023.amount_text import amount_text
from standards_1023.problem_of_standard import problem_of
from standards_1023.text import matched
from standards_1023.values import Measure, MeasureKind, Problem, ProblemSeverity, Range, Standard, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

_PERSONS = {Subject.INDIVIDUAL, Subject.RESPONSIBLE_PERSON}


def check_statutory_range(standard: Standard) -> Iterator[Problem]:
    """A printed fine outside all statutory ones, or with a floor of its own, is an error at its cell."""
    for row in standard.rows:
        for measure in row.measures:
            fitting = comparable_fines(standard, measure)
            if not fitting or measure.amount is None:
                continue
            if any(_named_bounds_within(measure.amount, fine.amount) for fine in fitting if fine.amount):
                if measure.base_min not in {None, *(fine.base_min for fine in fitting)}:
                    sentence = f"档次罚款 {amount_text(measure)} 的基数最低数与法定的不同，改正前不能适用。"
                    yield problem_of(standard, row.cell, sentence, ProblemSeverity.ERROR)
                continue
            allowed = "；".join(amount_text(fine) for fine in fitting)
            yield problem_of(
                standard,
                row.cell,
                f"档次罚款 {amount_text(measure)} 超出法定幅度（{allowed}），请核对，改正前不能适用。",
                ProblemSeverity.ERROR,
            )


def comparable_fines(standard: Standard, measure: Measure) -> list[Measure]:
    """The statutory fines that a measure can be held against: same unit, base and subject.

    A statutory fine without a subject is for anybody; a measure without one is held against those for
    anybody, else against all.
    """
    if measure.kind is not MeasureKind.FINE or measure.amount is None:
        return []
    fines = [
        m
        for m in standard.statutory
        if m.kind is MeasureKind.FINE
        and m.amount is not None
        and (m.unit, m.per) == (measure.unit, measure.per)
        and same_base(m.base, measure.base)
    ]
    same = [m for m in fines if m.subject is measure.subject]
    if not same and measure.subject in _PERSONS:
        same = [m for m in fines if m.subject in _PERSONS]  # tables write 对个人 for responsible persons too
    if same:
        return same
    anybody = [m for m in fines if m.subject is None]
    return anybody or (fines if measure.subject is None else [])


def same_base(one: str | None, other: str | None) -> bool:
    """Whether two amounts are multiples of the same thing; a base that is not named may be any."""
    if one is None or other is None:
        return True
    return matched(one) in matched(other) or matched(other) in matched(one)


def _named_bounds_within(inner: Range, outer: Range) -> bool:
    """Whether the limits that are printed lie inside; one that is not printed takes the law's."""
    for bound in (inner.low, inner.high):
        if bound is None:
            continue
        if outer.low is not None and bound < outer.low:
            return False
        if outer.high is not None and bound > outer.high:
            return False
    return True
