"""What a workbook that is handed in is read with: what was settled here or came with a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.drafting import base_for_drafts, rows_of
from standards_1023.editions import EditionState
from standards_1023.provenance import beside, settled_elsewhere
from standards_1023.settlements import settlements_document, settlements_of
from standards_1023.settling import settlements_in_force

if TYPE_CHECKING:
    from sqlmodel import Session


def document_to_read_with(session: Session, department: str) -> bytes | None:
    """The document of what is in force, and of what the draft's workbook is read by that nobody settled here.

    The draft is the open one, or the edition that a new one would begin with. None where there is neither.
    """
    draft = store.find_last(session, EditionState.DRAFT) or base_for_drafts(session)
    row = None if draft is None else rows_of(session, draft.number).get(department)
    found = settlements_in_force(session, department)
    if row is not None and row.settlements_sha256 is not None:
        document = settlements_of(store.get_file(session, row.settlements_sha256))
        found = tuple(beside(found, settled_elsewhere(session, department, document)))
    return settlements_document(found) if found else None
