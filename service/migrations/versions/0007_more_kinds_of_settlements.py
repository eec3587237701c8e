"""A column without headings may be settled, and a text in one cell alone."""

from __future__ import annotations

from alembic import op

from service.migrations.triggers import forbid_changes

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_CHECK = "CONSTRAINT settlement_kind_is_known CHECK (kind IN ('column', 'unheaded', 'text', 'cell'))"


def upgrade() -> None:
    """Widen the CHECK of the kinds; SQLite can only write the table anew."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE settlement DROP CONSTRAINT settlement_kind_is_known")
        op.execute(f"ALTER TABLE settlement ADD {_CHECK}")
        return
    op.execute(
        "CREATE TABLE settlement_0007 (id INTEGER NOT NULL, department VARCHAR(255) NOT NULL, "
        'kind VARCHAR(16) NOT NULL, "key" TEXT NOT NULL, meaning TEXT, "by" VARCHAR(255) NOT NULL, '
        f'"at" DATETIME NOT NULL, PRIMARY KEY (id), {_CHECK})'
    )
    op.execute(
        'INSERT INTO settlement_0007 SELECT id, department, kind, "key", meaning, "by", "at" FROM settlement'
    )
    op.execute("DROP TABLE settlement")
    op.execute("ALTER TABLE settlement_0007 RENAME TO settlement")
    op.execute("CREATE INDEX ix_settlement_department ON settlement (department)")
    forbid_changes("settlement", "settlements are appended, never edited")
