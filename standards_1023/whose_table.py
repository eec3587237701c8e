"""Whether a table that comes as one department's is really that department's; asked before it is imported.

A workbook put under the wrong name would replace one department's standards by another's, without any error
in it.  What speaks for that is a doubt, which only a person can dispel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023 import store
from standards_1023.departments import department_named_in
from standards_1023.drafting import base_for_drafts, rows_of
from standards_1023.edition_base import last_published
from standards_1023.editions import EditionState
from standards_1023.store import sha256_of
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlmodel import Session

    from standards_1023.drafting import ImportedWorkbook
    from standards_1023.tables import EditionWorkbookRow
    from standards_1023.values import StandardsWorkbook

_Printed = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A table given as `department`'s that looks like `other`'s.

    `shared` of its `of` standards are the other's by code and violation; or the file is the same, or `titled`
    is the title in it that names the other.
    """

    department: str
    other: str
    shared: int = 0
    of: int = 0
    same_file: bool = False
    titled: str | None = None

    def __str__(self) -> str:
        if self.same_file:
            why = f"与{self.other}的是同一个文件"
        elif self.titled is not None:
            why = f"里面的标题“{self.titled}”写的是{self.other}"
        else:
            why = f"的 {self.of} 项基准里有 {self.shared} 项与{self.other}的编号和违法行为相同"
        return f"作为{self.department}导入的表格{why}。"


def doubts(session: Session, imported: Sequence[ImportedWorkbook]) -> tuple[Doubt, ...]:
    """The doubts about workbooks that are to be imported, one a department at most; none as a rule."""
    held = _held(session)
    printed: dict[str, _Printed] = {}
    for row in held:
        if row.values_digest not in printed:
            printed[row.values_digest] = _printed(store.get_values(session, row.values_digest))
    found = (_doubt(one, imported, held, printed) for one in imported)
    return tuple(doubt for doubt in found if doubt is not None)


def _held(session: Session) -> list[EditionWorkbookRow]:
    """The workbooks of the open draft, of what a draft would begin with, and of what was published last."""
    editions = (
        store.find_last(session, EditionState.DRAFT),
        base_for_drafts(session),
        last_published(session),
    )
    numbers = dict.fromkeys(row.number for row in editions if row is not None)
    return [row for number in numbers for row in rows_of(session, number).values()]


def _doubt(
    one: ImportedWorkbook,
    imported: Sequence[ImportedWorkbook],
    held: Sequence[EditionWorkbookRow],
    printed: dict[str, _Printed],
) -> Doubt | None:
    own = [row for row in held if row.department == one.department]
    others = [row for row in held if row.department != one.department]
    sha256 = sha256_of(one.source)
    if any(row.source_sha256 == sha256 for row in own):
        return None
    same = [row.department for row in others if row.source_sha256 == sha256]
    same += [two.department for two in imported if two is not one and two.source == one.source]
    if same:
        return Doubt(one.department, same[0], same_file=True)
    said = _printed(one.workbook)
    alike = max((len(said & printed[row.values_digest]) for row in own), default=0)
    nearest = max(others, key=lambda row: len(said & printed[row.values_digest]), default=None)
    shared = 0 if nearest is None else len(said & printed[nearest.values_digest])
    if nearest is not None and shared > alike and 2 * shared >= len(said):
        return Doubt(one.department, nearest.department, shared, len(said))
    return _titled(one)


def _titled(one: ImportedWorkbook) -> Doubt | None:
    """A title that names another department, and none that names this one."""
    named = {title: department_named_in(title) for title in _titles(one.workbook)}
    if one.department in named.values():
        return None
    for title, other in named.items():
        if other is not None:
            return Doubt(one.department, other, titled=title)
    return None


def _titles(workbook: StandardsWorkbook) -> Iterator[str]:
    if workbook.instrument.name:
        yield workbook.instrument.name
    yield from dict.fromkeys(standard.sheet for standard in workbook.standards)


def _printed(workbook: StandardsWorkbook) -> _Printed:
    return frozenset((matched(s.code), matched(s.violation)) for s in workbook.standards)
