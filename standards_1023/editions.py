"""Dated editions of the district's standards, as values: what each says, and which is in force on a day.

Periods are half-open: an edition is in force from its day until the day before that of the next one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from standards_1023.errors import NoEditionInForce
from standards_1023.standard_names import StandardNames
from standards_1023.values import ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from standards_1023.values import Standard, StandardsWorkbook


class EditionState(StrEnum):
    """草稿 → 已提交 → 已发布 → 已被取代, and 已撤回.

    Stored are the first three: 已被取代 follows from the dates, 已撤回 from the table of withdrawals.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """The state as people call it."""
        return _STATES[self]


_STATES = {
    EditionState.DRAFT: "草稿",
    EditionState.SUBMITTED: "已提交",
    EditionState.PUBLISHED: "已发布",
    EditionState.SUPERSEDED: "已被取代",
    EditionState.WITHDRAWN: "已撤回",
}


@dataclass(frozen=True)
class DepartmentWorkbook:
    """One department's workbook in an edition; `digest` is the address of its values."""

    department: str
    workbook: StandardsWorkbook
    digest: str

    @cached_property
    def names(self) -> StandardNames:
        """The names of its standards."""
        return StandardNames(self.workbook.standards)


@dataclass(frozen=True)
class Edition:
    """An edition whole.  `digest` and `in_force_from` are None while it is a draft; the end is exclusive."""

    number: int
    state: EditionState
    workbooks: tuple[DepartmentWorkbook, ...]
    digest: str | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None

    @property
    def name(self) -> str:
        """As programs cite it: edition:2@1f3a9c7e2b10."""
        return edition_name(self.number, self.digest)

    @property
    def title(self) -> str:
        """As people say it: 第2版（2026-08-15起施行）."""
        since = f"（{self.in_force_from}起施行）" if self.in_force_from else "（未发布）"
        if self.state is EditionState.WITHDRAWN:
            since = "（已撤回）"
        return f"第{self.number}版{since}"

    @cached_property
    def standards(self) -> tuple[tuple[DepartmentWorkbook, Standard], ...]:
        """All standards with the workbook of each, in the order of departments and of their tables."""
        return tuple((kept, standard) for kept in self.workbooks for standard in kept.workbook.standards)

    def workbook_of(self, department: str) -> DepartmentWorkbook | None:
        """The workbook of a department, or None."""
        return next((kept for kept in self.workbooks if kept.department == department), None)

    def errors(self) -> Iterator[tuple[DepartmentWorkbook, str]]:
        """Each error that remains, with its workbook, as 工作表!单元格：message."""
        for kept in self.workbooks:
            for problem in kept.workbook.problems:
                if problem.severity is ProblemSeverity.ERROR:
                    yield kept, f"{problem.sheet}!{problem.cell}：{problem.message}"


def edition_name(number: int, digest: str | None) -> str:
    """The name under which an assessment cites an edition."""
    return f"edition:{number}@{digest[:12]}" if digest else f"edition:{number}"


class Timeline:
    """The published editions in the order of their days; asked always for a day."""

    def __init__(self, published: tuple[Edition, ...]) -> None:
        """`published` in the order of publication, each with the day from which it is in force."""
        self.editions = _with_ends(published)
        self._by_number = {edition.number: edition for edition in self.editions}

    def in_force(self, on: date) -> Edition:
        """The edition in force on a day; raises NoEditionInForce, never answers None."""
        for edition in reversed(self.editions):
            since, until = edition.in_force_from, edition.in_force_until
            if since is not None and since <= on and (until is None or on < until):
                return edition
        raise NoEditionInForce(on, self.editions[0].in_force_from if self.editions else None)

    def numbered(self, number: int) -> Edition | None:
        """A published edition by its number, or None."""
        return self._by_number.get(number)


def _with_ends(published: tuple[Edition, ...]) -> tuple[Edition, ...]:
    """Each edition ends on the day of the next; one replaced on its own day was never in force."""
    following = zip_longest(published, published[1:])
    return tuple(replace(one, in_force_until=next_ and next_.in_force_from) for one, next_ in following)
