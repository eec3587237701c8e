"""Where in a standard that was found the search hit: a few texts, shortened, with the hit marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from service.search_index import STATUTORY, searched
from service.wording import amount_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.search_index import Entry, Passage
    from service.standard_search import Wanted

_MOST = 4
_AROUND = 18  # characters either side of the hit


class Piece(NamedTuple):
    """A part of an excerpt; whether it is the hit."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Find:
    """What of the standard it is, its cell, and the excerpt."""

    of: str
    cell: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The excerpt without its mark."""
        return "".join(piece.text for piece in self.pieces)


def finds_of(entry: Entry, asked: Wanted) -> tuple[Find, ...]:
    """A find for each word, for the citation and for the amounts, as far as the head is silent."""
    return tuple(dict.fromkeys((*_words(entry, asked), *_citation(entry, asked), *_amounts(entry, asked))))


def _words(entry: Entry, asked: Wanted) -> Iterator[Find]:
    """Words in code and violation are before the reader's eyes."""
    for word in asked.words[:_MOST]:
        if word not in entry.head:
            found = (excerpt(passage, word) for passage in entry.passages)
            yield from [next(one for one in found if one is not None)]


def _citation(entry: Entry, asked: Wanted) -> Iterator[Find]:
    """A citation that the standard is violated by; those that it rests on stand in every line."""
    if asked.article is None:
        return
    fitting = [printed for printed, cited in entry.citations if asked.article.fits(cited)]
    for printed in [one for one in fitting if one not in entry.standard.basis][:1]:
        if not any(one in entry.standard.basis for one in fitting):
            yield Find("违反", "", (Piece(printed, hit=True),))


def _amounts(entry: Entry, asked: Wanted) -> Iterator[Find]:
    """The bands that hold the amount, equal ones once, and the statutory range."""
    if asked.amount is None:
        return
    seen: dict[tuple[str, str], str] = {}
    for fine in entry.fines:
        if fine.searched.meets(asked.amount):
            seen.setdefault((fine.of, amount_words(fine.searched.measure)), fine.cell)
    shown = sorted(seen.items(), key=lambda one: one[0][0].startswith(STATUTORY))
    for (of, words), cell in shown[:_MOST]:
        yield Find(of, cell, (Piece(words, hit=True),))


def excerpt(passage: Passage, word: str) -> Find | None:
    """The text around the first hit, as printed; None where the word is not in it."""
    printed = passage.printed
    if word not in searched(printed):
        return None
    # Each character in the form that is looked through, with the place that it was printed at.
    places = [(at, one) for at, character in enumerate(printed) for one in searched(character)]
    begins = "".join(one for _, one in places).find(word)
    if begins < 0:  # the form of a text depends on its neighbours (5², 1 000): shown without a mark
        return Find(passage.of, passage.cell, (Piece(printed[: 3 * _AROUND], hit=False),))
    first, last = places[begins][0], places[begins + len(word) - 1][0] + 1
    before, after = printed[max(first - _AROUND, 0) : first], printed[last : last + _AROUND]
    pieces = (
        Piece(("…" if first > _AROUND else "") + before, hit=False),
        Piece(printed[first:last], hit=True),
        Piece(after + ("…" if last + _AROUND < len(printed) else ""), hit=False),
    )
    return Find(passage.of, passage.cell, tuple(piece for piece in pieces if piece.text))
