"""`cailiang standards …`: the life of an edition, from the departments' workbooks to its publication."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from importers.draft_files import CONVENTIONS, handed_in, plain_department, read_imported
from service.acting import at_the_command_line
from service.command_errors import CommandRefused
from service.database_in_use import current_engine, reading_session, writing_session
from service.db import writing
from service.edition_export import export_edition
from service.edition_json import change_json, edition_json, standard_in_edition_json
from service.evaluate_arguments import read_date
from service.moments import now, today
from service.printing import print_json
from service.proving import prove
from service.publication_terms import terms_of
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
from standards_1023.editions import Edition, EditionState
from standards_1023.errors import EditionRefused
from standards_1023.publication import publish as publish_edition
from standards_1023.standard_lookup import find_in_edition
from standards_1023.submission import submit as submit_edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from importers.draft_files import HandedIn
    from standards_1023.drafting import ImportedWorkbook

app = typer.Typer(help="裁量基准的版本：导入、提交、发布、查看、比较、导出。", rich_markup_mode=None)

_JSON = typer.Option("--json", help="输出 JSON")
_EDITION = "第几版；不填则为今天施行的一版"


@app.command("import", help="把部门的表格导入草稿；有错误也会导入，列出后可改正再导入。")
def import_(
    files: Annotated[list[Path], typer.Argument(help="表格，或者装着表格的文件夹")],
    *,
    department: Annotated[str | None, typer.Option(help="部门名称；文件名里没有时写明")] = None,
    convention: Annotated[str | None, typer.Option(help="“以下”是否包括本数：以下含 或 以下不含")] = None,
    alone: Annotated[bool, typer.Option("--alone", help="草稿里只有这些表格，不带上一版其他部门的")] = False,
) -> None:
    """All files or none: one that is refused leaves the draft as it was."""
    if convention is not None and convention not in CONVENTIONS:
        raise CommandRefused(f"--convention 只能是{'或者'.join(CONVENTIONS)}，不能是“{convention}”。")
    named = None if department is None else plain_department(department)
    imported = _read(handed_in(files, department=named, convention=convention))
    with current_engine() as engine:
        bring_up_to_date(engine)
        with writing(engine) as session:
            drafted = import_workbooks(session, imported, now(), by=at_the_command_line().name, alone=alone)
    print_drafted(drafted, imported)
    raise typer.Exit(int(any(one.workbook.problems for one in imported)))


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


@app.command(help="提交草稿：没有错误的才能提交，提交后内容不再改动。")
def submit(
    edition: Annotated[int | None, typer.Argument(help="第几版；不填则为现在的草稿")] = None,
) -> None:
    """Close the draft."""
    with writing_session() as session:
        number = _number(session, edition, EditionState.DRAFT)
        row = submit_edition(session, number, now(), by=at_the_command_line().name)
        digest = row.digest or ""
    typer.echo(
        f"第{number}版已提交（{digest[:12]}）。发布：cailiang standards publish {number} --from 施行日期"
    )


@app.command(help="核对两套计算后发布已提交的一版，自施行日期起使用。")
def publish(
    edition: Annotated[int | None, typer.Argument(help="第几版；不填则为最近提交的")] = None,
    *,
    in_force_from: Annotated[str, typer.Option("--from", help="施行日期，如 2026-08-15")],
    backdated: Annotated[bool, typer.Option("--backdated", help="施行日期早于今天，确实要追溯")] = False,
) -> None:
    """Prove, then publish in one transaction."""
    day = read_date("--from", in_force_from)
    if day is None:
        raise CommandRefused("--from 要写施行日期，如 2026-08-15。")
    with reading_session() as session:
        number = _number(session, edition, EditionState.SUBMITTED)
        submitted = store.load_edition(session, store.get_edition_row(session, number))
    proofs = prove(submitted.workbooks)
    with writing_session() as session:
        publish_edition(
            session, number, proofs, terms_of(day, at_the_command_line().name, backdated=backdated)
        )
    standards, cases = (sum(getattr(p, n) for p in proofs.values()) for n in ("standards", "cases"))
    typer.echo(
        f"第{number}版已发布，自{day}起施行：{standards} 项基准，两套计算在 {cases} 个边界情形上结果相同。"
    )


@app.command(help="导出一版：原来的表格、设置和清单，可以再导入。")
def export(
    edition: Annotated[int | None, typer.Argument(help=_EDITION)] = None,
    *,
    to: Annotated[Path, typer.Option("--to", help="导出到这个文件夹（还不存在的）")],
) -> None:
    """The files as they were handed in, byte for byte, and edition.json."""
    with reading_session() as session:
        number = _edition(session, edition).number
        files = export_edition(session, number, to)
    typer.echo(f"第{number}版已导出到 {to}：{files} 个文件。")


def _edition(session: Session, number: int | None) -> Edition:
    """The edition of a number, else the one in force today."""
    if number is None:
        return store.load_timeline(session).in_force(today())
    return store.load_edition(session, store.get_edition_row(session, number))


def _number(session: Session, number: int | None, state: EditionState) -> int:
    """The number that was given, else the last edition of this state."""
    if number is not None:
        return number
    row = store.find_last(session, state)
    if row is None:
        raise EditionRefused(f"没有“{state.words}”的版本：请用 cailiang standards list 查看。")
    return row.number


def _read(files: Sequence[HandedIn]) -> list[ImportedWorkbook]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        return [read_imported(one) for one in progress.track(files, description="读取裁量表")]
