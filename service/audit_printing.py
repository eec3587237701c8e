"""The report of an audit for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.printing import console

if TYPE_CHECKING:
    from casework.audit_figures import Bar
    from service.audit import Report
    from service.printing import Lines

_MOST_LINES = 20


def print_report(report: Report, marked: str) -> None:
    """What the columns were taken for, the figures, and what a person should look at."""
    out, figures = console(), report.figures
    used = [c for c in report.recognised.columns if c.used and c.role is not None]
    words = [
        f"{c.heading}→{c.role.value}{f' {c.name}' if c.name else ''}" for c in used if c.role is not None
    ]
    out.print(f"{report.table.name}：{figures.count} 行决定。读了这些列：{'，'.join(words)}。")
    if report.resumed:
        out.print(f"接着上次的进度，其中 {report.resumed} 行上次已经复核。")
    out.print()
    for verdict, many in figures.verdicts.items():
        out.print(f"  {verdict.words}：{many}")
    out.print()
    _print_bars(out, "按部门", figures.departments)
    _print_bars(out, "按违法行为", figures.violations)
    for problem in report.problems:
        out.print(f"提示 {problem}")
    out.print(f"复核表：{marked}")


def _print_bars(out: Lines, title: str, bars: tuple[Bar, ...]) -> None:
    out.print(f"{title}（偏离多的在前）：")
    for bar in bars[:_MOST_LINES]:
        name = bar.department if bar.violation is None else f"{bar.department}：{bar.violation[:40]}"
        sides = "，".join(f"{side.value} {many}" for side, many in bar.sides.items() if many)
        out.print(f"  {name}：{sides}")
    if len(bars) > _MOST_LINES:
        out.print(f"  ……共 {len(bars)} 项，其余见复核表。")
    out.print()
