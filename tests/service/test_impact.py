"""The impact of a draft on its page: asked for, calculated by a process of its own, drawn, outdated; on both databases."""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from casework import store as casework_store
from casework.act_store import Wanted, list_acts
from casework.acts import Act
from casework.photograph import photograph
from rules.applicable_edition import EditionRule, assess_in_force
from rules.case_input import CaseInput
from rules.drivers import Drivers
from service.app import create_app
from service.audit_jobs import Asked, Jobs
from service.audit_worker import work as work_on_audit
from service.db import reading, writing
from service.impact_jobs import AskedImpact, ImpactJob, ImpactJobs, impact_number
from service.impact_worker import work
from service.job_folders import Stage, State
from service.moments import now
from service.people.roles import Grant, Role
from service.settings import Settings
from standards_1023 import store
from standards_1023.drafting import import_workbooks
from standards_1023.submission import submit
from tests.casework.decision_files import write_csv
from tests.casework.generated_decisions import DEPARTMENTS, FIRST, as_rows, decisions, standard
from tests.rules.tables import heaps
from tests.rules.test_applicable_edition import FACTS, scaled
from tests.service.accounts import add_account_to, sign_in_as
from tests.standards_1023.editions import KEEPER, NOON, department, publish_edition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from standards_1023.drafting import ImportedWorkbook

PAGE = {"accept": "text/html"}
MADE = decisions(120, 20, seed=3)
AT = datetime(2026, 6, 1, 2, 3, tzinfo=UTC)


def made_up(edition: int, factor: int = 1) -> list[ImportedWorkbook]:
    """The generated departments, and 市监局 with a table of heaps whose bands are multiplied."""
    own = [
        department(name, *(standard(n, d, edition) for n in range(6)), source=f"{name}{edition}".encode())
        for d, name in enumerate(DEPARTMENTS)
    ]
    return [
        *own,
        department("市监局", scaled(heaps(), Fraction(factor)), source=f"heaps{factor}".encode()),
    ]


def keep_assessments(engine: Engine, *facts: tuple[tuple[str, str], ...]) -> list[str]:
    """Cases of heaps kept under what is in force; their numbers."""
    kept = []
    for some in facts:
        case = CaseInput(facts=some, act_date=date(2026, 5, 1), decision_date=date(2026, 6, 1))
        with writing(engine) as session, Drivers() as drivers:
            found = assess_in_force(store.load_timeline(session), "市监局!2", case, drivers)
            taken = photograph(found, case, EditionRule.LIGHTER, answer="{}", at=AT)
            casework_store.keep_photograph(session, taken)
            kept.append(taken.id)
    return kept


