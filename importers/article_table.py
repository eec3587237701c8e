"""A table of articles (法名, 版本日期, 条, 条文) as CSV → the text of an article by its law and number."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from importers.errors import ImportRefused
from importers.file_bytes import read_file
from standards_1023.text import normalised

if TYPE_CHECKING:
    from pathlib import Path

_HEADINGS = ("法名", "版本日期", "条", "条文")
_MOST_ROWS, _LONGEST = 200_000, 100_000


@dataclass(frozen=True, slots=True)
class Article:
    """An article's text, its paragraphs by lines, and the date of the version that it was taken from."""

    law: str
    version: str
    number: str
    text: str

    def paragraph(self, number: str) -> str | None:
        """第二款 → the second paragraph, None where the article has fewer."""
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        # Items (一)…(二)… stand on lines of their own; they belong to the paragraph before them.
        joined: list[str] = []
        for line in lines:
            if joined and re.match(r"[(（][一二三四五六七八九十]+[)）]", line):
                joined[-1] += "\n" + line
            else:
                joined.append(line)
        place = _ORDINALS.find(number.removeprefix("第").removesuffix("款"))
        return joined[place] if 0 <= place < len(joined) else None


_ORDINALS = "一二三四五六七八九十"


def plain_law(name: str) -> str:
    """A law's name as it is looked up: without 《》〈〉, 中华人民共和国, and a version behind it."""
    bare = re.sub(r"[（(][^（()）]*(?:年|修正|修订|版|号)[^（()）]*[)）]", "", normalised(name))
    return re.sub(r"[《》〈〉]", "", bare).removeprefix("中华人民共和国")


def read_article_table(path: Path) -> dict[tuple[str, str], Article]:
    """The articles by (law, 第…条); of several versions the last.  Raises ImportRefused for another table."""
    content = read_file(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            raise ImportRefused(f"{path.name}：文字编码不认识，请另存为 UTF-8 的 CSV。") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if not set(_HEADINGS) <= set(reader.fieldnames or ()):
        raise ImportRefused(f"{path.name}：表头应有 {'、'.join(_HEADINGS)} 四列。")
    found: dict[tuple[str, str], Article] = {}
    try:
        for count, row in enumerate(reader, 1):
            law, version, number, words = (str(row[heading] or "").strip() for heading in _HEADINGS)
            if count > _MOST_ROWS or len(words) > _LONGEST:
                raise ImportRefused(f"{path.name}：第 {count} 行太长，或者超过 {_MOST_ROWS} 行。")
            key = (plain_law(law), normalised(number))
            if key not in found or found[key].version < version:
                found[key] = Article(law, version, number, words)
    except csv.Error as error:
        raise ImportRefused(f"{path.name}：不是完整的 CSV（{error}），请重新导出。") from error
    return found
