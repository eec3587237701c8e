"""Accounts, roles and sessions; and the chain of acts, appended, never edited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.migrations.triggers import forbid_changes

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NAME = 32
_SM3 = 64


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "act",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("by", sa.String(255), nullable=False, index=True),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("act", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False, index=True),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("previous", sa.String(_SM3), nullable=False),
        sa.Column("link", sa.String(_SM3), nullable=False),
    )
    forbid_changes("act", "the log of acts is appended, never edited")
    op.create_table(
        "account",
        sa.Column("name", sa.String(_NAME), primary_key=True),
        sa.Column("shown", sa.String(60), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("must_change_password", sa.Boolean, nullable=False),
        sa.Column("demonstration", sa.Boolean, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", sa.DateTime),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("disabled_at", sa.DateTime),
    )
    op.create_table(
        "account_grant",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account", sa.String(_NAME), sa.ForeignKey("account.name"), nullable=False, index=True),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("department", sa.String(255)),
        sa.Column("granted_at", sa.DateTime, nullable=False),
        sa.Column("revoked_at", sa.DateTime),
    )
    op.create_table(
        "person_session",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("token_sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("account", sa.String(_NAME), sa.ForeignKey("account.name"), nullable=False, index=True),
        sa.Column("began_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("browser", sa.String(200), nullable=False),
    )
