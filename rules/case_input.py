"""What an officer gives: facts, bases, quantities, dates and the kind of party; and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rules.errors import FactRefused
from standards_1023.quantities import read_quantity
from standards_1023.text import matched
from standards_1023.units import counts_things, find_unit
from standards_1023.values import FEN_PER_YUAN, Subject

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction


class Party(StrEnum):
    """当事人: whom the decision is about."""

    CITIZEN = "公民"
    SELF_EMPLOYED = "个体工商户"
    UNIT = "单位"

    @property
    def subjects(self) -> frozenset[Subject]:
        """The subjects of measures that can apply: a unit's case also reaches its responsible persons."""
        if self is Party.UNIT:
            return frozenset({Subject.UNIT, Subject.RESPONSIBLE_PERSON})
        return frozenset({Subject.INDIVIDUAL})


@dataclass(frozen=True, slots=True)
class CaseInput:
    """The case as it was entered: (name, value) pairs in the officer's words, and dates.

    `act_date` is the day of the act (the end of a continuing one), `decision_date` that of the decision;
    `dates` are further days by name (DATE_NAMES). `circumstances` are codes, with 「@责任人员」 behind them
    where they are said of somebody else than the party.
    """

    facts: tuple[tuple[str, str], ...] = ()
    bases: tuple[tuple[str, str], ...] = ()
    quantities: tuple[tuple[str, str], ...] = ()
    act_date: date | None = None
    decision_date: date | None = None
    party: Party | None = None
    circumstances: tuple[str, ...] = ()
    dates: tuple[tuple[str, date], ...] = ()

    def day(self, name: str) -> date | None:
        """The day given under one of DATE_NAMES, or None."""
        return dict(self.dates).get(name)


BIRTH = "出生日期"
DISCOVERED = "发现日期"
ORDER_SERVED = "责令改正送达日期"
RECHECKED = "复查日期"
ORIGINAL_FINE = "原罚款数额"
"""The base of a daily fine; no other fine is a multiple of it."""
DATE_NAMES = (BIRTH, DISCOVERED, ORDER_SERVED, RECHECKED)


def read_base_fen(name: str, value: str) -> Fraction:
    """A base in 分 from what was written: 80000, 8万元. Only positive money is taken."""
    entered = read_quantity(value)
    if entered is None or entered.unit not in {None, "元"} or entered.measured is not None:
        raise FactRefused(name, f"基数“{name}”的值“{value}”不是金额：请写成 80000 或者 8万元。")
    if entered.number <= 0:
        raise FactRefused(name, f"基数“{name}”必须大于零。")
    return entered.number * FEN_PER_YUAN


def read_count_of_units(name: str, value: str) -> Fraction:
    """A number of units from what was written: 3, 4.5 (平方米), 3处. Positive; counted things are whole."""
    entered = read_quantity(value)
    unit = find_unit(matched(name))
    if entered is None or entered.measured is not None or not _agrees(entered.unit, name):
        raise FactRefused(name, f"数量“{name}”的值“{value}”不是以“{name}”计的数：请写成 3 或者 3{name}。")
    if entered.number <= 0:
        raise FactRefused(name, f"数量“{name}”必须大于零。")
    if unit is not None and counts_things(unit.name) and entered.number.denominator != 1:
        raise FactRefused(name, f"数量“{name}”必须是整数。")
    return entered.number


def _agrees(unit: str | None, name: str) -> bool:
    if unit is None:
        return True
    named = find_unit(matched(name))
    return named.name == unit if named else matched(name).startswith(unit)


def check_dates(case: CaseInput) -> None:
    """A decision cannot lie before the act, nor before what it rests on was found out."""
    if case.act_date and case.decision_date and case.decision_date < case.act_date:
        raise FactRefused(
            "决定日期", f"决定日期 {case.decision_date} 早于行为日期 {case.act_date}：请核对两个日期。"
        )
    for name in (DISCOVERED, ORDER_SERVED, RECHECKED):
        day = case.day(name)
        if day and case.decision_date and case.decision_date < day:
            raise FactRefused("决定日期", f"决定日期 {case.decision_date} 早于{name} {day}：请核对两个日期。")
