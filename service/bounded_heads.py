"""uvicorn's reader of requests, with an end to what it keeps of a request's head (address and headers)."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 1024 * 1024
"""Far above what the door lets pass; who sends more is cut off, so that memory has a bound."""


class BoundedHeads(HttpToolsProtocol):
    """Counts what arrives while a head is unfinished: httptools itself keeps as much as is sent."""

    _in_head = False
    _head = 0

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._in_head, self._head = True, 0

    def on_headers_complete(self) -> None:
        """A head ends."""
        self._in_head = False
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head has no end."""
        super().data_received(data)
        if self._in_head:
            self._head += len(data)
            if self._head > MAX_HEAD:
                self.transport.abort()
