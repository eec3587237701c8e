"""`cailiang`: the command line. Exit 0 fine, 1 done but with problems named, 2 refused in one clear line."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from importers.instrument_settings import read_settings
from importers.marked_copy import write_marked_copy
from importers.standards_workbook import read_standards_workbook
from importers.summary_mark import SUMMARY
from importers.whole_file import check_target
from importers.workbook_file import read_workbook
from importers.workbook_lines import workbook_lines
from rules.assessment import assess
from rules.case_input import DATE_NAMES, CaseInput
from rules.drivers import Drivers
from service.articles_commands import app as articles_app
from service.assessment_json import assessment_json
from service.audit_commands import audit
from service.check_commands import check
from service.circumstances_list import circumstances_json, print_circumstances
from service.command_errors import CommandRefused, refusal, say
from service.demonstration import run_demonstration
from service.evaluate_arguments import (
    read_convention,
    read_date,
    read_dates,
    read_facts,
    read_pairs,
    read_party,
)
from service.evaluate_editions import answer_from_editions
from service.printing import print_assessment, print_json, print_line, print_lines, print_workbook
from service.serve_commands import serve
from service.standards_commands import app as standards_app
from service.standards_json import workbook_json
from service.user_commands import app as users_app
from standards_1023.standard_lookup import find_standard
from standards_1023.values import Convention, Instrument, StandardsWorkbook

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(standards_app, name="standards")
app.add_typer(articles_app, name="articles")
app.add_typer(users_app, name="user")
app.command(help="启动服务：网页和接口。")(serve)
app.command(help="再核对一遍：已发布的版本、裁量记录；给出法律条文表时，还核对法定幅度。")(check)
app.command(help="复核一张处罚决定表：逐行对照当日施行的裁量基准，标出偏离幅度的决定。")(audit)

_INTERRUPTED = 130
_CIRCUMSTANCE = "情节代码（见 cailiang circumstances），可以写几次；代码@责任人员 只对责任人员"
_DATES = f"其他日期，名=日期：{'、'.join(DATE_NAMES)}"
_MARKED_COPY = (
    "另存一份 .xlsx：有问题的单元格标上颜色和批注，前面加一张「裁量检查结果」，改好后可以再次导入。"
    "文件已存在时不覆盖（里面可能有改好的内容），除非加 --force；不能写成正在读取的表格"
)
_SETTINGS = "裁量规定的设置（.toml）；不填则用表旁边同名的"


def main() -> None:
    """Entry of the console script: every way out is an exit code and at most one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # an old terminal that knows no Chinese
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Carry a command out and give its exit code."""
    try:
        code = app(arguments, prog_name="cailiang", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        say("已中止。")
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: never a traceback at the door
        return say(refusal(error))
    return code if isinstance(code, int) else 0


@app.callback(invoke_without_command=True, help="裁量：读取裁量基准表，给出行政处罚的裁量幅度和理由。")
def cailiang(context: typer.Context) -> None:
    """Without a command: the list of commands."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(help="读取一个裁量基准表，说明读懂了什么、没读懂什么。")
