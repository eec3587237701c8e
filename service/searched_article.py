"""What somebody wrote as law and article → what a citation must name: 安全生产法 97, 97条第1款."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023.cited_articles import NUMBER, PLACE, numbers_of, plain_law
from standards_1023.text import normalised

if TYPE_CHECKING:
    from standards_1023.cited_articles import CitedArticle

_WRITTEN = (
    re.compile(PLACE),
    re.compile(rf"第? ?(?P<paragraph>{NUMBER}) ?款(?: ?第? ?\(?(?P<item>{NUMBER})\)? ?[项目])?"),
    # 安全生产法 97: figures at the end are an article; Chinese numerals only where they stand apart.
    re.compile(r"(?P<article>[0-9]{1,4})(?:之(?P<of>[0-9]{1,2}))?$"),
    re.compile(r"(?:^| )(?P<article>[一二三四五六七八九十百千零]{1,8})$"),
)


@dataclass(frozen=True, slots=True)
class WantedArticle:
    """Every one of `laws` must be in the law's name; a part that is None may be anything."""

    laws: tuple[str, ...]
    article: int | None = None
    of: int | None = None
    paragraph: int | None = None
    item: int | None = None

    def fits(self, cited: CitedArticle) -> bool:
        """Whether this one citation names it: that of a whole article names its paragraphs as well."""
        if not all(law in cited.law for law in self.laws):
            return False
        if self.article is not None and (cited.article, cited.of) != (self.article, self.of):
            return False
        whole = self.article is not None
        return all(
            wanted is None or named == wanted or (whole and named is None)
            for wanted, named in ((self.paragraph, cited.paragraph), (self.item, cited.item))
        )


def read_wanted_article(text: str) -> WantedArticle | None:
    """The parts, in the figures of the project's reader of numbers; None where nothing was written."""
    spaced = " ".join(filter(None, (normalised(one) for one in re.sub(r"[《》]", " ", text).split())))
    found = next((match for one in _WRITTEN if (match := one.search(spaced))), None)
    numbers = {} if found is None else numbers_of(found)
    rest = spaced if found is None else f"{spaced[: found.start()]} {spaced[found.end() :]}"
    laws = tuple(law for part in rest.split() if (law := plain_law(part).removesuffix("的")))
    return WantedArticle(laws, **numbers) if laws or numbers else None
