"""A workbook of standards as the JSON of `cailiang parse` (its keys are a contract with other programs).

Money is shown in yuan, a number without a finite decimal as a fraction string; None is JSON's null.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from standards_1023.numerals import plain_number
from standards_1023.values import FEN_PER_YUAN, AmountUnit

if TYPE_CHECKING:
    from fractions import Fraction

    from standards_1023.values import (
        Condition,
        Factor,
        Measure,
        Problem,
        Quantity,
        RecognisedColumn,
        Row,
        Standard,
        StandardsWorkbook,
        WeightGroup,
        WeightMaximum,
        WeightOption,
    )

Number = int | float | str | None
Json = dict[str, object]


def workbook_json(workbook: StandardsWorkbook) -> Json:
    """The whole workbook."""
    convention = workbook.instrument.convention
    return {
        "workbook": workbook.name,
        "sha256": workbook.sha256,
        "convention": {"below_included": convention.below_included, "source": convention.source},
        "standards": [standard_json(standard) for standard in workbook.standards],
        "problems": [problem_json(problem) for problem in workbook.problems],
        "columns": [_column_json(column) for column in workbook.columns],
    }


def _column_json(column: RecognisedColumn) -> Json:
    """What a column was taken for, and how sure that is (0–100)."""
    return {
        "sheet": column.sheet,
        "row": column.header_row,
        "column": column.column,
        "heading": column.heading,
        "role": column.role,
        "score": column.score,
    }


def standard_json(standard: Standard) -> Json:
    """One standard."""
    return {
        "sheet": standard.sheet,
        "code": standard.code,
        "violation": standard.violation,
        "basis": list(standard.basis),
        "violated": list(standard.violated),
        "statutory": [measure_json(measure) for measure in standard.statutory],
        "model": standard.model.value,
        "factors": [_factor_json(factor) for factor in standard.factors],
        "rows": [_row_json(row) for row in standard.rows],
        "weights": [_weights_json(group) for group in standard.weights] or None,
        "notes": standard.notes,
    }


def problem_json(problem: Problem) -> Json:
    """One problem at its cell."""
    return {
        "sheet": problem.sheet,
        "cell": problem.cell,
        "severity": problem.severity.value,
        "message": problem.message,
    }


def measure_json(measure: Measure) -> Json:
    """One measure; without an amount its limits, their inclusion and its unit are null.

    `computed` stands only where it is false: a formula or limit of the text was not worked out; `base_min`
    (yuan) only where a smaller base counts as this much.
    """
    amount = measure.amount
    shown: Json = {
        "kind": measure.kind.value,
        "subject": measure.subject.value if measure.subject else None,
        "min": number_json(amount.low, measure.unit) if amount else None,
        "max": number_json(amount.high, measure.unit) if amount else None,
        "min_included": amount.low_included if amount else None,
        "max_included": amount.high_included if amount else None,
        "unit": measure.unit.value if measure.unit else None,
        "base": measure.base,
        "per": measure.per,
        "optional": measure.optional,
        "trigger": measure.trigger,
        "text": measure.text,
    }
    if measure.base_min is not None:
        shown["base_min"] = number_json(measure.base_min, AmountUnit.YUAN)
    return shown if measure.computed else {**shown, "computed": False}


def number_json(number: Fraction | None, unit: AmountUnit | None) -> Number:
    """A limit as its unit says: 分 become yuan."""
    if number is None:
        return None
    return _yuan(number) if unit is not None and unit.is_money else plain_number(number)


@lru_cache(maxsize=4096)  # the limits of tables come again and again
def _yuan(fen: Fraction) -> Number:
    return plain_number(fen / FEN_PER_YUAN)


def _factor_json(factor: Factor) -> Json:
    return {
        "name": factor.name,
        "axis": factor.axis.value if factor.axis else None,
        "kind": factor.kind.value,
        "conditions": [_condition_json(condition) for condition in factor.conditions],
    }


def _condition_json(condition: Condition) -> Json:
    """A condition with its limits; several ways to meet it stand under `any_of`."""
    several = condition.alternatives if condition.quantity is None else ()
    return {
        "option": condition.text,
        **_quantity_json(condition.quantity),
        "any_of": [{"option": a.text, **_quantity_json(a.quantity)} for a in several],
        "cell": condition.cell,
    }


def _quantity_json(quantity: Quantity | None) -> Json:
    """Limits, unit, what is measured and in which period; null where nothing could be read."""
    limits = quantity.range if quantity else None
    return {
        "min": number_json(limits.low, None) if limits else None,
        "max": number_json(limits.high, None) if limits else None,
        "min_included": limits.low_included if limits else None,
        "max_included": limits.high_included if limits else None,
        "unit": quantity.unit if quantity else None,
        "measured": quantity.measured if quantity else None,
        "period": quantity.period if quantity else None,
    }


def _row_json(row: Row) -> Json:
    return {
        "row": row.row,
        "cell": row.cell,
        "when": dict(row.when),
        "grade": row.grade,
        "group": row.group,
        "text": row.text,
        "measures": [measure_json(measure) for measure in row.measures],
    }


def _weights_json(group: WeightGroup) -> Json:
    return {
        "group": group.group,
        "subject": group.subject.value if group.subject else None,
        "start_percent": number_json(group.start_percent, None),
        "floor_percent": number_json(group.floor_percent, None),
        "cap_percent": number_json(group.cap_percent, None),
        "options": [_option_json(option) for option in group.options],
        "maximum": _maximum_json(group.maximum) if group.maximum else None,
    }


def _option_json(option: WeightOption) -> Json:
    return {
        "factor": option.factor,
        "option": option.option,
        "percent": number_json(option.percent, None),
        "row": option.row,
    }


def _maximum_json(maximum: WeightMaximum) -> Json:
    amount = number_json(maximum.amount, maximum.unit)
    return {
        "min": amount,
        "max": amount,
        "unit": maximum.unit.value,
        "base": maximum.base,
        "base_min": number_json(maximum.base_min, AmountUnit.YUAN),
    }
