"""Whose request it is: the cookie, looked up; and what a process holds for that while it runs."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from service.api.problems import ProblemCode, ProblemRaised
from service.command_errors import CommandRefused
from service.db import reading
from service.moments import now
from service.people.roles import THE_PUBLIC
from service.people.seen import Seen
from service.people.sign_in import person_of
from service.rates import Rates

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import Response
    from sqlalchemy import Engine

    from service.people.roles import Person
    from service.settings import Settings

_COOKIE = "cailiang"
_LONGEST_TOKEN = 64


class PeopleAtTheDoor:
    """Reads and writes the cookie; knows how long a session lasts."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.rates = Rates(settings)
        self.seen = Seen(engine)
        self._engine = engine
        self._settings = settings

    @property
    def longest(self) -> timedelta:
        """How long a session lasts at most."""
        return timedelta(hours=self._settings.session_hours)

    async def person(self, request: Request) -> Person:
        """Whose request this is; without a cookie, or with one that no longer holds, the public."""
        token = request.cookies.get(_COOKIE, "")
        if not 0 < len(token) <= _LONGEST_TOKEN:
            return THE_PUBLIC
        return await asyncio.to_thread(self._person, token)

    def _person(self, token: str) -> Person:
        idle = timedelta(minutes=self._settings.session_minutes)
        at = now()
        try:
            with reading(self._engine) as session:
                found = person_of(session, token, at, idle=idle, longest=self.longest, seen=self.seen.last)
        except CommandRefused as refused:
            raise ProblemRaised(ProblemCode.NOT_READY) from refused
        if found is None:
            return THE_PUBLIC
        self.seen.note(found.session, at)
        return found

    def put_cookie(self, request: Request, response: Response, token: str) -> None:
        """Give the browser its token: for this site alone, not for scripts, over https where there is any."""
        response.set_cookie(
            _COOKIE,
            token,
            max_age=int(self.longest.total_seconds()),
            path="/",
            secure=self._is_https(request),
            httponly=True,
            samesite="lax",  # a link in a mail opens signed in; what changes something checks the origin
        )

    def take_cookie(self, request: Request, response: Response) -> None:
        """Have the browser forget it."""
        response.delete_cookie(
            _COOKIE, path="/", secure=self._is_https(request), httponly=True, samesite="lax"
        )

    def _is_https(self, request: Request) -> bool:
        return request.url.scheme == "https" or self._settings.public_address.startswith("https://")
