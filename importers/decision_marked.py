"""The marked copy of a table of decisions: every row as it was, with its verdict beside it, as a stream.

Texts are written as texts: a cell that begins like a formula does not become one. In a .csv, which knows no
texts, such a cell gets an apostrophe in front. The copy is written beside its place and moved there in one
step.
"""

from __future__ import annotations

import csv
import re
import secrets
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from importers.csv_cells import harmless
from importers.decision_csv import CsvTable
from importers.decision_parquet import ParquetTable
from importers.decision_sheet import SheetTable
from importers.errors import TableRefused
from importers.printed_sheet import CONTROLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from importers.decision_table import DecisionTable

VERDICT_HEADINGS = (
    "结论",
    "应有幅度",
    "偏离(元)",
    "偏离方向",
    "原因",
    "依据版本",
    "基准",
    "档次",
    "未能判断的原因",
)
_DEPARTURE = 2
_BATCH = 16_384
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,2})?")
_WIDE = (14, 28, 12, 10, 40, 22, 22, 14, 40)


def write_marked(
    table: DecisionTable, verdicts: Iterator[Sequence[str]], target: Path, numbers: frozenset[int]
) -> None:
    """The copy of a table with VERDICT_HEADINGS for each row; `numbers` are columns of plain numbers."""
    with _beside(target) as path:
        if isinstance(table, SheetTable):
            _write_sheet(table, verdicts, path, numbers)
        elif isinstance(table, ParquetTable):
            _write_parquet(table, verdicts, path)
        elif isinstance(table, CsvTable):
            _write_csv(table, verdicts, path)


def verdict_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings of the verdict; those that the table has already get 复核 in front."""
    taken = set(headings)
    return tuple(_free(heading, taken) for heading in VERDICT_HEADINGS)


def _free(heading: str, taken: set[str]) -> str:
    while heading in taken:
        heading = f"复核{heading}"
    return heading


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    path = target.with_name(f".{target.stem[:40]}.{secrets.token_hex(4)}.tmp")
    try:
        yield path
        path.replace(target)
    except OSError as error:
        raise TableRefused(
            target.name, f"写不进去（{error.strerror}），请核对文件夹的权限和磁盘空间。"
        ) from error
    finally:
        path.unlink(missing_ok=True)


def _write_csv(table: CsvTable, verdicts: Iterator[Sequence[str]], path: Path) -> None:
    """UTF-8 with its mark, which spreadsheet programs need; rows that are short are filled, never shifted."""
    rows, width = table.rows(), len(table.headings)
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=table.separator, lineterminator="\r\n")
        writer.writerow(harmless([*next(rows), *verdict_headings(table.headings)]))
        pairs = zip(rows, verdicts, strict=True)
        writer.writerows(harmless([*row, *[""] * (width - len(row)), *verdict]) for row, verdict in pairs)


def _write_sheet(
    table: SheetTable, verdicts: Iterator[Sequence[str]], path: Path, numbers: frozenset[int]
) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.sheet)
    width = len(table.headings)
    for place, wide in enumerate(_WIDE, width + 1):
        sheet.column_dimensions[get_column_letter(place)].width = wide
    sheet.freeze_panes = "A2"
    sheet.append([_safe(sheet, text) for text in (*table.headings, *verdict_headings(table.headings))])
    as_numbers = {*numbers, width + _DEPARTURE}
    for (_, row), verdict in zip(table.rows, verdicts, strict=True):
        cells: list[object] = [*row, *[""] * (width - len(row)), *verdict]
        for i, text in enumerate(cells):
            if not text:
                cells[i] = None
            elif i in as_numbers and _NUMBER.fullmatch(str(text)):
                cells[i] = float(str(text)) if "." in str(text) else int(str(text))
            else:
                cells[i] = _safe(sheet, str(text))
        sheet.append(cells)
    book.save(path)


def _safe(sheet: WriteOnlyWorksheet, text: str) -> object:
    """A text as a text, also where it begins like a formula."""
    if text[:1] != "=" and text[:1] != "#":
        return CONTROLS.sub(" ", text)
    cell = WriteOnlyCell(sheet, CONTROLS.sub(" ", text))
    cell.data_type = "s"
    return cell


def _write_parquet(table: ParquetTable, verdicts: Iterator[Sequence[str]], path: Path) -> None:
    names = verdict_headings(table.headings)
    kinds = [pa.decimal128(18, 2) if n == _DEPARTURE else pa.string() for n in range(len(names))]
    schema = table.schema
    for name, kind in zip(names, kinds, strict=True):
        schema = schema.append(pa.field(name, kind))
    with pq.ParquetWriter(path, schema) as writer:
        for batch in table.batches(_BATCH):
            some = list(islice(verdicts, batch.num_rows))
            columns = [
                pa.array([_value(verdict[n], n) for verdict in some], kind) for n, kind in enumerate(kinds)
            ]
            writer.write_batch(pa.RecordBatch.from_arrays([*batch.columns, *columns], schema=schema))


def _value(text: str, place: int) -> object:
    if not text:
        return None
    return Decimal(text) if place == _DEPARTURE else text
