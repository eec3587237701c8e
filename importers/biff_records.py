"""The records of an .xls workbook, before xlrd sees them: only what tables are made of is left standing.

A record that is not needed keeps its place and length and gets a number that nobody knows. So xlrd evaluates
no names (their formulas can double a text forty times) and no drawings, and offsets in the file stay right.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

_BOF = {0x0009, 0x0209, 0x0409, 0x0809}
_CELLS = {0x02, 0x03, 0x04, 0x05, 0x06, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406}
# Several cells in one record, and the bytes of each: MULRK, MULBLANK.
_CELLS_IN_ROW = {0xBD: 6, 0xBE: 2}
_BLANKS = {0x01, 0x201}
_FORMULAS = {0x06, 0x206, 0x406}
_LINK, _SHEET = 0x1AE, 0x85  # SUPBOOK, BOUNDSHEET
_TABLES = {
    0x00, 0x08, 0x0A, 0x1E, 0x22, 0x24, 0x2F, 0x31, 0x3C, 0x3E, 0x42, 0x43, 0x44, 0x55, 0x56, 0x7D, 0x85,
    0x8C, 0x8E, 0x8F, 0x92, 0x99, 0xE0, 0xE5, 0xFC, 0x200, 0x208, 0x225, 0x231, 0x23E, 0x243, 0x293, 0x41E,
    0x443,
}  # fmt: skip
# What stands between a formula and its text: text, array, shared formula, table of values.
_BEHIND_FORMULAS = {0x07, 0x207, 0x21, 0x221, 0x4BC, 0x36, 0x37, 0x236}
_NOTES = {0x1C, 0x5D, 0x1B6}
_KEPT = _BOF | _CELLS | set(_CELLS_IN_ROW) | _BLANKS | _TABLES | _BEHIND_FORMULAS | _NOTES
_NOBODY_KNOWS = 0x7FFF
_MOST_RECORDS = 3_000_000
_MOST_CELLS = 2_000_000
_NOT_EXTERNAL = {0x0401, 0x3A01}  # this workbook itself; the functions of add-ins
_HEAD, _FORMULA_HEAD = 4, 16
_EMPTY_TEXT = 3


class TooManyRecords(Exception):
    """The stream holds more than any table."""


@dataclass(slots=True)
class Records:
    """The stream with only known records standing, and what was seen on the way."""

    stream: bytearray
    links: bool = False
    sheet_starts: list[int] = field(default_factory=list)
    """Where the worksheets begin, in the order of their names."""
    filled: set[tuple[int, int, int]] = field(default_factory=set)
    """(beginning of its sheet, row, column) of each cell that holds something."""
    blank_results: dict[int, set[tuple[int, int]]] = field(default_factory=dict)
    """By the beginning of a sheet: places (from 0) whose formula has an empty text as its result."""


def keep_tables(stream: bytes) -> Records:
    """The stream with all other records renamed; TooManyRecords where it holds more than any table.

    Raises ValueError where a place is filled twice.
    """
    records = Records(bytearray(stream))
    at = number = cells = sheet = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        number += 1
        if kind in _BOF:
            sheet = at
        if kind in _CELLS:
            cells += 1
            _fill(records, sheet, at + 4)
        elif kind in _CELLS_IN_ROW:
            cells += max(0, length - 6) // _CELLS_IN_ROW[kind]
        if number > _MOST_RECORDS or cells > _MOST_CELLS:
            raise TooManyRecords
        if kind in _FORMULAS and length >= _FORMULA_HEAD:
            _note_blank_result(records, sheet, at + 4)
        elif kind == _SHEET and stream[at + 9 : at + 10] == b"\0":  # a worksheet, no chart
            records.sheet_starts.append(struct.unpack_from("<I", stream, at + 4)[0])
        elif kind == _LINK and length >= _HEAD:
            records.links |= struct.unpack_from("<H", stream, at + 6)[0] not in _NOT_EXTERNAL
        if kind not in _KEPT:
            struct.pack_into("<H", records.stream, at, _NOBODY_KNOWS)
        at += 4 + length
    return records


def _fill(records: Records, sheet: int, at: int) -> None:
    """A place has one content; which of two is meant nobody can say, xlrd would keep the last."""
    place = (sheet, *struct.unpack_from("<HH", records.stream, at))
    if place in records.filled:
        raise ValueError(place)
    records.filled.add(place)


def _note_blank_result(records: Records, sheet: int, at: int) -> None:
    row, column, _, result = struct.unpack_from("<HHH8s", records.stream, at)
    if result[6:8] == b"\xff\xff" and result[0] == _EMPTY_TEXT:
        records.blank_results.setdefault(sheet, set()).add((row, column))
