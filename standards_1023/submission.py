"""Submission: a draft without errors is closed; from then on its content has an address and stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.content import edition_digest
from standards_1023.edition_base import refuse_stale
from standards_1023.edition_events import EditionEvent
from standards_1023.edition_steps import refuse_other_state
from standards_1023.editions import EditionState
from standards_1023.errors import EditionRefused

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from standards_1023.tables import EditionRow, EditionWorkbookRow, WorkbookValues


def submit(session: Session, number: int, at: datetime, *, by: str) -> EditionRow:
    """Close a draft; raises EditionRefused for an empty one, errors that remain, or a stale base."""
    row = store.get_edition_row(session, number)
    refuse_other_state(session, row, EditionState.DRAFT, "提交")
    refuse_stale(session, number)
    workbooks = store.list_workbooks(session, number)
    refuse_errors(number, workbooks)
    row.digest = digest_of_workbooks([kept for kept, _ in workbooks])
    row.state = EditionState.SUBMITTED.value
    session.add(row)
    session.flush()
    counts = {"departments": len(workbooks), "standards": sum(v.standards for _, v in workbooks)}
    detail = {"by": by, "digest": row.digest, **counts}
    store.add_event(session, number, EditionEvent.SUBMITTED, at, detail)
    return row


def refuse_errors(number: int, workbooks: list[tuple[EditionWorkbookRow, WorkbookValues]]) -> None:
    """No edition goes on with nothing in it, or with errors in its tables."""
    if not any(values.standards for _, values in workbooks):
        raise EditionRefused(f"第{number}版里没有裁量基准：请先导入表格（cailiang standards import）。")
    faulty = [f"{kept.department} {values.errors} 处" for kept, values in workbooks if values.errors]
    if faulty:
        raise EditionRefused(
            f"第{number}版还有错误（{'、'.join(faulty)}）："
            "请看清问题、改正表格（cailiang parse），再次导入后提交。"
        )


def digest_of_workbooks(workbooks: list[EditionWorkbookRow]) -> str:
    """The address of an edition with these workbooks."""
    return edition_digest([_part(kept) for kept in workbooks])


def _part(kept: EditionWorkbookRow) -> dict[str, str | None]:
    part = {
        "department": kept.department,
        "values": kept.values_digest,
        "source": kept.source_sha256,
        "settings": kept.settings_sha256,
        "convention": kept.convention,
    }
    if kept.settlements_sha256 is not None:  # editions from before settlements keep their address
        part["settlements"] = kept.settlements_sha256
    return part
