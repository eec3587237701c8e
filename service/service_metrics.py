"""What the service counts, for Prometheus; with several workers each writes its share to a folder."""

from __future__ import annotations

import os

from prometheus_client import REGISTRY as OWN_REGISTRY
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

REQUESTS = Counter("cailiang_requests", "已回答的请求", ("method", "route", "status"))
SECONDS = Histogram("cailiang_request_seconds", "回答一个请求用的时间（秒）", ("route",), buckets=_BUCKETS)
ANSWERS = Counter(
    "cailiang_assessments", "裁量请求的结果：answered，或者没有给出幅度的原因代码", ("outcome",)
)
EDITIONS_LOADED = Counter("cailiang_editions_loaded", "读入已发布版本的次数")
POLLS_FAILED = Counter("cailiang_editions_poll_failed", "没有读到版本的次数（数据库不可用）")


def exposition() -> bytes:
    """All counts in Prometheus' text format, summed over the workers where there are several."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(OWN_REGISTRY)
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
