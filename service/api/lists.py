"""Long lists: pages of them, and answers that a client need not fetch twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Query
from fastapi.responses import Response

from service.api.json_bytes import json_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import Request

    from service.standards_json import Json

Item = TypeVar("Item")

PageNumber = Annotated[int, Query(ge=1, le=100_000, description="第几页，从 1 起")]
PageSize = Annotated[int, Query(ge=1, le=200, description="每页几项")]


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of a list is asked for."""

    number: int
    size: int

    def of(self, items: Sequence[Item]) -> Sequence[Item]:
        """The items on it; a page behind the last is empty."""
        return items[(self.number - 1) * self.size : self.number * self.size]

    def json(self, total: int) -> Json:
        """What an answer says of its page."""
        return {"page": self.number, "size": self.size, "total": total}

    def links(self, request: Request, total: int) -> dict[str, str]:
        """The Link header (RFC 8288): first, prev, next, last, as far as they are."""
        last = max(1, -(-total // self.size))
        wanted = {"first": 1, "prev": self.number - 1, "next": self.number + 1, "last": last}
        links = [
            f'<{_address(request, number)}>; rel="{relation}"'
            for relation, number in wanted.items()
            if 1 <= number <= last
        ]
        return {"link": ", ".join(links)}


def _address(request: Request, page: int) -> str:
    parameters = [(k, v) for k, v in request.query_params.multi_items() if k != "page"]
    return f"{request.url.path}?{urlencode([*parameters, ('page', page)])}"


def cacheable(request: Request, document: Json, headers: Mapping[str, str] | None = None) -> Response:
    """The answer with an ETag of what it says, or 304 where the client has it already."""
    body = json_bytes(document)
    tag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    known = {"etag": tag, "cache-control": "no-cache", **(headers or {})}
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=known)
    return Response(body, headers=known, media_type="application/json")


def _has(sent: str, tag: str) -> bool:
    """Whether one of the client's tags is this one; a weak tag suffices (RFC 9110 §13.1.2)."""
    tags = {one.strip().removeprefix("W/") for one in sent.split(",")}
    return tag in tags or "*" in tags


NOT_MODIFIED: dict[int | str, dict[str, object]] = {304: {"description": "没有变化（If-None-Match）"}}
