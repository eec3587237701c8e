"""What the desk asks about a standard: its factors, groups, bases, quantities and circumstances, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.environment_law import under_environment_law
from rules.groups import groups_of, side_by_side
from standards_1023.values import AmountUnit, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.circumstances import Circumstance
    from rules.compilation import CompiledStandard
    from rules.drivers import Drivers
    from rules.groups import Group
    from standards_1023.editions import DepartmentWorkbook
    from standards_1023.values import Instrument, Measure, Standard

BASE = "基数"
"""What people call a base that the table does not name."""


@dataclass(frozen=True, slots=True)
class Question:
    """A standard with all that may be entered for it."""

    standard: Standard
    instrument: Instrument
    compiled: CompiledStandard
    situations: tuple[tuple[Group, ...], ...]
    bases: tuple[str, ...]
    units: tuple[str, ...]
    circumstances: tuple[Circumstance, ...]
    for_persons: bool


def question_of(kept: DepartmentWorkbook, standard: Standard, drivers: Drivers) -> Question:
    """Raises TableUnusable where a table cannot be compiled."""
    measures = list(_measures(standard))
    subjects = {m.subject for m in measures} | {group.subject for group in standard.weights}
    return Question(
        standard,
        kept.workbook.instrument,
        drivers.compiled(standard),
        tuple(s for s in side_by_side(groups_of(standard)) if len(s) > 1),
        tuple(dict.fromkeys(_bases(standard, measures))),
        tuple(dict.fromkeys(_units(measures))),
        tuple(_circumstances(kept, standard, drivers)),
        Subject.RESPONSIBLE_PERSON in subjects,
    )


def _measures(standard: Standard) -> Iterator[Measure]:
    for row in standard.rows:
        yield from row.measures
    yield from standard.statutory


def _bases(standard: Standard, measures: list[Measure]) -> Iterator[str]:
    """What a fine of the standard is a share or multiple of, and the money that its steps measure."""
    for measure in measures:
        if measure.unit is not None and measure.unit.needs_base and measure.amount is not None:
            yield measure.base or BASE
        if measure.applies is not None and measure.applies.measured is not None:
            yield measure.applies.measured
    for group in standard.weights:
        if group.maximum is not None and group.maximum.unit.needs_base:
            yield group.maximum.base or BASE


def _units(measures: list[Measure]) -> Iterator[str]:
    for measure in measures:
        if measure.unit is AmountUnit.YUAN_PER:
            yield from (measure.per or "单位").split("/")


def _circumstances(kept: DepartmentWorkbook, standard: Standard, drivers: Drivers) -> Iterator[Circumstance]:
    """Those that can be law for this violation."""
    rules, environment = drivers.grounds(kept.workbook.instrument), under_environment_law(standard)
    for circumstance in rules.circumstances.values():
        own = rules.own.get(circumstance.code)
        elsewhere = own is not None and own.standards and standard.code not in own.standards
        if circumstance.given and not elsewhere and (environment or not circumstance.environment_only):
            yield circumstance
