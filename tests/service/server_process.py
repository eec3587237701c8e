"""`cailiang serve` as a process of its own, on a free port, asked over HTTP."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CAILIANG = (
    sys.executable,
    "-c",
    "from service.commands import main; main()",
)
ROOT = Path(__file__).resolve().parent.parent.parent
_PATIENCE_SECONDS = 60
"""For a machine that does much else; no test asserts speed by it."""


@dataclass(frozen=True)
class ServerProcess:
    """A running server; `log` holds its standard error."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def client(self) -> httpx.Client:
        """A client that reuses one connection."""
        return httpx.Client(base_url=self.address, timeout=_PATIENCE_SECONDS, trust_env=False)

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(_PATIENCE_SECONDS)

    def wait_until_ready(self) -> None:
        """Wait for the first 200 of /health/ready."""
        with self.client() as client:
            wait_for(lambda: self._is_ready(client), self.log)

    def _is_ready(self, client: httpx.Client) -> bool:
        return self.answers(client) and client.get("/health/ready").status_code == httpx.codes.OK

    def answers(self, client: httpx.Client) -> bool:
        """Whether there is anybody at the port yet; a process that has ended fails with its log."""
        assert self.process.poll() is None, self.log.read_text()
        with suppress(httpx.ConnectError):
            return client.get("/health/live").status_code == httpx.codes.OK
        return False


def wait_for(
    happened: Callable[[], bool], log: Path | None = None, seconds: float = _PATIENCE_SECONDS
) -> None:
    """Ask again and again until something has happened; fails with the log."""
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, log.read_text() if log else "it did not happen"
        time.sleep(0.05)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def serving(
    folder: Path, *options: str, ready: bool = True, port: int | None = None
) -> Iterator[ServerProcess]:
    """A server of the environment's database, stopped at the end however the test ends."""
    port = port or free_port()
    log = folder / f"server-{port}.log"
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [*CAILIANG, "serve", "--port", str(port), *options],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=stderr,
            stderr=stderr,
        )
    server = ServerProcess(process, f"http://127.0.0.1:{port}", log)
    try:
        if ready:
            server.wait_until_ready()
        yield server
    finally:
        if process.poll() is None:
            server.stop()


def refused(
    *arguments: str, prefix: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself, with what it said."""
    return subprocess.run(
        [*prefix, *CAILIANG, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
        stdin=subprocess.DEVNULL,
    )
