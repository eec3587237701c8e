"""Facts in the officer's words → conditions chosen and quantities measured, each for its factor.

A value is first compared with the printed conditions and their alternatives; only what is none of them is
read as a quantity. Nothing is guessed: a name, unit or word that does not fit is refused with what would fit.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.errors import FactRefused
from standards_1023.quantities import EnteredQuantity, is_estimate, read_quantity
from standards_1023.text import matched
from standards_1023.units import UNITS, NotRepresentable, counts_things, scaled
from standards_1023.values import Condition, Factor, FactorKind, Instrument

if TYPE_CHECKING:
    from fractions import Fraction

    from rules.compilation import CompiledStandard
    from rules.things import Thing

SITUATION = "适用情形"
"""The name under which an officer says which group of a table applies (限期内改正, 逾期未改正)."""
_LONGEST = 2000
_UNKNOWN = frozenset({"查不清", "无法查清", "不能查清"})
_YES = frozenset({"是", "有"})
_NO = frozenset({"否", "无", "没有", "不是"})
_NO_BEGINNINGS = ("无", "否", "没", "未", "不")


@dataclass(frozen=True, slots=True)
class Given:
    """One fact: for which factor, what was written, and what it means (exactly one of the last three)."""

    factor: int
    entered: str
    chosen: frozenset[int] = frozenset()
    thing: Thing | None = None
    number: Fraction | None = None
    scaled: int | None = None
    unit: str | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """All facts of a case; `situations` are the values given for 适用情形."""

    given: tuple[Given, ...]
    situations: tuple[str, ...] = ()


def read_facts(
    compiled: CompiledStandard, instrument: Instrument, pairs: tuple[tuple[str, str], ...]
) -> CaseFacts:
    """Read (name, value) pairs; raises FactRefused for the first that cannot be taken as written."""
    given, situations = [], []
    for name, value in pairs:
        _refuse_overlong(name, value)
        factor = _find_factor(compiled, name)
        if factor is None:
            situations.append(value)
        else:
            given.append(_read(compiled, instrument, factor, value))
    return CaseFacts(tuple(dict.fromkeys(given)), tuple(dict.fromkeys(situations)))


def _refuse_overlong(name: str, value: str) -> None:
    """No printed condition is as long; what is, is not echoed either."""
    if len(name) > _LONGEST or len(value) > _LONGEST:
        raise FactRefused(
            name[:20], f"“{name[:20]}”填得太长（最多 {_LONGEST} 字）：请照表中的选项或者数量填写。"
        )


def _find_factor(compiled: CompiledStandard, name: str) -> int | None:
    """The index of the factor of this name, None for 适用情形."""
    index = compiled.vocabulary.factors.get(matched(name))
    if index is not None:
        return index
    if matched(name) == SITUATION:
        return None
    printed = [factor.name for factor in compiled.standard.factors]
    close = difflib.get_close_matches(name, printed, n=1, cutoff=0.4)
    also = f"是不是“{close[0]}”？" if close else ""
    which = "、".join(f"“{p}”" for p in printed) or "（没有要填的因素）"
    raise FactRefused(name, f"这项基准没有名为“{name}”的裁量因素，{also}它的因素是：{which}。")


def _read(compiled: CompiledStandard, instrument: Instrument, index: int, value: str) -> Given:
    if chosen := compiled.vocabulary.conditions[index].get(matched(value)):
        return Given(index, value, chosen=chosen)
    factor = compiled.standard.factors[index]
    if matched(value) in _UNKNOWN:
        if instrument.lowest_when_unknown is None:
            raise FactRefused(
                factor.name, f"“{factor.name}”查不清：裁量规定没有写明查不清时怎么处理，需要查清后再裁量。"
            )
        return Given(index, value, unknown=True)
    if chosen := _yes_or_no(factor, value):
        return Given(index, value, chosen=chosen)
    entered, things = read_quantity(value), compiled.things[index].all()
    if things and is_estimate(value):
        sure = f"请写查清的数，如 {_example(things[0])}；查不清的填“查不清”。"
        raise FactRefused(factor.name, f"“{factor.name}”的值“{value}”不是确定的数：{sure}")
    if entered is None or not things:
        raise FactRefused(factor.name, _no_such_option(compiled, index, value))
    return _measured(compiled, index, value, entered)


def _yes_or_no(factor: Factor, value: str) -> frozenset[int]:
    """是, 有, 否, 无 for a factor that asks yes or no in other words; only where one condition fits."""
    word = matched(value)
    if factor.kind is not FactorKind.YES_NO or word not in _YES | _NO:
        return frozenset()
    fits = frozenset(j for j, c in enumerate(factor.conditions) if _is_no(c) == (word in _NO))
    return fits if len(fits) == 1 else frozenset()


def _is_no(condition: Condition) -> bool:
    return matched(condition.text).startswith(_NO_BEGINNINGS)


def _measured(compiled: CompiledStandard, index: int, value: str, entered: EnteredQuantity) -> Given:
    factor, things = compiled.standard.factors[index], compiled.things[index].all()
    units = "、".join(dict.fromkeys(f"“{thing.unit}”" for thing in things))
    if entered.unit is None:
        raise FactRefused(factor.name, f"“{factor.name}”的值“{value}”没有写单位：本表用{units}。")
    same = [thing for thing in things if thing.dimension == UNITS[entered.unit].dimension]
    if not same:
        raise FactRefused(factor.name, f"“{factor.name}”的值“{value}”单位不对：本表用{units}。")
    if counts_things(entered.unit) and entered.number.denominator != 1:
        raise FactRefused(factor.name, f"“{factor.name}”的值“{value}”应当是整数。")
    if entered.number == 0 and (none := printed_none(factor)):
        return Given(index, value, chosen=none)
    thing = _thing(factor, same, entered, value)
    try:
        number = scaled(entered.number, entered.unit)
    except NotRepresentable as error:
        raise FactRefused(factor.name, f"“{factor.name}”：{error}") from error
    return Given(index, value, thing=thing, number=entered.number, scaled=number, unit=entered.unit)


def printed_none(factor: Factor) -> frozenset[int]:
    """Nought of something, where one condition says in words that there is none (无同类违法行为)."""
    fits = frozenset(
        j
        for j, c in enumerate(factor.conditions)
        if c.quantity is None and matched(c.text).startswith(("无", "没有"))
    )
    return fits if len(fits) == 1 else frozenset()


def _thing(factor: Factor, things: list[Thing], entered: EnteredQuantity, value: str) -> Thing:
    """The thing that was measured: named by the words before the number, or the only one of its dimension."""
    if entered.measured is not None:
        named = [thing for thing in things if thing.is_named_by(entered.measured)]
        if len(named) == 1:
            return named[0]
        if matched(entered.measured) == matched(factor.name) and len(things) == 1:
            return things[0]
    elif len(things) == 1:
        return things[0]
    labels = "、".join(f"“{thing.words or factor.name}”（{thing.unit}）" for thing in things)
    raise FactRefused(
        factor.name, f"“{factor.name}”的值“{value}”没有写清是哪一项：本表有{labels}，请把名称写在数字前面。"
    )


def _no_such_option(compiled: CompiledStandard, index: int, value: str) -> str:
    factor = compiled.standard.factors[index]
    for other, words in zip(compiled.standard.factors, compiled.vocabulary.conditions, strict=True):
        if other is not factor and matched(value) in words:
            return f"“{value}”是“{other.name}”的选项，不是“{factor.name}”的。"
    return f"“{factor.name}”没有“{value}”这一项，可以填：{'；'.join(may_be(compiled, index))}。"


def may_be(compiled: CompiledStandard, index: int, only: frozenset[str] | None = None) -> tuple[str, ...]:
    """What a factor may be, in words: its printed conditions with their cells (or some), and its units."""
    conditions = [
        f"{condition.text} [{condition.cell}]"
        for condition in compiled.standard.factors[index].conditions
        if only is None or condition.text in only
    ]
    units = [f"或者数量，如 {_example(thing)}" for thing in compiled.things[index].all()]
    return (*conditions, *units)


def _example(thing: Thing) -> str:
    return thing.words + thing.counted("2")
