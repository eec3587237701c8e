"""Browser files: fetched once as the lock pins them; what stops that is one clear sentence and stops nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from service import browser_files

if TYPE_CHECKING:
    import pytest

SCRIPT = Path(browser_files.__file__)


def test_the_lock_names_no_host_and_pins_exactly() -> None:
    lock = (browser_files.SERVICE / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in lock
    wanted = json.loads((browser_files.SERVICE / "package.json").read_text())["dependencies"]
    pinned = json.loads(lock)["packages"]
    assert {name: pinned[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_files_that_are_those_of_the_lock_are_not_fetched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(browser_files.SERVICE / name, tmp_path)
    kept = tmp_path / "static" / "lib"
    kept.mkdir(parents=True)
    (kept / "stamp").write_text(browser_files.fingerprint(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))  # neither npm nor anything else
    assert browser_files.main(tmp_path) == 0
    assert [file.name for file in kept.iterdir()] == ["stamp"]


def test_without_a_network_one_sentence_says_what_is_missing_and_nothing_fails(tmp_path: Path) -> None:
    service = tmp_path / "service"
    service.mkdir()
    for name in ("package.json", "package-lock.json", ".npmrc", "browser_files.py"):
        shutil.copy(browser_files.SERVICE / name, service)
    nowhere = {
        "npm_config_registry": "http://127.0.0.1:9/",
        "npm_config_fetch_retries": "0",
        "npm_config_cache": str(tmp_path / "npm"),
    }
    nowhere |= {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
    done = subprocess.run(
        [sys.executable, "-I", str(service / "browser_files.py")],
        env={**os.environ, **nowhere},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    chinese, english = done.stderr.decode().strip().splitlines()
    assert "网页照常可用" in chinese
    assert "pages work without them" in english
    assert not (service / "static" / "lib").exists()
