"""Whose request it is: the cookie, looked up; and what a process holds for that while it runs."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from service.api.problems import ProblemCode, ProblemRaised
from service.command_errors import CommandRefused
from service.db import reading
from service.moments import now
from service.people.known_browsers import KNOWN_FOR
from service.people.roles import THE_PUBLIC
from service.people.seen import Seen
from service.people.sign_in import person_of, sign_in_name
from service.people.tokens import LONGEST_TOKEN
from service.rates import Rates

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import Response
    from sqlalchemy import Engine

    from service.people.roles import Person
    from service.people.sign_in import SignedIn
    from service.settings import Settings

_COOKIE = "cailiang"
_PATH_OF_KNOWN = "/sign-in"


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
        if not 0 < len(token) <= LONGEST_TOKEN:
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

    def put_cookies(self, request: Request, response: Response, name: str, tokens: SignedIn) -> None:
        """Give the browser its tokens: for this site, not for scripts, over https where there is any."""
        for cookie, token, kept_for, path in (
            (_COOKIE, tokens.session, self.longest, "/"),
            (_known_cookie(name), tokens.known, KNOWN_FOR, _PATH_OF_KNOWN),
        ):
            response.set_cookie(
                cookie,
                token,
                max_age=int(kept_for.total_seconds()),
                path=path,
                secure=self._is_https(request),
                httponly=True,
                samesite="lax",  # a link in a mail opens signed in; what changes something checks the origin
            )

    def known_token(self, request: Request, name: str) -> str:
        """The token that the browser of a request holds since it signed in with this name; else nothing."""
        token = request.cookies.get(_known_cookie(name), "")
        return token if len(token) <= LONGEST_TOKEN else ""

    def take_cookie(self, request: Request, response: Response) -> None:
        """Have the browser forget it."""
        response.delete_cookie(
            _COOKIE, path="/", secure=self._is_https(request), httponly=True, samesite="lax"
        )

    def _is_https(self, request: Request) -> bool:
        return request.url.scheme == "https" or self._settings.public_address.startswith("https://")


def _known_cookie(name: str) -> str:
    """A cookie for each account: at a desk that several people share, one does not put another out."""
    return f"{_COOKIE}-{sign_in_name(name)}"
