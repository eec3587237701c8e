"""A settlement of a draft kept: read without the lock, compared and written under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.acts import Act
from service.acting import acting
from service.api.problems import ProblemCode, ProblemRaised
from service.db import reading
from service.moments import now
from service.pages.settle_preview import read_with
from service.read_again import ReadAgain
from standards_1023 import store
from standards_1023.drafting import import_workbooks, rows_of, same_workbook
from standards_1023.editions import EditionState
from standards_1023.provenance import beside
from standards_1023.settlements import Settlement, SettlementKind
from standards_1023.settling import settle, settled_with, settlements_in_force
from standards_1023.utc import day_in_beijing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Engine
    from sqlmodel import Session

    from service.acting import Actor
    from service.pages.sheet_source import SheetSource


@dataclass(frozen=True, slots=True)
class Word:
    """What is said: of which key, what was settled before, what now (None takes it back), at which cell."""

    kind: SettlementKind
    key: str
    held: Settlement | None
    meaning: str | None
    where: str = ""


def save_settlement(engine: Engine, actor: Actor, source: SheetSource, word: Word) -> None:
    """Read with what is to hold first, which takes seconds; under the lock only compare and write.

    Raises ReadAgain where the draft's workbook or the settlements are no longer what was read with.
    """
    department, at = source.row.department, now()
    kind, key, meaning = word.kind, word.key, word.meaning
    said = None if meaning is None else said_of(source, (kind, key), meaning, actor.name, day_in_beijing(at))
    with reading(engine) as session:
        held = settlements_in_force(session, department)
    imported = read_with(source, with_word(source.settled, held, (kind, key), said))
    with acting(engine, actor) as acts:
        _refuse_closed(acts.session, source.edition)
        if not same_workbook(rows_of(acts.session, source.edition).get(department), source.row):
            raise ReadAgain
        if settlements_in_force(acts.session, department) != held:
            raise ReadAgain
        if said is not None or any((one.kind, one.key) == (kind, key) for one in held):
            settle(
                acts.session,
                department=department,
                kind=kind,
                key=key,
                meaning=meaning,
                by=actor.name,
                at=at,
                sample=said.sample if said is not None else (),
            )
        import_workbooks(acts.session, [imported], at, by=actor.name)
        where = {"department": department} | ({"cell": word.where} if word.where else {})
        acts.record(
            Act.SETTLED,
            f"edition:{source.edition}",
            before={**where, key: word.held.meaning if word.held else None},
            after={**where, key: meaning},
        )


def said_of(
    source: SheetSource, about: tuple[SettlementKind, str], meaning: str, by: str, on: date
) -> Settlement:
    """A settlement, of a column with what it prints now."""
    return Settlement(*about, meaning, by, on, source.sample(*about))


def with_word(
    read_by: Sequence[Settlement],
    in_force: Sequence[Settlement],
    about: tuple[SettlementKind, str],
    said: Settlement | None,
) -> tuple[Settlement, ...]:
    """What the draft's workbook is read by once something is said of it: all else that it is read by stays.

    Beside that what is in force; the same said again is what was said before.  Raises SettlementRefused.
    """
    before = tuple(beside(read_by, in_force))
    if said is None:
        return settled_with(before, *about, None)
    same = (*about, said.meaning, said.sample)
    again = (one for one in in_force if (one.kind, one.key, one.meaning, one.sample) == same)
    others = tuple(one for one in before if (one.kind, one.key) != about)
    return settled_with(others, *about, next(again, said))


def refuse_replaced(opened: SheetSource, source: SheetSource) -> None:
    """Another settlement is taken along, another table is looked at first."""
    before, after = opened.row, source.row
    if (before.source_sha256, before.settings_sha256) != (after.source_sha256, after.settings_sha256):
        sentence = "这个部门的表格刚刚换过，没有保存：请看现在的表格再确认。"
        raise ProblemRaised(ProblemCode.REQUEST_REFUSED, sentence)


def _refuse_closed(session: Session, number: int) -> None:
    """Another may have submitted the draft meanwhile: that is not undone."""
    draft = store.find_last(session, EditionState.DRAFT)
    if draft is None or draft.number != number:
        sentence = f"第{number}版已经不是草稿，没有保存：请在现在的草稿里确认。"
        raise ProblemRaised(ProblemCode.REQUEST_REFUSED, sentence)
