"""`cailiang audit` from the published editions, on both databases; whatever goes wrong is one line and exit code 2."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from service.commands import run
from service.db import writing
from tests.casework.decision_files import write_csv
from tests.casework.generated_decisions import DEPARTMENTS, FIRST, SECOND, as_rows, decisions, standard
from tests.standards_1023.editions import department, publish_edition

if TYPE_CHECKING:
    from sqlalchemy import Engine

MADE = decisions(200, 21, seed=2)


@pytest.fixture
def published(engine: Engine) -> None:
    """Both editions of the made-up standards."""
    for number, since in ((1, FIRST), (2, SECOND)):
        books = [
            department(name, *(standard(n, d, number) for n in range(6)), source=f"{name}{number}".encode())
            for d, name in enumerate(DEPARTMENTS)
        ]
        with writing(engine) as session:
            publish_edition(session, *books, since=since)


def done(*arguments: str | Path, code: int) -> None:
    assert run([str(argument) for argument in arguments]) == code


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    capsys.readouterr()
    done("audit", *arguments, code=2)
    (line,) = capsys.readouterr().err.splitlines()
    assert "Traceback" not in line
    return line


@pytest.mark.usefixtures("published")
def test_a_table_is_audited_against_the_published_editions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_csv(tmp_path / "决定.csv", as_rows(MADE))
    done("audit", path, "--json", code=1)
    report: Any = json.loads(capsys.readouterr().out)
    assert report["rows"] == 200
    assert report["sides"]["inside"] == 179
    assert sum(many for verdict, many in report["verdicts"].items() if verdict != "inside") == 21
    assert sum(bar["count"] for bar in report["violations"]) == 200
    assert report["problems"] == []
    with Path(report["marked"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["结论"] for row in rows] == [made.verdict.words for made in MADE]
    assert sorted(p.name for p in tmp_path.iterdir() if "决定" in p.name) == ["决定.csv", "决定_复核.csv"]


@pytest.mark.usefixtures("published")
def test_nothing_departs_is_exit_code_0_and_the_figures_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = [made for made in MADE if made.verdict.side.value == "幅度之内"]
    path = write_csv(tmp_path / "决定.csv", as_rows(inside))
    done("audit", path, "--out", tmp_path / "结果.csv", code=0)
    printed = capsys.readouterr().out
    assert "179 行决定" in printed
    assert "幅度之内：179" in printed
    assert "环水局" in printed
    assert (tmp_path / "结果.csv").exists()


@pytest.mark.usefixtures("published")
def test_what_cannot_be_done_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(tmp_path / "决定.csv", as_rows(MADE[:5]))
    assert "找不到" in refused(capsys, tmp_path / "没有.csv")
    assert "覆盖" in refused(capsys, path, "--out", path)
    assert ".csv 结尾" in refused(capsys, path, "--out", tmp_path / "结果.xlsx")
    assert "没有文件夹" in refused(capsys, path, "--out", tmp_path / "无" / "结果.csv")
    assert "--column" in refused(capsys, path, "--column", "决定日期=无此列")
    done("audit", path, code=int(any(made.verdict.is_departure for made in MADE[:5])))
    assert "--force" in refused(capsys, path)
    bare = write_csv(tmp_path / "无表头.csv", [["甲", "乙"], ["1", "2"]])
    assert "没有认出决定日期、罚款金额、基准编号或者违法行为" in refused(capsys, bare)


def test_without_a_published_edition_there_is_nothing_to_audit_against(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_csv(tmp_path / "决定.csv", as_rows(MADE[:5]))
    refused(capsys, path)
