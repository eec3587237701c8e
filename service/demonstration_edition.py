"""The workbooks that come with the program, published as the first edition of a database that has none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import typer

from importers.draft_files import handed_in, read_imported
from service.command_errors import CommandRefused
from service.db import reading, writing
from service.demonstration import WHAT_THEY_ARE, WORKBOOKS
from service.moments import now
from service.proving import prove
from standards_1023 import store
from standards_1023.drafting import import_workbooks
from standards_1023.publication import publish
from standards_1023.submission import submit

if TYPE_CHECKING:
    from sqlalchemy import Engine

IN_FORCE_FROM = date(2026, 8, 15)


def publish_demonstration(engine: Engine) -> None:
    """Import, submit, prove and publish; a database that has any edition is left as it is."""
    with reading(engine) as session:
        if store.list_editions(session):
            return
    typer.echo("数据库里还没有版本，导入自带的演示表格……")
    imported = [read_imported(one) for one in handed_in([WORKBOOKS])]
    with writing(engine) as session:
        if store.list_editions(session):  # another process was faster
            return
        drafted = import_workbooks(session, imported, now(), alone=True)
        if drafted.number is None:  # nothing to import: the folder is empty
            raise CommandRefused("没有找到自带的演示表格：请重新安装。")
        number = submit(session, drafted.number, now()).number
        edition = store.load_edition(session, store.get_edition_row(session, number))
        publish(session, number, in_force_from=IN_FORCE_FROM, proofs=prove(edition.workbooks), at=now())
    typer.echo(f"已发布第{number}版，自{IN_FORCE_FROM}起施行：{len(edition.standards)} 项基准。")
    typer.echo(WHAT_THEY_ARE)
