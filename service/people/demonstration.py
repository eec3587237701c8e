"""The accounts of a demonstration: made by `make run` in a database of its own, never anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.command_errors import CommandRefused
from service.db import reading
from service.people import store
from service.people.accounts import create_account
from service.people.roles import Grant, Role

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from service.acting import Acting

DEMONSTRATION_PASSWORD = "shiyong-yantian-2026"  # noqa: S105 - printed on the first page; refused outside of a demonstration
_ACCOUNTS = {
    "keeper": ("演示数据管理员", Grant(Role.KEEPER)),
    "huanshui": ("演示环水局数据管理员", Grant(Role.KEEPER, "环水局")),
    "fazhi": ("演示法制办", Grant(Role.LEGAL_AFFAIRS)),
    "chengban": ("演示承办人", Grant(Role.HANDLER, "环水局")),
    "jiandu": ("演示执法监督", Grant(Role.SUPERVISOR)),
    "guanli": ("演示系统管理员", Grant(Role.ADMINISTRATOR)),
}


def create_demonstration_accounts(acts: Acting) -> None:
    """One account for each role that there is something to do for."""
    for name, (shown, grant) in _ACCOUNTS.items():
        create_account(
            acts,
            name=name,
            shown=shown,
            grants=[grant],
            password=DEMONSTRATION_PASSWORD,
            demonstration=True,
        )


def refuse_demonstration_accounts(engine: Engine) -> None:
    """Raise CommandRefused for a database with accounts whose password everybody knows."""
    with reading(engine) as session:
        names = store.demonstration_accounts(session)
    if names:
        raise CommandRefused(
            f"这个数据库里有演示账号（{'、'.join(names)}），口令是公开的，不能正式使用："
            "请换一个数据库，或者先用 cailiang user disable 逐个停用；只是试用请加 --demonstration。"
        )
