"""`cailiang serve`: the web service, with one worker or several."""

from __future__ import annotations

from typing import Annotated

import typer

from service.database_in_use import current_engine
from service.demonstration_edition import publish_demonstration
from service.known_secrets import refuse_known_database_password
from service.people.demonstration import refuse_demonstration_accounts
from service.schema import bring_up_to_date, is_up_to_date
from service.serving import listen, serve_on
from service.settings import read_settings_of_service


def serve(
    host: Annotated[str | None, typer.Option(help="监听的地址；不填则为 CAILIANG_HOST")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="端口；不填则为 CAILIANG_PORT")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="进程数；不填则为 CAILIANG_WORKERS")
    ] = None,
    demonstration: Annotated[
        bool, typer.Option("--demonstration", help="数据库里还没有任何版本时，发布自带的演示表格")
    ] = False,
) -> None:
    """Until it is stopped (Ctrl+C, SIGTERM)."""
    settings = read_settings_of_service()
    host, port = host or settings.host, port or settings.port
    refuse_known_database_password(settings.database, host)
    with listen(host, port) as listening:  # first: who cannot have the port has changed nothing
        with current_engine() as engine:
            if not is_up_to_date(engine):
                bring_up_to_date(engine)
            if demonstration:
                publish_demonstration(engine)
            else:
                refuse_demonstration_accounts(engine)
        address = f"[{host}]" if ":" in host else host
        typer.echo(f"请在浏览器打开 http://{address}:{port} （按 Ctrl+C 停止）")
        serve_on(listening, workers or settings.workers)
