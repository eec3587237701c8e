"""What changed from one edition to another: by standard, factor, band and article."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from standards_1023.amount_text import amount_text
from standards_1023.numerals import decimal_text
from standards_1023.paired_standards import paired_standards
from standards_1023.text import matched
from standards_1023.values import Measure, MeasureKind, Range, WeightGroup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Factor, Row, Standard, WeightOption


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, in the words of the tables, None where there is nothing; `cells` are their places.

    `what` is standard, code, violation, model, article, violated, statutory, factor, band, weight, settings,
    notes. `standard` is the name in the later edition, or the one that is there.
    """

    department: str
    standard: str
    what: str
    before: str | None
    after: str | None
    cells: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a standard: its words, its cell, what was read of it besides, and its text as printed."""

    words: str
    cell: str
    read: object = None
    printed: str = ""


_READ_ANEW = "（文字相同，读法不同）"
READ_ALIKE = "（文字不同，读法相同）"
"""Behind the later words of a row whose measures are those of the earlier one."""
_STOPS = re.compile(r"[,.;:、。\s]")


def diff(before: Edition, after: Edition) -> list[Change]:
    """All differences, in the order of departments and of their tables; equal editions give none."""
    return [
        change
        for department, one, other in differing_workbooks(before, after)
        for change in _department(department, one, other)
    ]


def differing_workbooks(
    before: Edition, after: Edition
) -> Iterator[tuple[str, DepartmentWorkbook | None, DepartmentWorkbook | None]]:
    """The departments whose workbooks do not say the same, with both; None where there is none."""
    for department in dict.fromkeys(k.department for k in (*before.workbooks, *after.workbooks)):
        one, other = before.workbook_of(department), after.workbook_of(department)
        if one is None or other is None or one.digest != other.digest:
            yield department, one, other


def _department(
    department: str, one: DepartmentWorkbook | None, other: DepartmentWorkbook | None
) -> Iterator[Change]:
    if one is not None and other is not None and one.workbook.instrument != other.workbook.instrument:
        # The settings as they are stored: a change of convention moves every band's edge.
        yield Change(department, "", "settings", str(one.workbook.instrument), str(other.workbook.instrument))
    for name, old, new in paired_standards(one, other):
        yield from diff_standard(department, name, old, new)


def diff_standard(department: str, name: str, old: Standard | None, new: Standard | None) -> Iterator[Change]:
    """The differences of one standard, None where an edition does not have it."""
    if old is None or new is None:
        there = old or new
        if there is not None:
            words = (there.violation if old else None, there.violation if new else None)
            cells = (_at(old, there.cell) if old else None, _at(new, there.cell) if new else None)
            yield Change(department, name, "standard", *words, cells)
        return
    whole = (_at(old, old.cell), _at(new, new.cell))
    if old.code != new.code:
        yield Change(department, name, "code", old.code, new.code, whole)
    if matched(old.violation) != matched(new.violation):
        yield Change(department, name, "violation", old.violation, new.violation, whole)
    laws = _measures(old.statutory), _measures(new.statutory)
    anew = _READ_ANEW if laws[0] == laws[1] and old.statutory != new.statutory else ""
    for what, a, b in (
        ("model", old.model.value, new.model.value),
        ("article", "；".join(old.basis), "；".join(new.basis)),
        ("violated", "；".join(old.violated), "；".join(new.violated)),
        ("statutory", laws[0], laws[1] + anew),
        ("notes", old.notes, new.notes),
    ):
        if a != b:
            yield Change(department, name, what, a or None, b or None, whole)
    yield from _parts(department, name, "factor", _factors(old), _factors(new))
    yield from _parts(department, name, "band", _bands(old), _bands(new))
    yield from _parts(department, name, "weight", _weights(old), _weights(new))


def _parts(
    department: str, name: str, what: str, old: Mapping[str, _Part], new: Mapping[str, _Part]
) -> Iterator[Change]:
    """Parts by their key; equal words that are read as something else are a change as well."""
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key), new.get(key)
        words = _differing(before, after)
        if words is not None:
            said = [text if text is None else f"{key}：{text}" for text in words]
            cells = (before.cell if before else None, after.cell if after else None)
            yield Change(department, name, what, said[0], said[1], cells)


def _differing(before: _Part | None, after: _Part | None) -> tuple[str | None, str | None] | None:
    """The words of both sides where they differ in any way, None where they do not."""
    if before is None or after is None:
        return (before.words if before else None, after.words if after else None)
    if before.words != after.words:
        return before.words, after.words
    if before.read != after.read:
        return before.words, after.words + _READ_ANEW
    if not same_words(before.printed, after.printed):
        return before.printed, after.printed + READ_ALIKE
    return None


def same_words(one: str, other: str) -> bool:
    """Whether two printed texts say the same: stops, list marks and a final 的 apart."""
    return one == other or _STOPS.sub("", matched(one)) == _STOPS.sub("", matched(other))


def _factors(standard: Standard) -> dict[str, _Part]:
    return {
        f.name: _Part(_factor_words(f), _at(standard, f.cell or standard.cell), _without_cells(f))
        for f in standard.factors
    }


def _without_cells(factor: Factor) -> Factor:
    conditions = tuple(replace(condition, cell="") for condition in factor.conditions)
    return replace(factor, cell="", conditions=conditions)


def _factor_words(factor: Factor) -> str:
    return "｜".join(condition.text for condition in factor.conditions)


def _bands(standard: Standard) -> dict[str, _Part]:
    return {
        key: _Part(_measures(row.measures), _at(standard, row.cell), row.measures, row.text)
        for key, row in rows_by_key(standard).items()
    }


def rows_by_key(standard: Standard) -> dict[str, Row]:
    """The rows by what tells them apart: group, grade and conditions, as `Change` names them."""
    found: dict[str, Row] = {}
    for row in standard.rows:
        found[_unused(found, _row_key(row))] = row
    return found


def _row_key(row: Row) -> str:
    named = [row.group, row.grade, *(f"{factor}={text}" for factor, text in row.when)]
    return "，".join(text for text in named if text) or "（无条件）"


def _weights(standard: Standard) -> dict[str, _Part]:
    return {
        key: _Part(_formula(one), _at(standard, one.start_cell or standard.cell), one.subject)
        if isinstance(one, WeightGroup)
        else _Part(f"{decimal_text(one.percent)}%", _at(standard, one.cell))
        for key, one in weights_by_key(standard).items()
    }


def weights_by_key(standard: Standard) -> dict[str, WeightGroup | WeightOption]:
    """The weighted sums and their options by what tells them apart, as `Change` names them."""
    found: dict[str, WeightGroup | WeightOption] = {}
    for group in standard.weights:
        head = group.group or "权重"
        found[_unused(found, head)] = group
        for option in group.options:
            found[_unused(found, f"{head}，{option.factor}={option.option}")] = option
    return found


def _formula(group: WeightGroup) -> str:
    """起点10%，没有下限，上限100%，合计乘以 50000 元."""
    limits = (("起点", group.start_percent), ("下限", group.floor_percent), ("上限", group.cap_percent))
    said = [f"没有{name}" if n is None else f"{name}{decimal_text(n)}%" for name, n in limits]
    most = group.maximum
    if most is None:
        return "，".join([*said, "没有写合计乘以多少"])
    amount = Range(most.amount, most.amount)
    times = Measure(
        MeasureKind.FINE, "", unit=most.unit, amount=amount, base=most.base, base_min=most.base_min
    )
    return "，".join([*said, f"合计乘以 {amount_text(times)}"])


def _unused(found: Mapping[str, object], key: str) -> str:
    """The key, counted where a table prints it twice."""
    count, plain = 2, key
    while key in found:
        key, count = f"{plain}（{count}）", count + 1
    return key


def _measures(measures: Sequence[Measure]) -> str:
    """Measures in their printed words with what was read of them: two readings of one text differ as well."""
    return "；".join(f"{m.text}（{_read(m)}）" for m in measures)


def _read(measure: Measure) -> str:
    amount = measure.amount
    whom = [measure.subject.value] if measure.subject else []
    if amount is None:
        return "，".join([measure.kind.value, *whom])
    ends = "".join("含" if included else "不含" for included in (amount.low_included, amount.high_included))
    return "，".join([measure.kind.value, *whom, amount_text(measure), ends])


def _at(standard: Standard, cell: str) -> str:
    return f"{standard.sheet}!{cell}"
