"""The journal of an audit: one SQLite file that holds every verdict so far, and from which the audit goes on.

A chunk's verdicts and the note that it is done are one transaction: whenever an audit is killed, each chunk
is there whole or not at all. Amounts are 分; days, names of parties and facts are not kept.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from casework.audit_sentences import Due, limit_is_left_out, reason, yuan_figures
from casework.audit_standards import Proposal
from casework.audit_verdicts import Side, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from casework.audit_judgement import Judged
    from rules.case_columns import Coded

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE chunks (number INTEGER PRIMARY KEY, first INTEGER NOT NULL, rows INTEGER NOT NULL);
CREATE TABLE bands (id INTEGER PRIMARY KEY, words TEXT, edition TEXT, standard TEXT, grade TEXT);
CREATE TABLE subjects (id INTEGER PRIMARY KEY, department TEXT, violation TEXT);
CREATE TABLE proposals (
  edition INTEGER, written TEXT, standard TEXT, violation TEXT, score INTEGER, accepted INTEGER,
  PRIMARY KEY (edition, written, standard));
CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE decisions (
  row INTEGER PRIMARY KEY, verdict INTEGER NOT NULL, flags INTEGER NOT NULL, fine INTEGER,
  departure INTEGER NOT NULL, band INTEGER NOT NULL, subject INTEGER NOT NULL, why INTEGER, note INTEGER,
  number TEXT
) WITHOUT ROWID;
"""
_INSERTED = "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SELECTED = """
SELECT d.row, d.verdict, d.flags, d.fine, d.departure, b.words, b.edition, b.standard, b.grade, w.text,
  n.text, s.department, s.violation, d.number
FROM decisions d JOIN bands b ON b.id = d.band JOIN subjects s ON s.id = d.subject
LEFT JOIN texts w ON w.id = d.why LEFT JOIN texts n ON n.id = d.note
"""
_BUSY_S = 30
_LONGEST_NUMBER = 60
_ORDERS = {"": "ABS(d.departure) DESC, d.row", "row": "d.row", "fine": "COALESCE(d.fine, -1) DESC, d.row"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which decisions are looked at; an empty text or set is any."""

    department: str = ""
    violation: str = ""
    verdicts: frozenset[Verdict] = frozenset()

    def where(self) -> tuple[str, list[object]]:
        """As a condition on decisions d and subjects s, and its values."""
        said: list[tuple[str, list[object]]] = []
        if self.department:
            said.append(("s.department = ?", [self.department]))
        if self.violation:
            said.append(("s.violation = ?", [self.violation]))
        if self.verdicts:
            marks = ", ".join("?" * len(self.verdicts))
            said.append((f"d.verdict IN ({marks})", [int(v) for v in sorted(self.verdicts)]))
        conditions = " AND ".join(condition for condition, _ in said)
        return (f"WHERE {conditions}" if said else ""), [value for _, values in said for value in values]


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict of one row, ready to be shown; `row` is its place among the rows of the table, from 0."""

    row: int
    verdict: Verdict
    fine_fen: int | None
    departure_fen: int
    band: str
    edition: str
    standard: str
    grade: str
    reason: str
    why_not: str
    department: str
    violation: str
    number: str | None

    @property
    def direction(self) -> str:
        """高于, 低于, or nothing; a fine that is a limit not included lies outside by nought."""
        if self.departure_fen:
            return "高于" if self.departure_fen > 0 else "低于"
        return {Side.ABOVE: "高于", Side.BELOW: "低于"}.get(self.verdict.side, "")

    @property
    def departure_yuan(self) -> str:
        """How far the fine lies outside the band's printed limit, in yuan; nothing where it does not."""
        return yuan_figures(self.departure_fen) if self.direction else ""

    @property
    def limit_left_out(self) -> bool:
        """Whether the limit that it is measured from is itself not in the band."""
        above = self.direction == "高于"
        return bool(self.direction) and limit_is_left_out(self.band, is_above=above)


