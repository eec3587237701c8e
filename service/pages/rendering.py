"""Templates → pages, and the browser files beside them."""

from __future__ import annotations

import hashlib
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.staticfiles import StaticFiles

from service.pages.amount_figures import short_words
from service.pages.browser_words import browser_words
from service.pages.department_table import convention_words, settled_words
from service.pages.links import desk_url, problem_help_url, standard_url
from service.pages.standing import standing
from service.people.roles import THE_PUBLIC, Permission

if TYPE_CHECKING:
    from fastapi import FastAPI, Request
    from fastapi.responses import Response
    from starlette.types import Scope

_SERVICE = Path(__file__).parent.parent
_STATIC = _SERVICE / "static"


@cache
def static_url(name: str) -> str:
    """The address of a browser file; it changes with the content, so that browsers may keep it for good."""
    digest = hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"


def has_file(name: str) -> bool:
    """Whether a browser file is there: those of others come with the set-up, and pages work without them."""
    return (_STATIC / name).is_file()


class _KeptFiles(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code < HTTPStatus.BAD_REQUEST:
            response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def add_static_files(app: FastAPI) -> None:
    """/static/…"""
    app.mount("/static", _KeptFiles(directory=_STATIC), name="static")


# All is escaped, whatever a template is called; a name that is not there is an error, not an empty place.
_environment = Environment(
    loader=FileSystemLoader(_SERVICE / "templates"), autoescape=True, undefined=StrictUndefined
)
_environment.globals |= {
    "browser_words": browser_words,
    "convention_words": convention_words,
    "settled_words": settled_words,
    "static_url": static_url,
    "has_file": has_file,
    "standard_url": standard_url,
    "desk_url": desk_url,
    "problem_help_url": problem_help_url,
    "Permission": Permission,
}
_environment.filters |= {"short": short_words}
_templates = Jinja2Templates(env=_environment)


def page(request: Request, template: str, *, status: int = 200, **context: object) -> Response:
    """A page from its template; pages are not kept by browsers without asking again.

    A page that shows one standard gives `demonstration` itself, else it is that of the edition in force.
    """
    headers = {"cache-control": "private, no-cache"}
    now = standing(request.app.state.standards)
    person = getattr(request.state, "person", THE_PUBLIC)  # at the door's own refusals nobody has looked yet
    context = {"standing": now, "demonstration": now.demonstration, "person": person, **context}
    return _templates.TemplateResponse(request, template, context, status_code=status, headers=headers)
