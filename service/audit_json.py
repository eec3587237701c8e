"""The report of an audit as JSON, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.audit_sentences import yuan_figures

if TYPE_CHECKING:
    from casework.audit_figures import Bar
    from service.audit import Report
    from service.standards_json import Json


def report_json(report: Report, marked: str | None = None) -> Json:
    """The figures, what each column was taken for, the near matches, and every problem.

    Sums of departures are yuan as text, exact; `score` is 0–100, over 100 where somebody said it.
    """
    figures = report.figures
    return {
        "decisions": report.table.name,
        "sha256": report.table.sha256,
        "rows": figures.count,
        "marked": marked,
        "columns": [
            {
                "heading": c.heading,
                "role": None if c.role is None else c.role.value,
                "name": c.name or None,
                "score": c.score,
                "used": c.used and c.role is not None,
            }
            for c in report.recognised.columns
        ],
        "sides": {side.name.lower(): many for side, many in figures.sides.items()},
        "verdicts": {verdict.code: many for verdict, many in figures.verdicts.items()},
        "departments": [_bar(bar) for bar in figures.departments],
        "violations": [_bar(bar) for bar in figures.violations],
        "matches": [
            {"written": p.written, "standard": p.standard, "violation": p.violation, "score": p.score}
            | {"accepted": p.accepted}
            for p in report.proposals
        ],
        "problems": list(report.problems),
    }  # fmt: skip


def _bar(bar: Bar) -> Json:
    named: Json = {"department": bar.department}
    if bar.violation is not None:
        named["violation"] = bar.violation
    sides = {side.name.lower(): many for side, many in bar.sides.items()}
    return named | {"count": bar.count, **sides, "departure_yuan": yuan_figures(bar.departure_fen)}
