"""The pages of editions: what they show, the steps taken on them, and the files they give."""

from __future__ import annotations

import csv
import io
import json
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from casework.act_store import list_chain
from service.db import open_engine, reading, writing
from service.people.demonstration import DEMONSTRATION_PASSWORD
from service.people.roles import Grant, Role
from service.schema import bring_up_to_date
from standards_1023 import store
from standards_1023.drafting import import_workbooks
from standards_1023.returning import return_to_draft
from standards_1023.submission import submit
from tests.rules.tables import heaps, stalls
from tests.service.accounts import add_account_to, sign_in_as
from tests.service.pages.page_client import PageClient, text_of
from tests.service.pages.test_regions_comparison import FINES, discharges
from tests.service.server_process import serving, wait_for
from tests.standards_1023.editions import KEEPER, NOON, department, publish_edition
from tests.workbooks import OWN_WORKBOOKS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx
    from sqlalchemy import Engine
    from sqlmodel import Session

SINCE = date(2026, 1, 1)
LATER = date.today() + timedelta(days=400)  # noqa: DTZ011 - far beyond any zone's difference


@pytest.fixture
def site(own_database: str, tmp_path: Path) -> Iterator[tuple[PageClient, Engine]]:
    """Somebody of the legal affairs office at a server over an empty database, and the database."""
    engine = open_engine(own_database)
    bring_up_to_date(engine)
    add_account_to(engine, "fazhi", Grant(Role.LEGAL_AFFAIRS))
    add_account_to(engine, "shui", Grant(Role.KEEPER, "环水局"))
    add_account_to(engine, "guan", Grant(Role.KEEPER, "城管局"))
    with serving(tmp_path, ready=False) as server:
        with server.client() as asked:
            wait_for(lambda: server.answers(asked), server.log)
        with PageClient(server.address) as client:
            sign_in_as(client.client, "fazhi")
            yield client, engine
    engine.dispose()


def first(session: Session) -> int:
    return publish_edition(
        session, department("城管局", stalls(), heaps()), department("环水局", heaps()), since=SINCE
    )


def published_and_drafted(engine: Engine) -> None:
    """Edition 1 in force, and a draft with another table of 环水局."""
    with writing(engine) as session:
        first(session)
        import_workbooks(session, [department("环水局", stalls())], NOON, by=KEEPER)


def posted(client: PageClient, path: str, status: int = 303, **fields: str) -> httpx.Response:
    answer = client.client.post(path, data=fields)
    assert answer.status_code == status, answer.text[:2000]
    return answer


@contextmanager
def signed_in(client: PageClient, name: str) -> Iterator[PageClient]:
    """Another person at the same server; nobody for an empty name."""
    with PageClient(str(client.client.base_url)) as other:
        if name:
            sign_in_as(other.client, name)
        yield other


def state(engine: Engine, number: int) -> str:
    with reading(engine) as session:
        return store.state_of(session, store.get_edition_row(session, number)).value


def test_without_an_edition_the_page_says_what_to_do(site: tuple[PageClient, Engine]) -> None:
    client, _ = site
    assert "cailiang standards import" in client.get("/editions").text
    client.get("/editions/1", status=404)
    client.get("/editions/1/diff/2", status=404)
    assert client.client.get("/editions/1/export.zip").status_code == 404


