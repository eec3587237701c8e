"""Addresses of pages, with what a name may hold written so that it comes back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlencode

from importers.problem_help import help_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi import Request


def standard_url(name: str) -> str:
    """The page of a standard."""
    return f"/standards/{quote(name, safe='')}"


def desk_url(name: str) -> str:
    """The desk of a standard, with nothing entered."""
    return f"/desk/{quote(name, safe='')}"


def cells_url(number: int, name: str) -> str:
    """The sheet of an edition that a standard (部门!…) stands in; #C12 behind it leads to a cell."""
    department, _, rest = name.partition("!")
    path = f"/editions/{number}/departments/{quote(department, safe='')}/sheets"
    return with_query(path, [("standard", rest)])


def printed_address(request: Request, path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """What stands on paper: the whole address, with Chinese as it is read."""
    return unquote(f"{str(request.base_url).rstrip('/')}{with_query(path, pairs)}")


def with_query(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """An address with parameters; empty ones are left out."""
    given = [(name, value) for name, value in pairs if value]
    return f"{path}?{urlencode(given)}" if given else path


def problem_help_url(message: str) -> str:
    """Where a problem's message is explained; the whole list for one that no entry explains."""
    entry = help_for(message)
    return "/help/problems" if entry is None else f"/help/problems#{entry.code}"
