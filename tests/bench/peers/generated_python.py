"""Plain generated Python: each rulebook is written as one function of ifs and compiled; the floor of the cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.language import Operator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.language import Rule, Rulebook, Value


class GeneratedPython:
    """One compiled function a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        names = {name: f"p{n}" for n, name in enumerate(rulebook.properties)}
        lines = ["def fire(get):", " fired = []"]
        lines += [f" {local} = get({name!r})" for name, local in names.items()]
        for rule in rulebook.rules:
            lines += [f" if {_condition(rule, names)}:", f"  fired.append({rule.id!r})"]
        scope: dict[str, Callable[..., list[str]]] = {}
        exec("\n".join([*lines, " return fired"]), scope)  # noqa: S102 - our own text is the point of this peer
        self._fire = scope["fire"]

    def fire(self, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """Ids of the rules that hold, in their order."""
        return tuple(self._fire(facts.get))

    def close(self) -> None:
        """Nothing to give back."""


def _condition(rule: Rule, names: Mapping[str, str]) -> str:
    """A missing fact meets no test: it is asked for before it is compared with an order."""
    present = dict.fromkeys(names[test.name] for test in rule.when if test.operator is not Operator.EQ)
    tests = [f"{names[test.name]} {test.operator} {test.value!r}" for test in rule.when]
    return " and ".join([*(f"{local} is not None" for local in present), *tests])


def driver_of() -> Callable[[Rulebook], GeneratedPython]:
    """Nothing to load."""
    return GeneratedPython
