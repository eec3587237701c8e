"""The database's version: created and brought up to date under the write lock; a newer one is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from service.command_errors import CommandRefused
from service.db import place_of, said_in_words

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 440_308_002


def bring_up_to_date(engine: Engine) -> None:
    """Create the database or bring it to this program's version, whole or not at all."""
    _make_folder(engine)
    with said_in_words(engine), engine.execution_options(writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config = _config(connection)
        if _version(connection) != _newest(config):
            _refuse_newer(connection, config, engine)
            command.upgrade(config, "head")


def is_up_to_date(engine: Engine) -> bool:
    """Whether the database is there and of this program's version; a newer one is refused."""
    url = engine.url
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return False
    with said_in_words(engine), engine.connect() as connection:
        config = _config(connection)
        _refuse_newer(connection, config, engine)
        return _version(connection) == _newest(config)


def check_version(engine: Engine) -> None:
    """Refuse a database that is missing, older or newer than this program; changes nothing."""
    url = engine.url
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise CommandRefused(
            f"还没有数据库（{place_of(engine)}）：请先用 cailiang standards import 导入表格，"
            "或者用环境变量 CAILIANG_DATABASE 指明数据库。"
        )
    with said_in_words(engine), engine.connect() as connection:
        config = _config(connection)
        found = _version(connection)
        if found == _newest(config):
            return
        _refuse_newer(connection, config, engine)
        raise CommandRefused(
            f"数据库还没有建好，或者是旧版本的（{place_of(engine)}）："
            "请先运行 cailiang standards import 或 cailiang serve。"
        )


def _refuse_newer(connection: Connection, config: Config, engine: Engine) -> None:
    found = _version(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise CommandRefused(
            f"数据库是更新版本的程序建的（{place_of(engine)}，版本 {found}），不能使用：请升级程序。"
        )


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _newest(config: Config) -> str | None:
    return ScriptDirectory.from_config(config).get_current_head()


def _make_folder(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        Path(engine.url.database or "").absolute().parent.mkdir(parents=True, exist_ok=True)
