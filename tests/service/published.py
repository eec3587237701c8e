"""A database with one small edition in force, for servers to answer from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from service.db import open_engine, writing
from service.schema import bring_up_to_date
from tests.rules.tables import heaps, stalls
from tests.standards_1023.editions import department, publish_edition

if TYPE_CHECKING:
    from sqlalchemy import Engine

SINCE = date(2026, 8, 15)
CASE = {
    "standard": "城管局!1",
    "facts": {"适用条件": "2次"},
    "quantities": {"处": "3"},
    "act_date": "2026-09-01",
    "decision_date": "2026-09-02",
}
"""A case of `first_edition`: three installations, the second time."""


def first_edition(address: str) -> int:
    """Create the database and publish; the number of the edition."""
    engine = open_engine(address)
    bring_up_to_date(engine)
    try:
        return publish_again(engine, "first")
    finally:
        engine.dispose()


def publish_again(engine: Engine, source: str) -> int:
    """Publish another edition from the same day on; each source is a file of its own."""
    tables = (stalls(), heaps()) if source == "first" else (stalls(),)
    workbook = department("城管局", *tables, source=source.encode())
    with writing(engine) as session:
        return publish_edition(session, workbook, since=SINCE)
