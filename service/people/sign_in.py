"""Signing in and out.  A cookie holds a random token; the database has its SHA-256, and can end it.

Wrong passwords are counted and locked for each known browser by itself, for all strangers together.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from casework.acts import Act
from service.acting import Actor, acting
from service.db import reading
from service.moments import now
from service.people import known_browsers, store
from service.people.accounts import is_name
from service.people.errors import SignInRefused
from service.people.passwords import LONGEST, OF_NOBODY, is_password, normalised_password
from service.people.roles import Person
from service.people.tables import KnownBrowserRow
from service.people.tokens import new_token, token_sha256

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Engine
    from sqlmodel import Session

    from service.acting import Acting
    from service.people.tables import AccountRow

    _Count = AccountRow | KnownBrowserRow

FREE_FAILURES = 5
"""So many wrong passwords in a row lock for a minute, each further one for twice as long."""
_FIRST_LOCK = timedelta(minutes=1)
_LONGEST_LOCK = timedelta(hours=1)
_LONGEST_BROWSER = 200
_REFUSED = (
    "登录名或者口令不对，没有登录。请检查大小写和输入法；"
    f"连续输错 {FREE_FAILURES} 次，账号会锁定一分钟，以后每错一次时间加倍。忘记口令请找系统管理员重置。"
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The tokens for the two cookies of a browser that signed in: of its session, and to know it again by."""

    session: str
    known: str


def sign_in(  # noqa: PLR0913 - who, and from where
    engine: Engine, *, name: str, password: str, address: str, browser: str, known: str = ""
) -> SignedIn:
    """A new session; `known` is the token of a browser that signed in before.

    Raises SignInRefused, with the same words whatever was wrong.
    """
    name = sign_in_name(name)
    with reading(engine) as session:
        account = store.find_account(session, name) if is_name(name) else None
        hashed = OF_NOBODY if account is None else account.password_hash
        is_locked = account is not None and _is_locked(_count(session, account, known))
    is_right = is_password(hashed, normalised_password(password)[: LONGEST + 1]) and account is not None
    if account is None or is_locked:
        raise SignInRefused(_REFUSED)
    with acting(engine, Actor(name, address)) as acts:
        # What was read before may have changed while the password was checked.
        account = store.get_account(acts.session, name)
        count = _count(acts.session, account, known)
        is_right = is_right and account.password_hash == hashed and account.disabled_at is None
        if is_right and not _is_locked(count):
            _end_count(acts, count)
            return begin_session(acts, name, browser)
        if account.disabled_at is None and not _is_locked(count):
            _note_failure(acts, count, name)
    raise SignInRefused(_REFUSED)


def sign_in_name(given: str) -> str:
    """A sign-in name as it was typed, as accounts have it."""
    return given.strip().lower()[:64]


def is_known(engine: Engine, *, name: str, known: str) -> bool:
    """Whether a token is that of a browser that signed in before with this name."""
    name = sign_in_name(name)
    if not is_name(name):
        return False
    with reading(engine) as session:
        return known_browsers.find(session, name, known, now()) is not None


def begin_session(acts: Acting, name: str, browser: str) -> SignedIn:
    """A session of somebody who has shown just now who he is."""
    token = new_token()
    row = {
        "id": secrets.token_hex(8),
        "token_sha256": token_sha256(token),
        "account": name,
        "began_at": now(),
        "seen_at": now(),
        "address": acts.actor.address,
        "browser": browser[:_LONGEST_BROWSER],
    }
    begun = store.add_session(acts.session, row)
    acts.record(Act.SIGNED_IN, f"account:{name}", after={"session": begun.id})
    return SignedIn(token, known_browsers.remember(acts.session, name, begun.id, now()))


def sign_out(engine: Engine, person: Person, address: str) -> None:
    """End this session."""
    with acting(engine, Actor(person.name, address)) as acts:
        if store.end_sessions(acts.session, person.name, now(), number=person.session):
            acts.record(Act.SIGNED_OUT, f"account:{person.name}", before={"session": person.session})


def revoke_session(acts: Acting, name: str, number: str) -> bool:
    """End a session of an account, and forget the browser it was begun from; False where there was none."""
    known_browsers.forget(acts.session, name, began=number)
    ended = store.end_sessions(acts.session, name, now(), number=number)
    if ended:
        acts.record(Act.SESSION_REVOKED, f"account:{name}", before={"session": number})
    return bool(ended)


def person_of(  # noqa: PLR0913 - a token, a moment and the rules of sessions
    session: Session,
    token: str,
    at: datetime,
    *,
    idle: timedelta,
    longest: timedelta,
    seen: Callable[[str], datetime | None],
) -> Person | None:
    """Whose token this is, or None: unknown, ended, unused for `idle`, older than `longest`.

    `seen` tells when this process saw a session last.
    """
    found = store.find_session(session, token_sha256(token))
    if found is None:
        return None
    row, account = found
    last = max(row.seen_at, seen(row.id) or row.seen_at)
    if at - last > idle or at - row.began_at > longest:
        return None
    grants = store.grants_of(session, account.name)
    return Person(account.name, account.shown, grants, row.id, account.must_change_password)


def _count(session: Session, account: AccountRow, known: str) -> _Count:
    """Where wrong passwords are counted: for a known browser by itself, for strangers by the account."""
    return known_browsers.find(session, account.name, known, now()) or account


def _end_count(acts: Acting, count: _Count) -> None:
    """The right password: a known browser will get another token, strangers begin anew."""
    if isinstance(count, KnownBrowserRow):
        known_browsers.forget(acts.session, count.account, began=count.session)
    else:
        count.failures, count.locked_until = 0, None
        acts.session.add(count)


def _note_failure(acts: Acting, count: _Count, name: str) -> None:
    count.failures += 1
    acts.session.add(count)
    is_browser = isinstance(count, KnownBrowserRow)
    subject, after = f"account:{name}", {"failures": count.failures}
    acts.record(Act.SIGN_IN_FAILED, subject, after=after | ({"browser": "登录过的"} if is_browser else {}))
    if isinstance(count, KnownBrowserRow) and count.failures >= known_browsers.MOST_FAILURES:
        acts.session.flush()
        known_browsers.forget(acts.session, name, began=count.session)
        acts.record(Act.BROWSER_FORGOTTEN, subject, after=after)
        return
    beyond = count.failures - FREE_FAILURES
    if beyond >= 0:
        lock = min(_FIRST_LOCK * 2 ** min(beyond, 10), _LONGEST_LOCK)
        count.locked_until = now() + lock
        act = Act.BROWSER_LOCKED if is_browser else Act.ACCOUNT_LOCKED
        acts.record(act, subject, after={"minutes": int(lock / timedelta(minutes=1))})


def _is_locked(count: _Count) -> bool:
    return count.locked_until is not None and count.locked_until > now()
