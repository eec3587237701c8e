"""POST /api/v1/assessments beside an empty FastAPI route: same server, same bodies, same model; 1 and 2 workers.

No case is asked twice; each goes to both servers.  Rounds alternate, so that what else the machine does hits
both; figures are medians over rounds, p50 and p99 over all answers.  `per CPU s` counts the processor time of the
server's processes alone.  The ratio is the product's requests a CPU second by those of the empty route.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.bench.generated_cases import cases
from tests.bench.generated_standards import generated
from tests.bench.http_load import request_bytes
from tests.bench.row import Row
from tests.bench.servers import EMPTY_ROUTE, SERVE, department_of, publish_generated, started

if TYPE_CHECKING:
    from tests.bench.generated_cases import Asked
    from tests.bench.servers import Server

WARM_UP, ROUNDS, A_ROUND = 10_000, 6, 1_000
AIM = "aim: 60 % of an empty route"
PRODUCT, EMPTY = "POST assessments", "empty route"


def rows() -> list[Row]:
    """The rows of the table."""
    requests = [request_bytes(_body(asked)) for asked in cases(generated(), WARM_UP + ROUNDS * A_ROUND)]
    with tempfile.TemporaryDirectory(prefix="cailiang-bench-") as folder:
        database = f"sqlite:///{Path(folder) / 'cailiang.db'}"
        publish_generated(database)
        return [row for workers in (1, 2) for row in _beside(database, workers, requests)]


def _beside(database: str, workers: int, requests: list[bytes]) -> list[Row]:
    with (
        started(PRODUCT, SERVE, workers, database) as product,
        started(EMPTY, EMPTY_ROUTE, workers, database) as empty,
    ):
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


def _row(bench: str, server: Server, ratio: float | None, note: str) -> Row:
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


def _body(asked: Asked) -> bytes:
    case = asked.case
    days = {"act_date": case.act_date, "decision_date": case.decision_date}
    body = {
        "standard": f"{department_of(asked.of.workbook.name)}!{asked.of.standard.code}",
        "facts": dict(case.facts),
        "bases": dict(case.bases),
        "quantities": dict(case.quantities),
        "circumstances": list(case.circumstances),
        "party": case.party,
        "dates": {name: day.isoformat() for name, day in case.dates},
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
    }
    return json.dumps({name: value for name, value in body.items() if value}, ensure_ascii=False).encode()
