"""A draft that was begun on an edition that another has replaced is brought onto the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.drafting import copy_into, differing, rows_of, same_workbook
from standards_1023.edition_base import base_of, is_stale, last_published
from standards_1023.edition_events import EditionEvent
from standards_1023.edition_steps import refuse_other_state
from standards_1023.editions import EditionState
from standards_1023.errors import EditionConflict

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def rebase(session: Session, number: int, *, by: str, at: datetime) -> tuple[str, ...]:
    """Take over what was published since for the departments that the draft did not change; which these are.

    Raises EditionConflict for what is no draft, for one that nothing was published after, and for departments
    that were changed on both sides, naming them: whose table holds, only a person can say.
    """
    refuse_other_state(session, store.get_edition_row(session, number), EditionState.DRAFT, "接到新版上")
    if not is_stale(session, number):
        raise EditionConflict(f"第{number}版起草以后没有发布过新的一版，不用接：可以直接提交。")
    base, last = base_of(session, number), last_published(session)
    old = {} if base is None else rows_of(session, base)
    new = {} if last is None else rows_of(session, last.number)
    draft = rows_of(session, number)
    published = differing(old, new)
    ours = set(differing(old, draft))
    both = [d for d in published if d in ours and not same_workbook(draft.get(d), new.get(d))]
    if both:
        since = "撤回" if last is None else f"第{last.number}版"
        raise EditionConflict(
            f"{'、'.join(both)}的表格在第{number}版草稿和{since}里都改动过，不能自动合并："
            f"请放弃这份草稿（cailiang standards withdraw {number}），在新的一版上重新导入自己的表格。"
        )
    taken = tuple(d for d in published if d not in ours)
    for department in taken:
        if department in new:
            copy_into(session, number, new[department])
        else:
            store.drop_workbook(session, draft[department])
    detail = {"by": by, "from": None if last is None else last.number, "taken": list(taken)}
    store.add_event(session, number, EditionEvent.REBASED, at, detail)
    return taken
