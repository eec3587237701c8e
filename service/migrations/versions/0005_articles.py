"""Texts of articles that an office imports; a version of a law is replaced whole."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NAME = 255


def upgrade() -> None:
    """Create both tables; the key of a text begins with what it is looked up by."""
    op.create_table(
        "article_set",
        sa.Column("law", sa.String(_NAME), primary_key=True),
        sa.Column("version_date", sa.String(10), primary_key=True),
        sa.Column("printed", sa.String(_NAME), nullable=False),
        sa.Column("by", sa.String(_NAME), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "article_text",
        sa.Column("law", sa.String(_NAME), primary_key=True),
        sa.Column("article", sa.String(32), primary_key=True),
        sa.Column("version_date", sa.String(10), primary_key=True),
        sa.Column("printed", sa.String(_NAME), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["law", "version_date"], ["article_set.law", "article_set.version_date"]),
    )
