"""Cases over all generated standards at random, from a fixed seed: each can be answered, none is asked twice.

Facts: of the measured factors four of five are given as a number with its unit, the others and all options in the
printed words; bases and numbers of things where the fine is counted by them.  Half of the cases name a party and
half the dates of act and decision.  Three in ten have circumstances, so that the general rules run: chains that end
in 可以不予处罚 or 不予处罚, one or two grounds for 从轻, 减轻 or 从重, and the instrument's own ground where it has one;
one in ten of these also has the day of discovery (limitation).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from rules.case_input import DISCOVERED, CaseInput, Party
from standards_1023.units import counts_things
from standards_1023.values import AmountUnit, Subject
from tests.bench.generated_standards import SEED

if TYPE_CHECKING:
    from standards_1023.values import Condition, Factor, Quantity, Standard
    from tests.bench.generated_standards import Generated

CHAINS = (
    ("first_offence", "slight_harm", "corrected_in_time"),
    ("first_offence", "no_harm", "corrected_in_time"),
    ("minor_act", "no_harm", "corrected_in_time"),
    ("disclosed_lighter",),
    ("harm_reduced_lighter", "corrected_in_time"),
    ("disclosed_mitigated",),
    ("merit_mitigated", "harm_reduced_lighter"),
    ("coerced_mitigated",),
    ("emergency",),
    ("emergency", "disclosed_lighter"),
    ("serious", "first_offence"),
)
_FIRST_DAY = date(2022, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """One case and the standard under which it is assessed."""

    of: Generated
    case: CaseInput


def cases(generated: tuple[Generated, ...], count: int, seed: int = SEED) -> tuple[Asked, ...]:
    """`count` cases, always the same ones for a seed."""
    random = Random(seed)  # noqa: S311 - the same cases every time are the point
    found: dict[tuple[str, CaseInput], Asked] = {}
    while len(found) < count:
        asked = _case(random, random.choice(generated))
        found[asked.of.standard.code, asked.case] = asked
    return tuple(found.values())


def _case(random: Random, of: Generated) -> Asked:
    standard = of.standard
    acted = decided = None
    if random.random() < 1 / 2:
        acted = _FIRST_DAY + timedelta(random.randrange(1400))
        decided = acted + timedelta(random.randrange(20, 200))
    circumstances: tuple[str, ...] = ()
    dates: tuple[tuple[str, date], ...] = ()
    if random.random() < 3 / 10:
        circumstances = _circumstances(random, of)
        if acted is not None and random.random() < 1 / 10:
            dates = ((DISCOVERED, acted + timedelta(random.randrange(20))),)
    case = CaseInput(
        tuple((factor.name, _fact(random, factor)) for factor in standard.factors),
        tuple((base, f"{random.randrange(1000, 900_000)}元") for base in _bases(standard)),
        tuple((per, _count(random, per)) for per in _things(standard)),
        acted,
        decided,
        _party(random, standard),
        circumstances,
        dates,
    )
    return Asked(of, case)


def _circumstances(random: Random, of: Generated) -> tuple[str, ...]:
    own = of.workbook.instrument.grounds
    if own and random.random() < 1 / 5:
        return (own[0].code,)
    return random.choice(CHAINS)


def _party(random: Random, standard: Standard) -> Party | None:
    if random.random() < 1 / 2:
        return None
    fined = {measure.subject for row in standard.rows for measure in row.measures}
    return Party.UNIT if Subject.UNIT in fined else random.choice(tuple(Party))


def _fact(random: Random, factor: Factor) -> str:
    condition: Condition = random.choice(factor.conditions)
    if not condition.alternatives or random.random() < 1 / 5:
        return condition.text
    alternative = random.choice(condition.alternatives)
    if alternative.quantity is None:
        return alternative.text
    return _number(random, alternative.quantity)


def _number(random: Random, quantity: Quantity) -> str:
    """A number within the interval; 元 and counted things are whole, others have up to two decimals."""
    whole = counts_things(quantity.unit) or quantity.unit == "元"
    scale = 1 if whole else 100
    low = 0 if quantity.range.low is None else int(quantity.range.low) * scale
    high = low + 1000 * scale if quantity.range.high is None else int(quantity.range.high) * scale
    number = random.randrange(max(low, 1), high)
    shown = str(number) if whole else f"{number / scale:.2f}"
    return f"{quantity.measured or ''}{shown}{quantity.unit}"


def _bases(standard: Standard) -> tuple[str, ...]:
    return tuple({m.base for m in standard.statutory if m.base is not None})


def _things(standard: Standard) -> tuple[str, ...]:
    return tuple({m.per for m in standard.statutory if m.unit is AmountUnit.YUAN_PER and m.per is not None})


def _count(random: Random, per: str) -> str:
    return f"{random.randrange(1, 30)}{per}"
