"""A client for whom every page that a test touches is checked: a page with a fault fails the test that saw it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

import html5lib
import httpx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]")
_AMOUNT_WITHOUT_UNIT = re.compile(r"罚款 ?[0-9.–]+(?![0-9.–]| ?(?:万?元|倍|%|至))")


@dataclass(frozen=True)
class Page:
    """A page as a reader's browser takes it."""

    address: str
    tree: Element
    html: str

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag with these attributes; `data_testid` is data-testid."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in self.tree.iter(tag) if all(e.get(n) == v for n, v in wanted.items())]

    def marked(self, testid: str) -> list[str]:
        """The texts of the elements of a data-testid."""
        return [text_of(e) for e in self.tree.iter() if e.get("data-testid") == testid]

    @property
    def text(self) -> str:
        """All that is read."""
        return text_of(self.tree)


def text_of(element: Element) -> str:
    """An element's text without the white space of the template."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


class PageClient:
    """Asks for pages as a browser does."""

    def __init__(self, address: str) -> None:
        self.client = httpx.Client(
            base_url=address, headers={"accept": "text/html"}, timeout=60, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def get(self, path: str, pairs: Iterable[tuple[str, str]] = (), *, status: int = 200) -> Page:
        """The page, checked; parameters are encoded."""
        query = urlencode(list(pairs))
        address = f"{path}?{query}" if query else path
        answer = self.client.get(address)
        assert answer.status_code == status, answer.text[:2000]
        assert answer.headers["content-type"].startswith("text/html")
        assert "'unsafe" not in answer.headers["content-security-policy"]
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
        page = Page(address, tree, answer.text)
        faults = list(_faults(page))
        assert not faults, f"{address}: {faults}"
        return page


def _faults(page: Page) -> Iterator[str]:
    yield from _of_head(page)
    yield from _of_forms(page)
    yield from _of_references(page)
    yield from _of_what_is_loaded(page)
    yield from _of_texts(page)


def _of_head(page: Page) -> Iterator[str]:
    headings = [text_of(e) for e in page.all("h1")]
    titles = [text_of(e) for e in page.all("title")]
    if len(headings) != 1:
        yield f"h1: {headings}"
    elif not titles[0].startswith(headings[0]):
        yield f"title {titles} does not begin with h1 {headings}"
    if [e.get("lang") for e in page.tree.iter("html")] != ["zh-CN"]:
        yield "no lang"
    for id_, times in Counter(e.get("id") for e in page.tree.iter() if e.get("id")).items():
        if times > 1:
            yield f"id {id_} stands {times} times"


def _of_forms(page: Page) -> Iterator[str]:
    labelled = {e.get("for") for e in page.all("label")}
    wrapped = {child for label in page.all("label") for child in label.iter("input")}
    for tag in ("input", "select", "textarea"):
        for one in page.all(tag):
            named = one.get("aria-label") or one in wrapped or one.get("id") in labelled
            if not named and one.get("type") != "hidden":
                yield f"{tag} {one.attrib} has no label"
    for form in page.all("form"):
        if not form.get("action") or not form.get("method"):
            yield "a form says no action or no method"
        if not any(b.get("type") == "submit" for b in form.iter("button")):
            yield "a form has no button"


def _of_references(page: Page) -> Iterator[str]:
    ids = {e.get("id") for e in page.tree.iter()}
    for one in page.tree.iter():
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            if one.get(name) and one.get(name) not in ids:
                yield f"{name}={one.get(name)} leads nowhere"
        address = one.get("href") or ""
        if address.startswith("#") and address[1:] not in ids:
            yield f"link {address} leads nowhere"


def _of_what_is_loaded(page: Page) -> Iterator[str]:
    for one in page.tree.iter():
        if one.get("style") is not None or any(name.startswith("on") for name in one.attrib):
            yield f"inline style or handler: {one.tag} {one.attrib}"
        for name in ("src", "href", "action"):
            if (one.get(name) or "").startswith(("http:", "https:", "//")):
                yield f"another host: {one.get(name)}"
    if page.all("style") or any(not e.get("src") for e in page.all("script")):
        yield "inline style sheet or script"


def _of_texts(page: Page) -> Iterator[str]:
    for one in page.tree.iter():
        if one.tag in {"code", "small", "cite", "script", "option"}:
            continue  # commands, and texts of tables as printed
        for text in (one.text or "", *(child.tail or "" for child in one)):
            if found := _HALF_WIDTH.search(text):
                yield f"half-width punctuation: {text.strip()[:60]} ({found[0]})"
    for text in (_around_sheets(page.tree), *(text_of(e) for e in _cells_of_sheets(page))):
        for match in _AMOUNT_WITHOUT_UNIT.finditer(text):
            yield f"an amount without its unit: {text[match.start() : match.end() + 10]}"


def _cells_of_sheets(page: Page) -> Iterator[Element]:
    """The cells of a workbook's sheet: each is read by itself, whatever number begins the next."""
    for grid in page.all("table"):
        if "grid" in (grid.get("class") or "").split():
            yield from grid.iter("td")


def _around_sheets(element: Element) -> str:
    """The text of a page without the sheets that it shows."""
    if "grid" in (element.get("class") or "").split():
        return ""
    parts = (_around_sheets(child) + (child.tail or "") for child in element)
    return re.sub(r"\s+", " ", (element.text or "") + "".join(parts))
