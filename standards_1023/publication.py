"""Publication: a submitted edition, proved and dated, is in force from its day; by a second pair of eyes.

A fault that is found later is mended by the next edition, which may begin on the same day; before its day an
edition can be withdrawn (withdrawal.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.edition_base import last_published, refuse_stale
from standards_1023.edition_events import EditionEvent
from standards_1023.edition_steps import actor_of, last_event, refuse_other_state
from standards_1023.editions import EditionState
from standards_1023.errors import EditionConflict, EditionRefused
from standards_1023.submission import refuse_errors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlmodel import Session

    from standards_1023.editions import Edition
    from standards_1023.proof import Proof
    from standards_1023.tables import EditionRow


@dataclass(frozen=True, slots=True)
class PublicationTerms:
    """Who publishes from which day on.

    `earliest` is the first day that needs no word (today at the door); `backdated` says that an earlier one
    is meant; `one_person` lets whoever submitted publish as well (a database that nobody signs in to).
    `seen_digest` is the content that the publisher looked at (None: none was shown to him).
    """

    in_force_from: date
    by: str
    at: datetime
    earliest: date
    backdated: bool = False
    one_person: bool = False
    seen_digest: str | None = None


def publish(
    session: Session, number: int, proofs: Mapping[str, Proof], terms: PublicationTerms
) -> EditionRow:
    """Publish a submitted edition; `proofs` by department.  The caller holds the write lock and commits.

    Raises EditionRefused for another state, remaining errors, a base that was replaced, the submitter as
    publisher, content other than what he looked at, a workbook without a proof of its content or with a
    difference, a day before that of the edition published last, and one before `terms.earliest` that is not
    said to be meant.
    """
    row = check_publishable(session, number, terms)
    _refuse_unproved(store.load_edition(session, row), proofs)
    before = last_published(session)
    row.state, row.in_force_from = EditionState.PUBLISHED.value, terms.in_force_from
    session.add(row)
    session.flush()
    _record(session, row, before, proofs, terms)
    return row


def check_publishable(session: Session, number: int, terms: PublicationTerms) -> EditionRow:
    """All that publication asks for besides the proof: asked before, it spares one that leads to nothing."""
    row = store.get_edition_row(session, number)
    refuse_other_state(session, row, EditionState.SUBMITTED, "发布")
    refuse_stale(session, number)
    refuse_errors(number, store.list_workbooks(session, number))
    _refuse_unseen(row, terms)
    _refuse_submitter(session, number, terms)
    _refuse_day(number, last_published(session), terms)
    return row


def _record(
    session: Session,
    row: EditionRow,
    before: EditionRow | None,
    proofs: Mapping[str, Proof],
    terms: PublicationTerms,
) -> None:
    since = terms.in_force_from.isoformat()
    compared = {
        "cases": sum(p.cases for p in proofs.values()),
        "answers": sum(p.answers for p in proofs.values()),
    }
    detail: dict[str, object] = {
        "by": terms.by,
        "digest": row.digest,
        "in_force_from": since,
        "compared": compared,
    }
    if before is not None and terms.in_force_from < terms.earliest:
        detail["backdated"] = True
    store.add_event(session, row.number, EditionEvent.PUBLISHED, terms.at, detail)
    if before is not None:
        ended = {"by": terms.by, "by_edition": row.number, "in_force_until": since}
        store.add_event(session, before.number, EditionEvent.SUPERSEDED, terms.at, ended)


def _refuse_unseen(row: EditionRow, terms: PublicationTerms) -> None:
    """It may have been returned, changed and submitted again since it was looked at."""
    if terms.seen_digest not in {None, row.digest}:
        raise EditionConflict(
            f"第{row.number}版在您打开以后退回过，改动后又重新提交，没有发布：请看过现在的内容再发布。"
        )


def _refuse_submitter(session: Session, number: int, terms: PublicationTerms) -> None:
    """Two pairs of eyes: whoever submitted does not publish."""
    submitted = last_event(session, number, EditionEvent.SUBMITTED)
    if submitted is not None and actor_of(submitted) == terms.by and not terms.one_person:
        raise EditionRefused(
            f"第{number}版是 {terms.by} 自己提交的，要由另一个人核对后发布：请换一个账号，或者请同事发布。"
        )


def _refuse_day(number: int, before: EditionRow | None, terms: PublicationTerms) -> None:
    day = terms.in_force_from
    if before is None or before.in_force_from is None:
        return  # nothing could be decided under an earlier edition: the first may begin in the past
    if day < before.in_force_from:
        raise EditionRefused(
            f"第{before.number}版自{before.in_force_from}起施行，第{number}版不能早于它（{day}）：请改施行日期。"
        )
    if day < terms.earliest and not terms.backdated:
        raise EditionRefused(
            f"第{number}版的施行日期（{day}）早于{terms.earliest}，那以后已经作出的决定会得到另一个幅度："
            "请改施行日期；确实要追溯的，在命令行用 --backdated 写明。"
        )


def _refuse_unproved(edition: Edition, proofs: Mapping[str, Proof]) -> None:
    for kept in edition.workbooks:
        proof = proofs.get(kept.department)
        if proof is not None and proof.differences:
            raise EditionRefused(
                f"第{edition.number}版不能发布：两套计算对{kept.department}的表格"
                f"有 {len(proof.differences)} 处结果不同，第一处：{proof.differences[0]}请联系维护人员。"
            )
        if proof is None or not proof.holds_for(kept.workbook.standards, kept.workbook.instrument):
            raise EditionRefused(
                f"第{edition.number}版不能发布：{kept.department}的表格还没有核对，请重新发布。"
            )
