"""The steps by which the measures came about, each a value: replayed in order they give the band."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from standards_1023.values import Measure


class Action(StrEnum):
    """What a step does with a measure.

    PRINTED: it stands in the table. OTHER_LAW: it is the statutory one of the law that applies instead.
    WEIGHED: a sum of weights gave it. MULTIPLIED: with `numbers` (one factor), to whole 分 below.
    HELD: moved into the statutory range `numbers` (low, high). RAISED: the row of the next grade was taken.
    LOWERED: by the shares `numbers` (from, to), not below the statutory minimum `numbers[2]`.
    MITIGATED: below the statutory minimum `numbers` (one). REMOVED: the measure falls away. ADDED: it comes
    to the others.
    """

    PRINTED = "printed"
    OTHER_LAW = "other_law"
    WEIGHED = "weighed"
    MULTIPLIED = "multiplied"
    HELD = "held"
    RAISED = "raised"
    LOWERED = "lowered"
    MITIGATED = "mitigated"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the measure before it (None: there was none) and after it (None: it is gone).

    `cause` is the cell, circumstance or words that made it, `citation` the article, clause or cell.
    """

    action: Action
    before: Measure | None
    after: Measure | None
    cause: str
    citation: str
    numbers: tuple[Fraction | None, ...] = ()
