"""/: what this is, which edition is in force, and where to begin."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from service.pages.rendering import page

router = APIRouter()


@router.get("/")
async def first_page(request: Request) -> Response:
    """Where nothing is published yet, what has to be done first."""
    return page(request, "first_page.html")