def test_an_edition_lives_on_its_page_from_the_draft_to_the_withdrawal(
    site: tuple[PageClient, Engine],
) -> None:
    client, engine = site
    published_and_drafted(engine)
    with signed_in(client, "shui") as keeper:
        assert posted(keeper, "/editions/2/submit").headers["location"] == "/editions/2"
        keeper.get("/editions/2")
    assert "写明理由" in posted(client, "/editions/2/withdraw", 422, reason=" ").text
    posted(client, "/editions/2/return", reason="金额不对")
    assert "fazhi 退回了这一版" in (returned := client.get("/editions/2").text)
    assert "，理由：金额不对。" in returned
    posted(client, "/editions/2/submit")
    assert "退回了这一版" not in client.get("/editions/2").text
    own = posted(client, "/editions/2/publish", 422, since=LATER.isoformat())
    assert "fazhi 自己提交的" in own.text
    posted(client, "/editions/2/return")
    with signed_in(client, "shui") as keeper:
        posted(keeper, "/editions/2/submit")
    posted(client, "/editions/2/publish", since=LATER.isoformat())
    assert state(engine, 2) == "published"
    waiting = client.get("/editions/2").text
    assert "待施行" in waiting
    assert f"自 {LATER} 起施行" in waiting
    wait_for(lambda: client.client.get("/api/v1/editions").json()["total"] == 2)
    posted(client, "/editions/2/withdraw", reason="推迟施行")
    wait_for(lambda: client.client.get("/api/v1/editions").json()["total"] == 1)
    assert state(engine, 2) == "withdrawn"
    gone = client.get("/editions/2").text
    assert "这一版已经撤回，不再使用。理由：推迟施行。" in gone
    assert "施行中" in client.get("/editions").text
    assert "第2版后来撤回了" in client.get("/editions/1").text
    posted(client, "/editions/1/again", 422)
    assert posted(client, "/editions/2/again").headers["location"] == "/editions/3"
    assert "与第2版的表格相同" in client.get("/editions/3").text


def test_a_step_that_is_refused_is_said_on_the_page_with_what_was_entered(
    site: tuple[PageClient, Engine],
) -> None:
    client, engine = site
    published_and_drafted(engine)
    conflict = posted(client, "/editions/2/publish", 409, since=LATER.isoformat())
    assert "现在是“草稿”" in conflict.text
    with signed_in(client, "shui") as keeper:
        posted(keeper, "/editions/2/submit")
        assert "现在是“已提交”" in posted(keeper, "/editions/2/submit", 409).text
    past = posted(client, "/editions/2/publish", 422, since="2026-02-01")
    assert "已经作出的决定会得到另一个幅度" in past.text
    assert 'value="2026-02-01"' in past.text
    for wrong in ("", "明天", "2026-13-01"):
        posted(client, "/editions/2/publish", 422, since=wrong)
    long = posted(client, "/editions/2/return", 422, reason="长" * 600)
    assert "最多 500 字" in long.text
    with writing(engine) as session:
        import_workbooks(session, [department("财政局", heaps())], NOON, by=KEEPER)
    open_draft = posted(client, "/editions/2/return", 409, reason="看错了").text
    assert "请先提交第3版，或者放弃它。" in open_draft
    assert state(engine, 2) == "submitted"
    posted(client, "/editions/9/submit", 404)
    assert state(engine, 1) == "published"


def test_what_was_changed_since_the_publisher_looked_at_it_is_not_published(
    site: tuple[PageClient, Engine],
) -> None:
    client, engine = site
    published_and_drafted(engine)
    with writing(engine) as session:
        submit(session, 2, NOON, by=KEEPER)
    (form,) = [f for f in client.get("/editions/2").all("form") if f.get("action") == "/editions/2/publish"]
    (seen,) = [str(i.get("value")) for i in form.iter() if i.get("name") == "digest"]
    with writing(engine) as session:
        return_to_draft(session, 2, by=KEEPER, at=NOON)
        import_workbooks(session, [department("环水局", stalls(), heaps())], NOON, by=KEEPER)
        submit(session, 2, NOON, by=KEEPER)
    refused = posted(client, "/editions/2/publish", 409, since=LATER.isoformat(), digest=seen)
    assert "请看过现在的内容再发布" in refused.text
    assert state(engine, 2) == "submitted"


