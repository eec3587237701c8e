"""How often one network address may do what costs much, or what somebody might try a thousand times."""

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

    SIGN_IN = "sign_in"
    SEARCH = "search"


class Rates:
    """The counts of this process, by address; each worker of a server counts for itself."""

    def __init__(self, settings: Settings) -> None:
        self._limits = {
            Rate.SIGN_IN: RateLimitItemPerMinute(settings.sign_ins_per_minute),
            Rate.SEARCH: RateLimitItemPerMinute(settings.searches_per_minute),
        }
        self._counts = MovingWindowRateLimiter(MemoryStorage())

    def takes(self, rate: Rate, address: str) -> bool:
        """Count one more; False where the address has had its share of this minute."""
        return self._counts.hit(self._limits[rate], rate.value, _counted(address))


def _counted(address: str) -> str:
    """An IPv6 network counts as one: it has more addresses than anybody can count."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:  # noqa: PLR2004 - the version of the protocol
        return address
    return str(ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False))
