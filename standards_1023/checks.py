"""Checks on what a table says: range, order, gaps and overlaps, law, duplicates. Each names its cell."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from standards_1023.numerals import decimal_text
from standards_1023.text import matched
from standards_1023.units import UNITS, counts_things
from standards_1023.values import (
    FEN_PER_YUAN,
    AmountUnit,
    Convention,
    Measure,
    MeasureKind,
    Model,
    Problem,
    ProblemSeverity,
    Range,
    Subject,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from standards_1023.values import Factor, Quantity, Row, Standard


_PERSONS = {Subject.INDIVIDUAL, Subject.RESPONSIBLE_PERSON}


def check_standards(standards: Sequence[Standard], convention: Convention) -> list[Problem]:
    """Every problem that the values themselves show, in the order of the workbook."""
    problems: list[Problem] = []
    for standard in standards:
        problems += check_statutory_range(standard)
        problems += check_order(standard)
        problems += check_conditions(standard, convention)
        problems += check_bands(standard)
        problems += check_rows(standard)
        if not standard.basis:
            problems.append(_problem(standard, standard.cell, "没有写出处罚依据的法条，请补填。"))
    return problems + list(check_duplicates(standards))


def amount_text(measure: Measure) -> str:
    """A measure's amount for people: 2万元以上5万元以下 as 20000–50000 元; 1–1.5 倍; 1000 元/平方米."""
    if measure.amount is None:
        return "未写数额"
    bounds = measure.amount
    low, high = (None if b is None else _shown(measure, b) for b in (bounds.low, bounds.high))
    if bounds.is_point:
        numbers = str(low)
    else:
        numbers = f"{low}–{high}" if low and high else f"{high} 以下" if high else f"{low} 以上"
    units = {"times": "倍", "percent": "%", "yuan": "元", "yuan_per": f"元/{measure.per}"}
    unit = units[measure.unit or AmountUnit.YUAN]
    return f"{measure.base or ''}{numbers} {unit}"


def _shown(measure: Measure, bound: Fraction) -> str:
    money = measure.unit is not None and measure.unit.is_money
    return decimal_text(bound / FEN_PER_YUAN if money else bound)


def _problem(
    standard: Standard, cell: str, message: str, severity: ProblemSeverity = ProblemSeverity.WARNING
) -> Problem:
    return Problem(standard.sheet, cell, severity, f"{standard.code} {message}")


def check_statutory_range(standard: Standard) -> Iterator[Problem]:
    """A printed fine outside every statutory fine of its kind is an error at its cell."""
    for row in standard.rows:
        for measure in row.measures:
            fitting = comparable_fines(standard, measure)
            if not fitting or measure.amount is None:
                continue
            if any(_named_bounds_within(measure.amount, fine.amount) for fine in fitting if fine.amount):
                continue
            allowed = "；".join(amount_text(fine) for fine in fitting)
            yield _problem(
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
        and _same_base(m.base, measure.base)
    ]
    same = [m for m in fines if m.subject is measure.subject]
    if not same and measure.subject in _PERSONS:
        same = [m for m in fines if m.subject in _PERSONS]  # tables write 对个人 for responsible persons too
    if same:
        return same
    anybody = [m for m in fines if m.subject is None]
    return anybody or (fines if measure.subject is None else [])


def _same_base(one: str | None, other: str | None) -> bool:
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


def check_order(standard: Standard) -> Iterator[Problem]:
    """Within one factor, the others equal, a later (heavier) condition never has a lighter band.

    A table may run from heavy to light: the direction of each factor is what most of its steps show.
    """
    for factor in standard.factors:
        order = {c.text: n for n, c in enumerate(factor.conditions)}
        steps: list[tuple[Row, Row, int]] = []
        for rows in _rows_by_other_factors(standard, factor).values():
            ordered = sorted(rows, key=lambda r: order[dict(r.when)[factor.name]])
            for lighter, heavier in pairwise(ordered):
                if (sign := _compare(lighter, heavier)) is not None:
                    steps.append((lighter, heavier, sign))
        rising = sum(sign > 0 for *_, sign in steps)
        falling = sum(sign < 0 for *_, sign in steps)
        if not rising or not falling:
            continue
        direction = 1 if rising >= falling else -1
        for before, after, sign in steps:
            if sign * direction < 0:
                row = after if direction > 0 else before
                other = before if direction > 0 else after
                sentence = f"处罚比较轻情节（{other.cell}）还轻：较重的事实反而处罚较轻，请核对。"
                yield _problem(standard, row.cell, sentence)


