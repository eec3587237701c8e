"""The measures of a row for a party: multiplied with base or quantity, and held to the statute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.amounts import in_money, needs, yuan
from rules.errors import NoRowFound
from rules.reasons import Reason
from rules.statutory import clamped, refuse_outside
from standards_1023.values import FEN_PER_YUAN, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.amounts import Multipliers
    from rules.case_input import Party
    from standards_1023.values import Measure, Row, Standard


def applies_to(measure: Measure, party: Party | None) -> bool:
    """Whether a measure can be for this party."""
    return party is None or measure.subject is None or measure.subject in party.subjects


def measures_of_row(
    standard: Standard, row: Row, party: Party | None, multipliers: Multipliers
) -> tuple[tuple[Measure, ...], tuple[Reason, ...]]:
    """The measures after all adjustments, and the reasons for each adjustment."""
    measures: list[Measure] = []
    found: list[Reason] = []
    for printed in row.measures:
        if not applies_to(printed, party):
            continue
        if (excluded := _excluded(printed, multipliers)) is not None:
            found.append(Reason(excluded, f"{standard.sheet}!{row.cell}"))
            continue
        if printed.kind is MeasureKind.FINE:
            refuse_outside(standard, printed, row.cell)
        money, words = in_money(printed, multipliers)
        after = clamped(standard, printed, money, multipliers)
        measures.append(after.measure)
        found += _reasons(standard, row, printed, words, after.reason)
    if found and not measures:
        raise NoRowFound(f"{standard.sheet}!{row.cell} 没有一种处罚适用于所填的基数：{found[0].text}")
    found += _one_of(measures, f"{standard.sheet}!{row.cell}")
    return tuple(measures), tuple(found)


def _one_of(measures: list[Measure], place: str) -> Iterator[Reason]:
    """Several fines for one subject, each under its own condition, do not go together."""
    fines = [m for m in measures if m.kind is MeasureKind.FINE]
    for subject in dict.fromkeys(m.subject for m in fines):
        triggers = list(dict.fromkeys(m.trigger for m in fines if m.subject is subject and m.trigger))
        if len(triggers) > 1:
            named = "、".join(f"“{trigger}”" for trigger in triggers)
            yield Reason(f"这一格按{named}分别规定了罚款：请按查明的情形适用其中一种，不得并用。", place)


def _excluded(printed: Measure, multipliers: Multipliers) -> str | None:
    """Why a measure for 违法所得一万元以上的 does not apply to the base that was given; None where it may."""
    applies = printed.applies
    if applies is None or applies.measured is None:
        return None
    base = multipliers.base_named(applies.measured)
    if base is None or applies.range.contains(base / FEN_PER_YUAN):
        return None
    return f"{applies.measured}{yuan(base)}不属于“{printed.trigger}”：“{printed.text}”不适用。"


def _reasons(
    standard: Standard, row: Row, printed: Measure, multiplication: str | None, clamp: str | None
) -> Iterator[Reason]:
    place = f"{standard.sheet}!{row.cell}"
    if not printed.computed:
        text = f"“{printed.text}”中的递增部分没有计算：请在幅度内按原文人工计算。"
        yield Reason(text, place)
    if multiplication is not None:
        yield Reason(f"罚款数额：{multiplication}", place)
    elif option := needs(printed):
        yield Reason(f"“{printed.text}”按原文列出；用“{option}”给出后可算出数额。", place)
    if clamp is not None:
        yield Reason(clamp, "、".join(standard.basis) or place)
