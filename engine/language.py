"""The condition language as plain values: a rulebook is rules, a rule is a conjunction of tests.

A disjunction is written as several rules.  Everything here is data; `checks` says whether it may be used.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value: TypeAlias = int | str | bool
PropertyType: TypeAlias = type[int] | type[str] | type[bool]


class Operator(StrEnum):
    """How a fact is compared with a test's value.  Text and yes/no know only EQ and NE."""

    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison, read as it is written: fact `name`, `operator`, `value`."""

    __test__: ClassVar[bool] = False  # or pytest would take it for a class of tests wherever it is imported

    name: str
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class Rule:
    """Fires when all its tests hold."""

    id: str
    when: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules in their firing order, and the type of every fact that they may speak about.

    A test on a fact that was not given does not hold, whatever its operator.  Facts whose absence must not
    pass in silence are named in `required`: without them no case is evaluated.
    """

    name: str
    properties: Mapping[str, PropertyType] = field(
        hash=False
    )  # a mapping has no hash; name and rules suffice
    rules: tuple[Rule, ...]
    required: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        # A copy that nobody can change: what was checked is what runs.
        object.__setattr__(self, "properties", MappingProxyType(dict(self.properties)))
        object.__setattr__(self, "rules", tuple(self.rules))
        object.__setattr__(self, "required", frozenset(self.required))

    def __reduce__(self) -> tuple[Callable[..., Rulebook], tuple[object, ...]]:
        # A mapping proxy cannot be pickled or deep-copied by itself.
        return Rulebook, (self.name, dict(self.properties), self.rules, self.required)

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the rulebook in canonical JSON: the same on every machine and in every process."""
        document = {
            "language": 1,
            "name": self.name,
            "properties": {name: kind.__name__ for name, kind in self.properties.items()},
            "required": sorted(self.required),
            "rules": [
                {"id": rule.id, "when": [[test.name, test.operator, test.value] for test in rule.when]}
                for rule in self.rules
            ],
        }
        canonical = json.dumps(document, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()
