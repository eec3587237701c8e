"""The C module of durable-rules, loaded here alone; never `durable` itself, whose Host is unsafe."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from engine.compilation import STATE
from engine.errors import EngineUnavailable

_STATE_NOT_FOUND = "error code: 309"


@cache
def c_module() -> Any:  # noqa: ANN401 - a C module without types
    """Load the C module at first use, so that rulebooks can be written and checked without it."""
    try:
        return import_module("durable_rules_engine")
    except ImportError as error:
        raise EngineUnavailable(str(error)) from error


def forget_case(handle: int) -> None:
    """Delete the facts of the case that was asserted last, if there are any.

    Safe only once a rule has fired in the ruleset: before that the C module frees what it never set.
    """
    c = c_module()
    try:
        c.delete_state(handle, STATE)
    except c.error as error:
        if _STATE_NOT_FOUND not in str(error):  # the case was refused before it was stored: nothing to forget
            raise


def release(handle: int) -> None:
    """Give a ruleset's memory back: its state first, which deleting the ruleset would leave behind."""
    forget_case(handle)
    c_module().delete_ruleset(handle)
