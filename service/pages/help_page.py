"""/help: how to make a table that reads well, templates to download, every problem explained, the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from importers.help_texts.help_entry import HelpTopic, ProblemHelp, pieces_of
from importers.problem_help import ALL_HELP, help_for
from importers.teaching_pairs import PAIRS
from importers.template_layouts import LAYOUTS
from importers.templates import XLSX, template
from service.api.problems import ProblemCode, ProblemRaised
from service.guarded_route import GuardedRoute
from service.pages.help_readings import (
    condition_readings,
    edge_readings,
    penalty_readings,
    refused_readings,
)
from service.pages.help_words import WORDS
from service.pages.rendering import page
from service.pages.sheet_picture import picture
from standards_1023.text import matched

router = APIRouter(route_class=GuardedRoute)
Text = Annotated[str, Query(max_length=500)]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The entries of a topic that were found; `anchor` is its place on the page."""

    topic: str
    anchor: str
    entries: tuple[ProblemHelp, ...]


@router.get("/help")
def help_page(request: Request) -> Response:
    """How to make a table, with pictures that the program's own reading draws."""
    return page(
        request,
        "help.html",
        pairs=[(pair, picture(pair.bad), picture(pair.good)) for pair in PAIRS],
        layouts=[(layout, picture(layout)) for layout in LAYOUTS],
        penalties=penalty_readings(),
        conditions=condition_readings(),
        refused=refused_readings(),
        edges=edge_readings(),
        problems=len(ALL_HELP),
    )


@router.get("/help/templates/{file}")
def template_file(file: str) -> Response:
    """A template workbook; its name is Chinese where the browser can take that."""
    layout = {f"{layout.slug}.xlsx": layout for layout in LAYOUTS}.get(file)
    if layout is None:
        raise ProblemRaised(ProblemCode.NOT_FOUND, "没有这个模板：请到帮助页面重新选择。")
    name = quote(f"裁量基准模板_{layout.name}.xlsx", safe="")
    disposition = f"attachment; filename=\"{file}\"; filename*=UTF-8''{name}"
    headers = {"content-disposition": disposition, "cache-control": "no-cache"}
    return Response(template(layout.slug), media_type=XLSX, headers=headers)


@router.get("/help/problems")
def problems_page(request: Request, *, q: Text = "") -> Response:
    """Every message, by topic; `q` is words, or a message as it was shown."""
    found = _found(q)
    return page(
        request,
        "help_problems.html",
        q=q,
        total=len(found),
        chapters=[chapter for topic in HelpTopic if (chapter := _chapter(topic, found)).entries],
        pieces_of=pieces_of,
    )


@router.get("/help/words")
def words_page(request: Request) -> Response:
    """What the words mean."""
    return page(request, "help_words.html", topics=WORDS)


def _found(q: str) -> list[ProblemHelp]:
    """The entry that explains the message; else those that have every word, in whatever text of theirs."""
    asked = q.strip()
    if asked and (explained := help_for(asked)) is not None:
        return [explained]
    words = [matched(word) for word in asked.split()]
    return [entry for entry in ALL_HELP if all(word in _text_of(entry) for word in words)]


def _text_of(entry: ProblemHelp) -> str:
    example = entry.example
    texts = [entry.topic, *entry.says, entry.meaning, entry.remedy]
    texts += [example.before, example.after] if example else []
    return matched("\n".join(texts))


def _chapter(topic: HelpTopic, found: list[ProblemHelp]) -> Chapter:
    entries = tuple(entry for entry in found if entry.topic is topic)
    return Chapter(topic.value, f"topic-{topic.name.lower()}", entries)
