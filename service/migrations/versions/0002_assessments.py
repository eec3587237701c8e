"""Photographs of assessments: appended, never edited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.migrations.triggers import forbid_changes

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of photographs and its triggers."""
    op.create_table(
        "assessment",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("standard", sa.String(1024), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("edition_rule", sa.String(16), nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("band", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
    )
    forbid_changes("assessment", "an assessment is a photograph and never changes")