def test_a_stale_draft_offers_to_be_rebased(site: tuple[PageClient, Engine]) -> None:
    client, engine = site
    published_and_drafted(engine)
    with writing(engine) as session:
        submit(session, 2, NOON, by=KEEPER)
        publish_edition(session, department("城管局", stalls()), since=SINCE)
    page = client.get("/editions/2")
    assert "又发布或者撤回了别的版本" in page.text
    assert not [form for form in page.all("form") if form.get("action") == "/editions/2/publish"]
    posted(client, "/editions/2/return", reason="重新接")
    posted(client, "/editions/2/rebase")
    assert "接到第3版上" in client.get("/editions/2").text
    posted(client, "/editions/2/submit")


def test_an_open_edition_that_stands_on_an_open_one_is_compared_with_what_was_published(
    site: tuple[PageClient, Engine],
) -> None:
    client, engine = site
    published_and_drafted(engine)
    assert client.get("/editions/2").html.count("/editions/1/diff/2") == 1
    posted(client, "/editions/2/submit")
    with writing(engine) as session:
        import_workbooks(session, [department("财政局", heaps())], NOON, by=KEEPER)
    third = client.get("/editions/3").html
    assert "比最近发布的第1版改了什么" in third
    assert "/editions/1/diff/3" in third
    assert "/editions/2/diff/3" in third


def test_a_page_of_another_site_takes_no_step(site: tuple[PageClient, Engine]) -> None:
    client, engine = site
    with writing(engine) as session:
        import_workbooks(session, [department("环水局", stalls())], NOON, by=KEEPER)
    answer = client.client.post("/editions/1/submit", headers={"origin": "https://example.org"})
    assert answer.status_code == 403
    assert state(engine, 1) == "draft"


def test_a_keeper_takes_the_steps_of_his_own_work_only(site: tuple[PageClient, Engine]) -> None:
    client, engine = site
    with writing(engine) as session:
        first(session)
        import_workbooks(session, [department("环水局", stalls())], NOON, by="shui")
        submit(session, 2, NOON, by="shui")
    with signed_in(client, "guan") as other:
        shown = {str(form.get("action")) for form in other.get("/editions/2").all("form")}
        assert shown & {"/editions/2/return", "/editions/2/withdraw", "/editions/2/publish"} == set()
        for step in ("return", "withdraw", "publish"):
            posted(other, f"/editions/2/{step}", 403, reason="不要了", since=LATER.isoformat())
    assert state(engine, 2) == "submitted"
    with signed_in(client, "shui") as own:
        posted(own, "/editions/2/return")
        posted(own, "/editions/2/withdraw", reason="不要了")
    assert state(engine, 2) == "withdrawn"
    with reading(engine) as session:
        acts = [(link.done.by, link.done.act) for link in list_chain(session)][-2:]
    assert acts == [("shui", "edition.returned"), ("shui", "edition.withdrawn")]


def test_the_public_sees_what_was_published_and_nothing_of_drafts_or_people(
    site: tuple[PageClient, Engine],
) -> None:
    client, engine = site
    with writing(engine) as session:
        first(session)
        import_workbooks(session, [department("环水局", stalls())], NOON, by="shui")
    with signed_in(client, "") as public:
        for path in ("/editions", "/editions/1"):
            text = public.get(path).text
            assert "第2版" not in text
            assert KEEPER not in text
        for path in ("/editions/2", "/editions/1/diff/2"):
            public.get(path, status=404)
        assert public.client.get("/editions/2/departments/环水局/file").status_code == 404
        assert public.client.get("/editions/1/departments/环水局/file").status_code == 200
        assert public.client.post("/editions/2/submit").headers["location"] == "/sign-in"
    assert state(engine, 2) == "draft"


