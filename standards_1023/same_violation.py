"""Which standards of two tables of a department are for one violation, where its words stand in both.

A table may print a violation twice (for two articles, for units and persons) and be numbered anew: equal
words and an equal number are not enough then.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from standards_1023.cited_articles import cited_article
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from standards_1023.values import Standard


def violation_words(standard: Standard) -> str:
    """The violation in the form in which it is compared."""
    return matched(standard.violation)


def same_violation(old: Sequence[Standard], new: Sequence[Standard]) -> list[tuple[Standard, Standard]]:
    """Pairs of standards of the same words, each standard in one at most; what is not certain is in none.

    Alone with its words on either side; else alone with its words and articles; else by its number, where
    both sides print the same numbers for these words.
    """
    there: dict[str, list[Standard]] = {}
    for standard in new:
        there.setdefault(violation_words(standard), []).append(standard)
    here: dict[str, list[Standard]] = {}
    for standard in old:
        here.setdefault(violation_words(standard), []).append(standard)
    return [pair for words, group in here.items() for pair in _in_group(group, there.get(words, []))]


def _in_group(old: list[Standard], new: list[Standard]) -> Iterator[tuple[Standard, Standard]]:
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    by_article = list(_told_by(_articles, old, new))
    yield from by_article
    left, right = (
        [one for one in side if all(one is not pair[at] for pair in by_article)]
        for at, side in enumerate((old, new))
    )
    if Counter(one.code for one in left) == Counter(one.code for one in right):
        yield from _told_by(lambda one: one.code, left, right)


def _told_by(
    what: Callable[[Standard], Hashable], old: Sequence[Standard], new: Sequence[Standard]
) -> Iterator[tuple[Standard, Standard]]:
    """Those of which either side has one alone."""
    before, after = (Counter(map(what, side)) for side in (old, new))
    for one in old:
        key = what(one)
        if before[key] == after[key] == 1:
            yield one, next(other for other in new if what(other) == key)


def _articles(standard: Standard) -> Hashable:
    return frozenset(map(cited_article, standard.basis))
