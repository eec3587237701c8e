"""Settlements that come with an exported edition: the edition is the same, and whose they are is not believed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from casework.act_store import list_chain
from importers.draft_files import HandedIn, read_imported
from service.app import create_app
from service.db import open_engine, reading, writing
from service.edition_export import as_zip
from service.moments import now
from service.people.roles import Grant, Role
from service.schema import bring_up_to_date
from service.settings import Settings
from standards_1023 import store
from standards_1023.drafting import import_workbooks
from standards_1023.settlements import Settlement, SettlementKind, settlements_document
from standards_1023.settlements_to_read_with import document_to_read_with
from standards_1023.settling import settle
from standards_1023.store import sha256_of
from tests.importers.sheets import UP, table, write_xlsx
from tests.service.accounts import add_account_to, sign_in_as
from tests.service.server_process import wait_for
from tests.service.test_importing import committed, read, upload
from tests.service.test_standards_commands import done, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

PAGE = table(
    ("序号", "违法行为", "违法情节", "旧标准", "处罚标准"),
    (1, "沿街晾晒", "初次", "处100元罚款", "罚五个数"),
    (UP, UP, "再次", "处200元罚款", "处8万元罚款"),
)
DAY = date(2020, 2, 3)
TEXT = Settlement(SettlementKind.TEXT, "罚五个数", "处5万元罚款", "stranger", DAY)
COLUMN = Settlement(SettlementKind.COLUMN, "旧标准", "不用", "stranger", DAY)
HERE = f"/editions/1/departments/{quote('环水局')}/sheets/0"
BROUGHT = "随导出包带入，上传人 fazhi，不是在本系统确认的"


def packed(tmp_path: Path, department: str = "环水局") -> bytes:
    """An edition exported by another service, in which a stranger settled a text and a column."""
    path = write_xlsx(tmp_path / f"{department}.xlsx", PAGE)
    document = settlements_document([TEXT, COLUMN])
    handed = HandedIn(path=path, department=department, settlements=document)
    engine = open_engine(f"sqlite:///{tmp_path / 'another.db'}")
    bring_up_to_date(engine)
    with writing(engine) as session:
        import_workbooks(session, [read_imported(handed)], now(), by="stranger")
        content = as_zip(session, 1)
    engine.dispose()
    return content


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "第1版.zip"
    path.write_bytes(content)
    return path


@pytest.fixture
def client(engine: Engine, database: str, tmp_path: Path) -> Iterator[TestClient]:
    """Somebody of the legal affairs office at a service without editions."""
    add_account_to(engine, "fazhi", Grant(Role.LEGAL_AFFAIRS))
    settings = Settings(database=database, import_folder=tmp_path / "imports", sign_ins_per_minute=1000)
    with TestClient(create_app(settings), follow_redirects=False) as browser:
        sign_in_as(browser, "fazhi")
        yield browser


def seen(client: TestClient, path: str) -> str:
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text[:500]
    return str(answer.text)


def test_the_command_says_and_the_event_and_the_log_keep_that_settlements_came_with_a_package(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = packed(tmp_path)
    done("standards", "import", written(tmp_path, content), code=1)
    said = capsys.readouterr().out.replace("\n", "")
    assert "2 条读法的确认随导出包 第1版.zip 带入" in said
    assert "其中 2 条不是在本系统确认的" in said
    detail = {
        "package": "第1版.zip",
        "package_sha256": sha256_of(content),
        "settlements": 2,
        "settled_elsewhere": 2,
    }
    with reading(engine) as session:
        (kept,) = (json.loads(one.detail) for one in store.list_events(session, 1) if "package" in one.detail)
        assert detail.items() <= kept.items()
        assert kept["by"].startswith("命令行:")
        (imported,) = (link.done for link in list_chain(session) if link.done.act == "edition.imported")
        assert imported.after is not None
        assert imported.after["brought"] == [{"department": "环水局", **detail}]
        assert as_zip(session, 1) == content, "exported again it is the same to the byte"
        assert not store.list_settlements(session, "环水局"), "nothing of it counts as settled here"


def test_a_folder_is_named_by_its_manifest_and_a_package_without_settlements_says_nothing(
    engine: Engine, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(tmp_path))) as archive:
        archive.extractall(tmp_path / "导出")
    done("standards", "import", tmp_path / "导出", code=1)
    manifest = (tmp_path / "导出" / "edition.json").read_bytes()
    with reading(engine) as session:
        (kept,) = (json.loads(one.detail) for one in store.list_events(session, 1) if "package" in one.detail)
    assert (kept["package"], kept["package_sha256"]) == ("导出/edition.json", sha256_of(manifest))


def test_what_was_settled_here_is_known_again_and_brings_nothing_from_elsewhere(
    client: TestClient, engine: Engine, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "环水局.xlsx", PAGE)
    with writing(engine) as session:
        settle(
            session,
            department="环水局",
            kind=TEXT.kind,
            key=TEXT.key,
            meaning=TEXT.meaning,
            by="fazhi",
            at=now(),
        )
        document = document_to_read_with(session, "环水局")
        handed = HandedIn(path=path, department="环水局", settlements=document)
        import_workbooks(session, [read_imported(handed)], now(), by="fazhi")
        exported = as_zip(session, 1)
        store.add_withdrawal(session, 1, by="fazhi", at=now(), reason="重来")
        settle(session, department="环水局", kind=TEXT.kind, key=TEXT.key, meaning=None, by="fazhi", at=now())
    address = read(client, ("第1版.zip", exported))
    assert "随导出包带来" not in seen(client, address)
    committed(client, address)
    shown = seen(client, "/editions/2")
    assert "1 条读法的确认随导出包 第1版.zip 带入" in shown
    assert "不是在本系统确认的" not in shown
    assert "随导出包带入" not in seen(client, HERE.replace("/1/", "/2/"))


def test_the_page_lists_them_before_they_are_taken_and_the_pages_say_where_they_were_confirmed(
    client: TestClient, tmp_path: Path
) -> None:
    address = read(client, ("第1版.zip", packed(tmp_path)))
    asked = seen(client, address)
    assert "2 条读法随导出包带来，不是在本系统确认的" in asked
    assert "「罚五个数」读作「处5万元罚款」<small>（包里写的确认人：stranger，2020-02-03）" in asked
    assert "「旧标准」一列不用，不读取" in asked
    assert committed(client, address).headers["location"] == "/editions/1"
    shown = seen(client, "/editions/1")
    assert "2 条读法的确认随导出包 第1版.zip 带入（SHA-256 " in shown
    assert "其中 2 条不是在本系统确认的" in shown
    assert "按确认的读法读取，其中 2 条随导出包带入" in shown
    assert seen(client, HERE).count(f"（确认人 stranger，{BROUGHT}）") >= 2
    for query in ("cell=E2", "cell=D1"):
        settled = seen(client, f"{HERE}/settle?{query}")
        assert BROUGHT in settled
        assert "撤销确认" not in settled
    assert "（导出包 第1版.zip，" in seen(client, "/log").replace("部门 环水局，", "")


def test_settling_one_cell_leaves_what_was_brought_about_others_and_takes_the_place_of_its_own(
    client: TestClient, engine: Engine, tmp_path: Path
) -> None:
    committed(client, read(client, ("第1版.zip", packed(tmp_path))))

    def settled_as(cell: str, key: str, meaning: str) -> set[tuple[str, str]]:
        data = {"cell": cell, "kind": "text", "key": key, "meaning": meaning}
        assert client.post(f"{HERE}/settle", data=data).status_code == 303
        with reading(engine) as session:
            ((row, _),) = store.list_workbooks(session, 1)
            return {(one.meaning, one.by) for one in store.get_values(session, row.values_digest).settled}

    other = settled_as("E3", "处8万元罚款", "罚款八万元")
    assert other == {("罚款八万元", "fazhi"), ("处5万元罚款", "stranger"), ("不用", "stranger")}
    own = settled_as("E2", "罚五个数", "处5000元罚款")
    assert own == {("罚款八万元", "fazhi"), ("处5000元罚款", "fazhi"), ("不用", "stranger")}
    shown = seen(client, HERE)
    assert shown.count('/settle/take-back"') == 3
    taken = {"kind": "column", "key": COLUMN.key}
    assert client.post(f"{HERE}/settle/take-back", data=taken).status_code == 303
    with reading(engine) as session:
        ((row, _),) = store.list_workbooks(session, 1)
        left = {(one.meaning, one.by) for one in store.get_values(session, row.values_digest).settled}
        assert left == {("罚款八万元", "fazhi"), ("处5000元罚款", "fazhi")}
        assert not [one for one in store.list_settlements(session, "环水局") if one.key == COLUMN.key]
    assert "不再按以前的确认读：2020-02-03确认的「旧标准」一列不用" in seen(client, "/editions/1")


def test_a_published_standard_says_where_its_reading_was_confirmed(
    client: TestClient, tmp_path: Path
) -> None:
    done("standards", "import", written(tmp_path, packed(tmp_path)), code=1)
    done("standards", "submit")
    client.post("/editions/1/publish", data={"since": "2026-01-01"})
    wait_for(lambda: client.get("/api/v1/editions").json()["total"] == 1)
    page = seen(client, f"/standards/{quote('环水局!1', safe='')}")
    assert re.search(r"（确认人 stranger，随导出包带入，上传人 命令行：\w+，不是在本系统确认的）", page)


def changed(content: bytes, **files: bytes) -> bytes:
    """The same package with other files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            ending = name.rpartition(".")[0].rpartition(".")[2] or name
            after.writestr(name, files.get(name, files.get(ending, before.read(name))))
    return out.getvalue()


