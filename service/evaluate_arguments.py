"""The arguments of `cailiang evaluate`, as they are written → the standard and the case."""

from __future__ import annotations

import difflib
from datetime import date
from typing import TYPE_CHECKING

from rules.case_input import Party
from service.command_errors import CommandRefused
from standards_1023.text import matched
from standards_1023.values import Convention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standards_1023.values import Standard, StandardsWorkbook

_MOST_NAMED = 8
_CONVENTIONS = {"以下含": True, "以下不含": False}


def find_standard(workbook: StandardsWorkbook, wanted: str) -> Standard:
    """The standard of a code, SHEET!CODE, or SHEET!CELL where a sheet uses a code twice.

    Raises CommandRefused for an unknown or ambiguous one.
    """
    fits = [s for s in workbook.standards if wanted in {s.code, full_code(s)}]
    if len(fits) != 1:
        fits = [s for s in workbook.standards if wanted == f"{s.sheet}!{s.cell}"] or fits
    if not fits:
        same = matched(wanted)
        fits = [s for s in workbook.standards if same and same in {matched(s.code), matched(full_code(s))}]
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise CommandRefused(f"{workbook.name} 里没有编号为“{wanted}”的基准。{_near(workbook, wanted)}")
    if len({full_code(s) for s in fits}) == 1:
        cells = "、".join(f"{s.sheet}!{s.cell}" for s in fits[:_MOST_NAMED])
        raise CommandRefused(
            f"编号“{wanted}”在同一张工作表里用了 {len(fits)} 次，请改用单元格指明：{cells}。"
        )
    which = "、".join(full_code(s) for s in fits[:_MOST_NAMED])
    raise CommandRefused(f"编号“{wanted}”用了 {len(fits)} 次，请写明工作表：{which}。")


def full_code(standard: Standard) -> str:
    """SHEET!CODE."""
    return f"{standard.sheet}!{standard.code}"


def _near(workbook: StandardsWorkbook, wanted: str) -> str:
    codes = list(dict.fromkeys(s.code for s in workbook.standards))
    if not codes:
        return "表中没有读出任何基准。"
    close = difflib.get_close_matches(wanted.rpartition("!")[2], codes, n=_MOST_NAMED, cutoff=0.5)
    named = "、".join(close or codes[:_MOST_NAMED])
    return f"相近的编号有：{named}。" if close else f"表中的编号如：{named}（共 {len(codes)} 个）。"


def read_pairs(option: str, pairs: Sequence[str], names: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """名=值 parted; the name may itself hold an equals sign if it is one of `names`."""
    return tuple(_pair(option, text, {matched(name) for name in names}) for text in pairs)


def _pair(option: str, text: str, names: set[str]) -> tuple[str, str]:
    places = [i for i, char in enumerate(text) if char in "=＝"]
    known = [i for i in places if matched(text[:i]) in names]
    at = (known or places or [-1])[0]
    name, value = text[: max(at, 0)].strip(), text[at + 1 :].strip()
    if not name or not value:
        raise CommandRefused(f"{option} 应写成 名=值，不能是“{text}”。")
    return name, value


def read_date(option: str, text: str | None) -> date | None:
    """A date as 2026-05-01."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandRefused(f"{option} 应写成 2026-05-01 这样的日期，不能是“{text}”。") from error


def read_dates(pairs: Sequence[str]) -> tuple[tuple[str, date], ...]:
    """名=日期 parted: the further days of a case by name."""
    found = []
    for name, value in read_pairs("--date", pairs):
        day = read_date(f"--date {name}", value)
        if day is not None:
            found.append((name, day))
    return tuple(found)


def read_party(text: str | None) -> Party | None:
    """公民, 个体工商户 or 单位."""
    if text is None:
        return None
    try:
        return Party(text)
    except ValueError as error:
        raise CommandRefused(f"--party 只能是{'、'.join(Party)}，不能是“{text}”。") from error


def read_convention(text: str | None) -> Convention | None:
    """以下含 or 以下不含."""
    if text is None:
        return None
    if text not in _CONVENTIONS:
        raise CommandRefused(f"--convention 只能是{'或者'.join(_CONVENTIONS)}，不能是“{text}”。")
    return Convention(below_included=_CONVENTIONS[text], source="option")
