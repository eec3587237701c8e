"""The server processes: one, or several that share a listening socket and are replaced when they die."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import socket
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.supervisors import Multiprocess

from service.bounded_heads import BoundedHeads
from service.command_errors import CommandRefused
from service.log_lines import server_log_config

if TYPE_CHECKING:
    from collections.abc import Iterator

_BACKLOG = 1024
_LAST_ANSWERS_SECONDS = 10


@contextmanager
def listen(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket; raises CommandRefused, in one sentence, where the port cannot be had.

    Who connects before the first worker is there waits for it.
    """
    listening = _bound(host, port)
    with listening:
        listening.listen(_BACKLOG)
        listening.set_inheritable(True)
        yield listening


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError as error:
        raise CommandRefused(f"地址 {host} 不能用：请用 --host 写本机的地址，如 127.0.0.1。") from error
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise CommandRefused(_why_not(error, host, port)) from error
    return listening


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"端口 {port} 已被别的程序占用：请先停止它，或者用 --port（CAILIANG_PORT）换一个端口。"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"没有使用端口 {port} 的权限：请用 --port（CAILIANG_PORT）换一个 1024 以上的端口。"
    return f"地址 {host} 不能用（{error.strerror}）：请用 --host 写本机的地址，如 127.0.0.1。"


def serve_on(listening: socket.socket, workers: int, app: str = "service.app:create_app") -> None:
    """Answer until SIGTERM or Ctrl+C; requests that have begun are answered before the end."""
    config = uvicorn.Config(
        app,
        factory=True,
        workers=workers,
        http=BoundedHeads,
        ws="none",
        lifespan="on",
        log_config=server_log_config("INFO" if workers > 1 else "WARNING"),
        access_log=False,  # the door writes its own lines, without what the address says
        server_header=False,
        timeout_graceful_shutdown=_LAST_ANSWERS_SECONDS,
    )
    if workers == 1:
        # Once all is answered, uvicorn sends itself the signal that ended it; that was no failure.
        signal.signal(signal.SIGTERM, lambda _number, _frame: None)
        uvicorn.Server(config).run(sockets=[listening])
        return
    with _shared_counts():
        Multiprocess(config, sockets=[listening]).run()


@contextmanager
def _shared_counts() -> Iterator[None]:
    """The folder in which the workers keep their counts (prometheus_client reads its name at import)."""
    folder = tempfile.mkdtemp(prefix="cailiang-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    try:
        yield
    finally:
        del os.environ["PROMETHEUS_MULTIPROC_DIR"]
        shutil.rmtree(folder, ignore_errors=True)
