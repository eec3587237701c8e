"""How often somebody may do what costs much, or what might be tried a thousand times.

An office has one network address for all of its officers. So whoever is signed in is counted for himself; of
sign-ins only those count that fail, and those of browsers that signed in before have a count of their own
(service.people.known_browsers).
"""

from __future__ import annotations

import ipaddress
from enum import StrEnum
from typing import TYPE_CHECKING

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

if TYPE_CHECKING:
    from service.settings import Settings

_IPV6_NETWORK = 64


class Rate(StrEnum):
    """What is counted."""

    FAILED_SIGN_IN = "failed_sign_in"
    PASSWORD = "password"  # noqa: S105 - what is counted
    SEARCH = "search"


class Rates:
    """The counts of this process, by person or address; each worker of a server counts for itself."""

    def __init__(self, settings: Settings) -> None:
        self._limits = {
            Rate.FAILED_SIGN_IN: RateLimitItemPerMinute(settings.sign_ins_per_minute),
            Rate.PASSWORD: RateLimitItemPerMinute(settings.sign_ins_per_minute),
            Rate.SEARCH: RateLimitItemPerMinute(settings.searches_per_minute),
        }
        self._counts = MovingWindowRateLimiter(MemoryStorage())

    def takes(self, rate: Rate, address: str, account: str = "") -> bool:
        """Count one more; False where this account, or without one the address, has had its share."""
        return self._counts.hit(self._limits[rate], rate.value, *_counted(address, account))

    def would_take(self, rate: Rate, address: str) -> bool:
        """The same without counting."""
        return self._counts.test(self._limits[rate], rate.value, *_counted(address, ""))


def _counted(address: str, account: str) -> tuple[str, str]:
    return ("account", account) if account else ("address", _network(address))


def _network(address: str) -> str:
    """An IPv6 network counts as one: it has more addresses than anybody can count."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:  # noqa: PLR2004 - the version of the protocol
        return address
    return str(ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False))
