"""The life of an edition on the command line, on both databases; whatever goes wrong is one line and exit code 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from service.commands import run
from service.db import open_engine, reading
from service.schema import bring_up_to_date
from standards_1023 import store
from tests.service.workbooks_by_hand import ROWS, SETTINGS, write_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "各部门"
    made.mkdir()
    write_workbook(made / "城管局裁量基准.xlsx")
    (made / "城管局裁量基准.toml").write_text(SETTINGS, encoding="utf-8")
    write_workbook(made / "环水局.xlsx", ROWS[3:])
    (made / "环水局.toml").write_text(SETTINGS, encoding="utf-8")
    return made


def done(*arguments: str | Path, code: int = 0) -> None:
    assert run([str(argument) for argument in arguments]) == code


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    capsys.readouterr()
    done(*arguments, code=2)
    lines = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("读取裁量表")]
    assert len(lines) == 1
    assert "Traceback" not in lines[0]
    return lines[0]


def answered(capsys: pytest.CaptureFixture[str], *arguments: str | Path, code: int = 0) -> Any:  # noqa: ANN401 - JSON
    capsys.readouterr()
    done(*arguments, "--json", code=code)
    return json.loads(capsys.readouterr().out)


def published(folder: Path, since: str = "2026-01-01", *options: str) -> None:
    done("standards", "import", folder)
    done("standards", "submit")
    done("standards", "publish", "--from", since, *options)


@pytest.mark.usefixtures("database")
def test_from_a_folder_of_workbooks_to_a_band(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published(folder)
    assert "两套计算在" in capsys.readouterr().out
    (edition,) = answered(capsys, "standards", "list")
    assert (edition["state"], edition["in_force_from"], edition["standards"]) == (
        "published",
        "2026-01-01",
        3,
    )
    assert [d["department"] for d in edition["departments"]] == ["环水局", "城管局"]
    listed = answered(capsys, "standards", "list", "--edition", "1")
    assert [one["name"] for one in listed] == ["环水局!2", "城管局!1", "城管局!2"]
    shown = answered(capsys, "standards", "show", "城管局!1")
    assert (shown["edition"], shown["violation"]) == (edition["edition"], "沿街晾晒物品")
    band = answered(capsys, "evaluate", "1", "--fact", "违法情节=2次", "--decision-date", "2026-02-01")
    assert band["edition"] == edition["edition"]
    assert [(m["min"], m["max"]) for m in band["measures"]] == [(300, 600)]


@pytest.mark.usefixtures("database")
def test_a_code_that_two_departments_use_asks_for_the_department(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(folder)
    assert "环水局!2、城管局!2" in refused(capsys, "standards", "show", "2")
    assert "没有编号为“9”" in refused(capsys, "standards", "show", "城管局!9")
    assert answered(capsys, "standards", "show", "环水局!2")["department"] == "环水局"


@pytest.mark.usefixtures("database")
def test_an_edition_that_was_exported_and_imported_again_is_the_same(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done("standards", "import", folder, "--convention", "以下不含")
    done("standards", "submit")
    done("standards", "publish", "--from", "2026-01-01")
    done("standards", "export", "--to", tmp_path / "导出")
    assert (tmp_path / "导出" / "环水局.xlsx").read_bytes() == (folder / "环水局.xlsx").read_bytes()
    capsys.readouterr()
    done("standards", "import", tmp_path / "导出")
    assert "没有变化" in capsys.readouterr().out
    done("standards", "import", tmp_path / "导出", "--alone")
    done("standards", "submit")
    first, second = answered(capsys, "standards", "list")
    assert first["digest"] == second["digest"]
    assert answered(capsys, "standards", "diff", "1", "2") == []
    assert "已经存在" in refused(capsys, "standards", "export", "--to", tmp_path / "导出")


def test_an_export_can_be_imported_into_another_database(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    published(folder)
    done("standards", "export", "--to", tmp_path / "导出")
    (first,) = answered(capsys, "standards", "list")
    monkeypatch.setenv("CAILIANG_DATABASE", f"sqlite:///{tmp_path / '另一个.db'}")
    published(tmp_path / "导出")
    (second,) = answered(capsys, "standards", "list")
    assert second["digest"] == first["digest"]


@pytest.mark.usefixtures("database")
def test_differences_name_the_band_and_exit_with_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published(folder)
    rows = [list(row) for row in ROWS]
    rows[1][5] = "处三百元以上五百元以下罚款"
    write_workbook(folder / "城管局裁量基准.xlsx", tuple(map(tuple, rows)))
    published(folder, "2026-06-01", "--backdated")
    (change,) = answered(capsys, "standards", "diff", "1", "2", code=1)
    assert (change["department"], change["standard"], change["what"]) == ("城管局", "城管局!1", "band")
    assert "300–600" in change["before"]
    assert "300–500" in change["after"]
    band = answered(
        capsys,
        "evaluate",
        "1",
        "--fact",
        "违法情节=2次",
        "--act-date",
        "2026-03-01",
        "--decision-date",
        "2026-07-01",
    )
    assert [(m["min"], m["max"]) for m in band["measures"]] == [(300, 500)]
    assert "决定日施行的版本较轻" in band["reasons"][0]["text"]
    done("check")


@pytest.mark.usefixtures("database")
def test_a_file_that_is_refused_leaves_the_draft_as_it_was(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "财政局.xlsx").write_bytes(b"nothing")
    assert "财政局.xlsx" in refused(capsys, "standards", "import", folder)
    (folder / "财政局.xlsx").unlink()
    done("standards", "import", folder)
    (edition,) = answered(capsys, "standards", "list")
    assert len(edition["departments"]) == 2


@pytest.mark.usefixtures("database")
def test_a_workbook_with_errors_is_imported_with_exit_code_1_and_cannot_be_submitted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [list(row) for row in ROWS]
    rows[1][5] = "处六百元以上三百元以下罚款"
    path = write_workbook(tmp_path / "城管局.xlsx", tuple(map(tuple, rows)))
    done("standards", "import", path, code=1)
    assert "错误" in capsys.readouterr().out
    assert "还有错误（城管局" in refused(capsys, "standards", "submit")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["standards", "submit"], "没有“草稿”的版本"),
        (["standards", "publish", "--from", "2026-01-01"], "没有“已提交”的版本"),
        (["standards", "publish", "1", "--from", "明天"], "--from"),
        (["standards", "show", "1"], "还没有已发布的版本"),
        (["standards", "show", "1", "--edition", "4"], "没有第“4”版"),
        (["standards", "diff", "1", "2"], "没有第“1”版"),
        (["evaluate", "1"], "还没有已发布的版本"),
        (["evaluate", "1", "--convention", "以下含"], "只和 --workbook 一起用"),
        (["standards", "import", "没有.xlsx", "--department", "城管局"], "找不到"),
        (["standards", "import", "基准.xlsx"], "看不出是哪个部门"),
        (["standards", "import", "城管局.xlsx", "--department", "城!管"], "--department"),
        (["standards", "import", "城管局.xlsx", "--convention", "含"], "--convention"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    own_database: str, arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine(own_database)
    bring_up_to_date(engine)
    engine.dispose()
    assert line in refused(capsys, *arguments)


def test_two_workbooks_of_one_department_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_workbook(folder / "城管局（新）.xlsx")
    assert "一个部门一个工作簿" in refused(capsys, "standards", "import", folder)


def test_without_a_database_the_line_says_how_to_make_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert "还没有数据库" in refused(capsys, "standards", "list")


@pytest.mark.parametrize("address", ["mysql://a/b", "sqlite://", "nonsense", "postgresql://127.0.0.1:1/none"])
def test_an_address_that_names_no_database_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAILIANG_DATABASE", address)
    refused(capsys, "standards", "list")


def test_a_password_is_never_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAILIANG_DATABASE", "postgresql://someone:geheim@127.0.0.1:1/none")
    assert "geheim" not in refused(capsys, "standards", "list")


def test_a_database_of_a_newer_program_is_refused(
    database: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = open_engine(database)
    bring_up_to_date(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for arguments in (["standards", "list"], ["standards", "import", folder], ["evaluate", "1"]):
        assert "更新版本的程序" in refused(capsys, *arguments)
    engine.dispose()


def test_a_file_that_is_no_database_is_refused(
    own_database: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(own_database.removeprefix("sqlite:///")).write_bytes(
        b"this is no database, but long enough to be one" * 99
    )
    assert "不是数据库" in refused(capsys, "standards", "import", folder)


def in_child(arguments: Sequence[str | Path], limit: str) -> subprocess.CompletedProcess[str]:
    """A command in a process that may write no file larger than `limit` blocks of 1 KB."""
    program = Path(sys.executable).parent / "cailiang"
    shell = f'ulimit -f {limit} && exec "$0" "$@"'
    return subprocess.run(
        ["/bin/bash", "-c", shell, program, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        cwd=ROOT,
    )


def test_a_disk_that_is_full_leaves_the_database_as_it_was(own_database: str, folder: Path) -> None:
    published(folder)
    big = write_workbook(folder / "城管局裁量基准.xlsx", tuple((*row[:5], row[5] + "。") for row in ROWS))
    with big.open("ab") as file:
        file.write(os.urandom(3_000_000))
    before = Path(own_database.removeprefix("sqlite:///")).stat().st_size // 1024
    child = in_child(["standards", "import", folder], str(before + 300))
    assert child.returncode == 2, child.stderr
    assert child.stderr.strip().splitlines()[-1].count("没有保存任何改动") == 1
    engine = open_engine(own_database)
    with reading(engine) as session:
        assert [row.state for row in store.list_editions(session)] == ["published"]
    engine.dispose()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_is_one_line(
    own_database: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(folder)
    path = Path(own_database.removeprefix("sqlite:///"))
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert "只读" in refused(capsys, "standards", "import", folder, "--alone")
    finally:
        path.parent.chmod(0o755)
