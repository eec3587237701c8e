"""The texts of the articles that a standard cites, as far as they were imported."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.command_errors import CommandRefused
from service.db import reading
from service.moments import today
from standards_1023.article_texts import TextFit, article_for, cited_lines
from standards_1023.articles import find_articles
from standards_1023.cited_articles import cited_article

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Engine

    from service.pages.asked_edition import AskedEdition
    from standards_1023.article_texts import Article, FoundText


class TextState(StrEnum):
    """What there is of a citation's text."""

    THERE = "there"
    OTHER_VERSION = "other_version"
    ONLY_LATER = "only_later"
    GONE = "gone"
    ABSENT = "absent"
    WHOLE_LAW = "whole_law"
    UNREAD = "unread"


_STATES = {
    TextFit.FITS: TextState.THERE,
    TextFit.OTHER_VERSION: TextState.OTHER_VERSION,
    TextFit.ONLY_LATER: TextState.ONLY_LATER,
    TextFit.GONE: TextState.GONE,
}


@dataclass(frozen=True, slots=True)
class CitedText:
    """A citation as printed, and its article's lines, each with whether the citation names it.

    `version` is the date of the version, `begins` the day from which it holds.

    `since` is the edition's first day, `held_then` that the text was that of the day, `changed` the sentence
    on a later version that reads otherwise.
    """

    citation: str
    state: TextState
    since: date
    version: str = ""
    begins: str = ""
    held_then: bool = False
    changed: str = ""
    lines: tuple[tuple[str, bool], ...] = ()


async def cited_texts(
    engine: Engine, of: AskedEdition, *groups: Sequence[str]
) -> tuple[tuple[CitedText, ...], ...]:
    """The texts of each group of citations on the first day of an edition.

    Where the database cannot be read, that is said instead.
    """
    return await asyncio.to_thread(_texts, engine, of, groups)


def changed_articles(texts: Sequence[CitedText]) -> dict[str, str]:
    """What is said of a citation whose article reads otherwise later; a print says it as the page does."""
    return {one.citation: one.changed for one in texts if one.changed}


def _texts(
    engine: Engine, of: AskedEdition, groups: tuple[Sequence[str], ...]
) -> tuple[tuple[CitedText, ...], ...]:
    since = of.edition.in_force_from or today()
    try:
        with reading(engine) as session:
            found = find_articles(session, [cited_article(one) for group in groups for one in group])
    except CommandRefused:
        return tuple(tuple(CitedText(one, TextState.UNREAD, since) for one in group) for group in groups)
    return tuple(tuple(_text(one, found, since, of) for one in group) for group in groups)


def _text(
    citation: str, found: Mapping[tuple[str, str], tuple[Article, ...]], since: date, of: AskedEdition
) -> CitedText:
    cited = cited_article(citation)
    if cited.key is None:
        return CitedText(citation, TextState.WHOLE_LAW, since)
    chosen = article_for(cited, found.get(cited.key, ()), since)
    if chosen is None:
        return CitedText(citation, TextState.ABSENT, since)
    article = chosen.article
    # A citation that names a year may mean a text that had been changed by then.
    held_then = chosen.fit is TextFit.FITS and not "" < chosen.changed_on <= since.isoformat()
    changed = _changed(chosen, is_in_force=of.is_in_force)
    lines = cited_lines(cited, article)
    version, begins = article.version, article.begins
    return CitedText(citation, _STATES[chosen.fit], since, version, begins, held_then, changed, lines)


def _changed(chosen: FoundText, *, is_in_force: bool) -> str:
    """That the article reads otherwise from a day on; the edition in force today may have to follow."""
    on = chosen.changed_on
    if not on:
        return ""
    if chosen.is_gone:
        return f"自 {on} 起的版本里没有这一条（删去了、改了条号，或者没有导入），请核对依据。"
    moved = "将有改动" if on > today().isoformat() else "已有改动"
    return f"这一条自 {on} 起{moved}{'，本项基准可能要修改' if is_in_force else ''}。"
