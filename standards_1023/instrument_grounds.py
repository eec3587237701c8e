"""What an instrument itself says of circumstances: its own grounds, and the place in the band they take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from standards_1023.values import Effect


@dataclass(frozen=True, slots=True)
class Position:
    """Where in a band a lighter or heavier penalty lies, each part None where the instrument is silent.

    Between two limits: from `range_from` to `range_to` of the way (0 the lower limit, 1 the upper), one point
    where they are equal. `only_high_share` multiplies an upper limit that stands alone, `only_low_times` a
    lower one.
    """

    range_from: Fraction | None = None
    range_to: Fraction | None = None
    to_included: bool = True
    only_high_share: Fraction | None = None
    only_low_times: Fraction | None = None


@dataclass(frozen=True, slots=True)
class InstrumentFinding:
    """A finding that the instrument's grounds ask for, with its code; it moves nothing by itself."""

    code: str
    text: str
    clause: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InstrumentGround:
    """A ground of the instrument itself: what it does, what it requires, and what excludes it.

    All of `requires` and one of `requires_any` lead to it; any of `excluded` keeps it from moving the band.
    `standards` confines it to some codes. `lowers` is the share by which the band is lowered, from and to
    (公开道歉: 3/10 and 1/2), never below the statutory minimum; `raises` takes the next heavier grade, and
    where there is none the statutory maximum if `at_top`.
    """

    code: str
    text: str
    clause: str
    effect: Effect
    needs: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    requires_any: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    lowers: tuple[Fraction, Fraction] | None = None
    raises: bool = False
    at_top: bool = False
