"""When each session was last used: kept in the process, and noted in the database now and then.

A page that is only looked at must not wait for a writer (publishing takes seconds); so the moments are
gathered and written together, and where the database is busy they wait for the next time.
"""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import structlog

from service.command_errors import CommandRefused
from service.db import writing
from service.people import store

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

_EVERY_SECONDS = 30.0
_log = structlog.get_logger()


class Seen:
    """The moments of this process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._last: dict[str, datetime] = {}
        self._unwritten: dict[str, datetime] = {}

    def note(self, session: str, at: datetime) -> None:
        """A session was used."""
        with self._lock:
            self._last[session] = self._unwritten[session] = at

    def last(self, session: str) -> datetime | None:
        """When this process saw it last."""
        return self._last.get(session)

    def write(self) -> None:
        """Note all moments in the database; what cannot be written now stays for the next time."""
        with self._lock:
            moments, self._unwritten = self._unwritten, {}
        if not moments:
            return
        try:
            with writing(self._engine) as session:
                store.note_seen(session, moments)
        except CommandRefused as refused:
            _log.warning("moments of sessions not noted", trouble=type(refused).__name__)
            with self._lock:
                self._unwritten = {**moments, **self._unwritten}
            return
        with self._lock:
            for number in moments.keys() - self._unwritten.keys():
                self._last.pop(number, None)  # the database knows it now

    async def keep_writing(self) -> None:
        """Every half minute, for ever."""
        while True:
            await asyncio.sleep(_EVERY_SECONDS)
            await asyncio.to_thread(self.write)
