"""An audit is seen by who began it, and by who may see all; for others it is not there; on both databases."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from casework.act_store import Wanted, list_acts
from casework.acts import Act
from service.admission import ADMISSION
from service.app import create_app
from service.audit_jobs import Job, Jobs
from service.audit_worker import work
from service.db import reading, writing
from service.job_folders import Stage
from service.people.roles import MAY, Grant, Permission, Role
from service.settings import Settings
from tests.casework.decision_files import write_csv
from tests.casework.generated_decisions import DEPARTMENTS, FIRST, as_rows, decisions, standard
from tests.service.accounts import add_account_to, sign_in_as
from tests.standards_1023.editions import department, publish_edition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

PAGE = {"accept": "text/html"}
MADE = decisions(30, 10, seed=3)
SEERS = ("fazhi", "jiandu")
OTHERS = ("cheng2", "keeper")
OF_ONE = [route for route in ADMISSION if "/audit/{number}" in route]


@pytest.fixture
def jobs(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Jobs:
    assert database
    monkeypatch.setenv("CAILIANG_AUDIT_FOLDER", str(tmp_path / "audits"))
    return Jobs(tmp_path / "audits", 7)


@pytest.fixture
def client(engine: Engine, database: str, jobs: Jobs) -> Iterator[TestClient]:
    """A browser at a service with one edition, and people of several roles."""
    for name, grant in (
        ("cheng", Grant(Role.HANDLER, DEPARTMENTS[0])),
        ("cheng2", Grant(Role.HANDLER, DEPARTMENTS[0])),
        ("keeper", Grant(Role.KEEPER)),
        ("fazhi", Grant(Role.LEGAL_AFFAIRS)),
        ("jiandu", Grant(Role.SUPERVISOR)),
    ):
        add_account_to(engine, name, grant)
    with writing(engine) as session:
        tables = [
            department(name, *(standard(n, d, 1) for n in range(6)), source=name.encode())
            for d, name in enumerate(DEPARTMENTS)
        ]
        publish_edition(session, *tables, since=FIRST)
    settings = Settings(database=database, audit_folder=jobs.folder, sign_ins_per_minute=1000)
    with TestClient(create_app(settings), follow_redirects=False) as browser:
        yield browser


def come(client: TestClient, name: str) -> None:
    client.cookies.clear()
    sign_in_as(client, name)


def uploaded(client: TestClient, tmp_path: Path, name: str = "决定.csv") -> str:
    """The number of an audit that whoever is signed in begins."""
    content = write_csv(tmp_path / "x.csv", as_rows(MADE)).read_bytes()
    answer = client.post("/audit", files={"file": (name, content)})
    assert answer.status_code == 303, answer.text[:1000]
    return str(answer.headers["location"]).rpartition("/")[2]


def finished(jobs: Jobs, number: str) -> Job:
    job = jobs.find(number)
    assert job is not None
    work(job)
    assert job.state().stage is Stage.DONE
    return job


def request(client: TestClient, route: str, number: str) -> int:
    method, _, path = route.partition(" ")
    return client.request(method, path.replace("{number}", number), headers=PAGE).status_code


def rows(client: TestClient) -> list[str]:
    """The rows of the list, each as its text."""
    html = client.get("/audit", headers=PAGE).text
    found = re.findall(r'<tr data-testid="job">(.*?)</tr>', html, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in found]


def test_who_began_an_audit_and_who_may_see_all_open_it_and_for_others_it_is_not_there(
    client: TestClient, jobs: Jobs, tmp_path: Path
) -> None:
    come(client, "cheng")
    number = uploaded(client, tmp_path)
    finished(jobs, number)
    assert {request(client, route, number) for route in OF_ONE} <= {200, 303, 422}
    for name in SEERS:
        come(client, name)
        assert {request(client, route, number) for route in OF_ONE} <= {200, 303, 422}
    for name in OTHERS:
        come(client, name)
        assert {request(client, route, number) for route in OF_ONE} == {404}
    assert len(OF_ONE) == 5


def test_who_may_not_see_an_audit_reads_what_stands_for_a_number_that_is_not_there(
    client: TestClient, tmp_path: Path
) -> None:
    come(client, "cheng")
    number = uploaded(client, tmp_path)
    come(client, "cheng2")
    there, absent = (client.get(f"/audit/{one}", headers=PAGE).text for one in (number, "A" * 22))
    assert re.sub(r"[0-9a-f]{16}", "", there) == re.sub(r"[0-9a-f]{16}", "", absent).replace("A" * 22, number)


def test_only_the_owner_and_who_may_see_all_delete_it(
    client: TestClient, jobs: Jobs, engine: Engine, tmp_path: Path
) -> None:
    come(client, "cheng")
    number = uploaded(client, tmp_path)
    come(client, "cheng2")
    assert client.post(f"/audit/{number}/delete", data={"confirm": "yes"}).status_code == 404
    assert jobs.find(number) is not None
    come(client, "jiandu")
    assert client.post(f"/audit/{number}/delete", data={"confirm": "yes"}).status_code == 303
    assert jobs.find(number) is None
    with reading(engine) as session:
        (act,) = list_acts(session, Wanted(act=Act.AUDIT_DELETED.value), skip=0, most=9)
    assert act.done.by == "jiandu"


def test_an_audit_from_before_owners_were_noted_is_seen_by_who_may_see_all(
    client: TestClient, jobs: Jobs, tmp_path: Path
) -> None:
    come(client, "cheng")
    number = uploaded(client, tmp_path)
    job = finished(jobs, number)
    old = {"name": "旧.csv", "columns": [], "accept_matches": False}
    job.write("job.json", json.dumps(old).encode())
    job.source.write_bytes(b"")
    os.utime(job.folder, (0, datetime(2026, 11, 20, 1, 2, tzinfo=UTC).timestamp()))
    for name in ("cheng", *OTHERS):
        come(client, name)
        assert (request(client, "GET /audit/{number}", number), rows(client)) == (404, [])
    come(client, "fazhi")
    assert request(client, "GET /audit/{number}", number) == 200
    (row,) = rows(client)
    assert "旧.csv 没有记载 2026-11-20 09:02 复核完 30 行" in row


def test_the_list_has_ones_own_audits_newest_first_and_all_of_them_for_who_may_see_all(
    client: TestClient, jobs: Jobs, tmp_path: Path
) -> None:
    come(client, "cheng")
    assert "我的复核" not in client.get("/audit", headers=PAGE).text
    first, second = uploaded(client, tmp_path, "甲.csv"), uploaded(client, tmp_path, "乙<b>.csv")
    finished(jobs, first)
    come(client, "cheng2")
    uploaded(client, tmp_path, "丙.csv")
    assert [row.split()[0] for row in rows(client)] == ["丙.csv"]
    come(client, "cheng")
    newer, older = rows(client)
    assert newer.startswith("乙&lt;b&gt;.csv")
    assert "还没有开始：请先确认各列" in newer
    assert "复核完 30 行" in older
    assert f'href="/audit/{second}"' in client.get("/audit", headers=PAGE).text
    come(client, "fazhi")
    assert [row.split()[:2] for row in rows(client)] == [
        ["丙.csv", "cheng2"],
        ["乙&lt;b&gt;.csv", "cheng"],
        ["甲.csv", "cheng"],
    ]


def test_one_person_keeps_a_number_of_audits_and_hears_which_to_delete(
    client: TestClient, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.job_folders.MOST_OF_ONE", 2)
    come(client, "cheng")
    for name in ("甲.csv", "乙.csv"):
        uploaded(client, tmp_path, name)
    content = write_csv(tmp_path / "x.csv", as_rows(MADE)).read_bytes()
    answer = client.post("/audit", files={"file": ("丙.csv", content)}, headers=PAGE)
    assert (answer.status_code, "最早的是“甲.csv”（20" in answer.text) == (422, True)
    assert len(jobs.all()) == 2
    come(client, "cheng2")
    uploaded(client, tmp_path, "丙.csv")


def test_who_may_see_all_are_legal_affairs_and_supervision() -> None:
    assert {role for role in Role if Permission.SEE_AUDITS in MAY[role]} == {
        Role.LEGAL_AFFAIRS,
        Role.SUPERVISOR,
    }


def test_an_upload_that_cannot_be_noted_in_the_log_leaves_nothing(
    client: TestClient, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(client, "cheng")

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("service.pages.audit_page.note_act", refuse)
    content = write_csv(tmp_path / "x.csv", as_rows(MADE)).read_bytes()
    assert client.post("/audit", files={"file": ("x.csv", content)}).status_code == 500
    assert list(jobs.folder.iterdir()) == []
