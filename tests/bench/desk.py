"""From a change on the desk to its new band: what the server takes for the page that htmx asks for.

1,023 generated standards, no case asked twice, one person at a time and eight at once; times over all answers.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from service.pages.desk_query import written_query
from tests.bench.generated_cases import cases
from tests.bench.generated_standards import generated
from tests.bench.http_load import page_request_bytes
from tests.bench.row import Row
from tests.bench.servers import SERVE, department_of, publish_generated, started

if TYPE_CHECKING:
    from tests.bench.generated_cases import Asked
    from tests.bench.http_load import Load

WARM_UP, ASKED, CONNECTIONS = 2_000, 3_000, (1, 8)
AIM = "aim: p95 150 ms"


def rows() -> list[Row]:
    """The rows of the table."""
    count = WARM_UP + ASKED * len(CONNECTIONS)
    requests = [page_request_bytes(_path(asked)) for asked in cases(generated(), count)]
    with tempfile.TemporaryDirectory(prefix="cailiang-bench-") as folder:
        database = f"sqlite:///{Path(folder) / 'cailiang.db'}"
        publish_generated(database)
        with started("desk", SERVE, 1, database) as server:
            server.run(requests[:WARM_UP], CONNECTIONS[-1])
            for number, connections in enumerate(CONNECTIONS):
                first = WARM_UP + number * ASKED
                server.rounds.append(server.run(requests[first : first + ASKED], connections))
        return [_row(n, load) for n, load in zip(CONNECTIONS, server.rounds, strict=True)]


def _row(connections: int, load: Load) -> Row:
    times = sorted(n / 1000 for n in load.nanoseconds)
    percentiles = quantiles(times, n=100)
    statuses = ", ".join(f"{status}: {count}" for status, count in sorted(load.statuses.items()))
    return Row(
        "desk",
        "one person" if connections == 1 else f"{connections} at once",
        per_second=len(times) / load.seconds,
        per_cpu_second=len(times) / load.cpu_seconds,
        p50=percentiles[49],
        p99=percentiles[98],
        note=f"p95 {percentiles[94] / 1000:.1f} ms; {AIM}; answers {statuses}",
    )


def _path(asked: Asked) -> str:
    name = f"{department_of(asked.of.workbook.name)}!{asked.of.standard.code}"
    return f"/desk/{quote(name, safe='')}?{urlencode(list(written_query(asked.case)))}"
