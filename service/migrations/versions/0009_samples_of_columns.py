"""A column's settlement keeps a few of the texts that it printed, by which another in its place is known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Settlements from before have kept none."""
    op.add_column("settlement", sa.Column("sample", sa.Text(), nullable=True))
