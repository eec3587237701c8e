"""Browsers that signed in before, told from strangers by a cookie of their own.

Whoever knows a sign-in name can try passwords, and would keep the account locked for as long as he likes.
So (OWASP, "Slow Down Online Guessing Attacks with Device Cookies") a browser that signed in gets a second
cookie, for one account and for the sign-in alone. Wrong passwords from there are counted and locked for that
browser only; all others share the count of the account, and lock each other. A cookie that was stolen gives
no more than a count of its own: after MOST_FAILURES it is void, and its holder a stranger.

Each sign-in replaces the cookie by a new one, which belongs to the session that it began: who ends that
session from elsewhere has the browser forgotten, and a new password has all of them forgotten.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import col, select

from service.people.tables import KnownBrowserRow
from service.people.tokens import new_token, token_sha256

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

KNOWN_FOR = timedelta(days=180)
"""So long after its last sign-in a browser is known."""
MOST_FAILURES = 10
"""So many wrong passwords in a row make a known browser a stranger."""
_MOST = 50
"""Browsers of one account: one that keeps no cookies would become another at each sign-in."""


def find(session: Session, account: str, token: str, at: datetime) -> KnownBrowserRow | None:
    """The browser that holds this token for this account; None for a stranger, or where it is too old."""
    if not token:
        return None
    row = session.exec(
        select(KnownBrowserRow).where(
            KnownBrowserRow.token_sha256 == token_sha256(token),
            KnownBrowserRow.account == account,
            col(KnownBrowserRow.known_at) > at - KNOWN_FOR,
        )
    )
    return row.first()


def remember(session: Session, account: str, began: str, at: datetime) -> str:
    """The token of a browser from which the session `began` was begun; the oldest are forgotten for it."""
    token = new_token()
    row = {"session": began, "token_sha256": token_sha256(token), "account": account, "known_at": at}
    session.add(KnownBrowserRow.model_validate(row))
    session.flush()
    own = select(KnownBrowserRow.session).where(KnownBrowserRow.account == account)
    kept = session.exec(own.order_by(col(KnownBrowserRow.known_at).desc()).limit(_MOST)).all()
    session.connection().execute(
        delete(KnownBrowserRow).where(
            col(KnownBrowserRow.account) == account,
            col(KnownBrowserRow.session).not_in(kept) | (col(KnownBrowserRow.known_at) <= at - KNOWN_FOR),
        )
    )
    return token


def forget(session: Session, account: str, *, began: str | None = None) -> None:
    """Make strangers of all browsers of an account, or of that from which one session was begun."""
    forgotten = delete(KnownBrowserRow).where(col(KnownBrowserRow.account) == account)
    if began is not None:
        forgotten = forgotten.where(col(KnownBrowserRow.session) == began)
    session.connection().execute(forgotten)
