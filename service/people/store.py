"""All queries on the tables of people.  The first parameter is always the session; nobody commits here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, update
from sqlmodel import col, select

from service.people.errors import AccountNotFound
from service.people.roles import Grant, Role
from service.people.tables import AccountRow, GrantRow, SessionRow
from service.people.values import Account, OpenSession

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlmodel import Session


def add_account(session: Session, row: Mapping[str, object]) -> AccountRow:
    """Keep a new account."""
    account = AccountRow.model_validate(row)
    session.add(account)
    session.flush()
    return account


def find_account(session: Session, name: str) -> AccountRow | None:
    """The account of a sign-in name, or None."""
    return session.get(AccountRow, name)


def get_account(session: Session, name: str) -> AccountRow:
    """The account of a sign-in name; raises AccountNotFound."""
    account = find_account(session, name)
    if account is None:
        raise AccountNotFound(name)
    return account


def list_accounts(session: Session) -> list[Account]:
    """All accounts by name."""
    grants = all_grants(session)
    rows = session.exec(select(AccountRow).order_by(col(AccountRow.name)))
    return [_account(row, grants.get(row.name, ())) for row in rows]


def describe_account(session: Session, name: str) -> Account:
    """An account as pages see it; raises AccountNotFound."""
    return _account(get_account(session, name), grants_of(session, name))


def _account(row: AccountRow, grants: tuple[Grant, ...]) -> Account:
    return Account(
        row.name,
        row.shown,
        grants,
        row.created_at,
        row.disabled_at,
        row.locked_until,
        row.must_change_password,
        row.demonstration,
    )


def has_accounts(session: Session) -> bool:
    """Whether anybody can sign in here."""
    return session.exec(select(AccountRow.name).limit(1)).first() is not None


def demonstration_accounts(session: Session) -> Sequence[str]:
    """The accounts that `make run` made, whose password everybody knows, unless they are disabled."""
    found = select(AccountRow.name).where(
        col(AccountRow.demonstration), col(AccountRow.disabled_at).is_(None)
    )
    return session.exec(found.order_by(col(AccountRow.created_at), col(AccountRow.name))).all()


def count_active_administrators(session: Session) -> int:
    """How many accounts can manage accounts."""
    found = (
        select(func.count(func.distinct(GrantRow.account)))
        .join(AccountRow, col(AccountRow.name) == GrantRow.account)
        .where(
            GrantRow.role == Role.ADMINISTRATOR.value,
            col(GrantRow.revoked_at).is_(None),
            col(AccountRow.disabled_at).is_(None),
        )
    )
    return session.exec(found).one()


def add_grant(session: Session, account: str, grant: Grant, at: datetime) -> None:
    """Keep that an account has a role."""
    row = {"account": account, "role": grant.role.value, "department": grant.department, "granted_at": at}
    session.add(GrantRow.model_validate(row))
    session.flush()


def end_grant(session: Session, account: str, grant: Grant, at: datetime) -> bool:
    """Note that a role was taken back; False where the account did not have it."""
    rows = [row for row in _grant_rows(session, account) if _grant(row) == grant]
    for row in rows:
        row.revoked_at = at
        session.add(row)
    session.flush()
    return bool(rows)


def grants_of(session: Session, account: str) -> tuple[Grant, ...]:
    """The roles that an account holds now, in the order in which they were given."""
    return tuple(_grant(row) for row in _grant_rows(session, account))


def all_grants(session: Session) -> dict[str, tuple[Grant, ...]]:
    """The same of every account."""
    found: dict[str, tuple[Grant, ...]] = {}
    rows = select(GrantRow).where(col(GrantRow.revoked_at).is_(None)).order_by(col(GrantRow.id))
    for row in session.exec(rows):
        found[row.account] = (*found.get(row.account, ()), _grant(row))
    return found


def _grant_rows(session: Session, account: str) -> Sequence[GrantRow]:
    found = select(GrantRow).where(GrantRow.account == account, col(GrantRow.revoked_at).is_(None))
    return session.exec(found.order_by(col(GrantRow.id))).all()


def _grant(row: GrantRow) -> Grant:
    return Grant(Role(row.role), row.department)


def add_session(session: Session, row: Mapping[str, object]) -> SessionRow:
    """Keep that a browser is signed in."""
    signed_in = SessionRow.model_validate(row)
    session.add(signed_in)
    session.flush()
    return signed_in


def find_session(session: Session, token_sha256: str) -> tuple[SessionRow, AccountRow] | None:
    """The session of a cookie that was not ended, with its account that is not disabled; else None."""
    found = (
        select(SessionRow, AccountRow)
        .join(AccountRow, col(AccountRow.name) == SessionRow.account)
        .where(
            SessionRow.token_sha256 == token_sha256,
            col(SessionRow.ended_at).is_(None),
            col(AccountRow.disabled_at).is_(None),
        )
    )
    return session.exec(found).first()


def open_sessions(session: Session, account: str, *, began_after: datetime) -> list[OpenSession]:
    """The sessions of an account that were not ended and began after a moment, the latest first."""
    found = select(SessionRow).where(
        SessionRow.account == account,
        col(SessionRow.ended_at).is_(None),
        col(SessionRow.began_at) > began_after,
    )
    rows = session.exec(found.order_by(col(SessionRow.began_at).desc()))
    return [OpenSession(row.id, row.began_at, row.address, row.browser) for row in rows]


def end_sessions(session: Session, account: str, at: datetime, *, number: str | None = None) -> int:
    """End one session of an account, or all; how many that were."""
    ended = update(SessionRow).where(col(SessionRow.account) == account, col(SessionRow.ended_at).is_(None))
    if number is not None:
        ended = ended.where(col(SessionRow.id) == number)
    return session.connection().execute(ended.values(ended_at=at)).rowcount


def note_seen(session: Session, seen: Mapping[str, datetime]) -> None:
    """Note when sessions were last used."""
    for number, at in seen.items():
        later = update(SessionRow).where(col(SessionRow.id) == number, col(SessionRow.seen_at) < at)
        session.connection().execute(later.values(seen_at=at))
