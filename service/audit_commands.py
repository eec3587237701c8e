"""`cailiang audit`: a table of past decisions re-checked against the editions in force on their days."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from casework.audit_verdicts import Verdict
from service.audit import Conditions, Report, processes_at_hand, remove_journal, run_audit, write_copy
from service.audit_json import report_json
from service.audit_printing import print_report
from service.command_errors import CommandRefused
from service.evaluate_editions import published_timeline
from service.printing import print_json
from service.settings import read_settings_of_service

_COLUMN = "指明一列：角色=列名，如 决定日期=处罚时间、要素:违法程度=程度、不用=备注；可以写几次"
_OUT = "复核后的表格写到哪里；不填则在原表旁边，名字后面加“_复核”"


def audit(
    decisions: Annotated[Path, typer.Argument(help="处罚决定表（.xlsx、.csv、.parquet）")],
    *,
    out: Annotated[Path | None, typer.Option(help=_OUT)] = None,
    column: Annotated[list[str] | None, typer.Option(help=_COLUMN)] = None,
    accept_matches: Annotated[
        bool, typer.Option("--accept-matches", help="违法行为只与一项基准相近的，也按那一项判断")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的复核表")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """Judge every row, write the marked copy, print the figures; exit code 1 where anything departs."""
    target = out or decisions.with_name(f"{decisions.stem}_复核{decisions.suffix}")
    _check_target(decisions, target, replace=force)
    settings = read_settings_of_service()
    conditions = Conditions(
        published_timeline(), settings.edition_rule, tuple(column or ()), accept_matches, processes_at_hand()
    )
    journal = target.with_name(f".{target.name}.journal")
    report = run_audit(decisions, journal, conditions, _progress)
    write_copy(report, journal, target)
    remove_journal(journal)
    if as_json:
        print_json(report_json(report, str(target)))
    else:
        print_report(report, str(target))
    raise typer.Exit(int(bool(report.problems) or _departs(report)))


def _departs(report: Report) -> bool:
    return any(verdict is not Verdict.INSIDE for verdict in report.figures.verdicts)


def _check_target(source: Path, target: Path, *, replace: bool) -> None:
    if target.suffix.lower() != source.suffix.lower():
        raise CommandRefused(f"复核表的文件名要以 {source.suffix} 结尾，请改名。")
    if not target.parent.is_dir():
        raise CommandRefused(f"没有文件夹“{target.parent}”，请先建立，或者换一个位置。")
    if target.exists() and source.exists() and target.samefile(source):
        raise CommandRefused("这就是要复核的表格，不能覆盖：请给复核表另起一个名字。")
    if target.exists() and not replace:
        raise CommandRefused(f"已经有 {target.name}：请另起一个名字（--out），或者加 --force 覆盖它。")


def _progress(done: int, total: int | None) -> None:
    if sys.stderr.isatty():
        of = f"/{total}" if total is not None else ""
        sys.stderr.write(f"\r已复核 {done}{of} 行")
        sys.stderr.write("\n" if done == total else "")
        sys.stderr.flush()
