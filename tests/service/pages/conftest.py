"""One server with the demonstration workbooks published, for all tests of pages."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from service.people.demonstration import DEMONSTRATION_PASSWORD
from tests.service.accounts import sign_in_as
from tests.service.pages.page_client import PageClient
from tests.service.server_process import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=zh-CN",
]
_TO_INSTALL = "apt-get install -y chromium fonts-noto-cjk"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that answers from the demonstration workbooks."""
    folder = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAILIANG_DATABASE", f"sqlite:///{folder / 'cailiang.db'}")
        with serving(folder, "--demonstration") as server:
            yield server.address


@pytest.fixture(scope="session")
def pages(published: str) -> Iterator[PageClient]:
    """A client of that server."""
    with PageClient(published) as client:
        yield client


@pytest.fixture(scope="session")
def officer(published: str) -> Iterator[PageClient]:
    """A client of that server who is signed in and handles cases."""
    with PageClient(published) as client:
        sign_in_as(client.client, "chengban", DEMONSTRATION_PASSWORD)
        yield client


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the test is skipped, or fails where REQUIRE_BROWSER=1."""
    if not CHROMIUM:
        why = f"no Chromium found: {_TO_INSTALL}, or name one in CHROMIUM"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(why)
        pytest.skip(why)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is there

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield opened
        opened.close()
