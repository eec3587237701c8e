"""A table of decisions in a .parquet file: columns of texts, numbers and days, read batch by batch."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from casework.audit_rows import growing_column
from importers.decision_csv import clean_cell
from importers.decision_table import SAMPLE_ROWS, Chunk, DecisionTable, refuse_too_many
from importers.errors import TableRefused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from rules.case_columns import GrowingColumn

_AT_ONCE = 16_384
_LARGEST_ROW_GROUP = 1024**3
"""Bytes of one row group once it is inflated, by the file's own account."""
_DAMAGED = "文件已损坏或不是 parquet 文件，请重新导出后再试。"
_ERRORS = (pa.ArrowException, OSError, ValueError, OverflowError)


class ParquetTable(DecisionTable):
    """A .parquet file; its field names are the headings."""

    kind = "parquet"

    def __init__(self, path: Path, sha256: str) -> None:
        self.path, self.name = path, path.name
        try:
            with pq.ParquetFile(path, memory_map=True) as file:
                self.schema = file.schema_arrow
                self.count: int = file.metadata.num_rows
                groups = [
                    file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups)
                ]
        except _ERRORS:
            raise TableRefused(path.name, _DAMAGED) from None
        refuse_too_many(path.name, self.count)
        if max(groups, default=0) > _LARGEST_ROW_GROUP:
            raise TableRefused(path.name, "一个行组解压后超过 1 GB，请用较小的行组（如 10 万行）重新导出。")
        names = list(self.schema.names)
        if len(set(names)) < len(names):
            raise TableRefused(path.name, "有两列同名，请改名后再试。")
        first = next(self.chunks(SAMPLE_ROWS, range(len(names))), None)
        samples = [] if first is None else [list(first.columns[i].distinct) for i in range(len(names))]
        super().__init__(path, sha256, names, samples or [[] for _ in names])
        nested = [field.name for field in self.schema if pa.types.is_nested(field.type)]
        if nested:
            self.notes = (f"没有读取的列（列表或者记录）：{'、'.join(nested)[:200]}。",)

    def first_row(self) -> int:
        """Rows are counted from 1."""
        return 1

    def total(self) -> int | None:
        """The rows that the file says it has."""
        return self.count

    def batches(self, size: int, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The rows, `size` at a time at most."""
        try:
            with pq.ParquetFile(self.path, memory_map=True) as file:
                yield from file.iter_batches(size, columns=columns, use_threads=False)
        except _ERRORS:
            raise TableRefused(self.name, _DAMAGED) from None

    def chunks(self, size: int, wanted: Collection[int]) -> Iterator[Chunk]:
        """All rows; read a few at a time, so that only the distinct cells are ever held together."""
        names = [self.schema.names[i] for i in wanted]
        first = count = 0
        columns = {i: growing_column() for i in wanted}
        for batch in self.batches(min(size, _AT_ONCE), names):
            for part in _split(batch, size - count):
                for n, column in enumerate(columns.values()):
                    column.add(*_coded(part.column(n)))
                count += part.num_rows
                if count == size:
                    grown, columns = columns, {i: growing_column() for i in wanted}
                    first, count = first + count, 0
                    yield _chunk(first - size, size, grown)
        if count:
            yield _chunk(first, count, columns)


def _chunk(first: int, count: int, columns: dict[int, GrowingColumn[str]]) -> Chunk:
    """The chunk of some columns, which are not held any more."""
    return Chunk(first, count, {i: columns.pop(i).column() for i in tuple(columns)})


def _split(batch: pa.RecordBatch, at: int) -> tuple[pa.RecordBatch, ...]:
    return (batch,) if batch.num_rows <= at else (batch.slice(0, at), batch.slice(at))


def _coded(array: pa.Array) -> tuple[list[str | None], NDArray[np.intp]]:
    """Cells as texts: each distinct value, and for each row its place.  Lists and records say nothing."""
    if pa.types.is_nested(array.type):
        return [None], np.zeros(len(array), np.intp)
    encoded = array if isinstance(array, pa.DictionaryArray) else array.dictionary_encode()
    values = [*map(_text, encoded.dictionary.to_pylist()), None]
    absent = len(values) - 1
    codes = encoded.indices.cast(pa.int64()).fill_null(absent).to_numpy(zero_copy_only=False)
    return values, codes


def _text(value: object) -> str | None:
    """A value as a person would write it: 50000, 是, 2026-05-01; None for null and for what is no number."""
    if value is None or value != value:  # noqa: PLR0124 - NaN alone is not equal to itself
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        value = Decimal(f"{value:.15g}")  # the figures that a double keeps: 0.1+0.2 is 0.3
    if isinstance(value, Decimal):
        return f"{value:f}"
    return clean_cell(value.isoformat() if isinstance(value, date) else str(value))
