"""Servers of the benches as processes of their own, over the generated standards as one published edition."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from rules.agreement import prove
from service.db import open_engine, writing
from service.schema import bring_up_to_date
from standards_1023 import store
from standards_1023.drafting import ImportedWorkbook, import_workbooks
from standards_1023.publication import PublicationTerms, publish
from standards_1023.submission import submit
from tests.bench.generated_standards import generated
from tests.bench.http_load import Load, request_bytes, run
from tests.service.server_process import ROOT, free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOON = datetime(2026, 8, 1, 4, 0, tzinfo=UTC)
_SINCE = date(2020, 1, 1)
CONNECTIONS = 8
SERVE = (
    "-c",
    "from service.commands import main; main()",
    "serve",
    "--port",
    "{port}",
    "--workers",
    "{workers}",
)
EMPTY_ROUTE = ("-m", "tests.bench.empty_route", "{port}", "{workers}")


@dataclass(slots=True)
class Server:
    """A running server and what its rounds took."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    rounds: list[Load] = field(default_factory=list)

    def run(self, requests: list[bytes], connections: int = CONNECTIONS) -> Load:
        """Send requests over so many connections."""
        return run(self.port, self.process.pid, requests, connections)


@contextmanager
def started(
    name: str, program: tuple[str, ...], workers: int, database: str, **settings: str
) -> Iterator[Server]:
    """A Python program as a server, once it answers; its port and workers are filled in."""
    port = free_port()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, *(part.format(port=port, workers=workers) for part in program)],
            cwd=ROOT,
            env={**os.environ, "CAILIANG_DATABASE": database, **settings},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        server = Server(name, port, process)
        try:
            wait_for(lambda: _answers(server))
            yield server
        finally:
            process.terminate()
            process.wait()


def _answers(server: Server) -> bool:
    try:
        return bool(server.run([request_bytes(b"{}")]).statuses)
    except OSError:
        return False


def department_of(file_name: str) -> str:
    """The department of a generated workbook."""
    return file_name.removesuffix(".xlsx")


def publish_generated(database: str) -> None:
    """The generated standards as one edition, proved and published as any other."""
    workbooks = list(dict.fromkeys(one.workbook.name for one in generated()))
    held = {one.workbook.name: one.workbook for one in generated()}
    imported = [ImportedWorkbook(department_of(name), name, held[name], name.encode()) for name in workbooks]
    engine = open_engine(database)
    bring_up_to_date(engine)
    with writing(engine) as session:
        import_workbooks(session, imported, _NOON, by="bench")
        submit(session, 1, _NOON, by="bench")
        edition = store.load_edition(session, store.get_edition_row(session, 1))
        proofs = {k.department: prove(k.workbook.standards, k.workbook.instrument) for k in edition.workbooks}
        publish(session, 1, proofs, PublicationTerms(_SINCE, "another", _NOON, earliest=_SINCE))
    engine.dispose()
