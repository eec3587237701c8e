"""One server with the demonstration workbooks published, for all tests of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.people.demonstration import DEMONSTRATION_PASSWORD
from tests.service.accounts import sign_in_as
from tests.service.pages.page_client import PageClient
from tests.service.server_process import serving

if TYPE_CHECKING:
    from collections.abc import Iterator


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
