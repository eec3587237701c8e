"""What people settled about a department's tables: appended under their name; the last word holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.errors import SettlementRefused
from standards_1023.settlements import Settlement, SettlementKind, check_settlements
from standards_1023.utc import day_in_beijing

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from standards_1023.tables import SettlementRow


def settle(  # noqa: PLR0913 - a settlement's own fields, each by its name
    session: Session,
    *,
    department: str,
    kind: SettlementKind,
    key: str,
    meaning: str | None,
    by: str,
    at: datetime,
    sample: tuple[str, ...] = (),
) -> None:
    """Append a settlement; `meaning` None takes back what was settled.  The same again appends nothing.

    Raises SettlementRefused for what cannot be settled, one too many, and nothing to take back.
    """
    before = settlements_in_force(session, department)
    said = None if meaning is None else Settlement(kind, key, meaning, by, day_in_beijing(at), sample)
    if settled_with(before, kind, key, said) == before:
        return
    kept = None if said is None else said.meaning
    store.add_settlement(
        session, department=department, kind=kind.value, key=key, meaning=kept, by=by, at=at, sample=sample
    )


def settled_with(
    held: tuple[Settlement, ...], kind: SettlementKind, key: str, said: Settlement | None
) -> tuple[Settlement, ...]:
    """What holds once something is settled, or taken back (None); refuses as `settle` does."""
    found = {(one.kind, one.key): one for one in held}
    before = found.pop((kind, key), None)
    if said is None:
        if before is None:
            raise SettlementRefused("没有这条确认记录，不用撤销：请刷新后再看。")
        return tuple(found.values())
    if before is not None and (before.meaning, before.sample) == (said.meaning, said.sample):
        return held
    found[kind, key] = said
    check_settlements(tuple(found.values()))
    return tuple(one for _, one in sorted(found.items()))


def settlements_in_force(session: Session, department: str) -> tuple[Settlement, ...]:
    """What holds for a department's tables, by kind and key."""
    last = {(row.kind, row.key): row for row in store.list_settlements(session, department)}
    return tuple(_said(row) for _, row in sorted(last.items()) if row.meaning is not None)


def ever_settled(session: Session, department: str) -> frozenset[Settlement]:
    """All that was ever settled here about a department's tables, taken back since or not."""
    rows = store.list_settlements(session, department)
    return frozenset(_said(row) for row in rows if row.meaning is not None)


def _said(row: SettlementRow) -> Settlement:
    """What a row says that takes nothing back."""
    sample = tuple(json.loads(row.sample or "[]"))
    return Settlement(
        SettlementKind(row.kind), row.key, row.meaning or "", row.by, day_in_beijing(row.at), sample
    )
