"""Under which number format a cell of an .xlsx file is shown: 0.2 may be 20%, 44392 a date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from importers.xlsx_texts import is_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from importers.xml_parts import Starts, XmlReader

_GENERAL = "General"
_LONGEST_FORMAT = 255  # Excel's own limit
# Formats that Chinese editions know by number alone (ECMA-376 18.8.30, zh-cn): dates and times of day.
_CHINESE = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((30,), "m-d-yy"),
    **dict.fromkeys((31,), 'yyyy"年"m"月"d"日"'),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), 'h"时"mm"分"'),
}


@dataclass(slots=True)
class Styles:
    """The number format of each cell style, by the style's number."""

    formats: list[str] = field(default_factory=list)
    dates: set[int] = field(default_factory=set)
    durations: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    """The styles whose font has a line through it."""

    def format_of(self, style: int) -> str:
        """The number format of a style; General for a number that the file does not know."""
        return self.formats[style] if 0 <= style < len(self.formats) else _GENERAL


def read_styles(reader: XmlReader, pieces: Iterable[bytes]) -> Styles:
    """The styles of xl/styles.xml."""
    own: dict[int, str] = {}
    used: list[int] = []
    fonts: list[int] = []
    through: set[int] = set()
    font = -1
    inside = False

    def number_format(attributes: dict[str, str]) -> None:
        code = attributes.get("formatCode", _GENERAL)
        own[int(attributes["numFmtId"])] = code if len(code) <= _LONGEST_FORMAT else _GENERAL

    def begin(_: dict[str, str]) -> None:
        nonlocal inside
        inside = True

    def finish() -> None:
        nonlocal inside
        inside = False

    def style(attributes: dict[str, str]) -> None:
        if inside:
            used.append(int(attributes.get("numFmtId", "0")))
            fonts.append(int(attributes.get("fontId", "0")))

    def begin_font(_: dict[str, str]) -> None:
        nonlocal font
        font += 1

    def strike(attributes: dict[str, str]) -> None:
        if is_on(attributes) and not used:  # the fonts of cells come first, those of conditions behind
            through.add(font)

    starts: Starts = {
        "numFmt": number_format,
        "font": begin_font,
        "strike": strike,
        "cellXfs": begin,
        "xf": style,
    }
    reader.read(pieces, starts, {"cellXfs": finish})
    codes = [own.get(n) or BUILTIN_FORMATS.get(n) or _CHINESE.get(n, _GENERAL) for n in used]
    return Styles(
        codes,
        {n for n, code in enumerate(codes) if is_date_format(code)},
        {n for n, code in enumerate(codes) if is_timedelta_format(code)},
        {n for n, of in enumerate(fonts) if of in through},
    )
