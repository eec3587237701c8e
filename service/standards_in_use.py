"""The published editions that a process answers from: loaded once, and anew when another is published.

A request takes `current` once and answers from it to its end; the next one finds what was loaded meanwhile.
"""

from __future__ import annotations

import asyncio
import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from rules.drivers import Drivers
from service.command_errors import CommandRefused
from service.db import reading
from service.schema import check_version
from service.search_index import SearchIndex
from service.service_metrics import POLLS_FAILED, PUBLICATION
from standards_1023 import store
from standards_1023.errors import StandardsError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from standards_1023.editions import DepartmentWorkbook, Timeline

POLL_SECONDS = 1.0
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class InUse:
    """What a request answers from; `version` is that of the last publication in it."""

    version: int
    timeline: Timeline
    drivers: Drivers
    index: SearchIndex


class StandardsInUse:
    """Holds `current`, None until something could be loaded; `trouble` says why the last try failed."""

    def __init__(self, engine: Engine) -> None:
        self.current: InUse | None = None
        self.trouble: str | None = None
        self._engine = engine
        self._checked = False

    def refresh(self) -> None:
        """Load what was published since; keeps what there is where the database does not answer."""
        try:
            self._refresh()
        except (CommandRefused, StandardsError) as error:
            if self.trouble is None:
                _log.warning("editions not read", trouble=type(error).__name__)
            self.trouble = str(error)
            POLLS_FAILED.inc()
        else:
            self.trouble = None

    async def keep_up(self) -> None:
        """Refresh about once a second, for ever."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            await asyncio.to_thread(self.refresh)

    def _refresh(self) -> None:
        if not self._checked:
            check_version(self._engine)
            self._checked = True
        current = self.current
        with reading(self._engine) as session:
            version = store.publication_version(session)
            if current is not None and version == current.version:
                return
            # A lower version is another database (a backup was restored): nothing of this one is kept.
            kept = current if current is not None and version > current.version else None
            timeline = store.load_timeline(session, workbooks_in_use(kept))
        index = SearchIndex(timeline.editions, None if kept is None else kept.index)
        self.current = InUse(version, timeline, Drivers() if kept is None else kept.drivers, index)
        # What is loaded stays: the collector need not look through it again with every few hundred requests.
        gc.collect()
        gc.freeze()
        PUBLICATION.set(version)
        _log.info("editions loaded", version=version, editions=[e.name for e in timeline.editions])


def workbooks_in_use(kept: InUse | None) -> dict[str, DepartmentWorkbook]:
    """The workbooks that are loaded already, by the key of the store: what did not change is loaded once."""
    editions = () if kept is None else kept.timeline.editions
    return {f"{one.department}@{one.digest}": one for edition in editions for one in edition.workbooks}
