"""Some rows of a table of past decisions → verdicts, each with its band: the whole judgement of an audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from casework.audit_answers import Answers, given_of
from casework.audit_comparison import compare
from casework.audit_questions import Questions
from casework.audit_standards import StandardFinder

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from casework.audit_bands import Band, Shown
    from casework.audit_comparison import Compared
    from casework.audit_questions import Question
    from casework.audit_rows import DecisionRows
    from casework.audit_standards import Proposal
    from rules.applicable_edition import EditionRule
    from rules.drivers import Drivers
    from standards_1023.editions import Timeline

T = TypeVar("T")

Subject = tuple[str, str]
"""Department and violation: what the figures are counted by."""
_UNKNOWN = "（没有写明）"


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgement of some rows: `bands` and `subjects` with the place of each row's own."""

    compared: Compared
    bands: tuple[Shown, ...]
    band_of: NDArray[np.intp]
    subjects: tuple[Subject, ...]
    subject_of: NDArray[np.intp]
    proposals: tuple[Proposal, ...] = ()


class Judge:
    """Judges rows under the published editions; keeps what was compiled for the next ones."""

    def __init__(
        self, timeline: Timeline, rule: EditionRule, drivers: Drivers, *, accept_matches: bool = False
    ) -> None:
        self._finder = StandardFinder(accept_matches)
        self.questions = Questions(timeline, self._finder)
        self._answers = Answers(timeline, rule, drivers)

    def judge(self, rows: DecisionRows, told: Callable[[int], None] = lambda _: None) -> Judged:
        """The verdict of every row; `told` hears of how many more rows the band is known."""
        given = given_of(rows)
        bands: _Numbered[Band] = _Numbered()
        subjects: _Numbered[Subject] = _Numbered()
        band_of, subject_of = np.empty(rows.count, np.intp), np.empty(rows.count, np.intp)
        for question in self.questions.of(rows):
            subject_of[question.rows] = subjects.number(_subject(question))
            for band, places in self._answers.bands(rows, given, question):
                band_of[places] = bands.number(band)
            told(len(question.rows))
        found = compare(rows, tuple(bands), band_of)
        shown: _Numbered[Shown] = _Numbered()
        shown_of = np.array([shown.number(band.shown) for band in bands], np.intp)
        near = tuple(self._finder.proposals.values())
        return Judged(found, tuple(shown), shown_of[band_of], tuple(subjects), subject_of, near)


class _Numbered(dict[T, int]):
    """Values numbered as they come."""

    def number(self, value: T) -> int:
        return self.setdefault(value, len(self))


def _subject(question: Question) -> Subject:
    """Of a standard that was found its own department and violation, else what the row says."""
    if question.places is not None:
        place = question.places.decision
        return place.kept.department, place.standard.violation
    named = question.named
    return named.department or _UNKNOWN, named.violation or named.code or _UNKNOWN
