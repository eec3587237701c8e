"""The names of a workbook's standards, looked up: CODE, SHEET!CODE, SHEET!CELL."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standards_1023.values import Standard


class StandardNames:
    """What each name leads to, in the order of the tables."""

    def __init__(self, standards: Sequence[Standard]) -> None:
        self._standards = standards
        self._printed: dict[str, list[Standard]] = {}
        self._cells: dict[str, list[Standard]] = {}
        for standard in standards:
            for name in {standard.code, full_code(standard)}:
                self._printed.setdefault(name, []).append(standard)
            self._cells.setdefault(cell_of(standard), []).append(standard)

    @cached_property
    def _compared(self) -> dict[str, list[Standard]]:
        """The names in the form in which texts are compared."""
        found: dict[str, list[Standard]] = {}
        for standard in self._standards:
            for name in {matched(standard.code), matched(full_code(standard))}:
                found.setdefault(name, []).append(standard)
        return found

    def named(self, wanted: str) -> list[Standard]:
        """The standards of a name, exactly as printed or else in the form in which texts are compared."""
        fits = self._printed.get(wanted, [])
        if len(fits) != 1:
            fits = self._cells.get(wanted) or fits
        if not fits and (same := matched(wanted)):
            fits = self._compared.get(same, [])
        return fits

    def shortest(self, standard: Standard) -> str:
        """The shortest of CODE, SHEET!CODE, SHEET!CELL that leads to this standard alone."""
        for name in (standard.code, full_code(standard)):
            if self.named(name) == [standard]:
                return name
        return cell_of(standard)


def full_code(standard: Standard) -> str:
    """SHEET!CODE."""
    return f"{standard.sheet}!{standard.code}"


def cell_of(standard: Standard) -> str:
    """SHEET!CELL."""
    return f"{standard.sheet}!{standard.cell}"
