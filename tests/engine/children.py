"""Runs a piece of Python in a process of its own, where a crash or a hang harms no other test."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[2]
PREAMBLE = """
from engine.driver import Driver
from engine.errors import *
from tests.engine.toy_law import LATE_BOOK, LIBRARY, rule, rulebook
"""


def output_of_child(source: str, *, seconds: int = 120) -> str:
    """What the child printed; a crash, a hang or a traceback fails the test with the child's own words."""
    child = subprocess.run(
        [sys.executable, "-c", PREAMBLE + textwrap.dedent(source)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    assert child.returncode == 0, f"child ended with {child.returncode}\n{child.stderr}"
    return child.stdout.strip()


BARE = """
import json
import durable_rules_engine as c

def say(what):
    print(json.dumps(what), flush=True)

def ruleset(whens):
    rules = {f"r{i}": {"pri": i, "all": [{"m": when}]} for i, when in enumerate(whens)}
    return c.create_ruleset("bare", json.dumps({**rules, "z": {"pri": 9_999, "all": [{"m": {"anchor": 1}}]}}))

def fired(handle, **facts):
    case = {"sid": "0", "id": "case", "anchor": 1, **facts}
    _, state = c.assert_fact(handle, json.dumps(case))
    action, names = c.start_action_for_state(handle, state)[1], []
    while action is not None:
        names.append(next(iter(json.loads(action))))
        action = c.complete_and_start_action(handle, state)
    return names
"""
HANGS_AFTER = 3
"""Seconds; what does not hang is done in a tenth of one."""


def outcome_of_bare_module(source: str) -> str:
    """What the C module does without the driver: what it says, and that it hangs, is killed, or dies of an error."""
    command = [sys.executable, "-X", "utf8", "-c", BARE + textwrap.dedent(source)]
    try:
        child = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", timeout=HANGS_AFTER, check=False
        )
    except subprocess.TimeoutExpired as expired:
        return " ".join([*(expired.stdout or b"").decode().split("\n")[:-1], "hangs"])
    if child.returncode < 0:
        return "killed"
    if child.returncode:
        return f"dies: {child.stderr.strip().rpartition('.error: ')[2]}"
    return child.stdout.strip()
