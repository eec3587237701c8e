"""Why: which rules fired for which facts, under which rulebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.language import Value


@dataclass(frozen=True, slots=True)
class Trace:
    """A photograph of one evaluation: enough to repeat it and to see that it comes out the same."""

    rulebook: str
    fingerprint: str
    facts: Mapping[str, Value] = field(hash=False)
    fired: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))
