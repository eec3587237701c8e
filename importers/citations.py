"""Citations of law: 《法名》第几条第几款第几项, split one by one, and the text that follows them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"[一二三四五六七八九十百千零〇○\d]+"
_ARTICLE = rf"第{_NUMBER}条(?:之[一二三四五六七八九十]+)?"
_ITEM = rf"(?:第?[（(]?{_NUMBER}[)）]?[项目])?"
_LIST = (
    r"(?:\s*(?:、|和|及|以及|或者?|,|，|与)?\s*"
    rf"(?:{_ARTICLE}|第{_NUMBER}(?:[、和及]{_NUMBER})*[款项目]{_ITEM}|第[（(]{_NUMBER}[)）]项))*"
)
_LEAD = re.compile(
    rf"(?:^|(?<=[。；;\n：:]))\s*(?:\d+[.．、]\s*|[（(]{_NUMBER}[)）]\s*)?(?:违反(?:了)?|依据|根据)?\s*"
    r"(?P<law>《[^《》]+(?:《[^》]+》[^《》]*)?》(?:[（(][^）)]{1,20}[)）])?)?"
    rf"\s*的?\s*(?P<parts>{_ARTICLE}{_LIST})(?:规定)?"
)
_LAW_ONLY = re.compile(r"《[^《》]+》")
_TOKEN = re.compile(
    rf"(?P<article>{_ARTICLE})|第(?P<numbers>[（(]?{_NUMBER}(?:[、和及]{_NUMBER})*[)）]?)(?P<level>[款项目])"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Citations that head a passage and the passage itself (empty where only the article is named)."""

    law: str
    citations: tuple[str, ...]
    items: tuple[str, ...]
    paragraphs: tuple[str, ...]
    body: str


def passages(text: str, law: str = "") -> list[Passage]:
    """The passages of a column of citations, each with its citations split.

    `law` is the name from the law's own column (《…》), used where the text names articles only.
    """
    found = [m for m in _LEAD.finditer(text) if m["law"] or law or _named_before(text, m)]
    result: list[Passage] = []
    name = law
    for n, lead in enumerate(found):
        name = lead["law"] or name or _named_before(text, lead)
        end = found[n + 1].start() if n + 1 < len(found) else len(text)
        citations, paragraphs, items = _split(name, lead["parts"])
        body = text[lead.end() : end].strip(" \t\r\n\u3000：:。；;，,")
        result.append(Passage(name, citations, items, paragraphs, body))
    if not result and (alone := _LAW_ONLY.findall(text)):
        return [Passage(name, (name,), (), (), "") for name in dict.fromkeys(alone)]
    return result


def citations(text: str, law: str = "") -> tuple[str, ...]:
    """The citations of a text, split, in order, each once: 《法名》第四十二条第一款."""
    return tuple(dict.fromkeys(c for passage in passages(text, law) for c in passage.citations))


def _named_before(text: str, found: re.Match[str]) -> str:
    names = _LAW_ONLY.findall(text[: found.start()])
    return names[-1] if names else ""


def _split(law: str, parts: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """第八十五条第一款第四项、第二款 → 第八十五条第一款第四项 and 第八十五条第二款."""
    result: list[str] = []
    all_paragraphs: list[str] = []
    all_items: list[str] = []
    article = paragraph = ""
    open_citation = ""
    for token in _TOKEN.finditer(parts):
        if token["article"]:
            if open_citation:
                result.append(open_citation)
            article, paragraph = token["article"], ""
            open_citation = article
            continue
        numbers = re.split(r"[、和及]", token["numbers"].strip("（()）"))
        for number in numbers:
            part = f"第{number}{token['level']}"
            if token["level"] == "款":
                all_paragraphs.append(part)
                if open_citation not in {"", article}:
                    result.append(open_citation)
                paragraph = part
                open_citation = article + part
            else:
                all_items.append(part)
                if open_citation not in {"", article, article + paragraph}:
                    result.append(open_citation)
                open_citation = article + paragraph + part
    if open_citation:
        result.append(open_citation)
    return tuple(law + c for c in dict.fromkeys(result)), tuple(all_paragraphs), tuple(all_items)
