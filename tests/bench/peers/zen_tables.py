"""zen-engine (GoRules): each rulebook a decision table that collects the rules that are met.

Best use, of what was tried (2.1.3, one table, hot): all tables in the static loader, which compiles them, asked by
key, 5.5 µs; a loader in Python that keeps compiled content 6.2; a batch 12; a decision object for each table 58, and
the same asked asynchronously 34.  One case at a time, as the others are asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.language import Operator
from tests.bench.peers.missing import PeerMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from engine.language import Rule, Rulebook, Value


class ZenTables:
    """All tables of one engine: its loader takes them at once, so it is made when the first case is asked."""

    def __init__(self) -> None:
        self._tables: dict[str, dict[str, object]] = {}
        self._engine: Any = None

    def add(self, rulebook: Rulebook) -> ZenTable:
        """A table more; the engine is made anew with all of them at the next case."""
        key = str(len(self._tables))
        self._tables[key] = _graph(rulebook)
        self._engine = None
        return ZenTable(self, key)

    def evaluate(self, key: str, facts: Mapping[str, Value]) -> list[dict[str, str]]:
        """What the table of this key gives."""
        if self._engine is None:
            import zen  # noqa: PLC0415 - only the process that measures it loads it

            self._engine = zen.ZenEngine({"loader": {"type": "static", "content": self._tables}})
        found: list[dict[str, str]] = self._engine.evaluate(key, facts)["result"]
        return found


class ZenTable:
    """One table."""

    def __init__(self, tables: ZenTables, key: str) -> None:
        self._tables, self._key = tables, key

    def fire(self, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """Ids of the rows that are met, in their order."""
        return tuple([row["r"] for row in self._tables.evaluate(self._key, facts)])

    def close(self) -> None:
        """The engine goes with the process."""


def _graph(rulebook: Rulebook) -> dict[str, object]:
    names = dict.fromkeys(test.name for rule in rulebook.rules for test in rule.when)
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": name, "name": name, "type": "expression", "field": name} for name in names],
        "outputs": [{"id": "r", "name": "r", "type": "expression", "field": "r"}],
        "rules": [_row(rule, names) for rule in rulebook.rules],
    }
    nodes: tuple[tuple[str, str, object], ...] = (
        ("in", "inputNode", {}),
        ("table", "decisionTableNode", content),
        ("out", "outputNode", {}),
    )
    return {
        "nodes": [
            {"id": id_, "name": id_, "type": type_, "position": {"x": 0, "y": 0}, "content": inside}
            for id_, type_, inside in nodes
        ],
        "edges": [
            {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
            for one, other in (("in", "table"), ("table", "out"))
        ],
    }


def _row(rule: Rule, names: Mapping[str, None]) -> dict[str, str]:
    cells = dict.fromkeys(names, "")
    for test in rule.when:
        written = str(test.value) if test.operator is Operator.EQ else f"{test.operator} {test.value}"
        cells[test.name] = f"{cells[test.name]} and {written}" if cells[test.name] else written
    return {"_id": rule.id, "r": f'"{rule.id}"', **cells}


def driver_of() -> Callable[[Rulebook], ZenTable]:
    """Load the library; raises PeerMissing where it is not installed."""
    try:
        import zen  # noqa: F401, PLC0415 - only the process that measures it loads it
    except ImportError as error:
        raise PeerMissing(f"zen-engine does not load: {error}") from error
    return ZenTables().add
