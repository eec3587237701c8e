"""All grounds of law, in the order in which they are considered and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.grounds import (
    age,
    capacity,
    coercion,
    correction,
    daily,
    disclosure,
    emergency,
    environment_heavier,
    environment_lighter,
    first_offence,
    gravity,
    harm,
    harm_reduced,
    limitation,
    merit,
    minor_act,
    no_fault,
    other_statute,
    procedure,
)

if TYPE_CHECKING:
    from rules.circumstances import Circumstance

GROUNDS = (
    limitation.GROUND,
    age.GROUND,
    capacity.GROUND,
    no_fault.GROUND,
    minor_act.GROUND,
    first_offence.GROUND,
    harm.GROUND,
    correction.GROUND,
    harm_reduced.GROUND,
    coercion.GROUND,
    disclosure.GROUND,
    merit.GROUND,
    other_statute.GROUND,
    environment_lighter.GROUND,
    emergency.GROUND,
    environment_heavier.GROUND,
    gravity.GROUND,
    daily.GROUND,
    procedure.GROUND,
)

LEGAL: dict[str, Circumstance] = {c.code: c for ground in GROUNDS for c in ground.circumstances}
