"""The service and its database: newer, read-only, full, gone, empty, and the photographs in it."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from service.db import open_engine, reading
from service.people.roles import Grant, Role
from standards_1023 import store
from tests.service.accounts import add_account, sign_in_as
from tests.service.published import CASE, first_edition, publish_again
from tests.service.server_process import free_port, refused, serving, wait_for

_AS_ANYBODY = () if os.geteuid() else ("setpriv", "--bounding-set", "-dac_override")
"""The superuser reads and writes whatever the modes say, unless this right is taken away."""


def file_of(address: str) -> Path:
    return Path(address.removeprefix("sqlite:///"))


def test_a_database_of_a_newer_version_is_one_sentence(own_database: str) -> None:
    first_edition(own_database)
    engine = open_engine(own_database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    engine.dispose()
    answer = refused("serve", "--port", str(free_port()))
    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert "请升级程序" in answer.stderr


@pytest.mark.skipif(bool(_AS_ANYBODY) and not shutil.which("setpriv"), reason="needs setpriv (util-linux)")
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "readonly"
    folder.mkdir()
    folder.chmod(0o555)
    answer = refused(
        "serve",
        "--port",
        str(free_port()),
        prefix=_AS_ANYBODY,
        CAILIANG_DATABASE=f"sqlite:///{folder / 'cailiang.db'}",
    )
    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert "请检查路径和权限" in answer.stderr


@pytest.mark.parametrize("kilobytes", [0, 16, 200])
def test_a_full_disk_is_one_sentence_and_the_next_start_is_whole(tmp_path: Path, kilobytes: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, hard))
    try:
        answer = refused("serve", "--demonstration", "--port", str(free_port()))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert answer.returncode == 2
    assert len(answer.stderr.strip().splitlines()) == 1
    assert "没有保存任何改动" in answer.stderr or "权限" in answer.stderr
    with serving(tmp_path, "--demonstration") as server, server.client() as client:
        assert client.get("/api/v1/editions").json()["total"] == 2


def test_without_an_edition_the_service_says_what_to_do_and_answers_once_there_is_one(
    own_database: str, tmp_path: Path
) -> None:
    with serving(tmp_path, ready=False) as server, server.client() as client:
        wait_for(lambda: server.answers(client), server.log)
        unready = client.get("/health/ready")
        assert unready.status_code == 503
        assert "cailiang standards import" in unready.json()["detail"]
        assert client.get("/health/live").text == "ok"
        asked = client.post("/api/v1/assessments", json=CASE)
        assert (asked.status_code, asked.json()["code"]) == (409, "no_edition_in_force")
        first_edition(own_database)
        wait_for(lambda: client.get("/health/ready").status_code == 200, server.log)
        assert client.post("/api/v1/assessments", json=CASE).status_code == 200


def test_while_the_database_is_away_the_loaded_edition_answers_and_readiness_says_so(
    own_database: str, tmp_path: Path
) -> None:
    first_edition(own_database)
    path = file_of(own_database)
    with serving(tmp_path) as server, server.client() as client:
        # A file that is moved stays readable through an open connection: here a table goes away.
        with sqlite3.connect(path) as connection:
            connection.execute("ALTER TABLE edition_event RENAME TO edition_event_away")
        wait_for(lambda: client.get("/health/ready").json()["database"] != "ok", server.log)
        assert client.get("/health/ready").status_code == 200
        assert client.post("/api/v1/assessments", json=CASE).status_code == 200
        with sqlite3.connect(path) as connection:
            connection.execute("ALTER TABLE edition_event_away RENAME TO edition_event")
        wait_for(lambda: client.get("/health/ready").json()["database"] == "ok", server.log)


def test_the_demonstration_never_joins_an_edition_that_is_there(own_database: str, tmp_path: Path) -> None:
    first_edition(own_database)
    with serving(tmp_path, "--demonstration") as server, server.client() as client:
        editions = client.get("/api/v1/editions").json()["editions"]
    assert [[d["department"] for d in edition["departments"]] for edition in editions] == [["城管局"]]
    assert [edition["standards"] for edition in editions] == [2]


def test_an_assessment_is_kept_where_that_is_asked_and_given_back_as_it_was(
    database: str, tmp_path: Path
) -> None:
    first_edition(database)
    add_account(database, "zhang", Grant(Role.HANDLER, "城管局"))
    engine = open_engine(database)
    with serving(tmp_path) as server, server.client() as client:
        refused_to_strangers = client.post("/api/v1/assessments", json={**CASE, "keep": True})
        assert refused_to_strangers.json()["code"] == "not_signed_in"
        sign_in_as(client, "zhang")
        kept = client.post("/api/v1/assessments", json={**CASE, "keep": True})
        assert kept.status_code == 201
        address = kept.headers["location"]
        number = publish_again(engine, "second")
        wait_for(lambda: client.get("/api/v1/editions").json()["total"] == number, server.log)
        assert client.get(address).content == kept.content
        assert client.get("/api/v1/assessments/0").json()["code"] == "assessment_not_found"
    with reading(engine) as session:
        assert len(store.list_editions(session)) == number
    engine.dispose()
    checked = refused("check", CAILIANG_DATABASE=database)
    assert "裁量记录 1 件" in checked.stdout
