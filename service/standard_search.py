"""Standards of an edition by words, statute, department, model and amount of the fine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.search_index import searched
from service.searched_amount import read_wanted_amount
from service.searched_article import read_wanted_article
from standards_1023.text import matched

if TYPE_CHECKING:
    from service.search_index import Entry, SearchIndex
    from service.searched_amount import SearchedFine
    from service.searched_article import WantedArticle
    from standards_1023.editions import Edition
    from standards_1023.values import Model


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty or None is anything.

    Every one of `words` must stand in some text of the standard, the whole of `article` in one and the same
    citation, some amount of `amount` in a band or in the statutory range.
    """

    words: tuple[str, ...] = ()
    code: str = ""
    article: WantedArticle | None = None
    department: str = ""
    model: Model | None = None
    amount: SearchedFine | None = None


def wanted(
    *,
    words: str | None = None,
    statute: str | None = None,
    department: str | None = None,
    model: Model | None = None,
    amount: str | None = None,
) -> Wanted:
    """What the texts of an address ask for; raises AmountRefused."""
    parts = tuple(part for part in (searched(one) for one in (words or "").split()) if part)
    return Wanted(
        words=parts,
        code=searched(words or ""),
        article=read_wanted_article(statute or ""),
        department=matched(department or ""),
        model=model,
        amount=read_wanted_amount(amount) if amount and amount.strip() else None,
    )


def search(index: SearchIndex, edition: Edition, asked: Wanted) -> list[Entry]:
    """The standards that fit, in the order of departments and of their tables.

    With words: first the one whose code they are, then those that have them in code and violation.
    """
    found = [entry for entry in index.of(edition) if _fits(entry, asked)]
    if asked.words:
        found.sort(key=lambda entry: _distance(entry, asked))
    return found


def _fits(entry: Entry, asked: Wanted) -> bool:
    return (
        (not asked.department or entry.department == asked.department)
        and (asked.model is None or entry.standard.model is asked.model)
        and all(word in entry.plain for word in asked.words)
        and (asked.article is None or any(asked.article.fits(cited) for _, cited in entry.citations))
        and (asked.amount is None or any(fine.searched.meets(asked.amount) for fine in entry.fines))
    )


def _distance(entry: Entry, asked: Wanted) -> int:
    if searched(entry.standard.code) == asked.code:
        return 0
    return 1 if all(word in entry.head for word in asked.words) else 2
