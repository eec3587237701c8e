"""A version of a law has a date and a day from which it is in force: they are often months apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Versions that were imported before have not said the day: that of the version counts for it."""
    column = sa.Column("in_force_from", sa.String(10), nullable=False, server_default="")
    op.add_column("article_set", column)
