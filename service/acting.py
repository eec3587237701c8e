"""Who acts, and the one way of changing something: a transaction that says in the log what was done in it."""

from __future__ import annotations

import getpass
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import event

from casework.act_store import append_act
from casework.acts import Done
from service.db import writing
from service.moments import now

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Engine
    from sqlmodel import Session

    from casework.acts import Act

VISITOR = "访客"
AT_THE_COMMAND_LINE = "本机"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and from where: a sign-in name and a network address."""

    name: str
    address: str


def at_the_command_line() -> Actor:
    """Whoever runs a command on the server, by the name that the operating system has for him."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in a container
        user = "未知"
    return Actor(f"命令行:{user}"[:255], AT_THE_COMMAND_LINE)


@dataclass(frozen=True, slots=True)
class Acting:
    """A transaction in which somebody acts."""

    session: Session
    actor: Actor
    _said: list[Act]
    _changed: list[bool]

    def record(
        self,
        act: Act,
        subject: str,
        *,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
    ) -> None:
        """Say in the log what was done, on what, and what changed; no secrets."""
        done = Done(now(), self.actor.name, self.actor.address, act.value, subject[:255], before, after)
        append_act(self.session, done)
        self._said.append(act)


@contextmanager
def acting(engine: Engine, actor: Actor) -> Iterator[Acting]:
    """One transaction under the write lock; a change without a word in the log does not commit."""
    with writing(engine) as session:
        acts = Acting(session, actor, [], [])

        def changed(of: Session, _context: object) -> None:
            if of.new or of.dirty or of.deleted:
                acts._changed.append(True)  # noqa: SLF001 - the value is ours

        event.listen(session, "after_flush", changed)
        yield acts
        session.flush()
        if acts._changed and not acts._said:  # noqa: SLF001 - the value is ours
            raise AssertionError("a change without an act in the log")


def note_act(
    engine: Engine, actor: Actor, act: Act, subject: str, after: Mapping[str, object] | None = None
) -> None:
    """Say in the log what was done outside of the database (files in a folder)."""
    with acting(engine, actor) as acts:
        acts.record(act, subject, after=after)
