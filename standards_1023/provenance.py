"""Where a settlement comes from: settled here, which the append-only table shows, or brought by a package.

An exported edition carries the settlements that it was read with, under whatever name and day it says.  The
edition imported again must be the same, so they hold; whose they are is told by comparing, never believed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.settlements import SettlementKind, cell_key, settlements_of, text_key
from standards_1023.settling import ever_settled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlmodel import Session

    from standards_1023.settlements import Settlement
    from standards_1023.values import Settled


@dataclass(frozen=True, slots=True)
class Package:
    """An exported edition as it was handed in: the file's name (or the folder's manifest), its SHA-256."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Brought:
    """The settlements that came with a package for a department: how many, and how many nobody made here."""

    department: str
    package: Package
    settlements: int
    elsewhere: int

    @property
    def detail(self) -> dict[str, object]:
        """As an event and the log keep it."""
        return {
            "package": self.package.file,
            "package_sha256": self.package.sha256,
            "settlements": self.settlements,
            "settled_elsewhere": self.elsewhere,
        }


def brought_by(
    session: Session, department: str, package: Package | None, document: bytes | None
) -> Brought | None:
    """What a package brought for a department; None where it brought no settlements."""
    if package is None or document is None:
        return None
    settlements = settlements_of(document)
    elsewhere = settled_elsewhere(session, department, settlements)
    return Brought(department, package, len(settlements), len(elsewhere))


def settled_elsewhere(
    session: Session, department: str, settlements: Sequence[Settlement]
) -> tuple[Settlement, ...]:
    """Those that nobody settled here under that name on that day, whether or not they still hold here."""
    if not settlements:
        return ()
    ours = ever_settled(session, department)
    return tuple(one for one in settlements if one not in ours)


def brought_with(
    session: Session, department: str, settlements: Sequence[Settlement]
) -> dict[Settlement, str]:
    """Those that nobody settled here, and who handed in the package that each came with, if known."""
    elsewhere = settled_elsewhere(session, department, settlements)
    packages = list(_packages(session, department)) if elsewhere else []
    return {one: next((by for by, held in packages if one in held), "") for one in elsewhere}


def _packages(session: Session, department: str) -> Iterator[tuple[str, tuple[Settlement, ...]]]:
    """Who handed in packages for a department and what these were read with, the last one first."""
    for event in reversed(store.list_imports_of_packages(session)):
        detail = json.loads(event.detail)
        if detail["department"] == department and "settlements_sha256" in detail:
            yield detail["by"], settlements_of(store.get_file(session, detail["settlements_sha256"]))


def beside(first: Sequence[Settlement], others: Sequence[Settlement]) -> list[Settlement]:
    """The first, and the others that are about anything else: settling one cell leaves the rest as it is."""
    said = {(one.kind, one.key) for one in first}
    return [*first, *(one for one in others if (one.kind, one.key) not in said)]


def no_longer_held(before: Sequence[Settlement], after: Sequence[Settlement]) -> tuple[Settlement, ...]:
    """Those by which a workbook is read no more: they are named, whatever took them away."""
    held = {(one.kind, one.key, one.meaning) for one in after}
    return tuple(one for one in before if (one.kind, one.key, one.meaning) not in held)


def is_of(settled: Settled, settlements: Sequence[Settlement]) -> bool:
    """Whether a cell was read by one of these settlements; of a column its headings are not compared."""
    return any(
        (one.meaning, one.by, one.on) == (settled.meaning, settled.by, settled.on)
        and _may_be_about(one, settled.printed)
        for one in settlements
    )


def _may_be_about(one: Settlement, printed: str) -> bool:
    if one.kind is SettlementKind.TEXT:
        return one.key == text_key(printed)
    return one.kind.is_of_a_column or one.key.endswith(cell_key([printed]))
