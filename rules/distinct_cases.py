"""Cases that are alike in several columns at once: the first of each kind, and the kind of every case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LARGEST_KEY = 2**62
_RULES_IN_A_WORD = 48


def distinct_cases(
    columns: Sequence[tuple[NDArray[np.int64], int]], count: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For columns of whole numbers (values, how many there can be: 0 … n-1): places of the firsts, and kinds.

    Exact: the columns are the digits of one number, or, before that would grow too large, of several in turn.
    """
    key, possible = np.zeros(count, np.int64), 1
    for values, many in columns:
        if possible * many > _LARGEST_KEY:
            firsts, key = np.unique(key, return_inverse=True)
            possible = max(1, len(firsts))
        key = key * many + values
        possible *= many
    _, places, kinds = np.unique(key, return_index=True, return_inverse=True)
    return places, kinds


def words_of_pattern(fired: NDArray[np.bool_]) -> list[tuple[NDArray[np.int64], int]]:
    """A matrix of rules and cases as columns for `distinct_cases`: 48 rules each."""
    words = []
    for first in range(0, len(fired), _RULES_IN_A_WORD):
        some = fired[first : first + _RULES_IN_A_WORD]
        octets = np.zeros((8, fired.shape[1]), np.uint8)
        packed = np.packbits(some, axis=0, bitorder="little")
        octets[: len(packed)] = packed
        word = np.ascontiguousarray(octets.T).view("<i8").reshape(-1).astype(np.int64, copy=False)
        words.append((word, 1 << len(some)))
    return words


def places_of_kinds(kinds: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """The places of each kind, in the order of the kinds (0 … n-1, each of which occurs)."""
    if not len(kinds):
        return []
    order = np.argsort(kinds, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(kinds[order])) + 1)