def test_a_limit_that_moved_is_shown_range_by_range_and_found_by_both_filters(
    site: tuple[PageClient, Engine],
) -> None:
    client, engine = site
    dearer = (*FINES[:4], (75, 85), FINES[5])
    with writing(engine) as session:
        publish_edition(session, department("环水局", discharges(3, 5, fines=FINES)), since=SINCE)
        again = department("环水局", discharges(4, 5, fines=dearer), source=b"moved")
        import_workbooks(session, [again], NOON, by=KEEPER)
    whole = client.get("/editions/1/diff/2").text
    assert "有重有轻" in whole
    assert "幅度变重1幅度变轻1其他改动0" in whole
    assert "超标倍数=3倍以上不足4倍，排放量=不足50吨变轻" in whole
    assert "超标倍数=5倍以上，排放量=不足50吨变重" in whole
    for kind in ("heavier", "lighter"):
        assert "超标排放" in client.get("/editions/1/diff/2", [("kind", kind)]).text
    assert "没有这样的改动" in client.get("/editions/1/diff/2", [("kind", "other")]).text


# ------------------------------------------------------------------------------------------- the demonstration


def test_the_pages_of_published_editions(pages: PageClient) -> None:
    listed = pages.get("/editions")
    assert [text_of(one) for one in listed.all("th", scope="row")] == ["第2版", "第1版"]
    for number in (1, 2):
        page = pages.get(f"/editions/{number}")
        assert len(page.all("a", download="")) == len(OWN_WORKBOOKS)
    assert "施行：2026-01-01 至 2026-08-14" in pages.get("/editions/1").text


def test_the_diff_is_counted_filtered_and_turned(pages: PageClient) -> None:
    whole = pages.get("/editions/1/diff/2")
    counts = {
        str(one.get("class")).split("k-")[1]: int(text_of(next(one.iter("b"))))
        for one in whole.all("a")
        if "kind k-" in str(one.get("class"))
    }
    differing = {
        (change["department"], change["standard"])
        for page in range(1, 20)
        for change in pages.client.get(f"/api/v1/editions/1/diff/2?size=100&page={page}").json()["changes"]
    }
    assert f"{len(differing)} 项" in whole.text
    assert (
        sum(counts.values()) >= len(differing) > 0
    )  # one that has heavier and lighter bands is counted as both
    for kind, count in counts.items():
        said = pages.get("/editions/1/diff/2", [("kind", kind)]).text
        assert f"{count} 项" in said
    last = -(-len(differing) // 20)
    pages.get("/editions/1/diff/2", [("page", str(last)), ("department", "环水局")])
    assert "没有这样的改动" in pages.get("/editions/1/diff/2", [("department", "财政局")]).text
    pages.get("/editions/1/diff/2", [("kind", "nonsense")], status=422)
    assert "两版没有差别" in pages.get("/editions/2/diff/2").text
    turned = pages.client.get("/editions/1/diff?other=2")
    assert (turned.status_code, turned.headers["location"]) == (303, "/editions/1/diff/2")


def test_an_edition_and_a_department_s_files_are_downloaded(published: str) -> None:
    with PageClient(published) as client:
        sign_in_as(client.client, "fazhi", DEMONSTRATION_PASSWORD)
        check_downloads(client)


def check_downloads(pages: PageClient) -> None:
    packed = pages.client.get("/editions/2/export.zip")
    assert packed.content.startswith(b"PK")
    assert "attachment" in packed.headers["content-disposition"]
    rows = list(
        csv.reader(io.StringIO(pages.client.get("/editions/2/export.csv").content.decode("utf-8-sig")))
    )
    standards = json.loads(pages.client.get("/editions/2/export.json").content)["standards"]
    assert {row[3] for row in rows[1:]} == {one["code"] for one in standards}
    for path in (path for path in OWN_WORKBOOKS if path.stem in {"人力局", "民防办"}):
        answer = pages.client.get(f"/editions/2/departments/{path.stem}/file")
        assert answer.content == path.read_bytes()
    marked = pages.client.get("/editions/2/departments/人力局/marked")
    assert marked.content.startswith(b"PK")
    assert pages.client.get("/editions/2/departments/没有/file").status_code == 404
    assert pages.client.get("/editions/2/export.exe").status_code == 422
