"""The service as processes: workers that share a port, die and are replaced, and take up new editions."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.db import open_engine
from tests.service.published import CASE, first_edition, publish_again
from tests.service.server_process import free_port, refused, serving, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from tests.service.server_process import ServerProcess

WORKERS = 4
_WITHIN_SECONDS = 5


@dataclass
class _Answers:
    """What came back while something else happened: when each request began, its status, its edition."""

    seen: list[tuple[float, int, str]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def ask(self, server: ServerProcess) -> None:
        """Ask until told to stop; a new connection now and then, so that every worker is met."""
        while not self.stop.is_set():
            try:
                with server.client() as client:
                    for _ in range(20):
                        began = time.monotonic()
                        response = client.post("/api/v1/assessments", json=CASE)
                        self.seen.append((began, response.status_code, response.json().get("edition", "")))
            except OSError as error:
                self.failed.append(repr(error))
            except Exception as error:  # noqa: BLE001 - whatever a client meets is a failed request
                self.failed.append(repr(error))


def versions(client: httpx.Client) -> dict[int, int]:
    """The publication that each living worker answers from, by process id."""
    found = re.findall(r'cailiang_publication\{pid="(\d+)"\} (\d+)', client.get("/metrics").text)
    return {int(pid): int(version) for pid, version in found}


def test_four_workers_take_up_a_new_edition_within_seconds_and_no_request_fails(
    database: str, tmp_path: Path
) -> None:
    first_edition(database)
    with serving(tmp_path, "--workers", str(WORKERS)) as server, server.client() as client:
        wait_for(lambda: len(versions(client)) == WORKERS, server.log)
        before = set(versions(client).values())
        answers = _Answers()
        askers = [threading.Thread(target=answers.ask, args=(server,)) for _ in range(WORKERS)]
        for asker in askers:
            asker.start()
        wait_for(lambda: len(answers.seen) > 50)
        engine = open_engine(database)
        publishing = time.monotonic()
        number = publish_again(engine, "second")
        engine.dispose()
        wait_for(lambda: not before & set(versions(client).values()), server.log, _WITHIN_SECONDS)
        switched = time.monotonic()
        wait_for(lambda: answers.seen[-1][0] > switched + 0.5)
        answers.stop.set()
        for asker in askers:
            asker.join()
        assert len(versions(client)) == WORKERS
    assert answers.failed == []
    assert {status for _, status, _ in answers.seen} == {200}
    old = {edition for began, _, edition in answers.seen if began < publishing}
    new = {edition for began, _, edition in answers.seen if began > switched}
    assert {edition.partition("@")[0] for edition in old} == {f"edition:{number - 1}"}
    assert {edition.partition("@")[0] for edition in new} == {f"edition:{number}"}


def test_a_worker_that_dies_is_replaced(own_database: str, tmp_path: Path) -> None:
    first_edition(own_database)
    with serving(tmp_path, "--workers", "2") as server:
        with server.client() as client:
            wait_for(lambda: len(versions(client)) == 2, server.log)
            killed = min(versions(client))
        os.kill(killed, signal.SIGKILL)

        def replaced() -> bool:
            with server.client() as client:  # the old connection may have gone with the worker
                now = versions(client)
                return killed not in now and len(now) == 2

        wait_for(replaced, server.log)
        with server.client() as client:
            assert client.post("/api/v1/assessments", json=CASE).status_code == 200


def test_a_server_that_is_told_to_stop_ends_cleanly_and_leaves_nothing_behind(
    own_database: str, tmp_path: Path
) -> None:
    first_edition(own_database)
    for workers in ("1", "2"):
        with serving(tmp_path, "--workers", workers) as server:
            assert server.stop() == 0
            assert "Traceback" not in server.log.read_text()


def test_a_port_in_use_is_one_sentence_and_nothing_is_created(own_database: str, tmp_path: Path) -> None:
    first_edition(own_database)
    port = free_port()
    with serving(tmp_path, port=port):
        second = refused("serve", "--port", str(port), CAILIANG_DATABASE=f"sqlite:///{tmp_path / 'other.db'}")
    assert second.returncode == 2
    assert second.stderr.strip() == (
        f"端口 {port} 已被别的程序占用：请先停止它，或者用 --port（CAILIANG_PORT）换一个端口。"
    )
    assert not (tmp_path / "other.db").exists()


def test_an_address_of_another_machine_is_one_sentence() -> None:
    answer = refused("serve", "--host", "192.0.2.1", "--port", str(free_port()))
    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert "192.0.2.1" in answer.stderr
