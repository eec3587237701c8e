"""Log lines as JSON on standard error: what happened, never with whom (no facts, no names, no bodies)."""

from __future__ import annotations

import io
import logging
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson
import structlog

if TYPE_CHECKING:
    from typing_extensions import Buffer


def configure_log_lines() -> None:
    """Every event of the service becomes one JSON line."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(serializer=orjson.dumps),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.BytesLoggerFactory(io.BufferedWriter(_AsFarAsItGoes(sys.stderr.buffer))),
        cache_logger_on_first_use=True,
    )


class _AsFarAsItGoes(io.RawIOBase):
    """A log that cannot be written (its disk is full) is no reason to answer nobody."""

    def __init__(self, log: BinaryIO) -> None:
        super().__init__()
        self._log = log

    def writable(self) -> bool:
        return True

    def write(self, line: Buffer, /) -> int:
        with suppress(OSError):
            self._log.write(line)
            self._log.flush()
        return memoryview(line).nbytes


class JsonLine(logging.Formatter):
    """Lines of the server's own loggers in the same form; an error without its message (it may quote)."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, object] = {"level": record.levelname.lower(), "event": record.getMessage()}
        if record.exc_info and record.exc_info[1] is not None:
            line |= where_it_failed(record.exc_info[1])
        return orjson.dumps(line).decode()


def where_it_failed(error: BaseException) -> dict[str, object]:
    """The kind of an error and the lines of the program that led to it; not its message."""
    frames = traceback.extract_tb(error.__traceback__)
    return {"error": type(error).__name__, "at": [f"{f.filename}:{f.lineno} {f.name}" for f in frames]}


def server_log_config(level: str) -> dict[str, Any]:
    """The dictConfig that uvicorn sets up in each of its processes."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "service.log_lines.JsonLine"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {"uvicorn": {"handlers": ["stderr"], "level": level, "propagate": False}},
    }
