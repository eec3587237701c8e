"""Alembic's environment: the connection comes from service.schema, never from a file of settings."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import casework.tables  # noqa: F401 - these declare their tables
import service.people.tables  # noqa: F401
import standards_1023.tables  # noqa: F401

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
