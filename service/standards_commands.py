"""`cailiang standards …`: the life of an edition, from the departments' workbooks to its publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from casework.acts import Act
from importers.draft_files import CONVENTIONS, handed_in, plain_department, read_imported
from importers.edition_package import unpacked
from importers.whole_file import write_whole
from service.acting import acting, at_the_command_line
from service.brought_readings import as_confirmed
from service.command_errors import CommandRefused
from service.database_in_use import current_engine, reading_session
from service.db import reading
from service.edition_export import as_zip, export_edition
from service.edition_json import change_json, edition_json, standard_in_edition_json
from service.edition_steps_commands import app as steps
from service.edition_table import edition_as_csv, edition_as_json
from service.handing_in import refuse_doubts, refuse_overtaken, said_of, with_settlements
from service.moments import now, today
from service.printing import print_json
from service.read_again import until_not_overtaken
from service.schema import bring_up_to_date
from service.standards_printing import (
    print_changes,
    print_drafted,
    print_editions,
    print_standard_in_edition,
    print_standards,
)
from standards_1023 import store
from standards_1023.drafting import import_workbooks
from standards_1023.edition_diff import diff
from standards_1023.edition_summary import list_summaries
from standards_1023.editions import Edition
from standards_1023.provenance import brought_with
from standards_1023.settlements import settlements_of
from standards_1023.standard_lookup import find_in_edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from importers.draft_files import HandedIn
    from service.acting import Acting
    from standards_1023.drafting import Drafted, ImportedWorkbook

app = typer.Typer(help="裁量基准的版本：导入、提交、发布、查看、比较、导出。", rich_markup_mode=None)
app.add_typer(steps)

_JSON = typer.Option("--json", help="输出 JSON")
_EDITION = "第几版；不填则为今天施行的一版"


@app.command("import", help="把部门的表格导入草稿；有错误也会导入，列出后可改正再导入。")
def import_(
    files: Annotated[list[Path], typer.Argument(help="表格，或者装着表格的文件夹")],
    *,
    department: Annotated[str | None, typer.Option(help="部门名称；文件名里没有时写明")] = None,
    convention: Annotated[str | None, typer.Option(help="“以下”是否包括本数：以下含 或 以下不含")] = None,
    alone: Annotated[bool, typer.Option("--alone", help="草稿里只有这些表格，不带上一版其他部门的")] = False,
    confirmed: Annotated[
        bool,
        typer.Option(
            "--confirm-department", help="表格看起来像别的部门的，或者导出包里的部门不在名单里，确认没有弄错"
        ),
    ] = False,
) -> None:
    """All files or none: one that is refused leaves the draft as it was."""
    if convention is not None and convention not in CONVENTIONS:
        raise CommandRefused(f"--convention 只能是{'或者'.join(CONVENTIONS)}，不能是“{convention}”。")
    named = None if department is None else plain_department(department)
    with current_engine() as engine, unpacked(files) as paths:
        bring_up_to_date(engine)
        handed = handed_in(paths, department=named, convention=convention, unlisted=confirmed)

        def import_once() -> tuple[Drafted, list[ImportedWorkbook]]:
            with reading(engine) as session:
                settled = with_settlements(session, handed)
            read = _read(settled)
            with acting(engine, at_the_command_line()) as acts:
                refuse_overtaken(acts.session, settled)
                drafted = _put_into_draft(acts, read, alone=alone, confirmed=confirmed)
                return drafted, [_as_confirmed(acts.session, one) for one in read]

        drafted, imported = until_not_overtaken(import_once)
    print_drafted(drafted, imported)
    raise typer.Exit(int(any(one.workbook.problems for one in imported)))


def _as_confirmed(session: Session, one: ImportedWorkbook) -> ImportedWorkbook:
    """A workbook whose problems say who confirmed a reading, and where."""
    settled = () if one.settlements is None else settlements_of(one.settlements)
    return replace(one, workbook=as_confirmed(one.workbook, brought_with(session, one.department, settled)))


def _put_into_draft(
    acts: Acting, imported: list[ImportedWorkbook], *, alone: bool, confirmed: bool
) -> Drafted:
    if not confirmed:
        refuse_doubts(acts.session, imported)
    drafted = import_workbooks(acts.session, imported, now(), by=acts.actor.name, alone=alone)
    number = drafted.number or drafted.held_in
    acts.record(Act.WORKBOOKS_IMPORTED, f"edition:{number}", after=said_of(drafted))
    return drafted


@app.command("list", help="列出各版本；--edition 列出一版里的全部基准。")
def list_(
    edition: Annotated[int | None, typer.Option(help="第几版")] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """The editions with their states and days, or the standards of one."""
    with reading_session() as session:
        if edition is None:
            summaries = list_summaries(session, today())
            print_json([edition_json(one) for one in summaries]) if as_json else print_editions(summaries)
            return
        found = _edition(session, edition)
    if as_json:
        print_json([standard_in_edition_json(found, kept, standard) for kept, standard in found.standards])
    else:
        print_standards(found)


@app.command(help="显示一项基准：它的裁量因素、档次、法条和所在的单元格。")
def show(
    code: Annotated[str, typer.Argument(help="基准编号，需要时写明部门或工作表：环水局!1-1")],
    edition: Annotated[int | None, typer.Option(help=_EDITION)] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """One standard of an edition."""
    with reading_session() as session:
        found = _edition(session, edition)
    kept, standard = find_in_edition(found, code)
    if as_json:
        print_json(standard_in_edition_json(found, kept, standard))
    else:
        print_standard_in_edition(found, kept, standard)


@app.command("diff", help="比较两版：增减的基准，改动的因素、幅度和法条。")
def diff_(
    before: Annotated[int, typer.Argument(help="第几版")],
    after: Annotated[int, typer.Argument(help="第几版")],
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Exit code 1 where there are differences."""
    with reading_session() as session:
        one, other = _edition(session, before), _edition(session, after)
    changes = diff(one, other)
    if as_json:
        print_json([change_json(change) for change in changes])
    else:
        print_changes(changes, one, other)
    raise typer.Exit(int(bool(changes)))


