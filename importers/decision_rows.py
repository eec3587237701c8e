"""A chunk of a table and what its columns hold → decisions as casework takes them: days, 分, facts."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from casework.audit_rows import DecisionRole, DecisionRows, read_each
from importers.decision_columns import money_unit
from importers.decision_csv import CsvTable
from importers.decision_parquet import ParquetTable
from importers.decision_sheet import SheetTable
from importers.decision_table import digest_of_file
from importers.decision_values import read_day, read_fine
from importers.errors import TableRefused
from standards_1023.numerals import ARABIC
from standards_1023.units import find_unit

if TYPE_CHECKING:
    from pathlib import Path

    from casework.audit_rows import Day, Fen
    from importers.decision_columns import DecisionColumn, KnownNames, Recognised
    from importers.decision_table import Chunk, DecisionTable
    from rules.case_columns import Coded

_VALUES = frozenset({
    DecisionRole.ACT_DATE, DecisionRole.DECISION_DATE, DecisionRole.FINE, DecisionRole.PERSON_FINE,
    DecisionRole.FACT, DecisionRole.BASE, DecisionRole.QUANTITY,
})  # fmt: skip
_NUMBER = re.compile(ARABIC)
_ZIP, _PARQUET, _OLE = b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0"
_TEXT_ENDINGS = frozenset({".csv", ".txt", ".tsv"})


def open_decisions(path: Path, known: KnownNames) -> DecisionTable:
    """The table in a file: its bytes say what it is, for a .csv its name.  TableRefused for anything else."""
    digest = digest_of_file(path)
    with path.open("rb") as file:
        start = file.read(4)
    if start == _ZIP:
        return SheetTable(path, digest, known)
    if start == _PARQUET:
        return ParquetTable(path, digest)
    if start != _OLE and path.suffix.lower() in _TEXT_ENDINGS:
        return CsvTable(path, digest)
    raise TableRefused(
        path.name, "不是 .xlsx、.csv 或者 .parquet 的表格，请用表格软件另存为 .xlsx 或者 CSV 后再试。"
    )


def wanted_columns(recognised: Recognised) -> tuple[int, ...]:
    """The places of the columns that an audit reads."""
    return tuple(c.index for c in recognised.columns if c.used and c.role is not None)


def decision_rows(chunk: Chunk, recognised: Recognised) -> DecisionRows:
    """The decisions of a chunk."""
    words = {
        column.role: chunk.columns[column.index]
        for column in recognised.columns
        if column.used
        and column.role is not None
        and column.role not in _VALUES
        and column.index in chunk.columns
    }
    return DecisionRows(
        chunk.count,
        words,
        act_days=_days(chunk, recognised.of(DecisionRole.ACT_DATE)),
        decision_days=_days(chunk, recognised.of(DecisionRole.DECISION_DATE)),
        fines=_fines(chunk, recognised.of(DecisionRole.FINE)),
        person_fines=_fines(chunk, recognised.of(DecisionRole.PERSON_FINE)),
        facts=_named(chunk, recognised, DecisionRole.FACT),
        bases=_named(chunk, recognised, DecisionRole.BASE),
        quantities=_named(chunk, recognised, DecisionRole.QUANTITY),
        faults=chunk.faults,
    )


def _fines(chunk: Chunk, column: DecisionColumn | None) -> Coded[Fen] | None:
    if column is None:
        return None
    return read_each(chunk.columns[column.index], partial(read_fine, unit=money_unit(column)))


def _days(chunk: Chunk, column: DecisionColumn | None) -> Coded[Day] | None:
    return None if column is None else read_each(chunk.columns[column.index], read_day)


def _named(chunk: Chunk, recognised: Recognised, role: DecisionRole) -> tuple[tuple[str, Coded[str]], ...]:
    """The columns of a role by the name that they are for, plain numbers with the unit of their heading."""
    return tuple((c.name, _with_unit(chunk.columns[c.index], c)) for c in recognised.named(role))


def _with_unit(column: Coded[str], of: DecisionColumn) -> Coded[str]:
    unit = of.unit
    if unit is None or (find_unit(unit) is None and unit != "万元"):
        return column
    return read_each(column, lambda text: f"{text}{unit}" if _NUMBER.fullmatch(text) else text)
