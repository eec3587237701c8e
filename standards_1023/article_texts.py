"""The text of an article: its paragraphs and items, and which version a citation means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from standards_1023.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from standards_1023.cited_articles import CitedArticle

# Items (一)…(二)… stand on lines of their own; they belong to the paragraph before them.
_ITEM = re.compile(r"[(（](?P<number>[一二三四五六七八九十]+)[)）]")


@dataclass(frozen=True, slots=True)
class Article:
    """An article's text, its paragraphs by lines, and the date of the version that it was taken from.

    `in_force_from` is the day from which the version holds, empty where that is the version's own date. The
    text is empty where the version that is at hand does not have the article: it was repealed, numbered anew,
    or left out of what was imported.
    """

    law: str
    version: str
    number: str
    text: str
    in_force_from: str = ""

    @property
    def begins(self) -> str:
        """The day from which it holds; empty where no date is known."""
        return self.in_force_from or self.version

    @property
    def paragraphs(self) -> tuple[tuple[str, ...], ...]:
        """The paragraphs, each as its lines: the first is its own, the others are its items."""
        result: list[tuple[str, ...]] = []
        for line in filter(None, map(str.strip, self.text.splitlines())):
            if result and _ITEM.match(line):
                result[-1] = (*result[-1], line)
            else:
                result.append((line,))
        return tuple(result)

    def paragraph(self, number: str) -> str | None:
        """第二款 → the second paragraph, None where the article has fewer."""
        place = read_number(number.removeprefix("第").removesuffix("款"))
        if place is None or not 1 <= place <= len(self.paragraphs):
            return None
        return "\n".join(self.paragraphs[int(place) - 1])


class TextFit(StrEnum):
    """Whether a text is the one that a citation means on a day."""

    FITS = "fits"
    OTHER_VERSION = "other_version"
    """The citation names a year of which no text is at hand."""
    ONLY_LATER = "only_later"
    """Every text at hand is of a version that began after the day."""
    GONE = "gone"
    """A version that began by the day is at hand and does not have the article any more."""


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text for a citation; `changed_on` is the day of the next version that reads otherwise, or empty.

    `is_gone` says that this version does not have the article.
    """

    article: Article
    fit: TextFit
    changed_on: str = ""
    is_gone: bool = False


def article_for(cited: CitedArticle, versions: Sequence[Article], on: date) -> FoundText | None:
    """The text that a citation means on a day: of the last version that began on or before it.

    Where the citation names a year, of the last one of that year.  A version without a date counts as the
    oldest.  Where only later ones are at hand, the first of them.  None where there is no text.
    """
    in_order = sorted(versions, key=lambda article: (article.begins, article.version))
    texts = [one for one in in_order if one.text]
    if not texts:
        return None
    of_year = [one for one in texts if cited.year is None or one.version.startswith(cited.year)]
    meant = of_year or texts
    begun = [one for one in meant if one.begins <= on.isoformat()]
    if not begun:
        return FoundText(meant[0], TextFit.ONLY_LATER)
    article = begun[-1]
    later = (one for one in in_order if one.begins > article.begins)
    changed = next((one for one in later if one.paragraphs != article.paragraphs), None)
    fit = TextFit.FITS if of_year else TextFit.OTHER_VERSION
    if changed is None:
        return FoundText(article, fit)
    if not changed.text and changed.begins <= on.isoformat() and cited.year is None:
        fit = TextFit.GONE
    return FoundText(article, fit, changed.begins, is_gone=not changed.text)


def with_gaps(versions: Sequence[Article], of_law: Iterable[Article]) -> tuple[Article, ...]:
    """The versions of an article, and an empty one for each version of its law that does not have it.

    `of_law` are articles of the law in all its versions, one of each at least.
    """
    there = {one.version for one in versions}
    lacking = {one.version: one for one in of_law if one.version not in there}
    number = versions[0].number
    return (*versions, *(replace(one, number=number, text="") for one in lacking.values()))


def cited_lines(cited: CitedArticle, article: Article) -> tuple[tuple[str, bool], ...]:
    """The lines of the article, each with whether the citation names it: that of a whole article all."""
    shown = []
    for place, lines in enumerate(article.paragraphs, 1):
        here = cited.paragraph in {None, place}
        for line in lines:
            item = _ITEM.match(line) if line is not lines[0] else None
            number = None if item is None else read_number(item["number"])
            shown.append((line, here and (cited.item is None or number in {None, cited.item})))
    return tuple(shown)
