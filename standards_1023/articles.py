"""Texts of articles that an office has imported: kept by law and version, found by citation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, tuple_
from sqlmodel import col, delete, insert, select

from standards_1023.article_texts import Article, with_gaps
from standards_1023.tables import ArticleSetRow, ArticleTextRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from standards_1023.cited_articles import CitedArticle

_AT_ONCE = 500
"""Citations in one statement: a department has thousands, and databases bound the values of one."""


@dataclass(frozen=True, slots=True)
class SetReplaced:
    """What an import did to one version of a law, in numbers of articles."""

    law: str
    version_date: str
    added: int
    changed: int
    removed: int
    unchanged: int


def replace_articles(  # noqa: PLR0913 - each by its name
    session: Session, law: str, version_date: str, articles: Mapping[str, Article], *, by: str, at: datetime
) -> SetReplaced:
    """Put these articles (number key → text) in the place of all that were kept of this version."""
    of = (col(ArticleTextRow.law) == law, col(ArticleTextRow.version_date) == version_date)
    before = {row.article: row.text for row in session.exec(select(ArticleTextRow).where(*of))}
    same = {key for key, one in articles.items() if before.get(key) == one.text}
    shared = before.keys() & articles.keys()
    session.exec(delete(ArticleTextRow).where(*of))
    first = next(iter(articles.values()))
    row = {"law": law, "version_date": version_date, "printed": first.law, "by": by, "at": at}
    row["in_force_from"] = first.in_force_from
    session.merge(ArticleSetRow.model_validate(row))
    session.flush()
    texts = [
        {"law": law, "version_date": version_date, "article": key, "printed": one.number, "text": one.text}
        for key, one in articles.items()
    ]
    session.exec(insert(ArticleTextRow), params=texts)
    return SetReplaced(
        law,
        version_date,
        added=len(articles) - len(shared),
        changed=len(shared) - len(same),
        removed=len(before) - len(shared),
        unchanged=len(same),
    )


def list_article_sets(session: Session) -> Sequence[tuple[ArticleSetRow, int]]:
    """Each version of each law with how many articles are kept of it, by name and date."""
    of = (
        col(ArticleTextRow.law) == col(ArticleSetRow.law),
        col(ArticleTextRow.version_date) == col(ArticleSetRow.version_date),
    )
    counted = select(func.count()).select_from(ArticleTextRow).where(*of).scalar_subquery()
    found = select(ArticleSetRow, counted)
    return session.exec(found.order_by(col(ArticleSetRow.law), col(ArticleSetRow.version_date))).all()


def find_articles(
    session: Session, cited: Iterable[CitedArticle]
) -> dict[tuple[str, str], tuple[Article, ...]]:
    """The texts of the cited articles in all versions, by (law, number); what is not kept is left out.

    A version of the law that is kept without the article stands there with an empty text.
    """
    keys = sorted({one.key for one in cited if one.key is not None})
    result: dict[tuple[str, str], tuple[Article, ...]] = {}
    of = (
        col(ArticleTextRow.law) == col(ArticleSetRow.law),
        col(ArticleTextRow.version_date) == col(ArticleSetRow.version_date),
    )
    for first in range(0, len(keys), _AT_ONCE):
        named = tuple_(col(ArticleTextRow.law), col(ArticleTextRow.article)).in_(
            keys[first : first + _AT_ONCE]
        )
        for row, version in session.exec(
            select(ArticleTextRow, ArticleSetRow).join(ArticleSetRow, of[0] & of[1]).where(named)
        ):
            article = Article(version.printed, row.version_date, row.printed, row.text, version.in_force_from)
            result[row.law, row.article] = (*result.get((row.law, row.article), ()), article)
    versions = _versions(session, {law for law, _ in result})
    return {key: with_gaps(found, versions[key[0]]) for key, found in result.items()}


def _versions(session: Session, laws: set[str]) -> dict[str, list[Article]]:
    """The versions of these laws, without numbers and texts."""
    found: dict[str, list[Article]] = {law: [] for law in laws}
    names = sorted(laws)
    for first in range(0, len(names), _AT_ONCE):
        of = col(ArticleSetRow.law).in_(names[first : first + _AT_ONCE])
        for row in session.exec(select(ArticleSetRow).where(of)):
            found[row.law].append(Article(row.printed, row.version_date, "", "", row.in_force_from))
    return found
