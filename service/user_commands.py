"""`cailiang user …`: accounts, from the server's command line; the first administrator is made here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from service.acting import acting, at_the_command_line
from service.command_errors import CommandRefused
from service.database_in_use import checked_engine, current_engine, reading_session
from service.people import accounts, store
from service.people.roles import DISTRICT_WIDE, Grant, Role
from service.printing import console, print_json
from service.schema import bring_up_to_date
from standards_1023.utc import in_beijing

if TYPE_CHECKING:
    from service.people.values import Account
    from service.standards_json import Json

app = typer.Typer(help="账号：开立、授予角色、重置口令、停用。", rich_markup_mode=None)

_NAME = Annotated[str, typer.Argument(help="登录名")]
_ROLE = "角色，属于部门的写 角色@部门，如 数据管理员@环水局、法制办；可以写几次"
_ROLES = {role.words: role for role in Role}


@app.command(help="开立账号，并给出第一个口令（首次登录必须更换）。")
def add(
    name: _NAME,
    *,
    shown: Annotated[str, typer.Option("--shown", help="姓名")],
    role: Annotated[list[str], typer.Option("--role", help=_ROLE)],
) -> None:
    """The password is printed once and kept nowhere."""
    grants = [_grant(text) for text in role]
    with current_engine() as engine:
        bring_up_to_date(engine)
        with acting(engine, at_the_command_line()) as acts:
            password = accounts.create_account(acts, name=name, shown=shown, grants=grants)
    typer.echo(f"账号 {name} 已经开立，第一个口令：{password}")
    typer.echo("只显示这一次；请当面告诉本人，首次登录必须更换。")


@app.command("list", help="列出全部账号和角色。")
def list_(as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False) -> None:
    """All accounts by name."""
    with reading_session() as session:
        found = store.list_accounts(session)
    if as_json:
        print_json([_account_json(one) for one in found])
    elif not found:
        typer.echo("还没有账号：用 cailiang user add 开立第一个（角色：系统管理员）。")
    for one in () if as_json else found:
        roles = "、".join(grant.words for grant in one.grants) or "没有角色"
        console().print(f"{one.name}  {one.shown}  {roles}{'  已停用' if one.disabled_at else ''}")


def _account_json(one: Account) -> Json:
    return {
        "name": one.name,
        "shown": one.shown,
        "roles": [{"role": g.role.value, "department": g.department} for g in one.grants],
        "created_at": in_beijing(one.created_at).isoformat(timespec="minutes"),
        "disabled": one.disabled_at is not None,
        "demonstration": one.demonstration,
    }


@app.command(help="授予角色。")
def grant(name: _NAME, role: Annotated[str, typer.Argument(help=_ROLE)]) -> None:
    """One role more."""
    given = _grant(role)
    with checked_engine() as engine, acting(engine, at_the_command_line()) as acts:
        accounts.give_role(acts, name, given)
    typer.echo(f"{name} 现在是{given.words}。")


@app.command(help="收回角色。")
def revoke(name: _NAME, role: Annotated[str, typer.Argument(help=_ROLE)]) -> None:
    """One role less."""
    taken = _grant(role)
    with checked_engine() as engine, acting(engine, at_the_command_line()) as acts:
        accounts.take_role(acts, name, taken)
    typer.echo(f"{name} 不再是{taken.words}。")


@app.command(help="重置口令：给出新的第一个口令，各处登录退出，锁定解除。")
def reset(name: _NAME) -> None:
    """For somebody who forgot his."""
    with checked_engine() as engine, acting(engine, at_the_command_line()) as acts:
        password = accounts.reset_password(acts, name)
    typer.echo(f"{name} 的新口令：{password}（只显示这一次，首次登录必须更换）")


@app.command(help="停用账号：马上不能登录，以往的记录都保留。")
def disable(name: _NAME) -> None:
    """Its sessions end."""
    with checked_engine() as engine, acting(engine, at_the_command_line()) as acts:
        accounts.disable_account(acts, name)
    typer.echo(f"账号 {name} 已经停用。")


@app.command(help="恢复停用的账号。")
def enable(name: _NAME) -> None:
    """With the roles that it had."""
    with checked_engine() as engine, acting(engine, at_the_command_line()) as acts:
        accounts.enable_account(acts, name)
    typer.echo(f"账号 {name} 可以使用了。")


def _grant(text: str) -> Grant:
    words, _, department = text.partition("@")
    role = _ROLES.get(words)
    if role is None:
        raise CommandRefused(f"没有角色“{words}”：可以是{'、'.join(_ROLES)}。")
    if department and role in DISTRICT_WIDE:
        raise CommandRefused(f"{words}是全区的角色，不写部门。")
    return Grant(role, department or None)
