"""Citations of law: 《法名》第几条第几款第几项, split one by one, and the text that follows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import cn2an

from standards_1023.numerals import read_number

_FIGURE = r"一二三四五六七八九十百千零〇○\d"
_NUMBER = rf"[{_FIGURE}]+"
_BRACKETED = rf"[（(]{_NUMBER}[)）]"
_ARTICLE = rf"第{_NUMBER}条(?:之[一二三四五六七八九十]+)?"
_LAW = r"《[^《》]+(?:《[^》]+》[^《》]*)?》(?:[（(][^）)]{1,20}[)）])?"
_NUMBERS = rf"(?:{_BRACKETED}|{_NUMBER})(?:[、和及](?:{_BRACKETED}|{_NUMBER}))*"
_ITEM = rf"(?:第?[（(]?{_NUMBER}[)）]?[项目])?"
_LIST = (
    r"(?:\s*(?:、|和|及|以及|或者?|,|，|与|至|到)?\s*"
    rf"(?:{_ARTICLE}|(?<=[、和及])\s*{_NUMBER}条|第{_NUMBERS}[款项目]{_ITEM}|{_BRACKETED}项))*"
)
_PARTS = rf"(?P<parts>{_ARTICLE}{_LIST})(?:的?规定)?"
_LEAD = re.compile(
    rf"(?:^|(?<=[。；;\n：:】\]]))\s*(?:\d+[.．、]\s*|{_BRACKETED}\s*)?(?:违反(?:了)?|依据|根据|依照|按照)?\s*"
    rf"(?P<law>{_LAW})?\s*的?\s*{_PARTS}"
)
_NEXT = re.compile(
    r"\s*(?:[、，,和及与]|以及|或者?)?\s*(?:违反(?:了)?|依据|根据|依照|按照)?\s*"
    rf"(?P<law>{_LAW})\s*的?\s*{_PARTS}"
)
_SPACED = re.compile(rf"第\s*[{_FIGURE}][{_FIGURE}\s]*[条款项目]")
_SPACES = re.compile(r"\s+")
_LAW_ONLY = re.compile(r"《[^《》]+》")
_WITHOUT_ARTICLE = re.compile(
    rf"(?P<law>《[^《》]+》)(?:第{_NUMBER}分?编|第{_NUMBER}[章节])*(?:[（(][^（）()]{{1,60}}[)）])?"
)
"""A law that is cited whole, or by its books and chapters, with what a bracket behind says of it."""
_TOKEN = re.compile(
    rf"(?P<to>[至到])|(?P<article>{_ARTICLE})|(?<=[、和及])\s*(?P<bare>{_NUMBER}条)"
    rf"|(?:第(?P<numbers>{_NUMBERS})|(?P<item>{_BRACKETED}))(?P<level>[款项目])"
)
_LONGEST_SPAN = 20


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
    text = _SPACES.sub(lambda m: "\n" if "\n" in m[0] else " ", text)
    text = _SPACED.sub(lambda m: _SPACES.sub("", m[0]), text)
    found = _leads(text, law)
    result: list[Passage] = []
    name = law
    for n, lead in enumerate(found):
        name = lead["law"] or name or _named_before(text, lead)
        end = found[n + 1].start() if n + 1 < len(found) else len(text)
        citations, paragraphs, items = _split(name, lead["parts"])
        body = text[lead.end() : end].strip(" \t\r\n\u3000：:。；;，,")
        result.append(Passage(name, citations, items, paragraphs, body))
    if not result:
        alone = {one[0]: one["law"] for one in _WITHOUT_ARTICLE.finditer(text)}
        return [Passage(name, (printed,), (), (), "") for printed, name in alone.items()]
    return result


def citations(text: str, law: str = "") -> tuple[str, ...]:
    """The citations of a text, split, in order, each once: 《法名》第四十二条第一款."""
    return tuple(dict.fromkeys(c for passage in passages(text, law) for c in passage.citations))


def _leads(text: str, law: str) -> list[re.Match[str]]:
    """What heads each passage; a second law may follow the first one's articles directly."""
    result: list[re.Match[str]] = []
    for lead in _LEAD.finditer(text):
        if result and lead.start() < result[-1].end():
            continue
        if lead["law"] or law or _named_before(text, lead):
            result.append(lead)
            while (following := _NEXT.match(text, result[-1].end())) is not None:
                result.append(following)
    return result


def _named_before(text: str, found: re.Match[str]) -> str:
    names = _LAW_ONLY.findall(text[: found.start()])
    return names[-1] if names else ""


@dataclass(slots=True)
class _Parts:
    """The parts of a law named so far; a citation stays open until something of its own level follows."""

    result: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    article: str = ""
    paragraph: str = ""
    citation: str = ""

    def begin_article(self, article: str) -> None:
        """第八十五条."""
        self.close()
        self.article, self.paragraph, self.citation = article, "", article

    def add(self, part: str, level: str) -> None:
        """第二款, or 第四项 of the paragraph (or article) named before."""
        if level == "款":
            self.paragraphs.append(part)
            if self.citation != self.article:
                self.close()
            self.paragraph = part
            self.citation = self.article + part
            return
        self.items.append(part)
        if self.citation not in {self.article, self.article + self.paragraph}:
            self.close()
        self.citation = self.article + self.paragraph + part

    def close(self) -> None:
        """What was open is a citation of its own."""
        if self.citation:
            self.result.append(self.citation)


def _split(law: str, printed: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """第八十五条第一款第四项、第二款 → 第八十五条第一款第四项 and 第八十五条第二款."""
    parts = _Parts()
    spans = False
    for token in _TOKEN.finditer(printed):
        if token["to"]:
            spans = True
            continue
        if token["article"] or token["bare"]:
            article = token["article"] or f"第{token['bare']}"
            for between in _articles_between(parts.article, article) if spans else ():
                parts.begin_article(between)
            parts.begin_article(article)
        else:
            for number in re.split(r"[、和及]", token["numbers"] or token["item"]):
                parts.add(f"第{number.strip('（()）')}{token['level']}", token["level"])
        spans = False
    parts.close()
    citations_of_law = tuple(law + c for c in dict.fromkeys(parts.result))
    return citations_of_law, tuple(parts.paragraphs), tuple(parts.items)


def _articles_between(first: str, last: str) -> list[str]:
    """第八条至第十条: the ninth lies between."""
    low, high = (read_number(re.sub("[第条〇○]", "", article)) for article in (first, last))
    if low is None or high is None or not 1 < high - low <= _LONGEST_SPAN:
        return []
    chinese = not last[1].isdigit()
    numbers = range(int(low) + 1, int(high))
    return [f"第{cn2an.an2cn(n) if chinese else n}条" for n in numbers]
