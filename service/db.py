"""The database: one request, one transaction, and what goes wrong said in one sentence.

SQLite (write-ahead log) by default, PostgreSQL by one setting.  Reading sessions see one state of the
database; writing sessions hold the write lock from their beginning, so that what they checked still holds
when they commit.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlmodel import Session

from service.command_errors import CommandRefused, DatabaseTroubled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

_BUSY_MS = 15_000
_PUBLICATION_LOCK = (
    440_308_001  # any number, the same in every process: PostgreSQL's advisory lock of writers
)


def open_engine(database: str) -> Engine:
    """An engine for a URL; raises CommandRefused for one that names no database that we know."""
    try:
        url = make_url(database)
    except ArgumentError as error:
        raise CommandRefused(
            "CAILIANG_DATABASE 不是数据库地址：请写成 sqlite:///路径 或 postgresql://…。"
        ) from error
    if url.get_backend_name() == "postgresql":
        return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    if url.get_backend_name() == "sqlite" and url.database:
        engine = create_engine(
            url.set(drivername="sqlite+pysqlite"), connect_args={"timeout": _BUSY_MS / 1000}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    raise CommandRefused("CAILIANG_DATABASE 只能是 sqlite:///路径 或 postgresql://…。")


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver's own notion of transactions begins them too late: we begin them ourselves (below).
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: object) -> None:
    options = connection.get_execution_options()  # type: ignore[attr-defined]
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")  # type: ignore[attr-defined]


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the database and changes nothing."""
    with said_in_words(engine), Session(_isolated(engine)) as session:
        yield session
        session.rollback()


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that holds the write lock, and commits once, at the end; any error leaves nothing behind."""
    with said_in_words(engine), Session(engine.execution_options(writes=True)) as session:
        if engine.dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _PUBLICATION_LOCK})
        yield session
        session.commit()


def _isolated(engine: Engine) -> Engine:
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ")
    return engine


def place_of(engine: Engine) -> str:
    """Where the database is, for people: a path, or host and name, never a password."""
    url = engine.url
    if url.get_backend_name() == "sqlite":
        return str(Path(url.database or "").absolute())
    return url.render_as_string(hide_password=True)


@contextmanager
def said_in_words(engine: Engine) -> Iterator[None]:
    """Database trouble as one sentence: DatabaseTroubled instead of a traceback."""
    try:
        yield
    except NoSuchModuleError as error:
        raise CommandRefused("没有安装这种数据库的驱动。") from error
    except DBAPIError as error:
        raise DatabaseTroubled(f"{_trouble(str(error.orig))}（数据库：{place_of(engine)}）。") from error


_TROUBLES = (
    ("readonly database", "数据库是只读的，写不进去：请检查文件和文件夹的权限"),
    ("disk is full", "磁盘满了，没有保存任何改动：请腾出空间后再试"),
    ("No space left", "磁盘满了，没有保存任何改动：请腾出空间后再试"),
    ("disk I/O error", "磁盘读写出错，没有保存任何改动：请检查磁盘"),
    ("unable to open database", "数据库打不开：请检查路径和权限"),
    ("database is locked", "数据库正被别的程序占用，等了很久也没有轮到：请稍后再试"),
    ("not a database", "这个文件不是数据库，或者已经损坏：请从备份恢复"),
    ("malformed", "数据库已经损坏：请从备份恢复"),
    ("connection refused", "连不上数据库服务器：请检查它是否启动、地址和端口"),
    ("could not translate host", "找不到数据库服务器：请检查地址"),
    ("failed to resolve host", "找不到数据库服务器：请检查地址"),
    ("password authentication failed", "数据库口令不对"),
    ("does not exist", "数据库或者表不存在：请先建好数据库"),
)


def _trouble(message: str) -> str:
    found = (words for sign, words in _TROUBLES if sign.lower() in message.lower())
    return next(found, "数据库出错，没有保存任何改动")
