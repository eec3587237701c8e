"""The engine's drivers, one a standard, kept as long as their owner wants to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from engine.driver import Driver
from rules.compilation import CompiledStandard, compile_standard

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from standards_1023.values import Standard


class Drivers:
    """Compiles a standard when it is first asked and keeps its driver; close it, or use it with `with`."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[CompiledStandard, Driver | None]] = {}

    def compiled(self, standard: Standard) -> CompiledStandard:
        """The compiled form of a standard."""
        return self._pair(standard)[0]

    def fire(self, standard: Standard, facts: Mapping[str, int | str | bool]) -> tuple[str, ...]:
        """The ids of the rules that the facts meet, in the order in which they fired."""
        driver = self._pair(standard)[1]
        return driver.fire(facts) if driver is not None else ()

    def _pair(self, standard: Standard) -> tuple[CompiledStandard, Driver | None]:
        # By identity: hashing a whole table would cost more than asking the engine. The compiled form keeps
        # its standard alive, so an identity is never given twice.
        if id(standard) not in self._kept:
            compiled = compile_standard(standard)
            # A table without conditions (one row for all cases) has nothing to ask the engine.
            driver = Driver(compiled.rulebook) if compiled.rulebook.rules else None
            self._kept[id(standard)] = (compiled, driver)
        return self._kept[id(standard)]

    def close(self) -> None:
        """Give the engine's memory back."""
        while self._kept:
            driver = self._kept.popitem()[1][1]
            if driver is not None:
                driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
