"""Triggers that keep what must not change, in both databases; released migrations rest on them."""

from __future__ import annotations

from alembic import op


def forbid_changes(table: str, why: str) -> None:
    """Rows of the table are appended, never updated or deleted; PostgreSQL needs refuse_change() (0001)."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_change('{why}')"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )
