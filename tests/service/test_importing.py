"""Workbooks uploaded on the page: read, answered, put into the draft whole or not at all; on both databases."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import threading
import time
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from casework.act_store import Wanted, list_acts
from casework.acts import Act
from service.app import create_app
from service.db import reading
from service.demonstration import WORKBOOKS
from service.edition_export import as_zip
from service.import_jobs import AskedFile, ImportJob, plain_file_name
from service.people.roles import Grant, Role
from service.settings import Settings
from standards_1023 import store
from standards_1023.editions import EditionState
from tests.service.accounts import add_account_to, sign_in_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from httpx2 import Response
    from sqlalchemy import Engine

PAGE = {"accept": "text/html"}
SMALL = WORKBOOKS / "审计局.xlsx"


@pytest.fixture
def client(
    engine: Engine, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """A keeper of the whole district at a service without editions."""
    monkeypatch.setenv("CAILIANG_DATABASE", database)
    add_account_to(engine, "keeper", Grant(Role.KEEPER))
    add_account_to(engine, "shenji", Grant(Role.KEEPER, "审计局"))
    settings = Settings(database=database, import_folder=tmp_path / "imports", sign_ins_per_minute=1000)
    with TestClient(create_app(settings), follow_redirects=False) as browser:
        sign_in_as(browser, "keeper")
        yield browser


def upload(client: TestClient, *files: tuple[str, bytes]) -> Response:
    return client.post("/imports", files=[("files", file) for file in files], headers=PAGE)


def read(client: TestClient, *files: tuple[str, bytes]) -> str:
    """The address of an upload that was read."""
    answer = upload(client, *files)
    assert answer.status_code == 303, answer.text[:2000]
    address: str = answer.headers["location"]
    wait_until_read(client, address)
    return address


def wait_until_read(client: TestClient, address: str) -> None:
    until = time.monotonic() + 120
    while "正在读取" in client.get(address, headers=PAGE).text:
        assert time.monotonic() < until
        time.sleep(0.1)


def committed(client: TestClient, address: str, **answers: str) -> Response:
    return client.post(address, data={**answers, "commit": "yes"}, headers=PAGE)


def draft_of(engine: Engine) -> dict[str, str]:
    """The departments of the open draft with their files."""
    with reading(engine) as session:
        row = store.find_last(session, EditionState.DRAFT)
        if row is None:
            return {}
        return {kept.department: kept.file_name for kept, _ in store.list_workbooks(session, row.number)}


def sheet(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    active = book.active
    assert isinstance(active, Worksheet)
    for row in rows:
        active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEAD = ("序号", "违法行为", "处罚依据", "违法情节", "裁量标准")


def table(violation: str = "乱倒垃圾", fine: str = "处1000元以上5000元以下罚款") -> bytes:
    return sheet(
        HEAD,
        ("1", violation, "《某条例》第三条", "情节较轻", fine),
        ("1", violation, "", "情节严重", "处5000元以上1万元以下罚款"),
    )


def test_a_workbook_is_read_and_put_into_the_draft(client: TestClient, engine: Engine) -> None:
    address = read(client, ("审计局.xlsx", SMALL.read_bytes()))
    page = client.get(address, headers=PAGE).text
    assert "<b>10</b> 项基准" in page
    assert "<b>0</b> 处错误" in page
    assert draft_of(engine) == {}
    answer = committed(client, address, **{"department-0": "审计局"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/editions/1")
    assert draft_of(engine) == {"审计局": "审计局.xlsx"}
    assert client.get(address, headers=PAGE).status_code == 404
    with reading(engine) as session:
        (act,) = list_acts(session, Wanted(act=Act.WORKBOOKS_IMPORTED), skip=0, most=9)
    assert (act.done.by, act.done.subject, act.done.after) == (
        "keeper",
        "edition:1",
        {"changed": ["审计局"], "unchanged": []},
    )


def test_the_same_file_again_changes_nothing_and_says_where_it_is(client: TestClient) -> None:
    for _ in range(2):
        answer = committed(
            client, read(client, ("审计局.xlsx", SMALL.read_bytes())), **{"department-0": "审计局"}
        )
    assert answer.status_code == 200
    assert "与第1版里的完全相同" in answer.text


def test_whose_table_it_is_is_asked_where_the_file_does_not_say(client: TestClient, engine: Engine) -> None:
    address = read(client, ("新表.xlsx", table()))
    assert "文件名里没有部门" in client.get(address, headers=PAGE).text
    refused = committed(client, address)
    assert (refused.status_code, "是哪个部门的表格" in refused.text) == (409, True)
    assert committed(client, address, **{"department-0": "城管局"}).headers["location"] == address
    wait_until_read(client, address)
    assert committed(client, address, **{"department-0": "城管局"}).headers["location"] == "/editions/1"
    assert draft_of(engine) == {"城管局": "新表.xlsx"}


def test_a_file_under_another_departments_name_is_doubted(client: TestClient, engine: Engine) -> None:
    committed(client, read(client, ("审计局.xlsx", SMALL.read_bytes())), **{"department-0": "审计局"})
    address = read(client, ("财政局.xlsx", SMALL.read_bytes()))
    assert "同一个文件" in client.get(address, headers=PAGE).text
    refused = committed(client, address, **{"department-0": "财政局"})
    assert (refused.status_code, "与审计局的是同一个文件" in refused.text) == (409, True)
    assert draft_of(engine) == {"审计局": "审计局.xlsx"}
    answer = committed(client, address, **{"department-0": "财政局", "confirm-0": "yes"})
    assert answer.headers["location"] == "/editions/1"


def test_one_bad_file_keeps_all_out_until_it_is_left_out(client: TestClient, engine: Engine) -> None:
    address = read(client, ("城管局.xlsx", table()), ("财政局.xlsx", b"PK\x03\x04 not a workbook"))
    both = {"department-0": "城管局", "department-1": "财政局"}
    refused = committed(client, address, **both)
    assert (refused.status_code, "读不出来" in refused.text) == (409, True)
    assert draft_of(engine) == {}
    assert committed(client, address, **both, **{"drop-1": "yes"}).headers["location"] == "/editions/1"
    assert draft_of(engine) == {"城管局": "城管局.xlsx"}


def test_whoever_clicks_twice_imports_once_and_hears_no_fault(client: TestClient, engine: Engine) -> None:
    address = read(client, ("审计局.xlsx", SMALL.read_bytes()))
    statuses: list[int] = []

    def click() -> None:
        statuses.append(committed(client, address, **{"department-0": "审计局"}).status_code)

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert 303 in statuses
    assert set(statuses) <= {303, 200, 404}
    assert draft_of(engine) == {"审计局": "审计局.xlsx"}
    with reading(engine) as session:
        acts = list_acts(session, Wanted(act=Act.WORKBOOKS_IMPORTED), skip=0, most=9)
    assert acts[-1].done.after == {"changed": ["审计局"], "unchanged": []}


def test_a_reading_is_of_its_own_file_and_of_no_other_in_its_place() -> None:
    one, other = (AskedFile(path=f"in/{n}/城管局.xlsx", department="城管局") for n in range(2))
    assert one.said != other.said


def test_too_many_files_and_two_exported_editions_are_refused_before_any_is_unpacked(
    client: TestClient, tmp_path: Path
) -> None:
    many = [(f"城管局{n}.xlsx", b"x") for n in range(61)]
    zips = [(f"第{n}版.zip", _zip(**{"edition.json": b"{}"})) for n in range(2)]
    for files, said in ((many, "最多 60 个"), (zips, "一次只能上传一个")):
        answer = upload(client, *files)
        assert (answer.status_code, said in answer.text) == (422, True)
    assert not (tmp_path / "imports").exists()


def test_two_files_of_one_department_are_not_both_taken(client: TestClient, engine: Engine) -> None:
    address = read(client, ("城管局.xlsx", table()), ("城管局2.xlsx", table("乱贴广告")))
    refused = committed(client, address, **{"department-0": "城管局", "department-1": "城管局"})
    assert (refused.status_code, "一个部门一个表格" in refused.text) == (409, True)
    assert draft_of(engine) == {}


def test_a_keeper_of_one_department_brings_its_table_alone(client: TestClient) -> None:
    sign_in_as(client, "shenji")
    address = read(client, ("城管局.xlsx", table()))
    refused = committed(client, address, **{"department-0": "城管局"})
    assert (refused.status_code, "您不管城管局" in refused.text) == (409, True)
    address = read(client, ("审计局.xlsx", SMALL.read_bytes()))
    assert committed(client, address, **{"department-0": "审计局"}).status_code == 303


def test_an_upload_is_seen_by_nobody_else(client: TestClient) -> None:
    address = read(client, ("城管局.xlsx", table()))
    sign_in_as(client, "shenji")
    assert client.get(address, headers=PAGE).status_code == 404
    assert committed(client, address).status_code == 404


def test_ones_own_uploads_are_listed_to_go_on_with_or_to_give_up(client: TestClient) -> None:
    assert "我的上传" not in client.get("/imports", headers=PAGE).text
    first = read(client, ("审计局.xlsx", SMALL.read_bytes()))
    second = read(client, *((f"表<{n}>.xlsx", table()) for n in "甲乙丙丁"))
    page = client.get("/imports", headers=PAGE).text
    assert page.index(f'href="{second}"') < page.index(f'href="{first}"')
    assert "表甲.xlsx、表乙.xlsx、表丙.xlsx等 4 个" in page
    assert "读完，等您核对</span> <small>4 个文件" in page
    assert client.post(f"{second}/delete").status_code == 303
    page = client.get("/imports", headers=PAGE).text
    assert (second in page, first in page) == (False, True)
    client.cookies.clear()
    sign_in_as(client, "shenji")
    assert "我的上传" not in client.get("/imports", headers=PAGE).text


def test_one_person_keeps_a_number_of_uploads_and_hears_which_to_delete(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.job_folders.MOST_OF_ONE", 2)
    oldest = read(client, ("审计局.xlsx", SMALL.read_bytes()))
    read(client, ("环水局.xlsx", table()))
    answer = upload(client, ("城管局.xlsx", table()))
    assert answer.status_code == 422
    assert "一个人最多 2 次：请先删除下面不用的，最早的是“审计局.xlsx”（20" in answer.text
    assert len(list((tmp_path / "imports").glob("*/job.json"))) == 2
    client.post(f"{oldest}/delete")
    read(client, ("城管局.xlsx", table()))
    client.cookies.clear()
    sign_in_as(client, "shenji")
    read(client, ("审计局.xlsx", SMALL.read_bytes()))


def test_an_exported_edition_is_uploaded_again_without_a_difference(
    client: TestClient, engine: Engine
) -> None:
    files = [(name, (WORKBOOKS / name).read_bytes()) for name in ("审计局.xlsx", "民防办.xls")]
    address = read(client, *files)
    committed(client, address, **{"department-0": "审计局", "department-1": "民防办"})
    with reading(engine) as session:
        exported = as_zip(session, 1)
    answer = committed(client, read(client, ("第1版.zip", exported)))
    assert (answer.status_code, "完全相同" in answer.text) == (200, True)


def test_the_convention_that_a_table_does_not_print_is_asked(client: TestClient, engine: Engine) -> None:
    address = read(client, ("城管局.xlsx", table()))
    assert "表里没有写，按民法典都包括" in client.get(address, headers=PAGE).text
    said = {"department-0": "城管局", "convention-0": "以下不含"}
    committed(client, address, **said)
    wait_until_read(client, address)
    committed(client, address, **said)
    with reading(engine) as session:
        ((kept, _),) = store.list_workbooks(session, 1)
        values = store.get_values(session, kept.values_digest)
        assert kept.convention == "以下不含"
    assert not values.instrument.convention.below_included


def _bomb() -> bytes:
    """A package of a few kilobytes that unpacks to a gigabyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(1024):
                part.write(b"0" * 1024 * 1024)
        package.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


def _with_entity(content: bytes) -> bytes:
    """A workbook whose sheet names an external entity."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as other:
        for name in package.namelist():
            part = package.read(name)
            if name.endswith("sheet1.xml"):
                text = part.decode()
                head = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
                part = (head + text[text.index("<worksheet") :].replace("乱倒垃圾", "&e;")).encode()
            other.writestr(name, part)
    return out.getvalue()


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("城管局.xlsx", _bomb),
        ("城管局.xlsx", lambda: _with_entity(table())),
        ("城管局.xlsx", lambda: b""),
        ("城管局.xlsx", lambda: b"<html><script>alert(1)</script></html>"),
        ("城管局.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(4096)),
        ("城管局.xlsx", lambda: _zip(**{"../../x": b"x", "[Content_Types].xml": b"<Types/>"})),
    ],
    ids=["zip bomb", "external entity", "empty", "html", "broken xls", "path in package"],
)
def test_a_hostile_workbook_is_refused_in_a_sentence_and_changes_nothing(
    client: TestClient, engine: Engine, name: str, content: Callable[[], bytes]
) -> None:
    address = read(client, (name, content()))
    page = client.get(address, headers=PAGE).text
    assert "读不出来" in page
    assert "root:" not in page
    assert "Traceback" not in page
    assert committed(client, address, **{"department-0": "城管局"}).status_code == 409
    assert draft_of(engine) == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("城管局.exe", b"MZ"),
        ("城管局", b"x"),
        ("城管局.html", b"<script>"),
        (".xlsx", b"x"),
        ("第1版.zip", _zip(**{"../x.xlsx": b"x", "edition.json": b"{}"})),
        ("第1版.zip", _zip(**{"a.txt": b"x"})),
        ("第1版.zip", b"PK"),
    ],
    ids=["program", "no ending", "html", "no name", "path in zip", "no manifest", "broken zip"],
)
def test_what_is_no_workbook_is_refused_at_once_and_nothing_stays(
    client: TestClient, tmp_path: Path, name: str, content: bytes
) -> None:
    answer = upload(client, (name, content))
    assert (answer.status_code, "Traceback" in answer.text) == (422, False)
    assert [path for path in (tmp_path / "imports").glob("*") if path.is_dir()] == []


def test_a_huge_upload_is_refused_before_it_is_read(client: TestClient) -> None:
    answer = client.post("/imports", content=b"x", headers={**PAGE, "content-length": str(65 * 1024 * 1024)})
    assert answer.status_code == 413


def test_a_name_that_leads_elsewhere_is_kept_as_a_plain_name(client: TestClient, engine: Engine) -> None:
    address = read(client, ("..\\..\\../../tmp/城管局<script>.xlsx", table()))
    committed(client, address, **{"department-0": "城管局"})
    assert draft_of(engine) == {"城管局": "城管局script.xlsx"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a/b/城管局.XLSX", "城管局.xlsx"),
        ("城管局\u202excslx.xls", "城管局xcslx.xls"),
        ("~$城管局.xlsx", "$城管局.xlsx"),
        ("城" * 300 + ".xlsx", "城" * 66 + ".xlsx"),
    ],
)
def test_file_names_are_made_plain(given: str, kept: str) -> None:
    assert plain_file_name(given) == kept


def test_a_cell_that_looks_like_a_formula_stays_a_text(client: TestClient, engine: Engine) -> None:
    evil = '=HYPERLINK("http://other.example","x")'
    book = load_workbook(io.BytesIO(table()))
    active = book.active
    assert isinstance(active, Worksheet)
    active["B2"].value, active["B2"].data_type = evil, "s"
    out = io.BytesIO()
    book.save(out)
    address = read(client, ("城管局.xlsx", out.getvalue()))
    committed(client, address, **{"department-0": "城管局"})
    with reading(engine) as session:
        ((kept, _),) = store.list_workbooks(session, 1)
        values = store.get_values(session, kept.values_digest)
    assert any(standard.violation.startswith("=HYPERLINK") for standard in values.standards)


def test_a_reading_that_was_killed_goes_on_and_the_draft_is_untouched(
    client: TestClient, engine: Engine, tmp_path: Path
) -> None:
    files = [(p.name, p.read_bytes()) for p in sorted(WORKBOOKS.glob("*.xls*"))[:6]]
    answer = upload(client, *files)
    address = answer.headers["location"]
    folder = tmp_path / "imports" / address.rpartition("/")[2]
    until = time.monotonic() + 60
    while not list(folder.glob("read-*.json")):
        assert time.monotonic() < until
        time.sleep(0.02)
    _kill_worker(folder)
    page = client.get(address, headers=PAGE).text
    assert "没有读完" in page
    assert draft_of(engine) == {}
    assert client.post(address, data={"again": "yes"}, headers=PAGE).status_code == 303
    wait_until_read(client, address)
    assert "读懂了什么" in client.get(address, headers=PAGE).text


def _kill_worker(folder: Path) -> None:
    """Kill the process that reads this folder, whatever it does."""
    for pid in _workers(folder):
        with suppress(ProcessLookupError):  # it has ended by itself just now
            os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 30
    while ImportJob(folder).is_worked_on():
        assert time.monotonic() < until
        time.sleep(0.02)


def _workers(folder: Path) -> list[int]:
    command = ["ps", "-ww", "-eo", "pid=,args="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if str(folder) in line]
