"""Whether the statutory ranges of a table are those of the articles' text, read by the project's own reader.

For each article that a standard rests on the text is read for the cited paragraph and items.  A range is
confirmed where every statutory fine of the standard (or, without any, every kind of penalty) stands in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from importers.citations import Passage, passages
from importers.penalty_text import read_penalty
from importers.referred_articles import references, times_as_much, with_amounts
from importers.statutory_text import LAW, read_statutory_passages
from standards_1023.amount_text import amount_text
from standards_1023.article_texts import TextFit, article_for
from standards_1023.cited_articles import cited_article
from standards_1023.fines_within_law import same_base
from standards_1023.values import Measure, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from importers.article_table import ArticleTable
    from standards_1023.article_texts import Article
    from standards_1023.values import Standard


class Confirmation(StrEnum):
    """What the text says of a statutory range."""

    CONFIRMED = "confirmed"
    DIFFERENT = "different"
    NO_TEXT = "no_text"
    OTHER_VERSION = "other_version"
    """The text at hand is not of the version that the standard names, or only of one that began later."""
    NO_RANGE = "no_range"
    """The table prints no statutory range that could be compared."""


@dataclass(frozen=True, slots=True)
class StatuteCheck:
    """The result for one standard: `missing` are measures that the text does not have, `text` what it has."""

    standard: Standard
    confirmation: Confirmation
    articles: tuple[str, ...] = ()
    missing: tuple[Measure, ...] = ()
    text: str = ""


def check_statutes(standards: Sequence[Standard], table: ArticleTable, on: date) -> list[StatuteCheck]:
    """Each standard against the articles that it rests on, as they were in force on a day."""
    return [_check(standard, table, on) for standard in standards]


def _check(standard: Standard, table: ArticleTable, on: date) -> StatuteCheck:
    there = [(citation, *found) for citation in standard.basis for found in _articles(citation, table, on)]
    if not standard.statutory:
        return StatuteCheck(standard, Confirmation.NO_RANGE)
    found = [(citation, article) for citation, article, is_of_version in there if is_of_version]
    cited = tuple(f"{citation}（{article.version or '版本不详'}）" for citation, article, _ in there)
    if not found:
        return StatuteCheck(standard, Confirmation.OTHER_VERSION if there else Confirmation.NO_TEXT, cited)
    said = [
        measure for citation, article in found for measure in _allowed(citation, article, standard, table, on)
    ]
    missing = tuple(m for m in _compared(standard.statutory) if not any(_same(m, other) for other in said))
    if not missing:
        return StatuteCheck(standard, Confirmation.CONFIRMED, cited)
    if len(found) < len(there):
        return StatuteCheck(standard, Confirmation.OTHER_VERSION, cited)
    fines = dict.fromkeys(amount_text(m) for m in said if m.kind is MeasureKind.FINE and m.amount)
    return StatuteCheck(standard, Confirmation.DIFFERENT, cited, missing, "；".join(fines) or "没有罚款")


def _articles(citation: str, table: ArticleTable, on: date) -> list[tuple[Article, bool]]:
    """The text of the cited article, and whether the citation means it on the day; or nothing."""
    cited = cited_article(citation)
    found = None if cited.key is None else article_for(cited, table.get(cited.key, ()), on)
    return [] if found is None else [(found.article, found.fit is TextFit.FITS)]


def _allowed(
    citation: str, article: Article, standard: Standard, table: ArticleTable, on: date
) -> list[Measure]:
    """What the cited passage allows, and what the articles allow from which it takes its penalty."""
    cited = _cited(citation)
    body = _body(cited, article)
    measures = _read(cited, body, standard)
    for reference in references(body, article, cited.paragraphs):
        other = _cited(reference.citation)
        for text in [one for one, fits in _articles(reference.citation, table, on) if fits]:
            there = _body(other, text)
            read = _read(other, there, standard) if other.items else _whole(there)
            measures += [times_as_much(measure, reference.times) for measure in read]
    return measures


def _cited(citation: str) -> Passage:
    parts = passages(citation)
    return parts[0] if parts else Passage("", (citation,), (), (), "")


def _body(cited: Passage, article: Article) -> str:
    return "\n".join(b for p in cited.paragraphs if (b := article.paragraph(p))) or article.text


def _read(cited: Passage, body: str, standard: Standard) -> list[Measure]:
    """What a text allows: for this violation where that can be told, else whatever stands there."""
    body = with_amounts(body, standard.basis)
    reading = read_statutory_passages(
        [Passage(cited.law, cited.citations, cited.items, (), body)], standard.violation
    )
    return list(reading.measures or _whole(body))


def _whole(body: str) -> list[Measure]:
    return read_penalty(body.replace("\n", ""), LAW).measures


def _compared(statutory: Sequence[Measure]) -> list[Measure]:
    """The fines with an amount; where a standard has none, its kinds of penalty."""
    fines = [m for m in statutory if m.kind is MeasureKind.FINE and m.amount is not None]
    others = [m for m in statutory if m.kind not in {MeasureKind.FINE, MeasureKind.OTHER, MeasureKind.ORDER}]
    return fines or others


def _same(printed: Measure, read: Measure) -> bool:
    """Whether two readings allow the same kind, limits, unit and base; for whom and when is the table's."""
    if printed.kind is not read.kind:
        return False
    if printed.kind is not MeasureKind.FINE:
        return True
    return (
        read.amount is not None
        and printed.amount is not None
        and (printed.amount.low, printed.amount.high) == (read.amount.low, read.amount.high)
        and printed.unit is read.unit
        and same_base(printed.base, read.base)
    )
