"""Whether an answer is for somebody who looks at it with a browser, or for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import Request

_FOR_PROGRAMS = ("/api/", "/health/", "/metrics", "/problems/", "/openapi.json", "/static/")


def wants_page(request: Request) -> bool:
    """Whether somebody looks at this with a browser."""
    asked = request.headers.get("accept", "")
    return "text/html" in asked and not request.url.path.startswith(_FOR_PROGRAMS)
