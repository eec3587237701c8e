"""What a weighted sum is multiplied with: the amount of its formula, or the highest fine of the law."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from importers.clauses import subject_of
from importers.intervals import find_interval
from importers.weight_formulas import formulas, products
from standards_1023.numerals import read_percent
from standards_1023.text import normalised
from standards_1023.values import (
    FEN_PER_YUAN,
    AmountUnit,
    Convention,
    Measure,
    MeasureKind,
    Subject,
    WeightMaximum,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

_LAWS_MAXIMUM = re.compile(
    r"(?:本项|该项|相应|对应|法律|法规|规章|法定|规定|罚款|处罚|幅度|的|最高|上限|数额|金额|额度|额|值|限)*(?:最高|上限)"
    r"(?:罚款|处罚|幅度|的|数额|金额|额度|额|值|限)*+"
)


@dataclass(frozen=True, slots=True)
class WeightRules:
    """What stands around the weights and governs them: notes and basis in normal form, the law's fines."""

    notes: str
    basis: str
    statutory: Sequence[Measure] = ()


def group_maximum(
    rules: WeightRules, name: str | None, names: Sequence[str | None]
) -> tuple[WeightMaximum | None, str]:
    """What a group's sum is multiplied with, and the words of its formula that say whom it is for."""
    printed = rules.notes + rules.basis
    for candidates in (formulas(rules.notes), products(rules.notes)):
        formula = _formula_for(candidates, name, names)
        if formula is None:
            continue
        whom, multiplied = formula
        maximum = _maximum(multiplied, printed)
        if maximum is None and _LAWS_MAXIMUM.fullmatch(multiplied):
            maximum = _statutory_maximum(rules.statutory, subject_of_sum(name, whom), printed)
        if maximum is not None:
            return maximum, whom
    return None, ""


def _formula_for(
    candidates: list[tuple[str, str]], name: str | None, names: Sequence[str | None]
) -> tuple[str, str] | None:
    """The formula of a group: the one that names all parts of its heading, else the last part, else any part.

    Formulas that differ and fit equally well are none. One that names nobody is for groups of one subject.
    """
    if len(names) == 1 and len(candidates) == 1:
        return candidates[0]
    parts = [normalised(p) for p in (name or "").split("·") if p]
    for fits in (all, lambda said: list(said)[-1:] == [True], any):
        found = [f for f in candidates if parts and fits(p in f[0] for p in parts)]
        if found:
            return found[0] if len({f[1] for f in found}) == 1 else None
    subjects = {subject_of(n) if n else None for n in names}
    alone = len(candidates) == 1 and len(subjects) == 1 and subject_of(candidates[0][0]) is None
    return candidates[0] if alone else None


def _maximum(text: str, rules: str) -> WeightMaximum | None:
    """100万; 建设项目总投资额×5%; 所需处置费用×3倍, with the smallest base that the rules print."""
    plain = text.strip("。;,")
    base, times, number = plain.rpartition("×")
    if times:
        percent = read_percent(number)
        if percent is not None and number.endswith("%"):
            return WeightMaximum(percent, AmountUnit.PERCENT, base, _base_min(base, rules))
        interval = find_interval(number, Convention())
        if interval is not None and interval.unit == "倍" and interval.range.low is not None:
            return WeightMaximum(interval.range.low, AmountUnit.TIMES, base, _base_min(base, rules))
        return None
    interval = find_interval(plain if "元" in plain else plain + "元", Convention())
    if interval is None or interval.unit != "元" or not interval.range.is_point or interval.range.low is None:
        return None
    return WeightMaximum(interval.range.low * FEN_PER_YUAN, AmountUnit.YUAN)


def _statutory_maximum(
    statutory: Sequence[Measure], subject: Subject | None, rules: str
) -> WeightMaximum | None:
    """The highest fine of the law, where there is one only for the subject (or for anybody)."""
    fines = [
        m for m in statutory if m.kind is MeasureKind.FINE and m.amount is not None and m.trigger is None
    ]
    fitting = [m for m in fines if m.subject is subject] or [m for m in fines if m.subject is None]
    if len(fitting) != 1 or fitting[0].amount is None or fitting[0].amount.high is None:
        return None
    fine, highest = fitting[0], fitting[0].amount.high
    if fine.unit is AmountUnit.YUAN:
        return WeightMaximum(highest, AmountUnit.YUAN)
    if fine.unit in {AmountUnit.TIMES, AmountUnit.PERCENT} and fine.base is not None:
        least = _base_min(fine.base, rules) if fine.base_min is None else fine.base_min
        return WeightMaximum(highest, fine.unit, fine.base, least)
    return None


def _base_min(base: str, rules: str) -> Fraction | None:
    """所需处置费用不足二十万元的，按二十万元计算: the smallest amount a base counts with, in 分."""
    found = re.search(
        rf"{re.escape(base)}不足(?P<below>[^,的]+?元)的?,?按(?:照)?(?P<least>[^,。;]+?元)", rules
    )
    if found is None:
        return None
    interval = find_interval(found["least"], Convention())
    return interval.range.low * FEN_PER_YUAN if interval and interval.range.low is not None else None


def subject_of_sum(name: str | None, whom: str) -> Subject | None:
    """Whom a sum is for: the formula's own words go before the heading of its group."""
    named = subject_of(whom) if whom else None
    return named or (subject_of(name) if name else None)
