"""Finding a standard among 1,023 in 30 editions: searches and pages as a browser asks for them, one person at a time.

The demonstration workbooks; in each edition one department changed three notes; every cited article has a text.
Each search is asked once in the edition in force and once in an earlier one.  `p50` and `p99` are of the whole
answer at the client, `MB` is the server's resident memory with one edition and what 29 more add.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from tests.bench.generated_standards import SEED
from tests.bench.http_load import page_request_bytes
from tests.bench.row import Row
from tests.bench.servers import SERVE, started
from tests.bench.thirty_editions import Editions
from tests.workbooks import OWN_WORKBOOKS, own_workbook

if TYPE_CHECKING:
    from standards_1023.values import Standard
    from tests.bench.servers import Server

EDITIONS, ASKED = 30, 300
AIM_MS = 100


def rows() -> list[Row]:
    """A row for each kind of question, and one for memory."""
    with tempfile.TemporaryDirectory(prefix="cailiang-bench-") as folder:
        database = f"sqlite:///{Path(folder) / 'cailiang.db'}"
        editions = Editions(database)
        editions.first()
        with started("finding", SERVE, 1, database) as server:
            with_one = _resident_mb(server)
        editions.more(EDITIONS - 1)
        editions.close()
        # All questions come from one address: the limit for one is lifted.
        with started("finding", SERVE, 1, database, CAILIANG_SEARCHES_PER_MINUTE="1000000") as server:
            with_all = _resident_mb(server)
            asked = [_row(server, kind, paths) for kind, paths in _questions().items()]
            after = _resident_mb(server)
    note = f"resident: {with_one:.0f} MB with 1 edition, {with_all:.0f} with {EDITIONS}, {after:.0f} after the questions"
    memory = Row("finding", "memory", megabytes=with_all, later=after - with_all, note=note)
    return [*asked, memory]


def _row(server: Server, kind: str, paths: list[str]) -> Row:
    requests = [page_request_bytes(path) for path in paths]
    server.run(requests[:20], 1)
    load = server.run(requests, 1)
    times = sorted(n / 1000 for n in load.nanoseconds)
    percentiles = quantiles(times, n=100)
    statuses = ", ".join(f"{status}: {count}" for status, count in sorted(load.statuses.items()))
    return Row(
        "finding",
        kind,
        per_second=len(times) / load.seconds,
        per_cpu_second=len(times) / load.cpu_seconds,
        p50=percentiles[49],
        p99=percentiles[98],
        note=f"p95 {percentiles[94] / 1000:.1f} ms (aim: {AIM_MS}); answers {statuses}",
    )


def _questions() -> dict[str, list[str]]:
    """What is asked: drawn from the tables themselves, so that most searches find something."""
    random = Random(SEED)  # noqa: S311 - a fixed choice, no secret
    names = [(path.stem, one) for path in OWN_WORKBOOKS for one in own_workbook(path).standards]
    standards = [one for _, one in names]
    departments = [path.stem for path in OWN_WORKBOOKS]
    codes = [name for name in names if _code_is_unique(name, names)]
    return {
        "search words": [_search(random, q=_words(random, standards)) for _ in range(ASKED)],
        "search article": [_search(random, statute=_article(random, standards)) for _ in range(ASKED)],
        "search amount": [_search(random, amount=_amount(random)) for _ in range(ASKED)],
        "list": [_search(random, sort=random.choice(("", "-fine", "violation"))) for _ in range(ASKED)],
        "standard": [
            f"/standards/{quote(f'{department}!{one.code}', safe='')}{_edition(random, '?')}"
            for department, one in random.choices(codes, k=ASKED)
        ],
        "print department": [f"/standards/print?department={quote(name)}" for name in departments * 3],
    }


def _code_is_unique(name: tuple[str, Standard], names: list[tuple[str, Standard]]) -> bool:
    department, standard = name
    return sum(d == department and s.code == standard.code for d, s in names) == 1


def _search(random: Random, **asked: str) -> str:
    return f"/standards?{urlencode(asked)}{_edition(random, '&')}"


def _edition(random: Random, sign: str) -> str:
    """Half in force, half in any other."""
    return "" if random.random() < 0.5 else f"{sign}edition={random.randint(1, EDITIONS)}"


def _words(random: Random, standards: list[Standard]) -> str:
    """One to three pieces of a standard's texts."""
    standard = random.choice(standards)
    texts = [standard.violation, *(c.text for f in standard.factors for c in f.conditions)]
    return " ".join(_piece(random, random.choice(texts)) for _ in range(random.randint(1, 3)))


def _piece(random: Random, text: str) -> str:
    begin = random.randrange(max(len(text) - 3, 1))
    return text[begin : begin + random.randint(2, 4)]


def _article(random: Random, standards: list[Standard]) -> str:
    basis = [one for one in random.choice(standards).basis if "条" in one] or ["第五十条"]
    return (
        random.choice(basis)
        .replace("《", random.choice(("《", "")))
        .replace("》", random.choice(("》", " ")))
    )


def _amount(random: Random) -> str:
    low = random.randint(1, 60)
    return random.choice((f"{low}万", f"{low * 1000}元", f"{low}万-{low + random.randint(1, 50)}万元"))


def _resident_mb(server: Server) -> float:
    """VmRSS of the server's process."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
