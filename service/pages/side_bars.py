"""Counts by where they stand, drawn as bars of coloured parts; each part leads to what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A count: its name in style sheets, its words and short words, how many, and the address of these."""

    code: str
    words: str
    short: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar with its place and width in percent of the drawing."""

    part: Part
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar: whose it is, its segments, what is to be said of it, and a figure beside it (or none)."""

    name: str
    under: str
    count: int
    said: str
    figure: str
    segments: tuple[Segment, ...]


def drawn_bar(  # noqa: PLR0913 - what stands beside a bar, each by its name
    parts: Iterable[Part], most: int, *, name: str, under: str, said: str, figure: str = ""
) -> DrawnBar:
    """A bar on a scale on which `most` takes the whole width."""
    at, segments = 0, []
    for part in parts:
        segments.append(Segment(part, _percent(at, most), _percent(part.count, most)))
        at += part.count
    return DrawnBar(name, under, at, said, figure, tuple(segments))


def _percent(count: int, of: int) -> str:
    return f"{count * _WIDTH / of:.3f}%"
