"""`make bench`: one table from one run.  Each bench is a module with `rows()`; `ARGS=engine make bench` runs one."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shlex
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import audit, batch, desk, engine, finding, importing, parsing, publishing, service
from tests.bench.generated_standards import SEED
from tests.bench.row import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.row import Row

BENCHES: dict[str, Callable[[], list[Row]]] = {
    "engine": engine.rows,
    "parsing": parsing.rows,
    "publishing": publishing.rows,
    "batch": batch.rows,
    "audit": audit.rows,
    "service": service.rows,
    "desk": desk.rows,
    "finding": finding.rows,
    "importing": importing.rows,
}


def main(arguments: list[str]) -> int:
    """Run the benches that are named, or all; 1 where a contestant answers otherwise than the product."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=f"of {', '.join(BENCHES)}; all without")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows there")
    options = parser.parse_args(arguments)
    if unknown := set(options.benches) - BENCHES.keys():
        parser.error(f"no bench {', '.join(sorted(unknown))}: there are {', '.join(BENCHES)}")
    machine = {
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, each process on one",
        "load": " ".join(f"{load:.1f}" for load in os.getloadavg()) + " processes in 1, 5, 15 minutes before",
        "seed": SEED,
        "command": shlex.join(["make", "bench", f"ARGS={shlex.join(arguments)}"]),
    }
    print(*(f"{name}: {value}" for name, value in machine.items()), sep="\n")  # noqa: T201 - the table is the output
    try:
        rows = [row for name in options.benches or BENCHES for row in BENCHES[name]()]
    except engine.AnswersDiffer as differ:
        print(f"answers differ: {differ}")  # noqa: T201
        return 1
    print(table(rows))  # noqa: T201
    if options.json is not None:
        options.json.write_text(
            json.dumps({**machine, "rows": [asdict(row) for row in rows]}, indent=1), "utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
