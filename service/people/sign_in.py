"""Signing in and out.  A cookie holds a random token; the database has its SHA-256, and can end it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from casework.acts import Act
from service.acting import Actor, acting
from service.db import reading
from service.moments import now
from service.people import store
from service.people.accounts import is_name
from service.people.errors import SignInRefused
from service.people.passwords import LONGEST, OF_NOBODY, is_password, normalised_password
from service.people.roles import Person

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Engine
    from sqlmodel import Session

    from service.acting import Acting
    from service.people.tables import AccountRow

FREE_FAILURES = 5
"""So many wrong passwords in a row lock an account for a minute, each further one for twice as long."""
_FIRST_LOCK = timedelta(minutes=1)
_LONGEST_LOCK = timedelta(hours=1)
_LONGEST_BROWSER = 200
_REFUSED = (
    "登录名或者口令不对，没有登录。请检查大小写和输入法；"
    f"连续输错 {FREE_FAILURES} 次，账号会锁定一分钟，以后每错一次时间加倍。忘记口令请找系统管理员重置。"
)


def sign_in(engine: Engine, *, name: str, password: str, address: str, browser: str) -> str:
    """The token of a new session; raises SignInRefused, with the same words whatever was wrong."""
    name = name.strip().lower()[:64]
    with reading(engine) as session:
        account = store.find_account(session, name) if is_name(name) else None
        known = OF_NOBODY if account is None else account.password_hash
        is_locked = account is not None and _is_locked(account)
    is_right = is_password(known, normalised_password(password)[: LONGEST + 1]) and account is not None
    if account is None or is_locked:
        raise SignInRefused(_REFUSED)
    with acting(engine, Actor(name, address)) as acts:
        account = store.get_account(acts.session, name)
        # What was read before may have changed while the password was checked.
        is_right = is_right and account.password_hash == known and account.disabled_at is None
        if is_right and not _is_locked(account):
            return _begin(acts, account, browser)
        _note_failure(acts, account)
    raise SignInRefused(_REFUSED)


def sign_out(engine: Engine, person: Person, address: str) -> None:
    """End this session."""
    with acting(engine, Actor(person.name, address)) as acts:
        if store.end_sessions(acts.session, person.name, now(), number=person.session):
            acts.record(Act.SIGNED_OUT, f"account:{person.name}", before={"session": person.session})


def revoke_session(acts: Acting, name: str, number: str) -> bool:
    """End a session of an account, from wherever it was begun; False where there was none."""
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
    found = store.find_session(session, _sha256(token))
    if found is None:
        return None
    row, account = found
    last = max(row.seen_at, seen(row.id) or row.seen_at)
    if at - last > idle or at - row.began_at > longest:
        return None
    grants = store.grants_of(session, account.name)
    return Person(account.name, account.shown, grants, row.id, account.must_change_password)


def _begin(acts: Acting, account: AccountRow, browser: str) -> str:
    token = secrets.token_urlsafe(32)
    account.failures, account.locked_until = 0, None
    acts.session.add(account)
    row = {
        "id": secrets.token_hex(8),
        "token_sha256": _sha256(token),
        "account": account.name,
        "began_at": now(),
        "seen_at": now(),
        "address": acts.actor.address,
        "browser": browser[:_LONGEST_BROWSER],
    }
    begun = store.add_session(acts.session, row)
    acts.record(Act.SIGNED_IN, f"account:{account.name}", after={"session": begun.id})
    return token


def _note_failure(acts: Acting, account: AccountRow) -> None:
    if account.disabled_at is not None or _is_locked(account):
        return
    account.failures += 1
    beyond = account.failures - FREE_FAILURES
    subject = f"account:{account.name}"
    acts.record(Act.SIGN_IN_FAILED, subject, after={"failures": account.failures})
    if beyond >= 0:
        lock = min(_FIRST_LOCK * 2 ** min(beyond, 10), _LONGEST_LOCK)
        account.locked_until = now() + lock
        acts.record(Act.ACCOUNT_LOCKED, subject, after={"minutes": int(lock / timedelta(minutes=1))})
    acts.session.add(account)


def _is_locked(account: AccountRow) -> bool:
    return account.locked_until is not None and account.locked_until > now()


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
