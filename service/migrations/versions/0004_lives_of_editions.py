"""Withdrawals of editions, settlements about tables, and which settlements a workbook was read with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.migrations.triggers import forbid_changes

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WITHDRAWN = "a withdrawn edition never changes"


def upgrade() -> None:
    """Create both tables with their triggers, and add the column."""
    # By hand: alembic would build the table anew on SQLite, and its triggers would be gone.
    op.execute(
        "ALTER TABLE edition_workbook ADD COLUMN settlements_sha256 VARCHAR(64) "
        "REFERENCES source_file (sha256)"
    )
    op.create_table(
        "edition_withdrawal",
        sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.String(255), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("department", sa.String(255), nullable=False, index=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("meaning", sa.Text),
        sa.Column("by", sa.String(255), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.CheckConstraint("kind IN ('column', 'text')", name="settlement_kind_is_known"),
    )
    forbid_changes("edition_withdrawal", "a withdrawal is never undone")
    forbid_changes("settlement", "settlements are appended, never edited")
    if op.get_bind().dialect.name == "postgresql":
        _keep_withdrawn_postgresql()
    else:
        _keep_withdrawn_sqlite()


def _keep_withdrawn_sqlite() -> None:
    for table, number, changes in (
        ("edition", "number", ("UPDATE", "DELETE")),
        ("edition_workbook", "edition", ("INSERT", "UPDATE", "DELETE")),
    ):
        for change in changes:
            row = "NEW" if change == "INSERT" else "OLD"
            op.execute(
                f"CREATE TRIGGER {table}_withdrawn_{change.lower()} BEFORE {change} ON {table} "  # noqa: S608 - constants
                f"WHEN EXISTS (SELECT 1 FROM edition_withdrawal WHERE edition = {row}.{number}) "
                f"BEGIN SELECT RAISE(ABORT, '{_WITHDRAWN}'); END"
            )


def _keep_withdrawn_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change_of_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM edition_withdrawal w WHERE w.edition = "
        "(COALESCE(to_jsonb(OLD), to_jsonb(NEW)) ->> TG_ARGV[1])::integer) "
        "THEN RAISE EXCEPTION '%', TG_ARGV[0]; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    for table, number, changes in (
        ("edition", "number", "UPDATE OR DELETE"),
        ("edition_workbook", "edition", "INSERT OR UPDATE OR DELETE"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_withdrawn BEFORE {changes} ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION refuse_change_of_withdrawn('{_WITHDRAWN}', '{number}')"
        )
