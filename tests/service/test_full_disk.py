"""A disk without room, really written to: each way of saving says so in one sentence, and leaves nothing half-done.

The server may not write files beyond a size (RLIMIT_FSIZE: EFBIG instead of ENOSPC, and the same for the program).
"""

from __future__ import annotations

import errno
import resource
import sqlite3
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from casework import store as casework_store
from service.app import create_app
from service.command_errors import CommandRefused
from service.db import open_engine, reading
from service.full_disk import is_full
from service.job_folders import JobFolder
from service.people.roles import Grant, Role
from service.schema import bring_up_to_date
from service.settings import Settings
from tests.casework.decision_files import write_csv
from tests.casework.generated_decisions import DEPARTMENTS, FIRST, as_rows, decisions, standard
from tests.conftest import new_postgresql_database
from tests.rules.tables import heaps, stalls
from tests.service.accounts import PASSWORD, add_account, add_account_to, sign_in_as
from tests.service.pages.page_client import PageClient
from tests.service.published import CASE
from tests.service.server_process import CAILIANG, ROOT, ServerProcess, free_port, refused, serving, wait_for
from tests.standards_1023.editions import department, publish_into

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

ROOM = 512 * 1024
SENTENCE = "服务器磁盘满了，没有保存"
TOO_LARGE = {"the folder": b"x" * (ROOM * 7 // 4), "the spool": b"x" * (3 * 1024 * 1024)}
"""Starlette keeps a file of up to 1 MB in memory: the first fails in the job's folder, the second before it."""


@pytest.fixture
def address(own_database: str) -> str:
    """A database with one edition, in which a department's workbook is larger than the room."""
    tables = [
        department(name, *(standard(n, d, 1) for n in range(6)), source=name.encode())
        for d, name in enumerate(DEPARTMENTS)
        if name != "城管局"
    ]
    large = department("城管局", stalls(), heaps(), source=b"x" * (ROOM + 1))
    publish_into(own_database, (FIRST, [*tables, large]))
    add_account(own_database, "fazhi", Grant(Role.LEGAL_AFFAIRS))
    return own_database


@contextmanager
def without_room(folder: Path) -> Iterator[ServerProcess]:
    """A server, and the processes that it begins, whose files may not grow beyond the room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    try:
        server = serving(folder, ready=False)
        started = server.__enter__()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    try:
        started.wait_until_ready()
        yield started
    finally:
        server.__exit__(None, None, None)


@pytest.fixture
def client(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PageClient]:
    """Somebody who may do everything at such a server."""
    assert address
    for name in ("audit", "import"):
        monkeypatch.setenv(f"CAILIANG_{name.upper()}_FOLDER", str(tmp_path / name))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with without_room(tmp_path) as server, PageClient(server.address) as signed_in:
        sign_in_as(signed_in.client, "fazhi")
        yield signed_in


@pytest.mark.parametrize("where", TOO_LARGE)
@pytest.mark.parametrize(("path", "name"), [("audit", "决定.csv"), ("imports", "城管局.xlsx")])
def test_an_upload_that_finds_no_room_is_refused_and_leaves_nothing(
    client: PageClient, tmp_path: Path, where: str, path: str, name: str
) -> None:
    field = "file" if path == "audit" else "files"
    before = {one.name for one in tmp_path.iterdir()} - {"audit", "import"}
    answer = client.client.post(f"/{path}", files={field: (name, TOO_LARGE[where])})
    assert (answer.status_code, SENTENCE in answer.text, "请告诉维护人员" in answer.text) == (507, True, True)
    folders = [tmp_path / "audit", tmp_path / "import"]
    assert [kept for folder in folders if folder.is_dir() for kept in folder.iterdir()] == []
    assert {one.name for one in tmp_path.iterdir()} - {"audit", "import"} == before
    client.get(f"/{path}")


def test_a_marked_copy_that_finds_no_room_is_refused(client: PageClient, tmp_path: Path) -> None:
    page = client.get("/editions/1/departments/城管局/marked", status=507)
    assert SENTENCE in page.text
    assert "没有这个地址" not in page.text
    assert list(tmp_path.glob("cailiang-*")) == []


def test_an_audit_that_finds_no_room_says_so_and_goes_on_once_there_is_some(
    client: PageClient, tmp_path: Path
) -> None:
    table = write_csv(tmp_path / "决定.csv", as_rows(decisions(2500, 49, seed=11)))
    assert table.stat().st_size < ROOM
    with table.open("rb") as file:
        address = client.client.post("/audit", files={"file": ("决定.csv", file)}).headers["location"]
    selects = client.get(address).all("select")
    columns = {
        str(one.get("name")): next(
            (str(o.get("value")) for o in one.iter("option") if o.get("selected") is not None), ""
        )
        for one in selects
    }
    assert client.client.post(f"{address}/start", data=columns).status_code == 303
    wait_for(lambda: "没有复核完" in client.get(address).text)
    assert "服务器磁盘满了，没有做完，请告诉维护人员" in client.get(address).text
    assert list((tmp_path / "audit").glob("*/*.tmp")) == []
    client.get(f"{address}/file", status=404)
    with serving(tmp_path) as server, PageClient(server.address) as other:
        sign_in_as(other.client, "fazhi")
        other.client.post(f"{address}/start", data={"again": "yes"})
        wait_for(lambda: "复核结果" in other.get(address).text)


def test_a_database_that_finds_no_room_keeps_what_was_kept_and_nothing_of_the_rest(
    client: PageClient, address: str, tmp_path: Path
) -> None:
    case = {**CASE, "keep": True, "act_date": str(FIRST), "decision_date": str(FIRST)}
    answers: list[httpx.Response] = []
    while len(answers) < 200 and (not answers or answers[-1].status_code == 201):
        answers.append(client.client.post("/api/v1/assessments", json=case))
    *kept, last = answers
    assert kept
    assert (last.status_code, last.json()["code"]) == (507, "disk_full")
    assert last.json()["detail"] == f"{SENTENCE}：请告诉维护人员。"
    assert SENTENCE in client.client.post("/sign-out").text
    client.get("/standards")  # who reads is answered as ever
    assert client.client.get("/health/ready").status_code == 200
    with serving(tmp_path) as server, PageClient(server.address) as other:
        sign_in_as(other.client, "fazhi")
        for one in kept:
            assert other.client.get(one.headers["location"]).content == one.content
    engine = open_engine(address)
    with reading(engine) as session:
        assert casework_store.count_photographs(session) == len(kept)
    engine.dispose()
    checked = refused("check")
    assert (checked.returncode, f"裁量记录 {len(kept)} 件" in checked.stdout) == (0, True)


def test_a_full_postgresql_says_the_same(postgresql_server: str) -> None:
    full = "BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END"
    with new_postgresql_database(postgresql_server) as database:
        engine = open_engine(database)
        bring_up_to_date(engine)
        add_account_to(engine, "fazhi", Grant(Role.LEGAL_AFFAIRS))
        with engine.begin() as connection:
            connection.execute(
                text(f"CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $${full}$$")
            )
            connection.execute(
                text("CREATE TRIGGER no_room BEFORE INSERT ON person_session EXECUTE FUNCTION no_room()")
            )
        with TestClient(create_app(Settings(database=database))) as client:
            answer = client.post("/sign-in", data={"name": "fazhi", "password": PASSWORD})
            assert (answer.status_code, answer.json()["code"]) == (507, "disk_full")
        engine.dispose()


def test_a_file_of_a_job_that_finds_no_room_stays_what_it_was(tmp_path: Path) -> None:
    job = JobFolder(tmp_path)
    job.write("state.json", b"before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            job.write("state.json", b"x" * (ROOM + 1))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"state.json": b"before"}


def test_a_log_that_finds_no_room_keeps_no_answer_back(address: str, tmp_path: Path) -> None:
    assert address
    port = free_port()
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device on which every write fails for want of room
        process = subprocess.Popen(
            [*CAILIANG, "serve", "--port", str(port)], cwd=ROOT, stdin=subprocess.DEVNULL, stderr=full
        )
    server = ServerProcess(process, f"http://127.0.0.1:{port}", tmp_path / "none")
    try:
        server.wait_until_ready()
        with server.client() as client:
            assert client.post("/api/v1/assessments", json=CASE).status_code == 200
            assert client.get("/nowhere").status_code == 404
    finally:
        server.stop()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_room_is_known_wherever_it_stands_among_the_causes(number: int) -> None:
    outer = CommandRefused("x")
    outer.__context__ = ValueError()
    outer.__context__.__cause__ = OSError(number, "x")
    assert is_full(outer)


def test_other_troubles_are_not_taken_for_want_of_room() -> None:
    round_about = ValueError()
    round_about.__cause__ = TypeError()
    round_about.__cause__.__cause__ = round_about
    for one in (OSError(errno.EACCES, "x"), sqlite3.OperationalError("database is locked"), round_about):
        assert not is_full(one)
