"""Editions of standards, and the triggers that keep what was published as it was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.migrations.triggers import forbid_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SHA256 = 64


def upgrade() -> None:
    """Create the tables of editions and their triggers."""
    op.create_table(
        "source_file",
        sa.Column("sha256", sa.String(_SHA256), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "workbook_values",
        sa.Column("digest", sa.String(_SHA256), primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("standards", sa.Integer, nullable=False),
        sa.Column("errors", sa.Integer, nullable=False),
        sa.Column("warnings", sa.Integer, nullable=False),
    )
    op.create_table(
        "edition",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(_SHA256)),
        sa.Column("in_force_from", sa.Date),
        sa.CheckConstraint("state IN ('draft', 'submitted', 'published')", name="edition_state_is_known"),
        sa.CheckConstraint("state = 'draft' OR digest IS NOT NULL", name="edition_submitted_has_digest"),
        sa.CheckConstraint(
            "(state = 'published') = (in_force_from IS NOT NULL)", name="edition_published_has_its_day"
        ),
    )
    op.create_table(
        "edition_workbook",
        sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), primary_key=True),
        sa.Column("department", sa.String(255), primary_key=True),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("convention", sa.String(16)),
        sa.Column(
            "values_digest", sa.String(_SHA256), sa.ForeignKey("workbook_values.digest"), nullable=False
        ),
        sa.Column("source_sha256", sa.String(_SHA256), sa.ForeignKey("source_file.sha256"), nullable=False),
        sa.Column("settings_sha256", sa.String(_SHA256), sa.ForeignKey("source_file.sha256")),
    )
    op.create_table(
        "edition_event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), nullable=False, index=True),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        _postgresql_triggers()
    else:
        _sqlite_triggers()
    for table, why in _NEVER.items():
        forbid_changes(table, why)


_NEVER = {
    "source_file": "a kept file never changes",
    "workbook_values": "kept values never change",
    "edition_event": "history is appended, never edited",
}
_DRAFT_ONLY = "the workbooks of an edition change only while it is a draft"
_PUBLISHED = "a published edition never changes"


def _sqlite_triggers() -> None:
    for change, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        closed = f"(SELECT state FROM edition WHERE number = {row}.edition) <> 'draft'"  # noqa: S608 - constants
        _sqlite(f"edition_workbook_{change.lower()}", f"{change} ON edition_workbook", closed, _DRAFT_ONLY)
    for change in ("UPDATE", "DELETE"):
        _sqlite(f"edition_{change.lower()}", f"{change} ON edition", "OLD.state = 'published'", _PUBLISHED)


def _sqlite(name: str, change: str, when: str, why: str) -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {change} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END")


def _postgresql_triggers() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$"
    )
    op.execute(
        "CREATE FUNCTION refuse_change_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF (SELECT state FROM edition WHERE number = COALESCE(OLD.edition, NEW.edition)) <> 'draft' "
        "THEN RAISE EXCEPTION '%', TG_ARGV[0]; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER edition_workbook_kept BEFORE INSERT OR UPDATE OR DELETE ON edition_workbook "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closed('{_DRAFT_ONLY}')"
    )
    op.execute(
        "CREATE TRIGGER edition_kept BEFORE UPDATE OR DELETE ON edition FOR EACH ROW "
        f"WHEN (OLD.state = 'published') EXECUTE FUNCTION refuse_change('{_PUBLISHED}')"
    )
