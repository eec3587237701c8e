"""The arguments of `cailiang evaluate`, as they are written → the case."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from importers.draft_files import CONVENTIONS
from rules.case_input import Party
from service.command_errors import CommandRefused
from standards_1023.text import matched
from standards_1023.values import Convention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standards_1023.values import Standard


def read_pairs(option: str, pairs: Sequence[str], names: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """名=值 parted; the name may itself hold an equals sign if it is one of `names`."""
    return tuple(_pair(option, text, {matched(name) for name in names}) for text in pairs)


def read_facts(pairs: Sequence[str], standard: Standard) -> tuple[tuple[str, str], ...]:
    """`--fact` for a standard, whose factors' names may hold an equals sign."""
    return read_pairs("--fact", pairs, [factor.name for factor in standard.factors])


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
    if text not in CONVENTIONS:
        raise CommandRefused(f"--convention 只能是{'或者'.join(CONVENTIONS)}，不能是“{text}”。")
    return Convention(below_included=CONVENTIONS[text], source="option")
