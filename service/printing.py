"""What the command line prints for people: plain Chinese lines that fit a narrow window and a pipe."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from importers.problem_help import help_for
from service.terminal_text import escaped_json, printable
from service.wording import measure_words, problem_words
from standards_1023.names_for_people import MODELS
from standards_1023.numerals import decimal_text
from standards_1023.values import Model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.assessment import Assessment
    from rules.reasons import Reason
    from service.standards_json import Json
    from standards_1023.values import Problem, RecognisedColumn, Standard, StandardsWorkbook

_SOURCES = {"option": "--convention 选项", "default": "没有写明，按民法典第一千二百五十九条"}


class Lines:
    """Standard output line by line; texts of tables are printed as they are, never read as markup."""

    def __init__(self) -> None:
        self._console = Console(markup=False, highlight=False, emoji=False, soft_wrap=True)

    def print(self, text: str = "") -> None:
        """One text; what a terminal would obey is replaced."""
        self._console.print(printable(text))


def console() -> Lines:
    """Standard output for texts of tables."""
    return Lines()


def print_json(document: Json | list[Json]) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(escaped_json(json.dumps(document, ensure_ascii=False, indent=1)) + "\n")


def print_line(line: str) -> None:
    """One line for people on standard output."""
    console().print(line)


def print_lines(lines: Iterable[str]) -> None:
    """Lines of text for programs that compare them: the same in every terminal."""
    for line in lines:
        sys.stdout.write(printable(line) + "\n")


def print_workbook(workbook: StandardsWorkbook) -> None:
    """What was understood of a workbook, standard by standard, and then what was not."""
    out = console()
    rows = sum(len(s.rows) for s in workbook.standards)
    options = sum(len({o.row for g in s.weights for o in g.options}) for s in workbook.standards)
    convention = workbook.instrument.convention
    included = "包括" if convention.below_included else "不包括"
    source = _SOURCES.get(convention.source, convention.source)
    out.print(f"{workbook.name}：{len(workbook.standards)} 项基准，{rows} 行处罚，{options} 个权重选项。")
    out.print(f"“以下”{included}本数（{source}）。")
    _print_columns(out, workbook)
    for standard in workbook.standards:
        print_standard(out, standard)
    out.print()
    if not workbook.problems:
        out.print("没有发现问题。")
        return
    out.print(f"{len(workbook.problems)} 个问题：")
    _print_problems(out, workbook.problems)


def _print_problems(out: Lines, problems: Iterable[Problem]) -> None:
    """Each problem; below the first of a kind how to mend it."""
    explained: set[str] = set()
    for problem in problems:
        out.print(f"  {problem_words(problem)}")
        if (entry := help_for(problem.message)) is not None and entry.code not in explained:
            out.print(f"    怎么改：{entry.remedy}")
            explained.add(entry.code)


def _print_columns(out: Lines, workbook: StandardsWorkbook) -> None:
    """How the columns were recognised; headers that read alike in one line, with the lowest score of each."""
    tables: dict[tuple[str, int], list[RecognisedColumn]] = {}
    for column in workbook.columns:
        tables.setdefault((column.sheet, column.header_row), []).append(column)
    alike: dict[tuple[tuple[str, str], ...], list[list[RecognisedColumn]]] = {}
    for columns in tables.values():
        alike.setdefault(tuple((c.heading, c.role) for c in columns), []).append(columns)
    out.print(f"表头识别（表头→含义 把握%），{len(tables)} 个表头：")
    for same in alike.values():
        first = same[0][0]
        more = f" 等 {len(same)} 处" if len(same) > 1 else ""
        words = [f"{c.heading}→{c.role} {min(t[n].score for t in same)}" for n, c in enumerate(same[0])]
        out.print(f"  {first.sheet}!{first.header_row}{more}：{'，'.join(words)}")


def print_standard(out: Lines, standard: Standard) -> None:
    """One standard: articles, statutory range, and each row or weighted option with its cell."""
    out.print()
    out.print(f"[{standard.sheet}!{standard.code}] {standard.violation}（{MODELS[standard.model]}）")
    if standard.basis:
        out.print(f"  依据：{'、'.join(standard.basis)}")
    if standard.statutory:
        out.print(f"  法定：{'；'.join(measure_words(m) for m in standard.statutory)}")
    for row in standard.rows:
        when = "，".join(f"{name}＝{text}" for name, text in row.when) or "（不问情节）"
        marks = "".join(f"〔{mark}〕" for mark in (row.group, row.grade) if mark)
        measures = "；".join(measure_words(m) for m in row.measures) or "（没有读出处罚）"
        out.print(f"  {row.cell} {marks}{when} → {measures}")
    for group in standard.weights:
        name = f"〔{group.group}〕" if group.group else ""
        start = "" if group.start_percent is None else f"起点 {decimal_text(group.start_percent)}%，"
        out.print(f"  {name}{start}{len(group.options)} 个选项")
        for option in group.options:
            out.print(f"  {option.cell} {option.factor}＝{option.option} → {decimal_text(option.percent)}%")


def print_assessment(assessment: Assessment, violation: str, choice: tuple[Reason, ...] = ()) -> None:
    """The band, the recommendation beside it, and the reasons with their sources."""
    out = console()
    out.print(f"基准 {assessment.standard}：{violation}")
    marks = [f"情形：{assessment.group}" if assessment.group else ""]
    marks += [f"档次：{assessment.grade}" if assessment.grade else ""]
    marks += [f"违法程度：{assessment.severity}" if assessment.severity else ""]
    marks += [f"危害后果：{assessment.consequence}" if assessment.consequence else ""]
    for mark in filter(None, marks):
        out.print(mark)
    points = {r.measure: r for r in assessment.recommended}
    out.print("裁量结果：")
    for index, measure in enumerate(assessment.measures):
        out.print(f"  {measure_words(measure)}")
        if index in points:
            out.print(f"    建议：{_point_words(assessment, index)}（{points[index].rule}）")
    out.print("理由：")
    for number, reason in enumerate((*choice, *assessment.reasons), 1):
        out.print(f"  {number}. {reason.text}〔{reason.citation}〕")
    out.print("程序要求：" if assessment.duties else "程序要求：没有特别要求。")
    for duty in assessment.duties:
        unverified = "" if duty.verified else "（未核实）"
        out.print(f"  · {duty.text}〔{duty.citation}〕{unverified}")


def _point_words(assessment: Assessment, index: int) -> str:
    (part,) = [r.part for r in assessment.recommended if r.measure == index]
    measure = replace(assessment.measures[index], amount=part, subject=None, trigger=None)
    return measure_words(replace(measure, optional=False))


def print_overview(workbooks: list[StandardsWorkbook]) -> None:
    """A table of workbooks: how many standards, rows, models, problems."""
    table = Table(box=None, pad_edge=False)
    for heading in ("表格", "基准", "行", "模型", "问题"):
        table.add_column(heading)
    for workbook in workbooks:
        counts = {m: sum(s.model is m for s in workbook.standards) for m in Model}
        models = " ".join(f"{MODELS[m]}{n}" for m, n in counts.items() if n)
        rows = sum(len(s.rows) + sum(len(g.options) for g in s.weights) for s in workbook.standards)
        table.add_row(
            printable(workbook.name),
            str(len(workbook.standards)),
            str(rows),
            models,
            str(len(workbook.problems)),
        )
    Console(markup=False, highlight=False).print(table)
