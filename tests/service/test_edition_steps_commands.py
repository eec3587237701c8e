"""Returning, withdrawing, rebasing, rolling back and taking along an edition on the command line."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from casework.act_store import list_chain
from importers.cells_taken import cells_taken
from importers.settled_sheets import keys_of_cells
from service.db import open_engine, reading, writing
from service.edition_export import as_zip
from service.moments import now
from service.people.roles import Grant, Role
from standards_1023 import store
from standards_1023.settlements import SettlementKind
from standards_1023.settling import settle
from standards_1023.values import Convention
from tests.service.accounts import add_account
from tests.service.test_standards_commands import answered, done, folder, published, refused
from tests.service.workbooks_by_hand import ROWS, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]


def states(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [one["state"] for one in answered(capsys, "standards", "list")]


def changed(folder: Path, text: str = "处三百元以上五百元以下罚款") -> None:
    """Another table of 城管局."""
    rows = [list(row) for row in ROWS]
    rows[1][5] = text
    write_workbook(folder / "城管局裁量基准.xlsx", tuple(map(tuple, rows)))


@pytest.mark.usefixtures("database")
def test_an_edition_is_returned_submitted_again_and_withdrawn_before_its_day(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(folder)
    changed(folder)
    done("standards", "import", folder)
    done("standards", "submit")
    done("standards", "return", "2")
    done("standards", "submit")
    done("standards", "publish", "--from", "2099-01-01")
    assert states(capsys) == ["published", "published"]
    assert "--reason" in refused(capsys, "standards", "withdraw", "2")
    done("standards", "withdraw", "2", "--reason", "推迟施行")
    assert states(capsys) == ["published", "withdrawn"]
    done("standards", "list")
    assert "已撤回" in capsys.readouterr().out
    assert "不能撤回" in refused(capsys, "standards", "withdraw", "1", "--reason", "不要了")


def test_where_there_are_accounts_the_command_line_needs_a_second_person_as_well(
    database: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done("standards", "import", folder)
    done("standards", "submit")
    add_account(database, "fazhi", Grant(Role.LEGAL_AFFAIRS))
    assert "自己提交的" in refused(capsys, "standards", "publish", "--from", "2026-01-01")


@pytest.mark.usefixtures("database")
def test_rolling_back_and_a_past_day(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published(folder)
    changed(folder)
    published(folder, "2026-02-01", "--backdated")
    done("standards", "again", "1")
    done("standards", "submit")
    assert "--backdated" in refused(capsys, "standards", "publish", "--from", "2026-03-01")
    done("standards", "publish", "--from", "2026-03-01", "--backdated")
    first, _, third = answered(capsys, "standards", "list")
    assert first["digest"] == third["digest"]


def test_every_step_stands_in_the_log_under_the_name_of_whoever_is_at_the_machine(
    own_database: str, folder: Path
) -> None:
    published(folder)
    done("standards", "import", folder)
    engine = open_engine(own_database)
    with reading(engine) as session:
        acts = [(one.done.by, one.done.act, one.done.subject) for one in list_chain(session)]
        events = {json.loads(event.detail)["by"] for event in store.list_events(session, 1)}
    engine.dispose()
    (by,) = events
    assert by.startswith("命令行:")
    assert acts == [
        (by, "edition.imported", "edition:1"),
        (by, "edition.submitted", "edition:1"),
        (by, "edition.published", "edition:1"),
        (by, "edition.imported", "edition:1"),
    ]


def test_a_stale_draft_is_named_and_rebased(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published(folder)
    write_workbook(folder / "环水局.xlsx", (ROWS[3], (*ROWS[4][:5], "每平方米处一千五百元罚款")))
    done("standards", "import", folder / "环水局.xlsx")
    done("standards", "submit")
    changed(folder)
    done("standards", "import", folder / "城管局裁量基准.xlsx")
    done("standards", "submit")
    done("standards", "publish", "3", "--from", "2099-01-01")
    assert "rebase 2" in refused(capsys, "standards", "publish", "2", "--from", "2099-01-01")
    done("standards", "return", "2")
    done("standards", "rebase")
    assert "城管局" in capsys.readouterr().out
    done("standards", "submit")


@pytest.mark.usefixtures("database")
def test_a_table_that_is_another_department_s_is_imported_only_when_that_is_confirmed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(folder)
    copied = folder.parent / "财政局.xlsx"
    copied.write_bytes((folder / "城管局裁量基准.xlsx").read_bytes())
    said = refused(capsys, "standards", "import", copied)
    assert "作为财政局导入的表格与城管局的是同一个文件" in said
    assert "--confirm-department" in said
    assert states(capsys) == ["published"]
    done("standards", "import", copied, "--confirm-department", code=1)  # nothing said of 以下


# ---------------------------------------------------------------------------------------------------- exports


@pytest.mark.usefixtures("database")
def test_a_zip_of_an_edition_is_imported_again_without_a_difference(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done("standards", "import", folder, "--convention", "以下不含")
    done("standards", "submit")
    done("standards", "publish", "--from", "2026-01-01")
    done("standards", "export", "--to", tmp_path / "一版.zip")
    capsys.readouterr()
    done("standards", "import", tmp_path / "一版.zip")
    out = capsys.readouterr().out
    assert "第1版里已经有（环水局.xlsx），没有改动" in out
    assert "没有变化" in out
    assert "已经存在" in refused(capsys, "standards", "export", "--to", tmp_path / "一版.zip")


def test_settlements_go_with_an_edition_and_only_a_fresh_import_takes_those_in_force(
    own_database: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(folder)
    engine = open_engine(own_database)
    with writing(engine) as session:
        settle(
            session,
            department="城管局",
            kind=SettlementKind.TEXT,
            key="从没有出现过的文字",
            meaning="处一百元罚款",
            by="keeper",
            at=now(),
        )
        assert as_zip(session, 1) == as_zip(session, 1)
    done("standards", "export", "1", "--to", tmp_path / "没有.zip")
    done("standards", "import", folder, code=1)  # the text is written nowhere
    done("standards", "submit")
    done("standards", "export", "2", "--to", tmp_path / "有")
    manifest = json.loads((tmp_path / "有" / "edition.json").read_text("utf-8"))
    files = {one["department"]: one["settlements"] for one in manifest["files"]}
    assert files == {"环水局": None, "城管局": "城管局裁量基准.settlements.json"}
    done("standards", "import", tmp_path / "没有.zip", "--alone")
    done("standards", "submit")
    done("standards", "import", tmp_path / "有", "--alone", code=1)
    done("standards", "submit")
    one, two, three, four = (edition["digest"] for edition in answered(capsys, "standards", "list"))
    assert (one, two) == (three, four)
    assert one != two
    engine.dispose()


def test_what_was_settled_of_one_cell_and_of_a_column_without_a_heading_goes_with_an_edition(
    own_database: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [(*row, "没收违法所得") if number == 1 else row for number, row in enumerate(ROWS)]
    path = write_workbook(folder / "城管局裁量基准.xlsx", tuple(rows))
    (sheet,) = cells_taken(path.name, path.read_bytes(), Convention())
    alone = keys_of_cells(path.name, path.read_bytes(), ()).of[sheet.name, "F5"]
    said = (
        (SettlementKind.UNHEADED, sheet.unheaded[0].key, "处罚标准"),
        (SettlementKind.CELL, alone, "处九百元罚款"),
    )
    done("standards", "import", folder, code=1)
    assert "城管局 3 处" in refused(capsys, "standards", "submit")
    engine = open_engine(own_database)
    with writing(engine) as session:
        for kind, key, meaning in said:
            settle(session, department="城管局", kind=kind, key=key, meaning=meaning, by="keeper", at=now())
    engine.dispose()
    done("standards", "import", folder, code=1)
    done("standards", "submit")
    for name in ("文件夹", "一版.zip"):
        done("standards", "export", "1", "--to", tmp_path / name)
        done("standards", "import", tmp_path / name, "--alone", code=1)
        done("standards", "submit")
    digests = {edition["digest"] for edition in answered(capsys, "standards", "list")}
    assert len(digests) == 1
    done("standards", "diff", "1", "3")
    shown = answered(capsys, "standards", "show", "城管局!1", "--edition", "3")
    assert "900" in json.dumps(shown)


@pytest.mark.usefixtures("database")
def test_the_csv_has_a_line_a_row_and_runs_no_formula(folder: Path, tmp_path: Path) -> None:
    changed(folder, "处三百元以上五百元以下罚款")
    rows = [list(row) for row in ROWS]
    for row in rows[:3]:
        row[1] = "@SUM(1)晾晒"
    write_workbook(folder / "环水局.xlsx", tuple(map(tuple, rows)))
    done("standards", "import", folder, "--confirm-department")
    done("standards", "export", "1", "--to", tmp_path / "一版.csv")
    content = (tmp_path / "一版.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [line["部门"] for line in lines] == ["环水局"] * 5 + ["城管局"] * 5
    second = lines[6]
    assert (second["编号"], second["适用条件"], second["裁量幅度"]) == (
        "1",
        "违法情节=第二次被处罚的",
        "罚款 300元以上500元以下",
    )
    assert second["单元格"]
    assert {line["违法行为"][:2] for line in lines[:3]} == {"'@"}


@pytest.mark.usefixtures("database")
def test_the_json_has_every_standard_whole(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(folder)
    done("standards", "export", "--to", tmp_path / "一版.json")
    document = json.loads((tmp_path / "一版.json").read_text("utf-8"))
    assert (document["number"], document["state"]) == (1, "published")
    assert document["standards"] == answered(capsys, "standards", "list", "--edition", "1")


# ------------------------------------------------------------------------------------------------ hostile .zip


def packed(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


MANIFEST = b'{"edition": "edition:1", "state": "draft", "files": []}'


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ((("环水局.xlsx", b"x"),), "没有 edition.json"),
        ((("edition.json", MANIFEST), ("a/环水局.xlsx", b"x")), "有路径"),
        ((("edition.json", MANIFEST), ("../环水局.xlsx", b"x")), "读不出来"),
        ((("edition.json", MANIFEST), ("/环水局.xlsx", b"x")), "读不出来"),
        ((("edition.json", MANIFEST), ("a\x1bb.xlsx", b"x")), "有路径，或者不是文件名"),
        ((("edition.json", MANIFEST), ("长" * 100 + ".xlsx", b"x")), "不是文件名"),
        ((("edition.json", MANIFEST), *((f"{n}.xlsx", b"") for n in range(601))), "超过"),
        ((("edition.json", MANIFEST), ("环水局.xlsx", bytes(300_000_000))), "太大"),
        ((("edition.json", b"{"),), "读不懂"),
        (
            (("edition.json", MANIFEST.replace(b"[]", b'[{"department":"a","file":"../x","sha256":"0"}]')),),
            "读不懂",
        ),
    ],
    ids=["bare", "folder", "up", "root", "control", "long", "many", "bomb", "damaged", "manifest-path"],
)
def test_a_hostile_zip_is_one_line_and_leaves_nothing(
    tmp_path: Path, members: tuple[tuple[str, bytes], ...], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = packed(tmp_path / "版.zip", *members)
    assert why in refused(capsys, "standards", "import", place)
    there = {path.name for path in tmp_path.iterdir()}
    assert there <= {"版.zip", "cailiang.db", "cailiang.db-shm", "cailiang.db-wal"}


def test_a_file_that_only_calls_itself_zip_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "版.zip").write_bytes(b"PK\x03\x04 no package")
    assert "不是从本系统导出的一版" in refused(capsys, "standards", "import", tmp_path / "版.zip")
