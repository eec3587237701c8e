"""The accounts that `make run` made, for the pages that name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.db import reading
from service.people import store
from service.people.demonstration import DEMONSTRATION_PASSWORD

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class DemonstrationAccount:
    """A sign-in name with its password, as it is printed, and what one may do with it."""

    name: str
    password: str
    roles: tuple[str, ...]
    duty: str


def demonstration_accounts(engine: Engine) -> tuple[DemonstrationAccount, ...]:
    """None in a database that `make run` did not make."""
    with reading(engine) as session:
        return tuple(
            DemonstrationAccount(
                name,
                DEMONSTRATION_PASSWORD,
                tuple(grant.words for grant in grants),
                "；".join(dict.fromkeys(grant.role.duty for grant in grants)),
            )
            for name in store.demonstration_accounts(session)
            if (grants := store.grants_of(session, name))
        )
