"""Past decisions beside the bands of their facts: the verdict of each, and by how much its fine departs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from casework.audit_bands import NO_LIMIT
from casework.audit_circumstances import read_circumstances
from casework.audit_rows import DecisionRole, Unreadable
from casework.audit_sentences import off_the_persons_band
from casework.audit_verdicts import DEPARTURES, Verdict
from casework.audit_words import read_edition, read_kinds
from rules.case_columns import ABSENT
from rules.distinct_cases import distinct_cases, places_of_kinds
from standards_1023.text import matched
from standards_1023.values import MeasureKind

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from numpy.typing import NDArray

    from casework.audit_bands import Band
    from casework.audit_rows import DecisionRows, Fen
    from rules.case_columns import Coded

T = TypeVar("T", bound="Hashable")

NO_FINE = -1
"""In place of a fine: the table has none that can be read."""
_NO_AMOUNT = "没有写罚款金额。"


@dataclass(frozen=True, slots=True)
class Compared:
    """For each row: the verdict, all departures as bits (1 << verdict), the fine and its departure in 分.

    `departures_fen` is how far the fine lies below (negative) or above the limits of the band as printed:
    nought where it is itself a limit that is not included. `why` says of rows why
    they could not be judged; `notes` what in a row was not compared, and why.
    """

    verdicts: NDArray[np.int64]
    flags: NDArray[np.int64]
    fines: NDArray[np.int64]
    departures_fen: NDArray[np.int64]
    why: dict[int, str]
    notes: dict[int, str]


def compare(rows: DecisionRows, bands: Sequence[Band], of: NDArray[np.intp]) -> Compared:
    """Each row beside its band: `of` is the place of the row's own in `bands`."""
    fines, unread = _fines(rows)
    compared = _Comparison(rows, bands, of, fines)
    why = {int(n): bands[of[n]].why_not or "" for n in np.flatnonzero(compared.refused)}
    why |= {n: sentence for n, sentence in unread.items() if n not in why}
    why |= rows.faults
    judged = np.ones(rows.count, np.bool_)
    judged[list(why)] = False
    flags = np.where(judged, compared.by_fine() | compared.by_words(), 0)
    verdicts = np.where(judged, _gravest(flags), int(Verdict.NOT_JUDGED))
    departures = np.where(judged, compared.departures(), 0)
    notes = {n: text for n, text in compared.notes.items() if judged[n]}
    return Compared(verdicts, flags, fines, departures, why, notes)


