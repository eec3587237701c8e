"""A small load generator: connections that each send one request after the other and time the answer."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Load:
    """What a round took: seconds of the clock and of the server's processors, each answer's time and status."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    nanoseconds: list[int] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)


def request_bytes(body: bytes) -> bytes:
    """A whole request."""
    head = "POST /api/v1/assessments HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


def page_request_bytes(path: str) -> bytes:
    """A whole request for a page, as htmx asks while somebody fills in the form."""
    return f"GET {path} HTTP/1.1\r\nhost: bench\r\naccept: text/html\r\nhx-request: true\r\n\r\n".encode()


def run(port: int, server: int, requests: Sequence[bytes], connections: int) -> Load:
    """Send all requests over so many connections; `server` is the process whose time is counted."""
    load = Load()
    before = cpu_seconds(server)
    began = time.perf_counter()
    asyncio.run(_all(port, requests, connections, load))
    load.seconds = time.perf_counter() - began
    load.cpu_seconds = cpu_seconds(server) - before
    return load


async def _all(port: int, requests: Sequence[bytes], connections: int, load: Load) -> None:
    waiting = iter(requests)
    await asyncio.gather(*(_connection(port, waiting, load) for _ in range(connections)))


async def _connection(port: int, waiting: Iterator[bytes], load: Load) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in waiting:
        began = time.perf_counter_ns()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_length(head))
        load.nanoseconds.append(time.perf_counter_ns() - began)
        status = int(head[9:12])
        load.statuses[status] = load.statuses.get(status, 0) + 1
    writer.close()
    await writer.wait_closed()


def _length(head: bytes) -> int:
    at = head.lower().index(b"content-length:") + len(b"content-length:")
    return int(head[at : head.index(b"\r", at)])


def cpu_seconds(server: int) -> float:
    """Processor time of a process and of its children, in the resolution of the kernel's ticks."""
    return sum(_own_cpu_seconds(pid) for pid in (server, *children(server)))


def children(server: int) -> list[int]:
    """The processes that it started."""
    return [int(pid) for pid in Path(f"/proc/{server}/task/{server}/children").read_text().split()]


def _own_cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
