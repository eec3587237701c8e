"""What the service counts, for Prometheus; with several workers each writes its share to a folder."""

from __future__ import annotations

import os
from pathlib import Path

from prometheus_client import REGISTRY as OWN_REGISTRY
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

REQUESTS = Counter("cailiang_requests", "已回答的请求", ("method", "route", "status"))
SECONDS = Histogram("cailiang_request_seconds", "回答一个请求用的时间（秒）", ("route",), buckets=_BUCKETS)
ANSWERS = Counter(
    "cailiang_assessments", "裁量请求的结果：answered，或者没有给出幅度的原因代码", ("outcome",)
)
PUBLICATION = Gauge("cailiang_publication", "进程读到第几次发布", multiprocess_mode="liveall")
POLLS_FAILED = Counter("cailiang_editions_poll_failed", "没有读到版本的次数（数据库不可用）")


def exposition() -> bytes:
    """All counts in Prometheus' text format, summed over the workers where there are several."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder is None:
        return generate_latest(OWN_REGISTRY)
    _forget_dead_workers(Path(folder))
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def _forget_dead_workers(folder: Path) -> None:
    """What a worker was at holds no longer once it is gone; what it counted still does."""
    for file in folder.glob("gauge_live*_*.db"):
        pid = file.stem.rpartition("_")[2]
        if pid.isdigit() and not _is_alive(int(pid)):
            multiprocess.mark_process_dead(int(pid), str(folder))  # type: ignore[no-untyped-call]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
