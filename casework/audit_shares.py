"""A chunk of decisions dealt out to several judges by standard, and their judgements joined again.

All rows that say the same of their standard go to the same judge, so that what it worked out of a standard
serves the rows of later chunks, and every proposal for near words is made once.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from casework.audit_comparison import Compared
from casework.audit_judgement import Judged
from casework.audit_rows import DecisionRole, DecisionRows, part_of_column
from rules.case_columns import ABSENT, Coded
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Part = tuple["NDArray[np.intp]", Judged]
"""The judgement of some rows of a chunk, and their places in it."""


def shares(rows: DecisionRows, many: int) -> list[NDArray[np.intp]]:
    """The places of each of `many` judges: every row once, in order."""
    codes, violations = (rows.text(role) for role in (DecisionRole.STANDARD, DecisionRole.VIOLATION))
    by_words, by_code = _judges(violations, many), _judges(codes, many)
    judge = np.where(codes.codes == ABSENT, by_words, by_code)
    return [np.flatnonzero(judge == n) for n in range(many)]


def _judges(column: Coded[str], many: int) -> NDArray[np.intp]:
    """The judge of each row by its text in a column, 0 where it has none; the same in every process."""
    numbers = [zlib.crc32(matched(text).encode()) % many for text in column.distinct]
    found: NDArray[np.intp] = np.array([*numbers, 0], np.intp)[column.codes]
    return found


def part_of(rows: DecisionRows, places: NDArray[np.intp]) -> DecisionRows:
    """Some rows by themselves, without 文号: nothing is judged by it."""
    numbers = np.full(rows.count, -1, np.intp)
    numbers[places] = np.arange(len(places))
    faults = {int(numbers[place]): why for place, why in rows.faults.items() if numbers[place] >= 0}
    return DecisionRows(
        len(places),
        {
            role: part_of_column(c, places)
            for role, c in rows.words.items()
            if role is not DecisionRole.NUMBER
        },
        act_days=None if rows.act_days is None else part_of_column(rows.act_days, places),
        decision_days=None if rows.decision_days is None else part_of_column(rows.decision_days, places),
        fines=None if rows.fines is None else part_of_column(rows.fines, places),
        person_fines=None if rows.person_fines is None else part_of_column(rows.person_fines, places),
        facts=tuple((name, part_of_column(column, places)) for name, column in rows.facts),
        bases=tuple((name, part_of_column(column, places)) for name, column in rows.bases),
        quantities=tuple((name, part_of_column(column, places)) for name, column in rows.quantities),
        faults=faults,
    )


def joined(parts: Sequence[Part], count: int) -> Judged:
    """The judgement of a whole chunk of `count` rows from those of its parts."""
    columns = [np.zeros(count, np.int64) for _ in range(4)]
    band_of, subject_of = np.zeros(count, np.intp), np.zeros(count, np.intp)
    why: dict[int, str] = {}
    notes: dict[int, str] = {}
    bands, subjects = 0, 0
    for places, one in parts:
        found = one.compared
        own = (found.verdicts, found.flags, found.fines, found.departures_fen)
        for column, values in zip(columns, own, strict=True):
            column[places] = values
        band_of[places], subject_of[places] = one.band_of + bands, one.subject_of + subjects
        bands, subjects = bands + len(one.bands), subjects + len(one.subjects)
        for to, said in ((why, found.why), (notes, found.notes)):
            to |= {int(places[n]): sentence for n, sentence in said.items()}
    verdicts, flags, fines, departures = columns
    return Judged(
        Compared(verdicts, flags, fines, departures, why, notes),
        tuple(band for _, one in parts for band in one.bands),
        band_of,
        tuple(subject for _, one in parts for subject in one.subjects),
        subject_of,
        tuple(proposal for _, one in parts for proposal in one.proposals),
    )
