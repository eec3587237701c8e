"""Accounts: made, given roles, disabled; each with its word in the log.  Nothing is ever deleted."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from casework.acts import Act
from service.moments import now
from service.people import known_browsers, store
from service.people.errors import AccountRefused
from service.people.passwords import check_password, first_password, hash_password, is_password
from service.people.roles import DISTRICT_WIDE, FOR_EITHER, Grant, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.acting import Acting
    from service.people.tables import AccountRow

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
_LONGEST_SHOWN = 60
_LONGEST_DEPARTMENT = 60


def create_account(  # noqa: PLR0913 - what an account is made of
    acts: Acting,
    *,
    name: str,
    shown: str,
    grants: Sequence[Grant],
    password: str | None = None,
    demonstration: bool = False,
) -> str:
    """Make an account; its password: the one given, else a new one that must be changed at the first sign-in.

    Raises AccountRefused or PasswordRefused.
    """
    name, shown = _checked_name(name), _checked_shown(shown)
    if store.find_account(acts.session, name) is not None:
        raise AccountRefused(f"登录名“{name}”已经有人用了，请换一个。")
    if not grants:
        raise AccountRefused("请至少选一个角色。")
    given = first_password() if password is None else check_password(password, name)
    row = {
        "name": name,
        "shown": shown,
        "password_hash": hash_password(given),
        "must_change_password": password is None,
        "demonstration": demonstration,
        "created_at": now(),
    }
    store.add_account(acts.session, row)
    acts.record(Act.ACCOUNT_CREATED, _subject(name), after={"name": name, "shown": shown})
    for grant in dict.fromkeys(grants):
        give_role(acts, name, grant)
    return given


def give_role(acts: Acting, name: str, grant: Grant) -> None:
    """Give an account a role; raises AccountRefused where the role is not to be had so, AccountNotFound."""
    _refuse_self(acts, name, "授予角色")
    _checked_grant(grant)
    store.get_account(acts.session, name)
    held = store.grants_of(acts.session, name)
    if grant in held:
        raise AccountRefused(f"“{name}”已经是{grant.words}。")
    administers = [one.role is Role.ADMINISTRATOR for one in (*held, grant)]
    if any(administers) and not all(administers):
        raise AccountRefused("系统管理员只管账号，不能兼任别的角色：请另开一个账号。")
    store.add_grant(acts.session, name, grant, now())
    acts.record(Act.ROLE_GRANTED, _subject(name), after=_grant_words(grant))


def take_role(acts: Acting, name: str, grant: Grant) -> None:
    """Take a role back; raises AccountRefused, AccountNotFound."""
    _refuse_self(acts, name, "收回角色")
    store.get_account(acts.session, name)
    if not store.end_grant(acts.session, name, grant, now()):
        raise AccountRefused(f"“{name}”不是{grant.words}，没有改动。")
    if grant.role is Role.ADMINISTRATOR:
        _refuse_last_administrator(acts)
    acts.record(Act.ROLE_REVOKED, _subject(name), before=_grant_words(grant))


def disable_account(acts: Acting, name: str) -> None:
    """Nobody can sign in with it from now on; its sessions end."""
    _refuse_self(acts, name, "停用账号")
    account = store.get_account(acts.session, name)
    if account.disabled_at is not None:
        raise AccountRefused(f"账号“{name}”已经停用。")
    account.disabled_at = now()
    acts.session.add(account)
    ended = _sign_out_everywhere(acts, name)
    _refuse_last_administrator(acts)
    acts.record(Act.ACCOUNT_DISABLED, _subject(name), after={"ended_sessions": ended})


def enable_account(acts: Acting, name: str) -> None:
    """It can be used again."""
    account = store.get_account(acts.session, name)
    if account.disabled_at is None:
        raise AccountRefused(f"账号“{name}”没有停用。")
    account.disabled_at = None
    acts.session.add(account)
    acts.record(Act.ACCOUNT_ENABLED, _subject(name))


def reset_password(acts: Acting, name: str) -> str:
    """A new first password for somebody who forgot his; sessions end and a lock is lifted.

    Not for oneself: an administrator's browser left open must not give the account away.
    """
    _refuse_self(acts, name, "重置口令")
    account = store.get_account(acts.session, name)
    given = first_password()
    _put_password(account, given, must_change=True)
    acts.session.add(account)
    ended = _sign_out_everywhere(acts, name)
    acts.record(Act.PASSWORD_RESET, _subject(name), after={"ended_sessions": ended})
    return given


def change_password(acts: Acting, name: str, *, old: str, new: str) -> None:
    """Somebody changes his own password; all his sessions end.  Raises AccountRefused, PasswordRefused."""
    account = store.get_account(acts.session, name)
    if not is_password(account.password_hash, old):
        raise AccountRefused("原来的口令不对，口令没有改：请重新输入。")
    plain = check_password(new, name)
    if is_password(account.password_hash, plain):
        raise AccountRefused("新口令和原来的相同，请换一个。")
    _put_password(account, plain, must_change=False)
    acts.session.add(account)
    _sign_out_everywhere(acts, name)
    acts.record(Act.PASSWORD_CHANGED, _subject(name))


def _sign_out_everywhere(acts: Acting, name: str) -> int:
    """End all sessions of an account, and know none of its browsers any more; how many sessions that were."""
    known_browsers.forget(acts.session, name)
    return store.end_sessions(acts.session, name, now())


def _put_password(account: AccountRow, password: str, *, must_change: bool) -> None:
    account.password_hash = hash_password(password)
    account.must_change_password = must_change
    account.failures, account.locked_until = 0, None


def _refuse_self(acts: Acting, name: str, step: str) -> None:
    if acts.actor.name == name:
        raise AccountRefused(f"不能给自己{step}：请由另一位系统管理员来做。")


def _refuse_last_administrator(acts: Acting) -> None:
    acts.session.flush()
    if not store.count_active_administrators(acts.session):
        raise AccountRefused("这是最后一个系统管理员，不能去掉：请先开立另一个。")


def is_name(name: str) -> bool:
    """Whether an account can have this sign-in name."""
    return _NAME.fullmatch(name) is not None


def _checked_name(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).strip().lower()
    if not is_name(plain):
        raise AccountRefused("登录名用小写字母、数字和 . _ -，2 到 32 个字符，例如 huanshui.li。")
    return plain


def _checked_shown(shown: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", shown).split())
    if not 1 <= len(plain) <= _LONGEST_SHOWN or not plain.isprintable():
        raise AccountRefused(f"请填写姓名（不超过 {_LONGEST_SHOWN} 个字）。")
    return plain


def _checked_grant(grant: Grant) -> None:
    role, department = grant.role, grant.department
    if role in DISTRICT_WIDE and department is not None:
        raise AccountRefused(f"{role.words}是全区的角色，不选部门。")
    if role not in DISTRICT_WIDE | FOR_EITHER and department is None:
        raise AccountRefused(f"{role.words}属于一个部门，请选部门。")
    if department is None:
        return
    if not 1 <= len(department) <= _LONGEST_DEPARTMENT or not department.isprintable():
        raise AccountRefused(f"部门名称不对：请填写部门的名称，不超过 {_LONGEST_DEPARTMENT} 个字。")


def _subject(name: str) -> str:
    return f"account:{name}"


def _grant_words(grant: Grant) -> dict[str, object]:
    return {"role": grant.role.value, "department": grant.department}
