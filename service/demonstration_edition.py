"""The workbooks that come with the program, published as the first two editions of a database that has none.

The earlier one holds 环水局's table under the laws that the 生态环境法典 repealed on 2026-08-15, the present
one its table under the Code, so that acts before that day can be assessed under both.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import typer

from casework.acts import Act
from importers.draft_files import handed_in, read_imported
from rules.law_changes.repealed import CODE_SINCE
from service.acting import acting, at_the_command_line
from service.command_errors import CommandRefused
from service.db import reading
from service.demonstration import EARLIER, WHAT_THEY_ARE, WORKBOOKS
from service.moments import now
from service.people.demonstration import create_demonstration_accounts
from service.people.store import has_accounts
from service.proving import prove
from standards_1023 import store
from standards_1023.drafting import import_workbooks
from standards_1023.publication import PublicationTerms, publish
from standards_1023.submission import submit

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from standards_1023.drafting import ImportedWorkbook
    from standards_1023.proof import Proof

EARLIER_SINCE = date(2026, 1, 1)
"""From this day on every statute that the other workbooks name is in force, the Code apart: what rests on
the Code is refused for acts before 2026-08-15 where no older provision is recorded."""

PROGRAM = "程序:演示数据"
"""Who publishes it: nobody does."""


def publish_demonstration(engine: Engine) -> None:
    """Import, submit, prove and publish both or neither; a database with any edition is left as it is."""
    with reading(engine) as session:
        if store.list_editions(session):
            return
    typer.echo("数据库里还没有版本，导入自带的演示表格……")
    present = [read_imported(one) for one in handed_in([WORKBOOKS])]
    earlier = [read_imported(one) for one in handed_in([EARLIER])]
    if not present or not earlier:
        raise CommandRefused("没有找到自带的演示表格：请重新安装。")
    replaced = {one.department for one in earlier}
    unchanged = [one for one in present if one.department not in replaced]
    with acting(engine, at_the_command_line()) as acts:
        session = acts.session
        if store.list_editions(session):  # another process was faster
            return
        proofs = _publish(session, [*unchanged, *earlier], EARLIER_SINCE, {})
        _publish(session, [one for one in present if one.department in replaced], CODE_SINCE, proofs)
        acts.record(Act.EDITION_PUBLISHED, "edition:1", after={"in_force_from": EARLIER_SINCE.isoformat()})
        acts.record(Act.EDITION_PUBLISHED, "edition:2", after={"in_force_from": CODE_SINCE.isoformat()})
        if not has_accounts(session):
            create_demonstration_accounts(acts)
    typer.echo(WHAT_THEY_ARE)


def _publish(
    session: Session, changed: list[ImportedWorkbook], since: date, proofs: dict[str, Proof]
) -> dict[str, Proof]:
    """Publish an edition with these workbooks in the place of those before; the proofs of all its workbooks.

    `proofs` are those of the edition before: what did not change is not proved again.
    """
    drafted = import_workbooks(session, changed, now(), by=PROGRAM)
    if drafted.number is None:
        raise CommandRefused("自带的两版演示表格相同：请重新安装。")
    number = submit(session, drafted.number, now(), by=PROGRAM).number
    edition = store.load_edition(session, store.get_edition_row(session, number))
    changed_now = [kept for kept in edition.workbooks if kept.department in drafted.changed]
    proofs = {**proofs, **prove(changed_now)}
    terms = PublicationTerms(since, PROGRAM, now(), earliest=EARLIER_SINCE, one_person=True)
    publish(session, number, proofs, terms)
    typer.echo(f"已发布第{number}版，自{since}起施行：{len(edition.standards)} 项基准。")
    return proofs
