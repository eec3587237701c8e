"""Refusals of this room: one clear Chinese sentence each, the facts as attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class StandardsError(Exception):
    """Base of this room's refusals."""


class EditionNotFound(StandardsError):
    """There is no edition of this number."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"没有第“{wanted}”版：请用 cailiang standards list 查看已有的版本。")
        self.wanted = wanted


class NoEditionInForce(StandardsError):
    """On this day no published edition is in force."""

    def __init__(self, on: date, first: date | None) -> None:
        since = f"最早的一版自{first}起施行。" if first else "还没有已发布的版本。"
        super().__init__(f"{on}没有施行中的裁量基准版本，不能给出裁量幅度：{since}")
        self.on, self.first = on, first


class StandardNotFound(StandardsError):
    """An edition or workbook has no standard of this name."""

    def __init__(self, wanted: str, message: str) -> None:
        super().__init__(message)
        self.wanted = wanted


class StandardAmbiguous(StandardsError):
    """Several standards go by this name; `names` are names that tell them apart."""

    def __init__(self, wanted: str, message: str, names: tuple[str, ...]) -> None:
        super().__init__(message)
        self.wanted, self.names = wanted, names


class EditionRefused(StandardsError):
    """An edition that cannot take this step: its state, its errors, its date, or its proof forbid it."""


class EditionConflict(EditionRefused):
    """Somebody else acted meanwhile, or another edition is in the way: the message names it."""


class StoredValuesDamaged(StandardsError):
    """What is stored is not what was published: its digest does not fit."""


class SettlementRefused(StandardsError):
    """A settlement that cannot be taken as it was written: blank, too long, one too many."""


class SettlementsDamaged(StandardsError):
    """Kept settlements that cannot be read: they are not used in part."""
