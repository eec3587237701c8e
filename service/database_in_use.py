"""The database that the settings name, opened for one command and closed behind it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.db import open_engine, reading, writing
from service.schema import check_version
from service.settings import read_settings_of_service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from sqlmodel import Session


@contextmanager
def current_engine() -> Iterator[Engine]:
    """An engine for the database of the settings, whatever its version."""
    engine = open_engine(read_settings_of_service().database)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def checked_engine() -> Iterator[Engine]:
    """The same, once it is known to be of this program's version."""
    with current_engine() as engine:
        check_version(engine)
        yield engine


@contextmanager
def reading_session() -> Iterator[Session]:
    """A session on the checked database that changes nothing."""
    with checked_engine() as engine, reading(engine) as session:
        yield session


@contextmanager
def writing_session() -> Iterator[Session]:
    """A session on the checked database that holds the write lock and commits at its end."""
    with checked_engine() as engine, writing(engine) as session:
        yield session
