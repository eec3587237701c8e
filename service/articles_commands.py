"""`cailiang articles …`: the texts of the articles that standards rest on."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from casework.acts import Act
from importers.article_sets import read_article_sets
from importers.file_bytes import read_file
from service.acting import acting, at_the_command_line
from service.database_in_use import current_engine, reading_session
from service.moments import now
from service.printing import console, print_json
from service.schema import bring_up_to_date
from standards_1023.articles import list_article_sets, replace_articles

if TYPE_CHECKING:
    from standards_1023.articles import SetReplaced

app = typer.Typer(help="法律条文：导入、列出；基准的网页显示所引的条文。", rich_markup_mode=None)


_IMPORT_HELP = (
    "导入条文表（.csv：法名、版本日期、条、条文）；开始施行的日子不是版本日期的，加一列 施行日期；"
    "同一部法同一版本的条文整个换掉。"
)


@app.command("import", help=_IMPORT_HELP)
def import_(
    file: Annotated[Path, typer.Argument(help="条文表（.csv）")],
) -> None:
    """All of the table or nothing: a row that cannot be kept leaves everything as it was."""
    content = read_file(file)
    sets = read_article_sets(file.name, content)
    actor = at_the_command_line()
    with current_engine() as engine:
        bring_up_to_date(engine)
        with acting(engine, actor) as acts:
            done = [
                replace_articles(
                    acts.session, one.law, one.version_date, one.articles, by=actor.name, at=now()
                )
                for one in sets
            ]
            acts.record(
                Act.ARTICLES_IMPORTED,
                file.name,
                after={"sha256": hashlib.sha256(content).hexdigest(), "sets": len(done), **_counts(done)},
            )
    _print(done)


@app.command("list", help="列出已导入的法律、版本和条数。")
def list_(as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False) -> None:
    """Each version of each law, by name and date."""
    with reading_session() as session:
        sets = [
            {
                "law": row.printed,
                "version_date": row.version_date,
                "in_force_from": row.in_force_from or row.version_date,
                "articles": articles,
                "by": row.by,
                "at": row.at.isoformat(),
            }
            for row, articles in list_article_sets(session)
        ]
    if as_json:
        print_json(sets)
    elif not sets:
        console().print("还没有导入条文：cailiang articles import 条文.csv（法名、版本日期、条、条文）。")
    else:
        _table(
            ("法律", "版本日期", "施行日期", "条数", "导入的人"),
            [[str(one[k]) or "不详" for k in _LISTED] for one in sets],
        )


_LISTED = ("law", "version_date", "in_force_from", "articles", "by")


def _print(done: list[SetReplaced]) -> None:
    """What changed in each version of a law; those in which nothing did are only counted."""
    changed = [one for one in done if one.added or one.changed or one.removed]
    rows = [
        [one.law, one.version_date or "不详", str(one.added), str(one.changed), str(one.removed)]
        for one in changed
    ]
    if rows:
        _table(("法律", "版本日期", "新增", "改动", "删去"), rows)
    counts = _counts(done)
    console().print(
        f"共 {len(done)} 部法律的版本：新增 {counts['added']} 条，改动 {counts['changed']} 条，"
        f"删去 {counts['removed']} 条，{counts['unchanged']} 条相同。"
    )


def _counts(done: list[SetReplaced]) -> dict[str, int]:
    names = ("added", "changed", "removed", "unchanged")
    return {name: sum(getattr(one, name) for one in done) for name in names}


def _table(headings: tuple[str, ...], rows: list[list[str]]) -> None:
    shown = Table(box=None, pad_edge=False)
    for heading in headings:
        shown.add_column(heading)
    for row in rows:
        shown.add_row(*row)
    Console(markup=False, highlight=False).print(shown)
