"""The impact of an edition: what was decided before, held against it; nothing is changed by it."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casework import store as casework_store
from casework.errors import CaseworkError
from casework.impact_assessments import Reassessed, Shift, moved_fen, reassess_under
from casework.impact_decisions import Move, journals_beside
from casework.impact_timeline import EveryDay
from importers.errors import ImportRefused
from rules.drivers import Drivers
from service.audit import Conditions, processes_at_hand, run_audit
from service.command_errors import CommandRefused
from service.impact_jobs import ChangedAssessment, ComparedAudit, FoundImpact, impact_number
from service.job_folders import Stage
from service.moments import now
from standards_1023 import store
from standards_1023.content import measures_document
from standards_1023.editions import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from sqlmodel import Session

    from rules.applicable_edition import EditionRule
    from service.audit_jobs import Job, Jobs
    from service.impact_jobs import ImpactJob
    from standards_1023.editions import DepartmentWorkbook

MOST_GRAVEST = 100
"""Changed assessments that are kept one by one; of the others only how many there are."""
_MOST_REASONS = 20
_TELL_AFTER = 20
_AUDITED = "复核过的处罚决定"


@dataclass(slots=True)
class Progress:
    """How far a calculation is, in assessments and rows."""

    tell: Callable[[int, int, str], None]
    total: int
    before: int = 0

    def at(self, done: int, what: str) -> None:
        """So many of this part are done."""
        self.tell(min(self.before + done, self.total), self.total, what)

    def part_done(self, many: int) -> None:
        """A part of so many is done."""
        self.before += many


@dataclass(frozen=True, slots=True)
class Editions:
    """The edition whose impact it is, alone, and all published ones."""

    only: EveryDay
    published: Timeline

    @property
    def names(self) -> Timeline:
        """Both, for what columns are called."""
        return Timeline((*self.published.editions, self.only.edition))


def finished_audits(audits: Jobs) -> list[Job]:
    """The audits whose tables are compared."""
    return [job for job in audits.all() if job.state().stage is Stage.DONE]


def calculate(
    session: Session,
    job: ImpactJob,
    audits: Iterable[Job],
    rule: EditionRule,
    tell: Callable[[int, int, str], None],
) -> FoundImpact:
    """Everything that was kept or audited, assessed under the edition alone.

    `tell` hears how many of how many are done, and of what. Raises CommandRefused where the edition is not
    any more what was asked about.
    """
    number = job.asked.edition
    if impact_number(session, number) != job.number:
        raise CommandRefused("这一版的表格刚刚改动过：请回到这一版，重新计算影响。")
    loaded: dict[str, DepartmentWorkbook] = {}
    published = store.load_timeline(session, loaded)
    edition = store.load_edition(session, store.get_edition_row(session, number), loaded)
    editions, chosen = Editions(EveryDay(edition), published), list(audits)
    rows = {audit.number: audit.state().done for audit in chosen}
    kept = casework_store.count_photographs(session)
    progress = Progress(tell, kept + sum(rows.values()))
    shifts = _Shifts()
    _reassess(session, editions, shifts, progress)
    progress.part_done(kept)
    moves: Counter[tuple[str, str, Move]] = Counter()
    reasons: Counter[str] = Counter()
    compared = []
    for audit in chosen:
        compared.append(_compare(job, audit, Judged(editions, rule, moves, reasons), progress))
        progress.part_done(rows[audit.number])
    return FoundImpact(
        at=now(),
        assessments=shifts.counts.total(),
        shifts=[(d, v, shift.value, many) for (d, v, shift), many in shifts.counts.items()],
        gravest=shifts.listed(),
        audits=compared,
        moves=[(d, v, move.value, many) for (d, v, move), many in moves.items()],
        reasons=reasons.most_common(_MOST_REASONS),
    )


@dataclass(slots=True)
class _Shifts:
    """The shifts of assessments, counted; the gravest ones kept."""

    counts: Counter[tuple[str, str, Shift]] = field(default_factory=Counter)
    _gravest: list[tuple[tuple[int, Fraction | int, int], ChangedAssessment]] = field(default_factory=list)
    _seen: int = 0

    def add(self, found: Reassessed) -> None:
        self.counts[found.department, found.violation, found.shift] += 1
        self._seen += 1
        if found.shift is Shift.SAME:
            return
        entry = (_gravity(found, self._seen), _kept(found))
        put = heapq.heappush if len(self._gravest) < MOST_GRAVEST else heapq.heappushpop
        put(self._gravest, entry)

    def listed(self) -> list[ChangedAssessment]:
        return [one for _, one in sorted(self._gravest, reverse=True)]


def _gravity(found: Reassessed, seen: int) -> tuple[int, Fraction | int, int]:
    """Other measures first, then by how far the fine moves, then what cannot be decided."""
    if found.shift in {Shift.UNDECIDED, Shift.GONE}:
        return 0, int(found.shift is Shift.UNDECIDED), -seen
    moved = moved_fen(found.photograph.band, found.after)
    return (2, 0, -seen) if moved is None else (1, moved, -seen)


def _kept(found: Reassessed) -> ChangedAssessment:
    taken = found.photograph
    return ChangedAssessment(
        id=taken.id,
        at=taken.at,
        department=found.department,
        violation=found.violation,
        shift=found.shift.value,
        before=measures_document(taken.band),
        after=measures_document(found.after),
        why=found.why,
    )


def _reassess(session: Session, editions: Editions, shifts: _Shifts, progress: Progress) -> None:
    was = {edition.name: edition for edition in editions.published.editions}
    with Drivers() as drivers:
        for done, taken in enumerate(casework_store.list_photographs(session)):
            if done % _TELL_AFTER == 0:
                progress.at(done, "保存过的裁量记录")
            shifts.add(reassess_under(editions.only, taken, was.get(taken.edition), drivers))


@dataclass(frozen=True, slots=True)
class Judged:
    """How audits are judged again, and where what comes of it is counted."""

    editions: Editions
    rule: EditionRule
    moves: Counter[tuple[str, str, Move]]
    reasons: Counter[str]


def _compare(job: ImpactJob, audit: Job, judged: Judged, progress: Progress) -> ComparedAudit:
    """Judge an audit's table under the edition, and count how its rows move."""
    asked, editions = audit.asked, judged.editions
    conditions = Conditions(
        editions.only,
        judged.rule,
        asked.columns,
        asked.accept_matches,
        processes_at_hand(),
        names=editions.names,
    )
    journal = job.journal_of(audit.number)
    try:
        report = run_audit(audit.source, journal, conditions, lambda done, _: progress.at(done, _AUDITED))
        with journals_beside(audit.journal, journal) as both:
            moves, reasons = both.moves(), both.reasons(_MOST_REASONS)
    except (ImportRefused, CommandRefused, CaseworkError) as refused:
        why = str(getattr(refused, "reason", refused))
        return ComparedAudit(number=audit.number, name=asked.name, rows=0, why_not=why)
    judged.moves.update(moves)
    judged.reasons.update(dict(reasons))
    return ComparedAudit(number=audit.number, name=asked.name, rows=report.figures.count)
