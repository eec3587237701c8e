"""What people settled about a department's tables: appended under their name; the last word holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.errors import SettlementRefused
from standards_1023.settlements import Settlement, SettlementKind, settlements_document
from standards_1023.utc import day_in_beijing

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def settle(  # noqa: PLR0913 - a settlement's own fields, each by its name
    session: Session,
    *,
    department: str,
    kind: SettlementKind,
    key: str,
    meaning: str | None,
    by: str,
    at: datetime,
) -> None:
    """Append a settlement; `meaning` None takes back what was settled.  The same again appends nothing.

    Raises SettlementRefused for what cannot be settled, one too many, and nothing to take back.
    """
    held = {(one.kind, one.key): one for one in settlements_in_force(session, department)}
    before = held.pop((kind, key), None)
    if meaning is None:
        if before is None:
            raise SettlementRefused("没有这条确认记录，不用撤销：请刷新后再看。")
    else:
        said = Settlement(kind, key, meaning, by, day_in_beijing(at))
        if before is not None and before.meaning == said.meaning:
            return
        settlements_document([*held.values(), said])  # the bound on their number
        meaning = said.meaning
    store.add_settlement(
        session, department=department, kind=kind.value, key=key, meaning=meaning, by=by, at=at
    )


def settlements_in_force(session: Session, department: str) -> tuple[Settlement, ...]:
    """What holds for a department's tables, by kind and key."""
    last = {(row.kind, row.key): row for row in store.list_settlements(session, department)}
    return tuple(
        Settlement(SettlementKind(row.kind), row.key, row.meaning, row.by, day_in_beijing(row.at))
        for _, row in sorted(last.items())
        if row.meaning is not None
    )
