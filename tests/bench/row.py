"""One row of the table, and the table: figures that stand for different things stand in different columns."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import east_asian_width


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one subject; None is shown as –.

    `per_second` counts assessments a second of the clock, `per_cpu_second` a second of processor time of the
    process with all its threads; both are medians over the rounds.  `p50`, `p99` are µs of single calls.
    `seconds` and `megabytes` are what loading (or reading a file) took, `later` the further MB grown until the
    end.  `ratio` is the product's speed by this one's in processor time, the median over rounds.
    """

    bench: str
    subject: str
    per_second: float | None = None
    per_cpu_second: float | None = None
    p50: float | None = None
    p99: float | None = None
    seconds: float | None = None
    megabytes: float | None = None
    later: float | None = None
    ratio: float | None = None
    note: str = ""


_COLUMNS = (
    ("bench", "bench", ""),
    ("subject", "subject", ""),
    ("per_second", "per s", ",.0f"),
    ("per_cpu_second", "per CPU s", ",.0f"),
    ("p50", "p50 µs", ".1f"),
    ("p99", "p99 µs", ".1f"),
    ("seconds", "load s", ".2f"),
    ("megabytes", "MB grown", ".0f"),
    ("later", "MB later", ".0f"),
    ("ratio", "× faster", ".2f"),
    ("note", "note", ""),
)


def table(rows: list[Row]) -> str:
    """The rows, aligned, under their headings."""
    lines = [[heading for _, heading, _ in _COLUMNS]]
    lines += [[_shown(getattr(row, name), form) for name, _, form in _COLUMNS] for row in rows]
    widths = [max(_width(line[n]) for line in lines) for n in range(len(_COLUMNS))]
    return "\n".join(
        "  ".join(
            _aligned(cell, width, form)
            for cell, width, (*_, form) in zip(line, widths, _COLUMNS, strict=True)
        )
        for line in lines
    )


def _shown(value: object, form: str) -> str:
    return "–" if value is None else format(value, form)


def _aligned(cell: str, width: int, form: str) -> str:
    fill = " " * (width - _width(cell))
    return fill + cell if form else cell + fill


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
