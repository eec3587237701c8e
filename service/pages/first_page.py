"""/: the first page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from service.api.health import readiness
from service.pages.rendering import page

router = APIRouter()


@router.get("/")
async def first_page(request: Request) -> Response:
    """Whether the service can answer, and what to do where it cannot."""
    return page(request, "first_page.html", readiness=readiness(request.app.state.standards))
