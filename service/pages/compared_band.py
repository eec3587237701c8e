"""A band, or a weight, that differs between two editions: before, after, and in which direction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.pages.paired_bars import Pair


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


_KINDS = {
    Kind.ADDED: "新增基准",
    Kind.REMOVED: "删除基准",
    Kind.HEAVIER: "幅度变重",
    Kind.LIGHTER: "幅度变轻",
    Kind.OTHER: "其他改动",
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
