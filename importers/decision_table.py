"""A table of past decisions, whatever its file: headings, and rows in chunks of columns."""

from __future__ import annotations

import hashlib
import stat
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from importers.errors import TableRefused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from rules.case_columns import Coded

MOST_COLUMNS = 256
MOST_ROWS = 5_000_000
LONGEST_CELL = 32_767
"""Characters: no spreadsheet program keeps more in a cell."""
LARGEST_FILE = 2 * 1024**3
SAMPLE_ROWS = 200
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows in order: `first` is the place of the first among all rows of the table, from 0.

    `columns` are those that were wanted, by their place; a blank cell is absent. `faults` says of rows, by
    their place in the chunk, why they cannot be read.
    """

    first: int
    count: int
    columns: Mapping[int, Coded[str]]
    faults: Mapping[int, str] = field(default_factory=dict)


class DecisionTable(ABC):
    """A table that was opened and whose headings were read.  `samples` are some cells of each column."""

    kind: str
    """xlsx, csv or parquet: what a marked copy of it is written as."""

    def __init__(
        self, path: Path, sha256: str, headings: Sequence[str], samples: Sequence[Sequence[str]]
    ) -> None:
        self.path, self.name, self.sha256 = path, path.name, sha256
        self.headings, self.samples = tuple(headings), tuple(tuple(cells) for cells in samples)
        self.notes: tuple[str, ...] = ()
        if len(self.headings) > MOST_COLUMNS:
            raise TableRefused(
                self.name, f"有 {len(self.headings)} 列，超过 {MOST_COLUMNS} 列，不像是处罚决定表，请核对。"
            )

    @abstractmethod
    def chunks(self, size: int, wanted: Collection[int]) -> Iterator[Chunk]:
        """All rows, `size` at a time, with the wanted columns."""

    @abstractmethod
    def first_row(self) -> int:
        """The number of the first row of data as people count the rows of the file."""

    @abstractmethod
    def total(self) -> int | None:
        """How many rows there are; None where only reading them tells."""


def digest_of_file(path: Path) -> str:
    """SHA-256 of an ordinary file; TableRefused for anything else."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise TableRefused(path.name, "这是一个文件夹，请指定其中的表格文件。")
        if not stat.S_ISREG(status.st_mode):
            raise TableRefused(path.name, "这不是普通文件（管道或者设备），请指定一个表格文件。")
        if status.st_size > LARGEST_FILE:
            raise TableRefused(path.name, f"文件超过 {LARGEST_FILE // 1024**3} GB，请分成几个文件。")
        if status.st_size == 0:
            raise TableRefused(path.name, "文件是空的，请重新导出后再试。")
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except FileNotFoundError:
        raise TableRefused(path.name, "找不到这个文件，请核对路径。") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "路径不对"
        raise TableRefused(path.name, f"文件读不出来（{reason}），请核对权限。") from None
    return digest.hexdigest()


def samples_of(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """The cells of the first rows that are filled, by column."""
    return [[row[i] for row in rows if i < len(row) and row[i].strip()] for i in range(width)]


def refuse_too_many(name: str, rows: int) -> None:
    """TableRefused beyond MOST_ROWS."""
    if rows > MOST_ROWS:
        raise TableRefused(name, f"超过 {MOST_ROWS} 行，请分成几个文件。")
