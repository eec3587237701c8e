"""POST /api/v1/assessments beside an empty FastAPI route: same server, same bodies, same model; 1 and 2 workers.

No case is asked twice; each goes to both servers.  Rounds alternate, so that what else the machine does hits
both; figures are medians over rounds, p50 and p99 over all answers.  `per CPU s` counts the processor time of the
server's processes alone.  The ratio is the product's requests a CPU second by those of the empty route.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from rules.agreement import prove
from service.db import open_engine, writing
from service.schema import bring_up_to_date
from standards_1023 import store
from standards_1023.drafting import ImportedWorkbook, import_workbooks
from standards_1023.publication import publish
from standards_1023.submission import submit
from tests.bench.generated_cases import cases
from tests.bench.generated_standards import generated
from tests.bench.http_load import Load, request_bytes, run
from tests.bench.row import Row
from tests.service.server_process import ROOT, free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.generated_cases import Asked

WARM_UP, ROUNDS, A_ROUND, CONNECTIONS = 10_000, 6, 1_000, 8
AIM = "aim: 60 % of an empty route"
PRODUCT, EMPTY = "POST assessments", "empty route"
_NOON = datetime(2026, 8, 1, 4, 0, tzinfo=UTC)
_SINCE = date(2020, 1, 1)


@dataclass(slots=True)
class _Server:
    name: str
    port: int
    process: subprocess.Popen[bytes]
    rounds: list[Load] = field(default_factory=list)

    def run(self, requests: list[bytes]) -> Load:
        return run(self.port, self.process.pid, requests, CONNECTIONS)


def rows() -> list[Row]:
    """The rows of the table."""
    requests = [request_bytes(_body(asked)) for asked in cases(generated(), WARM_UP + ROUNDS * A_ROUND)]
    with tempfile.TemporaryDirectory(prefix="cailiang-bench-") as folder:
        database = f"sqlite:///{Path(folder) / 'cailiang.db'}"
        _publish(database)
        return [row for workers in (1, 2) for row in _beside(database, workers, requests)]


def _beside(database: str, workers: int, requests: list[bytes]) -> list[Row]:
    with _started(PRODUCT, workers, database) as product, _started(EMPTY, workers, database) as empty:
        servers = (product, empty)
        for server in servers:
            server.run(requests[:WARM_UP])
        for first in range(WARM_UP, len(requests), A_ROUND):
            for server in servers:
                server.rounds.append(server.run(requests[first : first + A_ROUND]))
    ratio = median(b.cpu_seconds / a.cpu_seconds for a, b in zip(product.rounds, empty.rounds, strict=True))
    clock = median(b.seconds / a.seconds for a, b in zip(product.rounds, empty.rounds, strict=True))
    bench = f"service, {workers} workers" if workers > 1 else "service, 1 worker"
    note = f"{AIM}; by the clock {clock:.0%}"
    return [_row(bench, product, None, ""), _row(bench, empty, ratio, note)]


def _row(bench: str, server: _Server, ratio: float | None, note: str) -> Row:
    times = sorted(n / 1000 for load in server.rounds for n in load.nanoseconds)
    statuses: dict[int, int] = {}
    for load in server.rounds:
        for status, count in load.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    told = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
    return Row(
        bench,
        server.name,
        per_second=median(len(load.nanoseconds) / load.seconds for load in server.rounds),
        per_cpu_second=median(len(load.nanoseconds) / load.cpu_seconds for load in server.rounds),
        p50=median(times),
        p99=quantiles(times, n=100)[98],
        ratio=ratio,
        note="; ".join(part for part in (f"answers {told}", note) if part),
    )


@contextmanager
def _started(name: str, workers: int, database: str) -> Iterator[_Server]:
    port = free_port()
    programs = {
        PRODUCT: [
            "-c",
            "from service.commands import main; main()",
            "serve",
            "--port",
            f"{port}",
            "--workers",
            f"{workers}",
        ],
        EMPTY: ["-m", "tests.bench.empty_route", f"{port}", f"{workers}"],
    }
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, *programs[name]],
            cwd=ROOT,
            env={**os.environ, "CAILIANG_DATABASE": database},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        server = _Server(name, port, process)
        try:
            wait_for(lambda: _answers(server))
            yield server
        finally:
            process.terminate()
            process.wait()


def _answers(server: _Server) -> bool:
    try:
        return bool(server.run([request_bytes(b"{}")]).statuses)
    except OSError:
        return False


def _body(asked: Asked) -> bytes:
    case = asked.case
    days = {"act_date": case.act_date, "decision_date": case.decision_date}
    body = {
        "standard": f"{_department(asked.of.workbook.name)}!{asked.of.standard.code}",
        "facts": dict(case.facts),
        "bases": dict(case.bases),
        "quantities": dict(case.quantities),
        "circumstances": list(case.circumstances),
        "party": case.party,
        "dates": {name: day.isoformat() for name, day in case.dates},
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
    }
    return json.dumps({name: value for name, value in body.items() if value}, ensure_ascii=False).encode()


def _department(file_name: str) -> str:
    return file_name.removesuffix(".xlsx")


def _publish(database: str) -> None:
    """The generated standards as one edition, proved and published as any other."""
    workbooks = list(dict.fromkeys(one.workbook.name for one in generated()))
    held = {one.workbook.name: one.workbook for one in generated()}
    imported = [ImportedWorkbook(_department(name), name, held[name], name.encode()) for name in workbooks]
    engine = open_engine(database)
    bring_up_to_date(engine)
    with writing(engine) as session:
        import_workbooks(session, imported, _NOON)
        submit(session, 1, _NOON)
        edition = store.load_edition(session, store.get_edition_row(session, 1))
        proofs = {k.department: prove(k.workbook.standards, k.workbook.instrument) for k in edition.workbooks}
        publish(session, 1, in_force_from=_SINCE, proofs=proofs, at=_NOON)
    engine.dispose()
