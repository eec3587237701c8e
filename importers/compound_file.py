"""The compound (OLE) file around an .xls workbook: its streams by name, read without following loops.

xlrd's own reader walks the directory as a tree, and a few hundred entries can keep it walking for ever; here
the directory is a list, and a chain of sectors is never longer than the file.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_SIZE = 512
_ENTRY_SIZE = 128
_SECTOR_SIZES = {9, 12}
_MINI_SECTOR = 64
_IN_HEADER = 109
_ROOT, _STREAM = 5, 2
_MOST_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The streams and storages of a compound file; ValueError where its tables are broken."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(SIGNATURE) or len(content) < _HEADER_SIZE:
            raise ValueError("no compound file")
        self.content = content
        (shift,) = struct.unpack_from("<H", content, 30)
        if shift not in _SECTOR_SIZES:
            raise ValueError("sector size")
        self.sector = 1 << shift
        self.sectors = (len(content) + self.sector - 1) // self.sector
        directory, self.cutoff, mini_table = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60))
        self.table = self._allocation_table()
        entries = list(islice(self._entries(self._chain(directory, self.table)), _MOST_ENTRIES + 1))
        if not entries or len(entries) > _MOST_ENTRIES or entries[0].kind != _ROOT:
            raise ValueError("directory")
        self.entries = entries
        self.mini_table = _numbers(self._chain(mini_table, self.table)) if mini_table < self.sectors else ()
        self.mini = self._chain(entries[0].start, self.table) if self.mini_table else b""

    def names(self) -> set[str]:
        """The names of all streams and storages, in small letters."""
        return {entry.name for entry in self.entries}

    def stream(self, name: str) -> bytes | None:
        """The first stream of a name, or None."""
        entry = next((e for e in self.entries if e.kind == _STREAM and e.name == name.lower()), None)
        if entry is None:
            return None
        if entry.size > len(self.content):
            raise ValueError("stream size")
        if entry.size >= self.cutoff:
            return self._chain(entry.start, self.table)[: entry.size]
        return self._mini_chain(entry.start)[: entry.size]

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self.sector
        return self.content[start : start + self.sector]

    def _allocation_table(self) -> Sequence[int]:
        """Which sector follows which: the table's own sectors are listed in the header and behind it."""
        listed = list(struct.unpack_from(f"<{_IN_HEADER}I", self.content, 76))
        following, more = struct.unpack_from("<II", self.content, 68)
        for _ in range(min(more, self.sectors)):
            if following >= self.sectors:
                break
            numbers = _numbers(self._at(following))
            listed += numbers[:-1]
            following = numbers[-1] if numbers else self.sectors
        used = [sector for sector in listed if sector < self.sectors]
        if len(used) > self.sectors:
            raise ValueError("allocation table")
        return _numbers(b"".join(map(self._at, used)))

    def _chain(self, sector: int, table: Sequence[int]) -> bytes:
        parts: list[bytes] = []
        while sector < self.sectors:
            parts.append(self._at(sector))
            if len(parts) > self.sectors or sector >= len(table):
                raise ValueError("chain of sectors")
            sector = table[sector]
        return b"".join(parts)

    def _mini_chain(self, sector: int) -> bytes:
        parts: list[bytes] = []
        while sector < len(self.mini_table):
            parts.append(self.mini[sector * _MINI_SECTOR : (sector + 1) * _MINI_SECTOR])
            if len(parts) > len(self.mini_table):
                raise ValueError("chain of short sectors")
            sector = self.mini_table[sector]
        return b"".join(parts)

    @staticmethod
    def _entries(directory: bytes) -> Iterator[_Entry]:
        for at in range(0, len(directory) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            start, size = struct.unpack_from("<II", directory, at + 116)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
            yield _Entry(name.lower(), kind, start, size)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
