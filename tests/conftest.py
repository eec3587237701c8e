"""What every test has: a database of its own, never that of the folder it is run from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a SQLite database that does not exist yet."""
    address = f"sqlite:///{tmp_path / 'cailiang.db'}"
    monkeypatch.setenv("CAILIANG_DATABASE", address)
    return address
