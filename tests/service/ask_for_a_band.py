"""Waits until the service at a port is ready and asks it for one band (for .ci/run; standard library only)."""

from __future__ import annotations

import json
import sys
import time
from http import HTTPStatus
from http.client import HTTPConnection

CASE = {
    "standard": "环水局!1-1",
    "facts": {"违法程度（超标倍数）": "2.5倍", "危害后果（超标废水日排放量）": "50吨"},
    "act_date": "2026-08-20",
    "decision_date": "2026-09-01",
}


def main(port: int) -> int:
    """Exit code 0 where it gives one; half a minute of patience."""
    for _ in range(60):
        try:
            if _ask(port, "GET", "/health/ready")[0] == HTTPStatus.OK:
                break
        except OSError:
            pass
        time.sleep(0.5)
    status, answer = _ask(port, "POST", "/api/v1/assessments", json.dumps(CASE).encode())
    return int(status != HTTPStatus.OK or not json.loads(answer)["measures"])


def _ask(port: int, method: str, address: str, body: bytes | None = None) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, address, body, {"content-type": "application/json"})
    answer = connection.getresponse()
    return answer.status, answer.read()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
