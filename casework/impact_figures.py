"""The figures of an impact: how many of each kind, in all, by department, and by violation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of a department, or of one violation of it (None: of all), by kind."""

    department: str
    violation: str | None
    kinds: Mapping[str, int]
    changing: int
    """How many of them are of a kind that is a change."""

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.kinds.values())


def by_department(counts: Iterable[tuple[str, str, str, int]], changes: frozenset[str]) -> list[Tally]:
    """(department, violation, kind, how many) by department; those with most changes first."""
    return _tallies(counts, changes, lambda _: None)


def by_violation(counts: Iterable[tuple[str, str, str, int]], changes: frozenset[str]) -> list[Tally]:
    """The same by violation; only those of which a violation is known."""
    return _tallies([one for one in counts if one[1]], changes, lambda violation: violation)


def totals(counts: Iterable[tuple[str, str, str, int]]) -> Counter[str]:
    """How many there are of each kind."""
    found: Counter[str] = Counter()
    for _, _, kind, many in counts:
        found[kind] += many
    return found


def _tallies(
    counts: Iterable[tuple[str, str, str, int]],
    changes: frozenset[str],
    named: Callable[[str], str | None],
) -> list[Tally]:
    found: dict[tuple[str, str | None], Counter[str]] = {}
    for department, violation, kind, many in counts:
        found.setdefault((department, named(violation)), Counter())[kind] += many
    tallies = [
        Tally(*name, kinds, sum(many for kind, many in kinds.items() if kind in changes))
        for name, kinds in found.items()
    ]
    return sorted(tallies, key=lambda one: (-one.changing, -one.count, one.department, one.violation or ""))
