"""Penalties that an article takes from elsewhere: those of other articles, amounts of another law's fine."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from importers.citations import citations
from standards_1023.cited_articles import plain_law
from standards_1023.values import MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from standards_1023.article_texts import Article
    from standards_1023.values import Measure

_NUMBERED = r"第[一二三四五六七八九十百零]+[条款项]"
_REFERENCE = re.compile(
    r"(?:依照|按照)(?P<law>《[^》]+》|本(?:法|条例|规定|办法))?"
    rf"(?:本条)?(?P<parts>前款|(?:{_NUMBERED}(?:、|和|或者)?)+)的?规定(?:的标准)?"
    r"(?P<how>(?:予以|给予)?处罚|处以罚款(?!的)|追究法律责任|加一倍罚款)"
)
_AMOUNT_OF_A_FINE = re.compile(
    r"(?:依照)?《?(?P<law>[^《》，。]+?)》?(?P<article>第[一二三四五六七八九十百零]+条)的?规定"
    r"(?:处以罚款的|的罚款)，(?:罚款额|(?:罚款)?数额)为(?P<amount>[^。；]+)"
)
_ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Reference:
    """An article named for its penalty, as a citation, and how many times that penalty is meant."""

    citation: str
    times: int = 1


def references(body: str, article: Article, paragraphs: tuple[str, ...]) -> Iterator[Reference]:
    """What a paragraph names: 依照前款规定处罚, 依照《…法》第七条的规定处罚, …的标准加一倍罚款."""
    for found in _REFERENCE.finditer(body):
        times = 2 if found["how"] == "加一倍罚款" else 1
        if found["parts"] == "前款":
            yield from (Reference(f"《{article.law}》{article.number}{p}") for p in _before(paragraphs))
            continue
        law = found["law"] if (found["law"] or "").startswith("《") else f"《{article.law}》"
        parts = found["parts"] if "条" in found["parts"] else article.number + found["parts"]
        yield from (Reference(citation, times) for citation in citations(law + parts))


def with_amounts(body: str, basis: Iterable[str]) -> str:
    """The text in which the amount of another law's fine is a fine, where the standard rests on that article.

    某法第七条规定的罚款，数额为十万元以下 → 处十万元以下的罚款; nothing for an article not in `basis`.
    """
    named = [plain_law(citation) for citation in basis]

    def as_fine(found: re.Match[str]) -> str:
        article = plain_law(found["law"]) + found["article"]
        rests = any(re.match(rf"{re.escape(article)}(?!之)", citation) for citation in named)
        return f"处{found['amount']}的罚款" if rests else ""

    return _AMOUNT_OF_A_FINE.sub(as_fine, body)


def times_as_much(measure: Measure, times: int) -> Measure:
    """The fine of the article referred to, `times` as much; other penalties as they are."""
    amount = measure.amount
    if measure.kind is not MeasureKind.FINE or amount is None or times == 1:
        return measure
    low, high = (None if limit is None else limit * times for limit in (amount.low, amount.high))
    return replace(measure, amount=replace(amount, low=low, high=high))


def _before(paragraphs: tuple[str, ...]) -> Iterator[str]:
    """第三款 → 第二款."""
    for paragraph in paragraphs:
        place = _ORDINALS.find(paragraph.removeprefix("第").removesuffix("款"))
        if place > 0:
            yield f"第{_ORDINALS[place - 1]}款"