def with_hashes(content: bytes) -> bytes:
    """The same package whose edition.json names what is in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = json.loads(archive.read("edition.json"))
        for one in manifest["files"]:
            one["settlements_sha256"] = sha256_of(archive.read(one["settlements"]))
    return changed(content, **{"edition.json": json.dumps(manifest).encode()})


def test_a_department_that_is_not_in_the_list_is_taken_only_where_it_is_meant(
    client: TestClient, engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = packed(tmp_path, "环水务局")
    path = written(tmp_path, content)
    said = refused(capsys, "standards", "import", path)
    assert "“环水务局”不在本区的部门名单里" in said
    assert "--confirm-department" in said
    answer = upload(client, ("第1版.zip", content))
    assert (answer.status_code, "不在本区的部门名单里" in answer.text) == (422, True)
    done("standards", "import", path, "--confirm-department", code=1)
    with reading(engine) as session:
        assert [row.department for row, _ in store.list_workbooks(session, 1)] == ["环水务局"]


def test_settlements_that_cannot_be_read_are_said_in_one_sentence(
    client: TestClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = with_hashes(changed(packed(tmp_path), settlements=b"[{}]"))
    assert "确认记录读不出来" in refused(capsys, "standards", "import", written(tmp_path, content))
    answer = upload(client, ("第1版.zip", content))
    assert (answer.status_code, "确认记录读不出来" in answer.text) == (422, True)


def test_a_plain_workbook_that_comes_after_is_read_by_what_the_package_brought(
    client: TestClient, engine: Engine, tmp_path: Path
) -> None:
    committed(client, read(client, ("第1版.zip", packed(tmp_path))))
    more = table(*PAGE.rows, (2, "乱倒垃圾", "初次", "处300元罚款", "处3万元罚款"))
    content = write_xlsx(tmp_path / "环水局.xlsx", more).read_bytes()
    address = read(client, ("环水局.xlsx", content))
    assert f"（确认人 stranger，{BROUGHT}）" in seen(client, address)
    committed(client, address, **{"department-0": "环水局", "confirm-0": "yes"})
    with reading(engine) as session:
        ((row, _),) = store.list_workbooks(session, 1)
        held, document = store.get_values(session, row.values_digest), row.settlements_sha256
    assert len(held.standards) == 2
    assert {(one.meaning, one.by) for one in held.settled} == {
        ("处5万元罚款", "stranger"),
        ("不用", "stranger"),
    }
    assert seen(client, HERE).count(f"stranger，2020-02-03，{BROUGHT}") == 2
    done("standards", "import", tmp_path / "环水局.xlsx", code=1)
    with reading(engine) as session:
        ((again, _),) = store.list_workbooks(session, 1)
        assert again.settlements_sha256 == document


def test_what_a_package_takes_the_place_of_is_named(client: TestClient, tmp_path: Path) -> None:
    plain = write_xlsx(tmp_path / "环水局.xlsx", PAGE).read_bytes()
    answers = {"department-0": "环水局", "confirm-0": "yes"}
    committed(client, read(client, ("环水局.xlsx", plain)), **answers)
    data = {"cell": "C2", "kind": "text", "key": "初次", "meaning": "首次"}
    assert client.post(f"{HERE}/settle", data=data).status_code == 303
    committed(client, read(client, ("第1版.zip", packed(tmp_path))))
    assert "不再按以前的确认读：" in seen(client, "/editions/1")
    assert "确认的「初次」读作「首次」" in seen(client, "/editions/1")
    assert "不再按这些确认读" in seen(client, "/log")


def test_the_name_that_a_package_says_is_never_shown_as_one_of_this_service(
    client: TestClient, engine: Engine, tmp_path: Path
) -> None:
    add_account_to(engine, "huanshui", Grant(Role.KEEPER, "环水局"))
    document = settlements_document([replace(TEXT, by="fazhi"), replace(COLUMN, by="fazhi")])
    content = with_hashes(changed(packed(tmp_path), settlements=document))
    sign_in_as(client, "huanshui")
    address = read(client, ("第1版.zip", content))
    pages = [seen(client, address)]
    assert committed(client, address).status_code == 303
    sign_in_as(client, "fazhi")
    addresses = (HERE, "/editions/1", f"{HERE}/settle?cell=E2", f"{HERE}/settle?cell=D1")
    pages += [seen(client, one) for one in addresses]
    for page in pages:
        said = re.sub(r"<[^>]+>", "", page)
        names = re.findall(r"(?:确认人[ ：]|现在按 )fazhi|fazhi，2020-02-03", said)
        marked = re.findall(r"fazhi[^。]{0,30}随导出包带入，上传人 huanshui|包里写的确认人：fazhi", said)
        assert len(names) == len(marked), said[-3000:]
    assert "上传人 huanshui" in pages[1]
    assert "huanshui" in pages[2]


@pytest.mark.parametrize("altered", ["xlsx", "settlements"])
def test_a_package_that_was_altered_is_refused_in_one_sentence(
    client: TestClient, tmp_path: Path, altered: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content = packed(tmp_path)
    other = write_xlsx(tmp_path / "别.xlsx", table(*PAGE.rows[:2])).read_bytes()
    files = {"xlsx": {"环水局.xlsx": other}, "settlements": {"settlements": settlements_document([TEXT])}}
    content = changed(content, **files[altered])
    answer = upload(client, ("第1版.zip", content))
    assert (answer.status_code, "写的 SHA-256 不一致" in answer.text) == (422, True)
    assert "导出以后改动过，没有导入" in refused(capsys, "standards", "import", written(tmp_path, content))
