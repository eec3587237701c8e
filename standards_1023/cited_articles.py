"""A citation as its parts in figures: 《安全生产法》第九十七条第二款 → its law, article 97, paragraph 2."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from standards_1023.numerals import read_number
from standards_1023.text import normalised

NUMBER = r"[0-9零一二两三四五六七八九十百千]{1,12}"
PLACE = (
    rf"第? ?(?P<article>{NUMBER}) ?条(?: ?之 ?(?P<of>{NUMBER}))?"
    rf"(?: ?第? ?(?P<paragraph>{NUMBER}) ?款)?(?: ?第? ?\(?(?P<item>{NUMBER})\)? ?[项目])?"
)
"""Article, 之, paragraph and item in normalised text, as laws print them and as people write them."""

_PLACE = re.compile(PLACE)
_VERSION = re.compile(r"\([^()]*(?:年|修正|修订|版|号)[^()]*\)")
_YEAR = re.compile(r"》\((?P<year>[12][0-9]{3})(?![0-9])[^)]*\)")


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """The parts of a citation, None where it names none; `year` is that of a named version."""

    law: str
    article: int | None = None
    of: int | None = None
    paragraph: int | None = None
    item: int | None = None
    year: str | None = None

    @property
    def key(self) -> tuple[str, str] | None:
        """What an article's text is looked up by, whatever its numerals; None for a law whole."""
        if self.article is None:
            return None
        return self.law, f"{self.article}" + ("" if self.of is None else f"之{self.of}")


def plain_law(name: str) -> str:
    """A law's name as it is looked up: without 《》〈〉, 中华人民共和国, and a version behind it."""
    bare = _VERSION.sub("", normalised(name))
    return re.sub(r"[《》〈〉]", "", bare).removeprefix("中华人民共和国")


@lru_cache(maxsize=65_536)
def cited_article(citation: str) -> CitedArticle:
    """The parts of one citation as a table prints it."""
    text = normalised(citation)
    # The name of a law may hold an article's number only inside 《》.
    after = text.rfind("》") + 1
    found = _PLACE.search(text, after)
    year = _YEAR.search(text)
    law = plain_law(text[:after] if after else text[: found.start() if found else None])
    numbers = {} if found is None else numbers_of(found)
    return CitedArticle(law, **numbers, year=year["year"] if year else None)


def numbers_of(found: re.Match[str]) -> dict[str, int | None]:
    """The figures of a match with groups of `PLACE`; None for what it does not name."""
    return {name: _figure(text) for name, text in found.groupdict().items()}


def _figure(text: str | None) -> int | None:
    number = None if text is None else read_number(text)
    return None if number is None else int(number)
