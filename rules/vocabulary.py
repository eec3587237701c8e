"""The words of a standard as they are looked up: factors by name, conditions by their printed words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Mapping

    from standards_1023.values import Factor, Standard


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Keys are texts as `matched` gives them; a condition is known by its text and its alternatives."""

    factors: Mapping[str, int]
    conditions: tuple[Mapping[str, frozenset[int]], ...]


def vocabulary_of(standard: Standard) -> Vocabulary:
    """The words of a standard; of two factors of one name the first counts."""
    factors: dict[str, int] = {}
    for index, factor in enumerate(standard.factors):
        factors.setdefault(matched(factor.name), index)
    return Vocabulary(factors, tuple(_conditions(factor) for factor in standard.factors))


def _conditions(factor: Factor) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for index, condition in enumerate(factor.conditions):
        texts = {matched(condition.text), *(matched(a.text) for a in condition.alternatives)}
        for text in texts - {""}:
            found.setdefault(text, set()).add(index)
    return {text: frozenset(indices) for text, indices in found.items()}
