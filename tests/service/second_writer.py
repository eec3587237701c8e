"""A real second writer that comes between: after something was read, before the write lock is taken."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Engine, event

from service.db import open_engine, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlmodel import Session

_LOCKS = ("BEGIN IMMEDIATE", "pg_advisory_xact_lock")


@contextmanager
def writer_between(
    address: str, read: str, write: Callable[[Session, int], None], times: int = 1
) -> Iterator[list[int]]:
    """Whenever a statement with `read` was seen, `write(session, n)` commits before the next lock is taken.

    It writes with an engine of its own, `times` times at most; gives the numbers of what was written.
    """
    written: list[int] = []
    seen: list[bool] = []
    others: list[bool] = []

    def before(*parts: object) -> None:
        statement = str(parts[2])
        if others:
            return
        if any(lock in statement for lock in _LOCKS) and seen and len(written) < times:
            seen.clear()
            others.append(True)
            engine = open_engine(address)
            with writing(engine) as session:
                write(session, len(written))
            engine.dispose()
            written.append(len(written))
            others.clear()
        elif read in statement:
            seen.append(True)

    event.listen(Engine, "before_cursor_execute", before)
    try:
        yield written
    finally:
        event.remove(Engine, "before_cursor_execute", before)