class Journal:
    """The journal of one audit in a file; use it with `with`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(
            path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False
        )
        self._connection.execute("PRAGMA synchronous=FULL")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def begin(self, about: Mapping[str, object]) -> None:
        """Go on with the audit of exactly this table under exactly these conditions, or begin it anew."""
        wanted = json.dumps(about, ensure_ascii=False, sort_keys=True, default=str)
        if self.about("key") == wanted:
            return
        with self._transaction():
            for (name,) in self._all("SELECT name FROM sqlite_master WHERE type = 'table'"):
                self._connection.execute(f'DROP TABLE "{name}"')
            for statement in _SCHEMA.split(";"):
                self._connection.execute(statement)
            self._connection.execute("INSERT INTO about VALUES ('key', ?)", (wanted,))

    def about(self, name: str) -> str | None:
        """What was noted of the audit under a name, or None."""
        try:
            found = self._all("SELECT value FROM about WHERE name = ?", name)
        except sqlite3.OperationalError:  # nothing was ever begun in this file
            return None
        return str(found[0][0]) if found else None

    def note(self, name: str, value: str) -> None:
        """Note something of the audit."""
        self._connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def done(self) -> Mapping[int, int]:
        """The chunks that are done: how many rows each has, by the place of its first."""
        return dict(self._all("SELECT first, rows FROM chunks"))

    def proposals(self) -> list[Proposal]:
        """Every standard that was proposed for words near to its own."""
        columns = "edition, written, standard, violation, score, accepted"
        query = f"SELECT {columns} FROM proposals ORDER BY score DESC, written"  # noqa: S608 - no input in it
        return [Proposal(e, w, s, v, n, bool(accepted)) for e, w, s, v, n, accepted in self._all(query)]

    def add(self, first: int, judged: Judged, numbers: Coded[str]) -> None:
        """A chunk's verdicts; `first` is the place of its first row, `numbers` are the 文号 of its rows."""
        with self._transaction():
            number = len(self.done())
            texts = _Texts(self._next("texts"))
            sentences = (judged.compared.why, judged.compared.notes)
            why, notes = ({row: texts[text] for row, text in some.items()} for some in sentences)
            band, subject = self._next("bands"), self._next("subjects")
            run = self._connection.executemany
            run("INSERT INTO texts VALUES (?, ?)", texts.rows())
            bands = ((n, *shown) for n, shown in enumerate(judged.bands, band))
            run("INSERT INTO bands VALUES (?, ?, ?, ?, ?)", bands)
            subjects = ((n, *named) for n, named in enumerate(judged.subjects, subject))
            run("INSERT INTO subjects VALUES (?, ?, ?)", subjects)
            run(_INSERTED, _decisions(judged, (first, band, subject), (why, notes), numbers))
            near = (
                (p.edition, p.written, p.standard, p.violation, p.score, p.accepted) for p in judged.proposals
            )
            run("INSERT OR IGNORE INTO proposals VALUES (?, ?, ?, ?, ?, ?)", near)
            rows = len(judged.band_of)
            self._connection.execute("INSERT INTO chunks VALUES (?, ?, ?)", (number, first, rows))

    def findings(self) -> Iterator[Finding]:
        """All verdicts, in the order of the rows."""
        with closing(self._connection.cursor()) as cursor:
            for row in cursor.execute(f"{_SELECTED} ORDER BY d.row"):
                yield _finding(row)

    def count(self, wanted: Wanted) -> int:
        """How many decisions are wanted."""
        where, values = wanted.where()
        query = f"SELECT COUNT(*) FROM decisions d JOIN subjects s ON s.id = d.subject {where}"  # noqa: S608 - its own
        return int(self._all(query, *values)[0][0])

    def page(self, wanted: Wanted, order: str, many: int, after: int) -> list[Finding]:
        """Some of the wanted decisions: by departure, or in the order `row` or `fine`."""
        where, values = wanted.where()
        query = f"{_SELECTED} {where} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?"
        return [_finding(row) for row in self._all(query, *values, many, after)]

    def counts(self) -> list[tuple[str, str, Verdict, int, int]]:
        """(department, violation, verdict, decisions, sum of their departures in 分) for each that occurs."""
        query = """
        SELECT s.department, s.violation, d.verdict, SUM(d.many), SUM(d.departure) FROM (
          SELECT subject, verdict, COUNT(*) AS many, SUM(ABS(departure)) AS departure FROM decisions
          GROUP BY subject, verdict) d JOIN subjects s ON s.id = d.subject
        GROUP BY s.department, s.violation, d.verdict ORDER BY s.department, s.violation, d.verdict"""
        return [(d, v, Verdict(verdict), many, fen) for d, v, verdict, many, fen in self._all(query)]

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(self._connection.cursor()) as cursor:
            return cursor.execute(query, values).fetchall()

    def _next(self, table: str) -> int:
        return int(self._all(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}")[0][0])  # noqa: S608 - no input

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


class _Texts(dict[str, int]):
    """Texts numbered as they come."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self.first = first

    def __missing__(self, text: str) -> int:
        number = self[text] = self.first + len(self)
        return number

    def rows(self) -> list[tuple[int, str]]:
        return [(number, text) for text, number in self.items()]


def _decisions(
    judged: Judged,
    firsts: tuple[int, int, int],
    said: tuple[Mapping[int, int], Mapping[int, int]],
    numbers: Coded[str],
) -> Iterator[tuple[Any, ...]]:
    """The rows of a chunk; `firsts` are the numbers of its first row, band and subject."""
    found, (row, band, subject), (why, notes) = judged.compared, firsts, said
    places = range(len(found.verdicts))
    documents = [*(text[:_LONGEST_NUMBER] for text in numbers.distinct), None]
    return zip(
        range(row, row + len(places)), found.verdicts.tolist(), found.flags.tolist(),
        (None if fine < 0 else fine for fine in found.fines.tolist()), found.departures_fen.tolist(),
        (judged.band_of + band).tolist(), (judged.subject_of + subject).tolist(),
        map(why.get, places), map(notes.get, places),
        map(documents.__getitem__, numbers.codes.tolist()), strict=True,
    )  # fmt: skip


def _finding(row: tuple[Any, ...]) -> Finding:
    number, verdict, flags, fine, departure, band, edition, standard, grade, why, note, *subject = row
    told = reason(flags, fine or 0, departure, Due(band, grade, edition)) if flags else ""
    return Finding(
        number, Verdict(verdict), fine, departure, band, edition, standard, grade, told + (note or ""),
        why or "", *subject,
    )  # fmt: skip
