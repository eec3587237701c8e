"""What an edition would make of decisions that were audited: the journals of both audits row beside row.

The journals are SQLite files with the tables of casework.audit_journal. They are joined by the database, row
by row, so that a million rows take no memory here.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing, contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from casework.audit_verdicts import DEPARTURES, Side, Verdict
from casework.errors import JournalsApart
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Move(StrEnum):
    """Where a decision would stand beside where it stood; the value is kept with results.

    CROSSES: outside before and after, but not in the same way. NEWLY: could not be judged, and can be now;
    NEVER: neither then nor now. UNDECIDED: could be judged, and cannot be now. ANOTHER: would be judged, but
    under a number that is another violation's now.
    """

    LEAVES_ABOVE = "leaves_above"
    LEAVES_BELOW = "leaves_below"
    LEAVES_OTHER = "leaves_other"
    ENTERS = "enters"
    CROSSES = "crosses"
    NEWLY = "newly"
    UNDECIDED = "undecided"
    ANOTHER = "another"
    NEVER = "never"
    STAYS = "stays"


_LEAVES = {
    Side.ABOVE: Move.LEAVES_ABOVE,
    Side.BELOW: Move.LEAVES_BELOW,
    Side.OTHER: Move.LEAVES_OTHER,
}
_COUNTED = """
SELECT s.department, s.violation, t.violation, g.verdict, g.flags, g.verdict_now, g.flags_now, g.many FROM (
  SELECT a.subject, b.subject AS subject_now, a.verdict, a.flags, b.verdict AS verdict_now,
    b.flags AS flags_now, COUNT(*) AS many
  FROM main.decisions a JOIN now.decisions b ON b.row = a.row GROUP BY 1, 2, 3, 4, 5, 6) g
JOIN main.subjects s ON s.id = g.subject JOIN now.subjects t ON t.id = g.subject_now
"""
_REASONS = """
SELECT w.text, COUNT(*) AS many FROM main.decisions a JOIN now.decisions b ON b.row = a.row
JOIN now.texts w ON w.id = b.why WHERE a.verdict != :not_judged AND b.verdict = :not_judged
GROUP BY w.text ORDER BY many DESC, w.text LIMIT :most
"""


class JournalsBeside:
    """The journal of an audit and that of the same table under another edition."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def moves(self) -> Counter[tuple[str, str, Move]]:
        """How many decisions of a department and a violation make each move.

        Decisions that were judged neither time are counted without their violation: what they say of it is
        no standard's, and may be different in every row.
        """
        found: Counter[tuple[str, str, Move]] = Counter()
        with closing(self._connection.execute(_COUNTED)) as rows:
            for department, violation, violation_now, verdict, flags, verdict_now, flags_now, many in rows:
                same = matched(violation) == matched(violation_now)
                before, after = _verdict(verdict, flags), _verdict(verdict_now, flags_now)
                move = move_of(before, after, same_violation=same)
                named = ("", "") if move is Move.NEVER else (department, violation)
                found[*named, move] += many
        return found

    def reasons(self, most: int) -> list[tuple[str, int]]:
        """Why decisions that could be judged cannot be now, and how many; the most frequent first."""
        values = {"not_judged": int(Verdict.NOT_JUDGED), "most": most}
        with closing(self._connection.execute(_REASONS, values)) as rows:
            return [(str(text), int(many)) for text, many in rows]


@contextmanager
def journals_beside(before: Path, now: Path) -> Iterator[JournalsBeside]:
    """Two finished journals, read only; JournalsApart where they do not have the same rows."""
    address = f"{before.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        connection.execute("ATTACH ? AS now", (f"{now.resolve().as_uri()}?mode=ro",))
        counted = [
            connection.execute(f"SELECT COUNT(*), MAX(row) FROM {name}.decisions").fetchone()  # noqa: S608 - ours
            for name in ("main", "now")
        ]
        if counted[0] != counted[1]:
            raise JournalsApart
        yield JournalsBeside(connection)


def move_of(before: Verdict, after: Verdict, *, same_violation: bool) -> Move:
    """The move from one verdict to the other; of another violation's verdict nothing follows."""
    one, other = before.side, after.side
    if one is Side.NOT_JUDGED:
        return Move.NEVER if other is Side.NOT_JUDGED else Move.NEWLY
    if other is Side.NOT_JUDGED:
        return Move.UNDECIDED
    if not same_violation:
        return Move.ANOTHER
    if one is other:
        return Move.STAYS
    if other is Side.INSIDE:
        return Move.ENTERS
    return _LEAVES[other] if one is Side.INSIDE else Move.CROSSES


def _verdict(verdict: int, flags: int) -> Verdict:
    """The verdict apart from which edition the table names: it could not have named this one."""
    found = Verdict(verdict)
    if found is not Verdict.WRONG_EDITION:
        return found
    others = (one for one in DEPARTURES if one is not found and flags & (1 << one))
    return next(others, Verdict.INSIDE)