def _rows_by_other_factors(standard: Standard, factor: Factor) -> dict[tuple[object, ...], list[Row]]:
    result: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in standard.rows:
        when = dict(row.when)
        if factor.name in when and not factor.condition(when[factor.name]).spanning:
            others = tuple(sorted((k, v) for k, v in when.items() if k != factor.name))
            result[others, row.group].append(row)
    return result


def _compare(one: Row, other: Row) -> int | None:
    """1 where the other row's fine is heavier, -1 where lighter, 0 where equal, None where not comparable."""
    for measure in one.measures:
        for against in other.measures:
            if measure.kind is not MeasureKind.FINE or against.kind is not MeasureKind.FINE:
                continue
            key = (measure.unit, measure.base, measure.per, measure.subject, measure.trigger)
            if key != (against.unit, against.base, against.per, against.subject, against.trigger):
                continue
            if measure.amount is None or against.amount is None:
                continue
            return _direction(measure.amount, against.amount)
    return None


def _direction(one: Range, other: Range) -> int:
    low = _sign(other.low or Fraction(0), one.low or Fraction(0))
    high = 0 if one.high is None or other.high is None else _sign(other.high, one.high)
    return low or high if low == high or 0 in {low, high} else 0


def _sign(a: Fraction, b: Fraction) -> int:
    return (a > b) - (a < b)


def check_conditions(standard: Standard, convention: Convention) -> Iterator[Problem]:
    """Gaps and overlaps between the numeric conditions of a factor, each group of rows for itself."""
    for factor in standard.factors:
        for texts in _texts_by_group(standard, factor):
            for (_, dimension), quantities in _quantities(factor, texts).items():
                for cell, fault in _faults(quantities, convention, whole=counts_things(dimension)):
                    yield _problem(standard, cell, f"「{factor.name}」的条件与相邻档次之间{fault}，请核对。")


def _texts_by_group(standard: Standard, factor: Factor) -> list[set[str]]:
    """The conditions of a factor that stand side by side: those of one group of rows."""
    if not standard.rows:
        return [{c.text for c in factor.conditions}]
    groups: dict[str | None, set[str]] = defaultdict(set)
    for row in standard.rows:
        for name, text in row.when:
            if name == factor.name:
                groups[row.group].add(text)
    return list(groups.values())


def _quantities(factor: Factor, texts: set[str]) -> dict[tuple[str | None, str], list[tuple[Range, str]]]:
    """The intervals of a factor's conditions by what they measure, in one unit, with their cells."""
    result: dict[tuple[str | None, str], list[tuple[Range, str]]] = defaultdict(list)
    for condition in factor.conditions:
        for alternative in condition.alternatives if condition.text in texts else ():
            if (quantity := alternative.quantity) is not None:
                key = (quantity.measured, UNITS[quantity.unit].dimension)
                result[key].append((_in_smallest_unit(quantity), condition.cell))
    return result


def _in_smallest_unit(quantity: Quantity) -> Range:
    size = UNITS[quantity.unit].size
    bounds = quantity.range
    return Range(
        None if bounds.low is None else bounds.low * size,
        None if bounds.high is None else bounds.high * size,
        bounds.low_included,
        bounds.high_included,
    )


def _faults(
    quantities: list[tuple[Range, str]], convention: Convention, *, whole: bool
) -> Iterator[tuple[str, str]]:
    """(cell, what is wrong) going up the intervals: each is held against the one that reaches furthest."""
    ordered = sorted(quantities, key=lambda pair: (pair[0].low is not None, pair[0].low or Fraction(0)))
    reach: Range | None = None
    for bounds, cell in ordered:
        if reach is not None and (fault := _between(reach, bounds, convention, whole=whole)):
            yield cell, fault
        if reach is None or bounds.high is None or (reach.high is not None and bounds.high >= reach.high):
            reach = bounds


def _between(before: Range, after: Range, convention: Convention, *, whole: bool) -> str | None:
    """What is wrong between two intervals in rising order: a gap, an overlap, or nothing."""
    if before.high is None or after.low is None:
        return "有重叠"
    high, low = before.high, after.low
    if whole:
        last = high if before.high_included else high - 1
        first = low if after.low_included else low + 1
        if first > last + 1:
            return "有空档"
        return "有重叠" if first < last or (first == last and not convention.below_included) else None
    if low > high or (low == high and not before.high_included and not after.low_included):
        return "有空档"
    if low < high:
        return "有重叠"
    both = before.high_included and after.low_included
    return "有重叠" if both and not convention.below_included else None


def check_bands(standard: Standard) -> Iterator[Problem]:
    """Gaps and overlaps between the fines of neighbouring grades of a grade list (fixed amounts apart)."""
    if standard.model is not Model.GRADES:
        return
    fines: dict[tuple[object, ...], list[tuple[Range, Row]]] = defaultdict(list)
    for row in standard.rows:
        for measure in row.measures:
            if measure.kind is MeasureKind.FINE and measure.amount is not None and measure.computed:
                key = (row.group, measure.subject, measure.unit, measure.base, measure.per, measure.trigger)
                fines[key].append((measure.amount, row))
    for ranges in fines.values():
        distinct = list({(r.low, r.high): (r, row) for r, row in ranges}.values())
        ordered = sorted(distinct, key=lambda pair: (pair[0].low or Fraction(0), pair[0].high or Fraction(0)))
        for (before, _), (after, row) in pairwise(ordered):
            if before.is_point or after.is_point or before.high is None or after.low is None:
                continue
            if after.low > before.high:
                yield _problem(standard, row.cell, "与上一档的罚款幅度之间有空档，请核对。")
            elif after.low < before.high:
                yield _problem(standard, row.cell, "与上一档的罚款幅度重叠，请核对。")


def check_rows(standard: Standard) -> Iterator[Problem]:
    """Two rows for the same conditions cannot both apply: an error at both cells."""
    seen: dict[tuple[object, ...], Row] = {}
    for row in standard.rows:
        key = (row.group, *sorted((name, matched(text)) for name, text in row.when))
        if key not in seen:
            seen[key] = row
        elif seen[key].measures != row.measures:
            for cell, other in ((seen[key].cell, row.cell), (row.cell, seen[key].cell)):
                sentence = f"与 {other} 的条件相同而处罚不同，不能确定适用哪一个。"
                yield _problem(standard, cell, sentence, ProblemSeverity.ERROR)


def check_duplicates(standards: Sequence[Standard]) -> Iterator[Problem]:
    """The same violation twice, or the same code twice in a sheet."""
    violations: dict[tuple[str, tuple[str, ...]], Standard] = {}
    codes: dict[tuple[str, str], Standard] = {}
    for standard in standards:
        code = (standard.sheet, matched(standard.code))
        if code in codes:
            yield _problem(standard, standard.cell, f"编号与 {codes[code].cell} 重复。")
        codes.setdefault(code, standard)
        if not standard.violation:
            yield _problem(standard, standard.cell, "没有读到违法行为的名称，请补填。")
            continue
        key = (matched(standard.violation), standard.basis)
        if key in violations:
            first = violations[key]
            place = f"{first.code}（{first.sheet}!{first.cell}）"
            yield _problem(standard, standard.cell, f"违法行为与 {place}重复。")
        violations.setdefault(key, standard)