def _gravest(flags: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first departure that is flagged, or INSIDE."""
    found = np.full(len(flags), int(Verdict.INSIDE), np.int64)
    for verdict in reversed(DEPARTURES):
        found[flags & (1 << verdict) != 0] = int(verdict)
    return found


def _fines(rows: DecisionRows) -> tuple[NDArray[np.int64], dict[int, str]]:
    """The fine of each row in 分, and why a row has none; 不予处罚 among the kinds is a fine of nought."""
    if rows.fines is None:
        return np.full(rows.count, NO_FINE, np.int64), dict.fromkeys(range(rows.count), _NO_AMOUNT)
    amounts = [NO_FINE if isinstance(fen, Unreadable) else fen for fen in rows.fines.distinct]
    fines: NDArray[np.int64] = np.array([*amounts, NO_FINE], np.int64)[rows.fines.codes]
    kinds = rows.text(DecisionRole.KINDS)
    without = np.array([*(_is_without_fine(text) for text in kinds.distinct), False], np.bool_)[kinds.codes]
    fines = np.where((rows.fines.codes == ABSENT) & without, 0, fines)
    unread = {}
    for n in np.flatnonzero(fines == NO_FINE):
        fen = rows.fines.at(int(n))
        unread[int(n)] = fen.why if isinstance(fen, Unreadable) else _NO_AMOUNT
    return fines, unread


def _is_without_fine(text: str) -> bool:
    """Whether a cell of kinds says by itself that there was no fine."""
    kinds = read_kinds(text)
    return bool(kinds) and MeasureKind.FINE not in (kinds or ())


class _Comparison:
    """The rows with what their bands say, as columns."""

    def __init__(
        self, rows: DecisionRows, bands: Sequence[Band], of: NDArray[np.intp], fines: NDArray[np.int64]
    ) -> None:
        self.rows, self.bands, self.of, self.fines = rows, bands, of, fines
        self.low, self.high = (
            self._limits([band.low for band in bands]),
            self._limits([band.high for band in bands]),
        )
        self.printed_low = self._limits([band.limits[0] for band in bands])
        self.printed_high = self._limits([band.limits[1] for band in bands])
        self.refused = self._are([band.why_not is not None for band in bands])
        self.notes: dict[int, str] = {}

    def _limits(self, values: Sequence[int]) -> NDArray[np.int64]:
        found: NDArray[np.int64] = np.array([min(value, NO_LIMIT) for value in values], np.int64)[self.of]
        return found

    def _are(self, values: Sequence[bool]) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = np.array(values, np.bool_)[self.of]
        return found

    def departures(self) -> NDArray[np.int64]:
        """How far each fine lies outside the printed limits of its band."""
        return self._outside(self.printed_low, self.printed_high)

    def _outside(self, low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.int64]:
        free = self._are([band.may_be_none for band in self.bands]) & (self.fines == 0)
        below, above = np.minimum(self.fines - low, 0), np.maximum(self.fines - high, 0)
        return np.where(free, 0, below + above)

    def by_fine(self) -> NDArray[np.int64]:
        """The departures that the amount shows."""
        bands = self.bands
        apart = self._outside(self.low, self.high)
        due, exempt = self._are([b.fine_due for b in bands]), self._are([b.exempt for b in bands])
        no_fine_in_band = self._are([not b.exempt and b.high == 0 for b in bands])
        least = self._limits([b.statutory[0] for b in bands])
        most = self._limits([b.statutory[1] for b in bands])
        mitigated = self._are([b.mitigated for b in bands])
        none = self.fines == 0
        found = _flag(Verdict.FINED_THOUGH_EXEMPT, exempt & (apart > 0))
        found |= _flag(Verdict.WRONG_KINDS, no_fine_in_band & (apart > 0))
        found |= _flag(Verdict.NOT_FINED, due & none & (apart < 0))
        ranged = ~exempt & ~no_fine_in_band
        above, below = ranged & (apart > 0), ranged & (apart < 0) & ~none
        over, under = above & (self.fines > most), below & (self.fines < least) & ~mitigated
        found |= _flag(Verdict.ABOVE_STATUTORY, over) | _flag(Verdict.ABOVE_BAND, above & ~over)
        return found | _flag(Verdict.BELOW_STATUTORY, under) | _flag(Verdict.BELOW_BAND, below & ~under)

    def by_words(self) -> NDArray[np.int64]:
        """The departures that the other columns show: persons, grade, kinds, 减轻, edition, reasons."""
        rows = self.rows
        found = self._each(rows.text(DecisionRole.GRADE), self._grade)
        found |= self._each(rows.text(DecisionRole.KINDS), self._kinds)
        found |= self._each(rows.text(DecisionRole.CIRCUMSTANCES), self._mitigation)
        found |= self._each(rows.text(DecisionRole.EDITION), self._edition)
        if rows.person_fines is not None:
            found |= self._each(rows.person_fines, self._persons)
        reasons = rows.words.get(DecisionRole.REASON)
        if reasons is not None:
            found |= _flag(Verdict.NO_REASON, reasons.codes == ABSENT)
        return found

    def _each(
        self, column: Coded[T], judge: Callable[[T, Band], tuple[Verdict | None, str]]
    ) -> NDArray[np.int64]:
        """What a column shows, worked out once for each of its texts beside each band."""
        found = np.zeros(self.rows.count, np.int64)
        given = np.flatnonzero((column.codes != ABSENT) & ~self.refused)
        if not given.size:
            return found
        digits = [
            (column.codes[given].astype(np.int64), len(column.distinct)),
            (self.of[given], len(self.bands)),
        ]
        firsts, kinds = distinct_cases(digits, len(given))
        for first, some in zip(given[firsts], places_of_kinds(kinds), strict=True):
            verdict, note = judge(column.distinct[column.codes[first]], self.bands[self.of[first]])
            if verdict is not None:
                found[given[some]] = 1 << verdict
            if note:
                for n in given[some]:
                    self.notes[int(n)] = self.notes.get(int(n), "") + note
        return found

    def _persons(self, fen: Fen, band: Band) -> tuple[Verdict | None, str]:
        due = band.persons
        if isinstance(fen, Unreadable):
            return None, f"责任人员的{fen.why}没有比对。"
        if due is None:
            return None, "这一档没有对责任人员的罚款，没有比对。" if fen else ""
        if due.why_not is not None:
            return None, f"{due.words}没有比对：{due.why_not}"
        if due.low <= fen <= due.high or (due.may_be_none and fen == 0):
            return None, ""
        least, most = due.statutory
        beyond = fen > most or (0 < fen < least and not band.mitigated)
        verdict = Verdict.PERSONS_BEYOND_LAW if beyond else Verdict.PERSONS_OFF_BAND
        return verdict, off_the_persons_band(fen, due.limits, due.words, is_above=fen > due.high)

    def _grade(self, text: str, band: Band) -> tuple[Verdict | None, str]:
        chosen = matched(text)
        if chosen in {matched(grade) for grade in band.grades}:
            return None, ""
        if chosen in {matched(grade) for grade in band.all_grades}:
            return Verdict.WRONG_GRADE, ""
        return None, f"档次“{text[:40]}”不是这项基准的档次，没有比对。"

    def _kinds(self, text: str, band: Band) -> tuple[Verdict | None, str]:
        kinds = read_kinds(text)
        if kinds is None:
            return None, f"处罚种类“{text[:40]}”没有全部读懂，没有比对。"
        imposed = kinds - {MeasureKind.ORDER, MeasureKind.NO_PENALTY}
        if band.due - imposed and not (band.may_be_none and not imposed):
            return Verdict.WRONG_KINDS, ""
        return (Verdict.WRONG_KINDS, "") if imposed - band.allowed and not band.exempt else (None, "")

    def _mitigation(self, text: str, band: Band) -> tuple[Verdict | None, str]:
        claims = read_circumstances(text).claims_mitigation and not band.mitigated
        return (Verdict.UNGROUNDED_MITIGATION if claims else None), ""

    def _edition(self, text: str, band: Band) -> tuple[Verdict | None, str]:
        number = read_edition(text)
        if number is None:
            return None, f"适用版本“{text[:40]}”没有读懂，没有比对。"
        return (None if number == band.edition else Verdict.WRONG_EDITION), ""


def _flag(verdict: Verdict, where: NDArray[np.bool_]) -> NDArray[np.int64]:
    return where.astype(np.int64) << verdict
