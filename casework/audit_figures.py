"""The figures of an audit: how many decisions lie inside, below and above, by department and by violation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.audit_verdicts import Side, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Bar:
    """The decisions of a department, or of one violation of it, by where they stand.

    `departure_fen` is the sum of what they lie outside of their bands, in either direction.
    """

    department: str
    violation: str | None
    sides: Mapping[Side, int]
    departure_fen: int

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.sides.values())

    @property
    def departing(self) -> int:
        """Those that depart in any way."""
        return self.count - self.sides.get(Side.INSIDE, 0) - self.sides.get(Side.NOT_JUDGED, 0)


@dataclass(frozen=True, slots=True)
class Figures:
    """All decisions together, by verdict, by department, and by violation (most departures first)."""

    verdicts: Mapping[Verdict, int]
    sides: Mapping[Side, int]
    departments: tuple[Bar, ...]
    violations: tuple[Bar, ...]

    @property
    def count(self) -> int:
        """All decisions."""
        return sum(self.sides.values())


def figures_of(counts: Sequence[tuple[str, str, Verdict, int, int]]) -> Figures:
    """The figures from (department, violation, verdict, decisions, 分) as the journal counts them."""
    verdicts: Counter[Verdict] = Counter()
    for _, _, verdict, many, _ in counts:
        verdicts[verdict] += many
    departments = _bars([(d, None, verdict, many, fen) for d, _, verdict, many, fen in counts])
    violations = _bars(counts)
    return Figures(
        {verdict: verdicts[verdict] for verdict in Verdict if verdicts[verdict]},
        _sides(verdicts),
        departments,
        violations,
    )


def _bars(counts: Sequence[tuple[str, str | None, Verdict, int, int]]) -> tuple[Bar, ...]:
    by_name: dict[tuple[str, str | None], Counter[Verdict]] = {}
    fen: Counter[tuple[str, str | None]] = Counter()
    for department, violation, verdict, many, departure in counts:
        by_name.setdefault((department, violation), Counter())[verdict] += many
        fen[department, violation] += departure
    bars = (Bar(*name, _sides(found), fen[name]) for name, found in by_name.items())
    return tuple(
        sorted(bars, key=lambda bar: (-bar.departing, -bar.count, bar.department, bar.violation or ""))
    )


def _sides(verdicts: Mapping[Verdict, int]) -> dict[Side, int]:
    return {side: sum(many for verdict, many in verdicts.items() if verdict.side is side) for side in Side}