@app.command(help="导出一版：原来的表格、设置和清单，可以再导入；或者 .zip、.json、.csv 一个文件。")
def export(
    edition: Annotated[int | None, typer.Argument(help=_EDITION)] = None,
    *,
    to: Annotated[Path, typer.Option("--to", help="还不存在的文件夹，或者 .zip、.json、.csv 文件")],
) -> None:
    """The files as they were handed in, byte for byte, and edition.json; or one file."""
    written = _ONE_FILE.get(to.suffix.lower())
    if written is not None and to.exists():
        raise CommandRefused(f"{to} 已经存在：请用 --to 指定一个还不存在的文件。")
    with reading_session() as session:
        found = _edition(session, edition)
        if written is None:
            files = export_edition(session, found.number, to)
            typer.echo(f"第{found.number}版已导出到 {to}：{files} 个文件。")
            return
        content = written(session, found)
    write_whole(to, content)
    typer.echo(f"第{found.number}版已导出到 {to}（{len(content) // 1024 + 1} KB）。")


_ONE_FILE: dict[str, Callable[[Session, Edition], bytes]] = {
    ".zip": lambda session, edition: as_zip(session, edition.number),
    ".json": lambda _, edition: edition_as_json(edition),
    ".csv": lambda _, edition: edition_as_csv(edition),
}


def _edition(session: Session, number: int | None) -> Edition:
    """The edition of a number, else the one in force today."""
    if number is None:
        return store.load_timeline(session).in_force(today())
    return store.load_edition(session, store.get_edition_row(session, number))


def _read(files: Sequence[HandedIn]) -> list[ImportedWorkbook]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        return [read_imported(one) for one in progress.track(files, description="读取裁量表")]
