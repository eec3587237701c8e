"""Who acts on the pages of editions, and what he may see there: one place that knows of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.acting import Actor

if TYPE_CHECKING:
    from fastapi import Request


def actor_of(request: Request) -> Actor:
    """Who acts here, and from where."""
    return Actor("网页", request.client.host if request.client else "未知")


def sees_drafts(_request: Request) -> bool:
    """Whether editions that are not published, and files as they were handed in, may be seen."""
    return True
