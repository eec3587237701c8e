"""A band, or a weight, that differs between two editions: before, after, and in which direction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rules.applicable_law import Regime
from rules.lighter_bands import lighter_of

if TYPE_CHECKING:
    from service.pages.paired_bars import Pair
    from standards_1023.values import Row


class Kind(StrEnum):
    """How something differs; the value stands in the address."""

    ADDED = "added"
    REMOVED = "removed"
    HEAVIER = "heavier"
    LIGHTER = "lighter"
    OTHER = "other"

    @property
    def words(self) -> str:
        """As people call it of a standard."""
        return _KINDS[self]

    @property
    def mark(self) -> str:
        """As people call it of a band."""
        return _MARKS[self]


_KINDS = {
    Kind.ADDED: "新增基准",
    Kind.REMOVED: "删除基准",
    Kind.HEAVIER: "幅度变重",
    Kind.LIGHTER: "幅度变轻",
    Kind.OTHER: "其他改动",
}
_MARKS = {
    Kind.ADDED: "新增",
    Kind.REMOVED: "删除",
    Kind.HEAVIER: "变重",
    Kind.LIGHTER: "变轻",
    Kind.OTHER: "改动",
}


@dataclass(frozen=True, slots=True)
class Band:
    """Before and after, in words and cells, drawn where both are numbers in one unit."""

    of: str
    kind: Kind
    before: str | None
    after: str | None
    cells: tuple[str | None, str | None]
    pairs: tuple[Pair, ...]
    mark: str = ""
    """What stands for the kind's own mark, where that would not say enough."""


def direction(old: Row | None, new: Row | None) -> Kind:
    """By the same comparison that decides which of two laws is lighter; what it leaves open is 其他."""
    if old is None:
        return Kind.ADDED
    if new is None:
        return Kind.REMOVED
    if lighter_of(old.measures, new.measures) is Regime.CODE:
        return Kind.LIGHTER
    if lighter_of(new.measures, old.measures) is Regime.CODE:
        return Kind.HEAVIER
    return Kind.OTHER