def parse(
    workbook: Annotated[Path, typer.Argument(help="裁量基准表（.xlsx、.xls）")],
    convention: Annotated[str | None, typer.Option(help="“以下”是否包括本数：以下含 或 以下不含")] = None,
    marked_copy: Annotated[Path | None, typer.Option(help=_MARKED_COPY)] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的标注副本")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """Show what a workbook says; exit code 1 when problems are named."""
    if marked_copy is not None:
        check_target(workbook, marked_copy, replace=force)  # before the work, which may take seconds
    elif force:
        raise CommandRefused("--force 要和 --marked-copy 一起用。")
    found = _read(workbook, read_convention(convention))
    if marked_copy is not None:
        write_marked_copy(workbook, found, marked_copy, replace=force)
    if as_json:
        print_json(workbook_json(found))
    else:
        print_workbook(found)
        if marked_copy is not None:
            print_line(f"标注副本：{marked_copy}（先看工作表「{SUMMARY}」）")
    raise typer.Exit(int(bool(found.problems)))


@app.command(help="把一个工作簿印成文字，一个单元格一行，供 git diff 比较。")
def show_text(workbook: Annotated[Path, typer.Argument(help="工作簿（.xlsx、.xls）")]) -> None:
    """The text of every cell; also of workbooks that hold no standards."""
    print_lines(workbook_lines(read_workbook(workbook)))


@app.command(help="给出一项违法行为的裁量幅度和理由。")
def evaluate(
    standard: Annotated[str, typer.Argument(help="基准编号；编号用了几次时写 工作表!编号")],
    *,
    workbook: Annotated[Path | None, typer.Option(help="直接用这个裁量基准表")] = None,
    fact: Annotated[list[str] | None, typer.Option(help="案件事实，名=值，可以写几次")] = None,
    circumstance: Annotated[list[str] | None, typer.Option(help=_CIRCUMSTANCE)] = None,
    base: Annotated[list[str] | None, typer.Option(help="罚款的基数，名=元，可以写几次")] = None,
    quantity: Annotated[list[str] | None, typer.Option(help="数量，单位=数，可以写几次")] = None,
    act_date: Annotated[str | None, typer.Option(help="行为日期（行为终了之日），如 2026-05-01")] = None,
    decision_date: Annotated[str | None, typer.Option(help="决定日期，如 2026-06-01")] = None,
    date: Annotated[list[str] | None, typer.Option(help=_DATES)] = None,
    party: Annotated[str | None, typer.Option(help="当事人：公民、个体工商户 或 单位")] = None,
    settings: Annotated[Path | None, typer.Option(help=_SETTINGS)] = None,
    convention: Annotated[str | None, typer.Option(help="“以下”是否包括本数：以下含 或 以下不含")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """Give the band of a standard for the facts of a case, with its reasons."""
    days = (read_date("--act-date", act_date), read_date("--decision-date", decision_date))
    case = CaseInput(
        bases=read_pairs("--base", base or ()),
        quantities=read_pairs("--quantity", quantity or ()),
        act_date=days[0],
        decision_date=days[1],
        party=read_party(party),
        circumstances=tuple(circumstance or ()),
        dates=read_dates(date or ()),
    )
    if workbook is None:
        if settings is not None or convention is not None:
            raise CommandRefused(
                "--settings 和 --convention 只和 --workbook 一起用：已发布的版本有自己的设置。"
            )
        answer = answer_from_editions(standard, case, fact or ())
        assessment, found, choice = answer.assessment, answer.place.standard, answer.choice
    else:
        source, choice = _read(workbook, read_convention(convention), settings), ()
        found = find_standard(source, standard)
        with Drivers() as drivers:
            assessment = assess(source, found, replace(case, facts=read_facts(fact or (), found)), drivers)
    if as_json:
        print_json(assessment_json(assessment, choice))
    else:
        print_assessment(assessment, found.violation, choice)


@app.command(help="列出 --circumstance 可以填的情节代码：依据、作用和需要的证据。")
def circumstances(
    settings: Annotated[Path | None, typer.Option(help=_SETTINGS)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """The codes of the law, and those of an instrument's settings."""
    instrument = Instrument() if settings is None else read_settings(settings).overlay(Instrument())
    if as_json:
        print_json(circumstances_json(instrument))
    else:
        print_circumstances(instrument)


@app.command(help="读取自带的裁量表，并给出一个裁量幅度作例子。")
def demo() -> None:
    """Read the workbooks that come with the program and give one band from them."""
    raise typer.Exit(run_demonstration())


def _read(path: Path, convention: Convention | None, settings: Path | None = None) -> StandardsWorkbook:
    """The workbook at a path; reading says itself why a file is refused."""
    return read_standards_workbook(path, convention=convention, settings=settings)
