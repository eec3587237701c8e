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
