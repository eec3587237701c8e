"""Cells of a .csv, which knows no texts: what a spreadsheet program would run as a formula is marked."""

from __future__ import annotations

import re

_RUNS = frozenset("=+-@＝＋－＠")
_MAY_RUN = _RUNS | frozenset(" \t\r\n\v\f\u00a0\u3000")
_NO_FORMULA = re.compile(r"[+-](?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?%?|-+|－+")


def harmless(cells: list[str]) -> list[str]:
    """Cells of which a spreadsheet program runs none as a formula when it opens the file."""
    return [cell if cell[:1] not in _MAY_RUN else _as_text(cell) for cell in cells]


def _as_text(cell: str) -> str:
    """A cell that begins like a formula with an apostrophe in front; numbers (-5, +3.5%) and dashes stay."""
    runs = cell.strip()[:1] in _RUNS
    return f"'{cell}" if runs and not _NO_FORMULA.fullmatch(cell.strip()) else cell
