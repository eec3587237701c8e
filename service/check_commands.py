"""`cailiang check`: what can be proved is proved again, of the database or of tables that are not in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from importers.article_table import read_article_table
from importers.standards_workbook import read_standards_workbook
from importers.statutes_check import Confirmation
from service.checking import check as check_everything
from service.checking import head_is_kept, print_checked
from service.command_errors import CommandRefused
from service.database_in_use import checked_engine
from service.evaluate_arguments import read_date
from service.moments import today
from service.printing import console
from service.statutes_report import DatedWorkbook, print_report, report

if TYPE_CHECKING:
    from datetime import date


def check(
    workbooks: Annotated[
        list[Path] | None, typer.Argument(help="只核对这些表格的法定幅度，不用数据库")
    ] = None,
    *,
    statutes: Annotated[
        Path | None, typer.Option(help="法律条文表（.csv：法名、版本日期、条、条文）")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="表格按哪天施行的条文核对；不填则为今天")] = None,
    head: Annotated[
        str | None, typer.Option(help="以前抄下的操作记录链头（序号:链值），核对它还在链上")
    ] = None,
) -> None:
    """Exit code 1 where something no longer holds, or a statutory range differs from its article."""
    if workbooks and statutes is None:
        raise CommandRefused("核对表格的法定幅度要用 --statutes 指定法律条文表（.csv）。")
    if workbooks and head is not None:
        raise CommandRefused("--head 核对数据库里的操作记录，不和表格一起用。")
    if on is not None and not workbooks:
        raise CommandRefused("--on 只和表格一起用：数据库里的每一版按它施行那天的条文核对。")
    table = None if statutes is None else read_article_table(statutes)
    if workbooks:
        day = read_date("--on", on) or today()
        wrong, read = False, tuple(_dated(path, day) for path in workbooks)
    else:
        with checked_engine() as engine:
            checked = check_everything(engine)
            is_kept = head is None or head_is_kept(engine, head)
        print_checked(checked)
        if not is_kept:
            console().print(f"操作记录里没有抄下的链头 {head}：末尾被删去，或者换了数据库。")
        wrong = bool(checked.differences or checked.changed or checked.broken or not is_kept)
        read = checked.workbooks
    if table is None:
        console().print("法定幅度没有核对：要核对，请用 --statutes 指定法律条文表（.csv）。")
    else:
        reports = report(read, table)
        print_report(reports)
        wrong = wrong or any(one.count(Confirmation.DIFFERENT) for one in reports)
    raise typer.Exit(int(wrong))


def _dated(path: Path, on: date) -> DatedWorkbook:
    return DatedWorkbook(path.stem, str(path), read_standards_workbook(path), on)
