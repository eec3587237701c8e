"""Carries a rulebook out through the C module of durable-rules, in the one shape that is safe.

One ruleset a rulebook, one state, one flat fact a case; the state is deleted after each case.  Two threads in
one ruleset crash the process, so a lock guards it; a process a core is the way to more speed.
"""

from __future__ import annotations

import os
import threading
import weakref
from typing import TYPE_CHECKING, Self

from engine.checks import check_facts, check_rulebook
from engine.compilation import fact_json, rule_id, ruleset_json
from engine.errors import DriverBusy, DriverClosed, EngineFault
from engine.names import ANCHOR
from engine.native import c_module, forget_case, release
from engine.trace import Trace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from engine.language import Rulebook, Value


class Driver:
    """A rulebook ready to be asked, by any thread, until it is closed."""

    def __init__(self, rulebook: Rulebook) -> None:
        check_rulebook(rulebook)
        self.rulebook = rulebook
        self.fingerprint = rulebook.fingerprint
        self._properties = dict(rulebook.properties)
        self._lock = threading.Lock()
        self._asked_by: int | None = None
        self._occupied = False
        self._c = c_module()
        try:
            self._handle: int = self._c.create_ruleset(self.fingerprint, ruleset_json(rulebook))
        except self._c.error as error:
            raise EngineFault(rulebook.name, str(error)) from error
        self._prime()
        # The C module frees nothing by itself: a driver that is dropped and not closed is released as well.
        self._release = weakref.finalize(self, release, self._handle)
        self._release.atexit = False  # the process gives everything back anyway
        _drivers.add(self)

    def fire(self, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """Ids of the rules whose tests all hold for these facts, each once, in the order of the rulebook."""
        facts = dict(
            facts
        )  # what is checked is what is asserted, whatever another thread does to the mapping
        check_facts(self._properties, facts, self.rulebook.required)
        return self._ask(fact_json(facts))

    def trace(self, facts: Mapping[str, Value]) -> Trace:
        """Fire, and keep the facts and the rulebook's fingerprint beside the answer."""
        facts = dict(facts)
        return Trace(self.rulebook.name, self.fingerprint, facts, self.fire(facts))

    def close(self) -> None:
        """Free the ruleset; closing twice is closing once."""
        self._refuse_reentry(threading.get_ident())
        with self._lock:
            self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> str:
        # A copy would be a second lock on one ruleset, and the ruleset belongs to this process.
        raise TypeError(
            f"规则集「{self.rulebook.name}」的驱动不能复制或者传给别的进程：请传规则集，再各自载入。"
        )

    def _ask(self, case: str) -> tuple[str, ...]:
        thread = threading.get_ident()
        self._refuse_reentry(thread)
        with self._lock:
            self._asked_by = thread
            try:
                return self._answer(case)
            finally:
                self._asked_by = None

    def _refuse_reentry(self, thread: int) -> None:
        """Code that runs in the middle of a case (a signal's handler, a finaliser) would wait for itself."""
        if self._asked_by == thread:
            raise DriverBusy(self.rulebook.name)

    def _answer(self, case: str) -> tuple[str, ...]:
        """Ask and forget.  The lock is held."""
        if not self._release.alive:
            raise DriverClosed(self.rulebook.name)
        self._forget()  # an interrupt (Ctrl-C, a fork) may have come between a case and its deletion
        try:
            self._occupied = True
            return self._without_anchor(self._run(case))
        except self._c.error as error:
            raise EngineFault(self.rulebook.name, str(error)) from error
        finally:
            self._forget()

    def _run(self, case: str) -> list[str]:
        """Assert the case and complete one action after the other.  The lock is held."""
        code, state = self._c.assert_fact(self._handle, case)
        if code:  # not even the anchor took it up
            raise EngineFault(self.rulebook.name, f"assert_fact {code}")
        first = self._c.start_action_for_state(self._handle, state)
        action = None if first is None else first[1]
        fired = []
        while action is not None:
            fired.append(rule_id(action))
            action = self._c.complete_and_start_action(self._handle, state)
        return fired

    def _without_anchor(self, fired: list[str]) -> tuple[str, ...]:
        """The answer, once the anchor has closed it: without it, something was left out."""
        if fired[-1:] != [ANCHOR] or len(set(fired)) != len(fired):
            raise EngineFault(self.rulebook.name, f"fired {fired}")
        return tuple(fired[:-1])

    def _forget(self) -> None:
        if self._occupied:
            forget_case(self._handle)
            self._occupied = False

    def _prime(self) -> None:
        """Let the anchor fire once: it sets the fields that deleting a state frees; unset, they crash."""
        self._occupied = True
        self._without_anchor(self._run(fact_json({})))
        self._forget()

    def _after_fork(self) -> None:
        # The lock may be held by a thread that does not exist in the child.  The C module is whole: no fork
        # comes while another thread is inside it, because it never lets go of the interpreter's lock.
        self._lock = threading.Lock()
        self._asked_by = None


_drivers: weakref.WeakSet[Driver] = weakref.WeakSet()


def _after_fork() -> None:
    for driver in tuple(_drivers):
        driver._after_fork()  # noqa: SLF001 - our own class


if hasattr(os, "register_at_fork"):  # there is no fork on Windows
    os.register_at_fork(after_in_child=_after_fork)
