"""The database that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.db import open_engine
from service.schema import check_version
from service.settings import read_settings_of_service

if TYPE_CHECKING:
    from sqlalchemy import Engine


def current_engine() -> Engine:
    """An engine for the database of the settings, whatever its version."""
    return open_engine(read_settings_of_service().database)


def checked_engine() -> Engine:
    """The same, once it is known to be of this program's version."""
    engine = current_engine()
    check_version(engine)
    return engine
