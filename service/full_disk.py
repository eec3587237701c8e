"""A disk that is full: the same whether a file, a spooled upload or a database could not be written.

A quota that is used up and a file that may not grow are no different to whoever waits for an answer.
"""

from __future__ import annotations

import errno
import sqlite3

_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_OF_SQLITE = frozenset(("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE"))
"""SQLite calls all but ENOSPC an error of writing."""
_OF_POSTGRESQL = "53100"
_LONGEST_CHAIN = 20


def is_full(error: BaseException) -> bool:
    """Whether an error, or one of those that it came from, says that there is no room."""
    chain: list[BaseException | None] = [error]
    for _ in range(_LONGEST_CHAIN):
        one = chain.pop() if chain else None
        if one is None:
            continue
        if _says_full(one):
            return True
        chain += [one.__context__, one.__cause__, getattr(one, "orig", None)]
    return False


def _says_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorname", "") in _OF_SQLITE
    return getattr(error, "sqlstate", None) == _OF_POSTGRESQL
