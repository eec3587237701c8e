"""Workbooks handed in: whose they are, read with what was settled about them, and what the log says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.command_errors import CommandRefused
from service.read_again import ReadAgain
from standards_1023.settlements_to_read_with import document_to_read_with
from standards_1023.whose_table import doubts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from importers.draft_files import HandedIn
    from standards_1023.drafting import Drafted, ImportedWorkbook


def with_settlements(session: Session, files: Sequence[HandedIn]) -> list[HandedIn]:
    """The same files with what they are to be read with; an exported one keeps those it was read with."""
    return [one if one.exported else _settled(session, one) for one in files]


def refuse_overtaken(session: Session, files: Sequence[HandedIn]) -> None:
    """ReadAgain where something was settled since the files were given their settlements."""
    if list(files) != with_settlements(session, files):
        raise ReadAgain


def refuse_doubts(session: Session, imported: Sequence[ImportedWorkbook]) -> None:
    """CommandRefused where a table looks like another department's."""
    found = doubts(session, imported)
    if found:
        said = "".join(str(doubt) for doubt in found)
        raise CommandRefused(f"{said}没有导入。确实没有弄错的，加上 --confirm-department 再导入。")


def said_of(drafted: Drafted) -> dict[str, object]:
    """What the log says of an import: departments, settlements that came with packages, and that are gone."""
    said: dict[str, object] = {"changed": list(drafted.changed), "unchanged": list(drafted.unchanged)}
    if drafted.brought:
        said["brought"] = [{"department": one.department, **one.detail} for one in drafted.brought]
    if drafted.read_no_more:
        said["read_no_more"] = [f"{department}：{words}" for department, words in drafted.read_no_more]
    return said


def _settled(session: Session, one: HandedIn) -> HandedIn:
    return one.model_copy(update={"settlements": document_to_read_with(session, one.department)})
