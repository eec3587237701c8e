"""What a search offers beside its results: an amount in the field for words, and what other editions hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.pages.links import with_query
from service.searched_amount import AmountRefused, read_wanted_amount, wanted_words
from service.standard_search import search
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.pages.asked_edition import AskedEdition
    from service.search_index import SearchIndex
    from service.standard_search import Wanted

_COUNTED = re.compile(r"[元万亿倍%]")
"""What tells an amount from a code or a number: 5万 is one, 1-2 and 97 are none."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A link with its words."""

    address: str
    words: str


def amount_offered(given: dict[str, str]) -> Offer | None:
    """The same search (`given` as in its address) with the words as the amount, where they are one."""
    written = given["q"]
    if given["amount"].strip() or not _COUNTED.search(matched(written)):
        return None
    try:
        read_as = wanted_words(read_wanted_amount(written))
    except AmountRefused:
        return None
    return Offer(_address(given | {"q": "", "amount": written}), f"按罚款数额查找 {read_as}")


def elsewhere(index: SearchIndex, of: AskedEdition, asked: Wanted, given: dict[str, str]) -> Iterator[Offer]:
    """How much every other published edition holds of what was not found in this one, latest first."""
    for edition, _ in of.others:
        count = 0 if edition is of.edition else len(search(index, edition, asked))
        if count:
            within = "" if edition is of.in_force else str(edition.number)
            yield Offer(_address(given | {"edition": within}), f"第{edition.number}版有 {count} 项")


def _address(given: dict[str, str]) -> str:
    return with_query("/standards", list(given.items()))
