"""What can happen to an edition, in the past tense; appended, never edited."""

from __future__ import annotations

from enum import StrEnum


class EditionEvent(StrEnum):
    """The events of an edition's life."""

    DRAFTED = "drafted"
    WORKBOOK_IMPORTED = "workbook_imported"
    REBASED = "rebased"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """What was done, as people say it: 由某人发布."""
        return _WORDS[self]


_WORDS = {
    EditionEvent.DRAFTED: "起草",
    EditionEvent.WORKBOOK_IMPORTED: "导入表格",
    EditionEvent.REBASED: "接到新版上",
    EditionEvent.SUBMITTED: "提交",
    EditionEvent.RETURNED: "退回草稿",
    EditionEvent.PUBLISHED: "发布",
    EditionEvent.SUPERSEDED: "被取代",
    EditionEvent.WITHDRAWN: "撤回",
}
