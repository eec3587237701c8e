"""The engine's drivers, one a standard and one a set of grounds, kept as long as their owner wants to ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, Self

from engine.driver import Driver
from rules.compilation import CompiledStandard, compile_standard
from rules.ground_rulebook import GroundRules, compile_grounds

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping
    from types import TracebackType

    from engine.language import Rulebook, Value
    from rules.remembered import Worked
    from standards_1023.values import Instrument, Standard, StandardsWorkbook


class CarriesOut(Protocol):
    """What carries a rulebook out: the engine's Driver, or another evaluator that must agree with it."""

    def fire(self, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """Ids of the rules whose tests all hold, each once, in the order of the rulebook."""

    def close(self) -> None:
        """Give its memory back."""


@dataclass(slots=True)
class _Kept:
    """The answers of a standard under a workbook, both kept alive with them."""

    workbook: StandardsWorkbook
    standard: Standard
    by_trace: dict[Hashable, Worked] = field(default_factory=dict)
    by_conditions: dict[Hashable, Worked] = field(default_factory=dict)


class Drivers:
    """Compiles a standard when it is first asked and keeps its driver; close it, or use it with `with`."""

    def __init__(self, driver_of: Callable[[Rulebook], CarriesOut] = Driver) -> None:
        self._driver_of = driver_of
        self._kept: dict[int, tuple[CompiledStandard, CarriesOut | None]] = {}
        self._grounds: dict[int, tuple[Instrument, GroundRules]] = {}
        self._ground_drivers: dict[str, CarriesOut] = {}
        self._worked: dict[tuple[int, int], _Kept] = {}

    def compiled(self, standard: Standard) -> CompiledStandard:
        """The compiled form of a standard."""
        return self._pair(standard)[0]

    def fire(self, standard: Standard, facts: Mapping[str, int | str | bool]) -> tuple[str, ...]:
        """The ids of the rules that the facts meet, in the order in which they fired."""
        driver = self._pair(standard)[1]
        return driver.fire(facts) if driver is not None else ()

    def grounds(self, instrument: Instrument) -> GroundRules:
        """The grounds of law and of an instrument, compiled."""
        if id(instrument) not in self._grounds:
            self._grounds[id(instrument)] = (instrument, compile_grounds(instrument))
        return self._grounds[id(instrument)][1]

    def kept(self, workbook: StandardsWorkbook, standard: Standard) -> dict[Hashable, Worked]:
        """What was worked out of a standard under a workbook's instrument, by the rules that fired."""
        return self._kept_of(workbook, standard).by_trace

    def kept_by_conditions(self, workbook: StandardsWorkbook, standard: Standard) -> dict[Hashable, Worked]:
        """The same by the conditions met."""
        return self._kept_of(workbook, standard).by_conditions

    def _kept_of(self, workbook: StandardsWorkbook, standard: Standard) -> _Kept:
        key = (id(workbook), id(standard))
        found = self._worked.get(key)
        if found is None:
            found = self._worked[key] = _Kept(workbook, standard)
        return found

    def fire_grounds(self, rules: GroundRules, facts: Mapping[str, int | str | bool]) -> tuple[str, ...]:
        """The ids of the rules of a ground rulebook that the circumstances meet."""
        driver = self._ground_drivers.get(rules.fingerprint)
        if driver is None:  # instruments without grounds of their own share one
            driver = self._ground_drivers.setdefault(rules.fingerprint, self._driver_of(rules.rulebook))
        return driver.fire(facts)

    def _pair(self, standard: Standard) -> tuple[CompiledStandard, CarriesOut | None]:
        # By identity: hashing a whole table would cost more than asking the engine. The compiled form keeps
        # its standard alive, so an identity is never given twice.
        if id(standard) not in self._kept:
            compiled = compile_standard(standard)
            # A table without conditions (one row for all cases) has nothing to ask the engine.
            driver = self._driver_of(compiled.rulebook) if compiled.rulebook.rules else None
            self._kept[id(standard)] = (compiled, driver)
        return self._kept[id(standard)]

    def close(self) -> None:
        """Give the engine's memory back."""
        while self._kept:
            driver = self._kept.popitem()[1][1]
            if driver is not None:
                driver.close()
        self._worked.clear()
        while self._ground_drivers:
            self._ground_drivers.popitem()[1].close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
