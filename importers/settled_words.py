"""What was read by a settlement, named at its cell: the band rests on it, and whoever looks must see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023.settlement_words import shortened
from standards_1023.settlements import LEFT_OUT
from standards_1023.values import Problem, ProblemSeverity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from standards_1023.values import Settled


def settled_problems(texts: Iterable[Settled], columns: Iterable[Settled]) -> Iterator[Problem]:
    """A warning for each cell and column that was read by a settlement."""
    for one in texts:
        yield _warning(one, f"「{shortened(one.printed)}」按{one.on}的确认读作「{shortened(one.meaning)}」")
    for one in columns:
        meant = "不用，没有读取" if one.meaning == LEFT_OUT else f"认作「{one.meaning}」"
        yield _warning(one, f"「{shortened(one.printed)}」一列按{one.on}的确认{meant}")


def _warning(one: Settled, sentence: str) -> Problem:
    return Problem(one.sheet, one.cell, ProblemSeverity.WARNING, f"{sentence}（确认人 {one.by}）。")
