"""Tables of decisions as real files, and an audit of one from the file to the verdicts."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook

from casework.audit_journal import Finding, Journal
from rules.applicable_edition import EditionRule
from service.audit import Conditions, Report, run_audit, write_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from standards_1023.editions import Timeline


def write_csv(
    path: Path, rows: Iterable[Sequence[str]], encoding: str = "utf-8", separator: str = ","
) -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def write_xlsx(path: Path, rows: Iterable[Sequence[str]], above: Sequence[Sequence[str]] = ()) -> Path:
    """Plain numbers as numbers; what begins like a formula as a text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (*above, *rows):
        sheet.append([float(c) if c.replace(".", "", 1).isdigit() and len(c) < 8 else c for c in row])
        for cell in sheet[sheet.max_row]:
            if cell.data_type == "f":
                cell.data_type = "s"
    book.save(path)
    return path


def write_parquet(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    headings, *cells = rows
    columns = {heading: [row[i] or None for row in cells] for i, heading in enumerate(headings)}
    pq.write_table(pa.table(columns), path)
    return path


WRITERS: dict[str, Callable[[Path, Iterable[Sequence[str]]], Path]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
}


def audited(
    path: Path, timeline: Timeline, *columns: str, accept_matches: bool = False, copy: Path | None = None
) -> tuple[list[Finding], Report]:
    """Every row's finding and the report; the journal is written anew."""
    journal = path.with_suffix(".journal")
    journal.unlink(missing_ok=True)
    conditions = Conditions(timeline, EditionRule.LIGHTER, columns, accept_matches)
    report = run_audit(path, journal, conditions, lambda *_: None)
    if copy is not None:
        write_copy(report, journal, copy)
    with Journal(journal) as opened:
        return list(opened.findings()), report
