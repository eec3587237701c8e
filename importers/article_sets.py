"""A table of articles checked for keeping: every law and version whole, every row of it in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from importers.article_table import article_key, read_articles
from importers.errors import ImportRefused
from standards_1023.cited_articles import cited_article, plain_law

if TYPE_CHECKING:
    from standards_1023.article_texts import Article

LONGEST_LAW = 200
_NOT_SHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")


@dataclass(frozen=True, slots=True)
class ArticleSet:
    """The articles of one version of a law (empty: not said): number key → text, in the table's order."""

    law: str
    version_date: str
    articles: dict[str, Article]


def read_article_sets(name: str, content: bytes) -> list[ArticleSet]:
    """The sets of a table; raises ImportRefused naming the row that cannot be kept.

    Names and numbers are compared in their plain form; texts are kept as printed, without control characters.
    """
    found: dict[tuple[str, str], ArticleSet] = {}
    for count, printed in enumerate(read_articles(name, content), 1):
        article = replace(printed, text=_NOT_SHOWN.sub("", printed.text.replace("\r\n", "\n")))
        law, number = _checked(f"{name}：第 {count} 行", article)
        version = article.version
        of = found.setdefault((law, version), ArticleSet(law, version, {}))
        first = next(iter(of.articles.values()), article)
        if first.in_force_from != article.in_force_from:
            raise ImportRefused(
                f"{name}：第 {count} 行的施行日期和{article.law}（{version or '版本不详'}）前面各行的不同，"
                "同一版本只能有一个，请改正。"
            )
        if of.articles.setdefault(number, article).text != article.text:
            raise ImportRefused(
                f"{name}：第 {count} 行的{article.law}（{version or '版本不详'}）{article.number}"
                "前面已有，条文不同，请只留一行。"
            )
    if not found:
        raise ImportRefused(f"{name}：表头以下没有条文，没有导入。")
    return list(found.values())


def _checked(place: str, article: Article) -> tuple[str, str]:
    law = plain_law(article.law)
    if not law or len(article.law) > LONGEST_LAW:
        raise ImportRefused(f"{place}的法名是空的，或者超过 {LONGEST_LAW} 个字，请改正。")
    if cited_article(f"《{law}》{article.number}").key is None or len(article.number) > LONGEST_LAW:
        raise ImportRefused(f"{place}的条“{article.number[:20]}”不是“第几条”，请写成“第九十七条”。")
    if not article.text:
        raise ImportRefused(f"{place}没有条文，请补上，或者删去这一行。")
    return law, article_key(law, article.number)[1]
