"""A table of articles (法名, 版本日期, 条, 条文, 施行日期) as CSV → the texts by law and number."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from importers.errors import ImportRefused
from importers.file_bytes import read_file
from standards_1023.article_texts import Article, with_gaps
from standards_1023.cited_articles import cited_article, plain_law
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    ArticleTable = Mapping[tuple[str, str], tuple[Article, ...]]

_HEADINGS = ("法名", "版本日期", "条", "条文")
_IN_FORCE = "施行日期"
"""May be left out: a version is then taken to hold from its own date."""
_MOST_ROWS, _LONGEST = 200_000, 100_000


def article_key(law: str, number: str) -> tuple[str, str]:
    """What an article is looked up by: 第九十七条 and 第97条 are one."""
    cited = cited_article(f"《{plain_law(law)}》{number}")
    return cited.key or (plain_law(law), normalised(number))


def read_article_table(path: Path) -> ArticleTable:
    """The articles by (law, number), all versions, with an empty one where a version does not have it.

    Raises ImportRefused for another table.
    """
    found: dict[tuple[str, str], tuple[Article, ...]] = {}
    of_law: dict[str, dict[str, Article]] = {}
    for article in read_articles(path.name, read_file(path)):
        key = article_key(article.law, article.number)
        found[key] = (*found.get(key, ()), article)
        of_law.setdefault(key[0], {})[article.version] = article
    return {key: with_gaps(versions, of_law[key[0]].values()) for key, versions in found.items()}


def read_articles(name: str, content: bytes) -> Iterator[Article]:
    """The articles of a table in its order, each version by its day or empty; raises ImportRefused.

    `name` is that of the file.
    """
    reader = csv.DictReader(io.StringIO(_text(name, content), newline=""))
    if not set(_HEADINGS) <= set(reader.fieldnames or ()):
        raise ImportRefused(f"{name}：表头应有 {'、'.join(_HEADINGS)} 四列。")
    try:
        for count, row in enumerate(reader, 1):
            law, version, number, words = (str(row[heading] or "").strip() for heading in _HEADINGS)
            if count > _MOST_ROWS or len(words) > _LONGEST:
                raise ImportRefused(f"{name}：第 {count} 行太长，或者超过 {_MOST_ROWS} 行。")
            place = f"{name}：第 {count} 行"
            since = _day(place, _IN_FORCE, str(row.get(_IN_FORCE) or "").strip())
            yield Article(law, _day(place, "版本日期", version), number, words, since)
    except csv.Error as error:
        raise ImportRefused(f"{name}：不是完整的 CSV（{error}），请重新导出。") from error


def _day(place: str, heading: str, written: str) -> str:
    """Versions are compared with the day of an edition: each is a day of the calendar, or not said."""
    try:
        return date.fromisoformat(written).isoformat() if written else ""
    except ValueError:
        sentence = f"{place}的{heading}“{written[:20]}”不是日期，请写成 2021-06-10。"
        raise ImportRefused(sentence) from None


def _text(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportRefused(f"{name}：文字编码不认识，请另存为 UTF-8 的 CSV。")
