"""Publication: a submitted edition, proved and dated, is in force from its day; never undone.

A fault that is found later is mended by the next edition, which may begin on the same day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.edition_events import EditionEvent
from standards_1023.editions import EditionState
from standards_1023.errors import EditionRefused
from standards_1023.submission import refuse_errors, refuse_other_state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlmodel import Session

    from standards_1023.editions import Edition
    from standards_1023.proof import Proof
    from standards_1023.tables import EditionRow


def publish(
    session: Session, number: int, *, in_force_from: date, proofs: Mapping[str, Proof], at: datetime
) -> EditionRow:
    """Publish a submitted edition; `proofs` by department.  The caller holds the write lock and commits.

    Raises EditionRefused for another state, remaining errors, a workbook without a proof of its content or
    with a difference, and a day before that of the edition published last.
    """
    row = store.get_edition_row(session, number)
    refuse_other_state(row, EditionState.SUBMITTED, "发布")
    refuse_errors(number, store.list_workbooks(session, number))
    _refuse_unproved(store.load_edition(session, row), proofs)
    published = store.published_in_order(session)
    before = published[-1] if published else None
    if before is not None and before.in_force_from is not None and in_force_from < before.in_force_from:
        raise EditionRefused(
            f"第{before.number}版自{before.in_force_from}起施行，第{number}版不能早于它（{in_force_from}）：请改施行日期。"
        )
    row.state, row.in_force_from = EditionState.PUBLISHED.value, in_force_from
    session.add(row)
    session.flush()
    compared = {
        "cases": sum(p.cases for p in proofs.values()),
        "answers": sum(p.answers for p in proofs.values()),
    }
    detail = {"digest": row.digest, "in_force_from": in_force_from.isoformat(), "compared": compared}
    store.add_event(session, number, EditionEvent.PUBLISHED, at, detail)
    if before is not None:
        ended = {"by": number, "in_force_until": in_force_from.isoformat()}
        store.add_event(session, before.number, EditionEvent.SUPERSEDED, at, ended)
    return row


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
