"""Secrets that everybody knows are refused where the service can be reached from other machines."""

from __future__ import annotations

import ipaddress

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from service.command_errors import CommandRefused

_TRIED_FIRST = frozenset(
    ("", "postgres", "password", "passw0rd", "cailiang", "admin", "root", "secret", "changeme", "123456")
)


def refuse_known_database_password(database: str, host: str) -> None:
    """Raise CommandRefused for a password that anybody tries first, unless only this machine is listened to.

    The service itself has no secret to be left at a default: sessions are random tokens kept as hashes.
    """
    try:
        url = make_url(database)
    except ArgumentError:  # said where the database is opened
        return
    if _is_this_machine(host) or url.get_backend_name() != "postgresql" or not url.host:
        return
    password = str(url.password or "")
    if password.lower() in _TRIED_FIRST or password == url.username:
        raise CommandRefused(
            "CAILIANG_DATABASE 里的数据库口令是人人都会先试的，不能在网络上使用："
            "请给数据库用户换一个口令，再改 CAILIANG_DATABASE。"
        )


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