@pytest.fixture
def settings(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("audit", "impact"):
        monkeypatch.setenv(f"CAILIANG_{name.upper()}_FOLDER", str(tmp_path / name))
    return Settings(database=database, sign_ins_per_minute=1000)


@pytest.fixture
def client(engine: Engine, settings: Settings) -> Iterator[TestClient]:
    """The legal affairs office where one edition is published and another one drafted."""
    add_account_to(engine, "fazhi", Grant(Role.LEGAL_AFFAIRS))
    add_account_to(engine, "cheng", Grant(Role.HANDLER, DEPARTMENTS[0]))
    with writing(engine) as session:
        publish_edition(session, *made_up(1), since=FIRST)
        import_workbooks(session, made_up(2, 2), NOON, by=KEEPER)
    with TestClient(create_app(settings), follow_redirects=False) as browser:
        sign_in_as(browser, "fazhi")
        yield browser


def audit(settings: Settings, tmp_path: Path, name: str = "决定.csv") -> str:
    """A finished audit of the generated decisions; its number."""
    job = Jobs(settings.audit_folder, 7).new(name, "cheng")
    job.source.write_bytes(write_csv(tmp_path / "x.csv", as_rows(MADE)).read_bytes())
    job.ask(Asked(name=name, by="cheng"))
    work_on_audit(job)
    assert job.state().stage is Stage.DONE, job.state()
    return job.number


def calculated(client: TestClient) -> str:
    """The page once the process of the calculation has ended."""
    answer = client.post("/editions/2/impact", headers=PAGE)
    assert answer.status_code == 303, answer.text[:2000]
    until = time.monotonic() + 120
    while "已比较" in (text := client.get("/editions/2/impact", headers=PAGE).text):
        assert time.monotonic() < until
        time.sleep(0.1)
    return text


def job_for(engine: Engine, settings: Settings) -> ImpactJob:
    with reading(engine) as session:
        number = impact_number(session, 2)
    asked = AskedImpact(edition=2, by="fazhi", at=now())
    return ImpactJobs(settings.impact_folder, 7).ask(number, asked)


def test_what_will_be_compared_is_said_first_and_what_was_found_after(
    client: TestClient, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    assert "还没有可以比较的" in client.get("/editions/2/impact", headers=PAGE).text
    audit(settings, tmp_path)
    numbers = keep_assessments(engine, FACTS, FACTS)
    before = client.get("/editions/2/impact", headers=PAGE).text
    assert "<b>2</b> 件" in before
    assert "决定.csv<small>120 行" in before
    after = calculated(client)
    assert "它不改动任何决定、记录和版本" in after
    assert 'data-testid="tile-heavier"><span>幅度变重</span><b>2</b>' in after
    assert all(f'href="/assessments/{number}"' in after for number in numbers)
    assert "/editions/1/diff/2?department=%E5%B8%82%E7%9B%91%E5%B1%80&amp;violation=" in after
    assert "复核过的处罚决定<small>120 件" in after
    with reading(engine) as session:
        (act,) = list_acts(session, Wanted(act=Act.IMPACT_CALCULATED.value), skip=0, most=9)
    assert (act.done.by, act.done.subject) == ("fazhi", "edition:2")


def test_the_audits_of_all_are_compared_and_only_who_may_see_them_reads_their_names(
    client: TestClient, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    audit(settings, tmp_path)
    add_account_to(engine, "keeper", Grant(Role.KEEPER))
    assert "决定.csv<small>120 行" in calculated(client)
    client.cookies.clear()
    sign_in_as(client, "keeper")
    page = client.get("/editions/2/impact", headers=PAGE).text
    assert "决定.csv" not in page
    assert "别人复核的决定表<small>120 行" in page
    assert "复核过的处罚决定<small>120 件" in page


def test_the_result_of_a_draft_that_changed_is_outdated_and_can_be_calculated_anew(
    client: TestClient, engine: Engine
) -> None:
    keep_assessments(engine, FACTS)
    assert "幅度变重</span><b>1</b>" in calculated(client)
    with writing(engine) as session:
        import_workbooks(session, [department("市监局", heaps(), source=b"same")], NOON, by=KEEPER)
    outdated = client.get("/editions/2/impact", headers=PAGE).text
    assert "已经过时" in outdated
    assert "幅度变重</span><b>1</b>" in outdated
    anew = calculated(client)
    assert "已经过时" not in anew
    assert "不变</span><b>1</b>" in anew
    assert "表格与施行中的完全相同的部门：市监局" in anew


def test_what_was_kept_since_is_said_and_comes_in_when_it_is_calculated_again(
    client: TestClient, engine: Engine
) -> None:
    keep_assessments(engine, FACTS)
    calculated(client)
    keep_assessments(engine, FACTS)
    assert "又保存了 1 件裁量记录" in client.get("/editions/2/impact", headers=PAGE).text
    assert "幅度变重</span><b>2</b>" in calculated(client)


def test_only_editions_that_are_not_in_force_yet_and_only_who_may_read_drafts(
    client: TestClient, engine: Engine
) -> None:
    assert client.get("/editions/9/impact", headers=PAGE).status_code == 404
    published = client.get("/editions/1/impact", headers=PAGE)
    assert (published.status_code, "只有草稿和已提交的版本" in published.text) == (404, True)
    assert 'href="/editions/2/impact"' in client.get("/editions/2", headers=PAGE).text
    assert 'href="/editions/1/impact"' not in client.get("/editions/1", headers=PAGE).text
    with writing(engine) as session:
        submit(session, 2, NOON, by=KEEPER)
    assert client.get("/editions/2/impact", headers=PAGE).status_code == 200
    sign_in_as(client, "cheng")
    for method in (client.get, client.post):
        assert method("/editions/2/impact", headers=PAGE).status_code == 403
    client.cookies.clear()
    assert client.get("/editions/2/impact", headers=PAGE).status_code == 303


def test_a_killed_calculation_stops_and_goes_on_to_the_same_result(
    client: TestClient, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    audit(settings, tmp_path)
    keep_assessments(engine, FACTS)
    job = job_for(engine, settings)
    job.start()
    killed = _kill_worker(job)
    if killed:
        assert job.state().stage is Stage.FAILED
        stopped = client.get("/editions/2/impact", headers=PAGE).text
        assert "计算中断了，可以接着算。" in stopped
    whole = calculated(client)
    assert "复核过的处罚决定<small>120 件" in whole
    assert list(job.folder.glob("*.journal*")) == []


def _kill_worker(job: ImpactJob) -> bool:
    """Kill the process that works on a job while it does; whether there was one."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"service.impact_worker" in words and str(job.folder).encode() in words:
            os.kill(int(path.parent.name), signal.SIGKILL)
            until = time.monotonic() + 30
            while job.is_worked_on():
                assert time.monotonic() < until
                time.sleep(0.02)
            return True
    return False


def test_a_draft_that_changes_before_its_turn_is_refused_in_a_sentence(
    client: TestClient, engine: Engine, settings: Settings
) -> None:
    job = job_for(engine, settings)
    with writing(engine) as session:
        import_workbooks(session, [department("市监局", heaps(), source=b"same")], NOON, by=KEEPER)
    work(job)
    assert job.state().stage is Stage.FAILED
    assert "刚刚改动过" in job.state().message
    assert client.get("/editions/2/impact", headers=PAGE).status_code == 200


def test_a_table_that_cannot_be_read_any_more_is_named_and_the_others_are_compared(
    client: TestClient, settings: Settings, tmp_path: Path
) -> None:
    audit(settings, tmp_path)
    broken = Jobs(settings.audit_folder, 7).find(audit(settings, tmp_path, "坏.csv"))
    assert broken is not None
    broken.source.write_bytes(b"")
    text = calculated(client)
    assert "坏.csv<small>没有比较：" in text
    assert "复核过的处罚决定<small>120 件" in text


def test_running_is_shown_in_rows(client: TestClient, engine: Engine, settings: Settings) -> None:
    job = job_for(engine, settings)
    with (job.folder / "worker.lock").open("ab") as held:
        import fcntl  # noqa: PLC0415 - as the worker's own process holds it

        fcntl.flock(held, fcntl.LOCK_EX)
        job.write_state(State(Stage.RUNNING, 7, 20, "决定.csv"))
        text = client.get("/editions/2/impact", headers=PAGE).text
    assert "已比较 <b>7</b> / 20 件" in text
    assert 'http-equiv="refresh"' in text
