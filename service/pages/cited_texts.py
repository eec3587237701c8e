"""The texts of the articles that a standard cites, as far as they were imported."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from service.command_errors import CommandRefused
from service.db import reading
from standards_1023.article_texts import article_for, cited_lines
from standards_1023.articles import find_articles
from standards_1023.cited_articles import cited_article

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Engine

    from standards_1023.article_texts import Article


class TextState(StrEnum):
    """What there is of a citation's text."""

    THERE = "there"
    OTHER_VERSION = "other_version"
    ABSENT = "absent"
    WHOLE_LAW = "whole_law"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class CitedText:
    """A citation as printed, and its article's lines, each with whether the citation names it."""

    citation: str
    state: TextState
    version: str = ""
    lines: tuple[tuple[str, bool], ...] = ()


async def cited_texts(engine: Engine, *groups: Sequence[str]) -> tuple[tuple[CitedText, ...], ...]:
    """The texts of each group of citations; where the database cannot be read, that is said instead."""
    return await asyncio.to_thread(_texts, engine, groups)


def _texts(engine: Engine, groups: tuple[Sequence[str], ...]) -> tuple[tuple[CitedText, ...], ...]:
    try:
        with reading(engine) as session:
            found = find_articles(session, [cited_article(one) for group in groups for one in group])
    except CommandRefused:
        return tuple(tuple(CitedText(one, TextState.UNREAD) for one in group) for group in groups)
    return tuple(tuple(_text(one, found) for one in group) for group in groups)


def _text(citation: str, found: Mapping[tuple[str, str], tuple[Article, ...]]) -> CitedText:
    cited = cited_article(citation)
    if cited.key is None:
        return CitedText(citation, TextState.WHOLE_LAW)
    chosen = article_for(cited, found.get(cited.key, ()))
    if chosen is None:
        return CitedText(citation, TextState.ABSENT)
    article, is_of_version = chosen
    state = TextState.THERE if is_of_version else TextState.OTHER_VERSION
    return CitedText(citation, state, article.version, cited_lines(cited, article))
