"""The command line: exit codes, one clear line for every refusal, JSON with the keys of the contract."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from service.command_errors import CommandRefused
from service.commands import run
from service.demonstration import WORKBOOKS, run_demonstration
from tests.service.workbooks_by_hand import ROWS, SETTINGS, write_workbook
from tests.workbooks import INSTRUMENTS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    (tmp_path / "市容.toml").write_text(SETTINGS, encoding="utf-8")
    return write_workbook(tmp_path / "市容.xlsx")


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line of a refusal."""
    assert run(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "Traceback" not in printed.err
    return printed.err


def answered(arguments: list[str], capsys: pytest.CaptureFixture[str], code: int = 0) -> Any:  # noqa: ANN401 - JSON
    assert run([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_parse_gives_the_contract(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(["parse", str(workbook)], capsys)
    assert set(found) == {"workbook", "sha256", "convention", "standards", "problems", "columns"}
    assert found["convention"] == {"below_included": True, "source": "《裁量规定》第三条"}
    standard = found["standards"][0]
    assert set(standard) == {
        "sheet",
        "code",
        "violation",
        "basis",
        "violated",
        "statutory",
        "model",
        "factors",
        "rows",
        "weights",
        "notes",
    }
    assert set(standard["rows"][0]) == {"row", "cell", "when", "grade", "group", "text", "measures"}
    measure = standard["rows"][0]["measures"][0]
    assert measure == {
        "kind": "fine", "subject": None, "min": 100, "max": 300, "min_included": True, "max_included": True,
        "unit": "yuan", "base": None, "per": None, "optional": False, "trigger": None,
        "text": "处一百元以上三百元以下罚款",
    }  # fmt: skip
    condition = standard["factors"][0]["conditions"][2]
    assert (condition["min"], condition["max"], condition["unit"]) == (3, None, "次")
    assert standard["weights"] is None
    assert [s["code"] for s in found["standards"]] == ["1", "2"]


def test_parse_for_people_names_every_row(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", str(workbook)]) == 0
    printed = capsys.readouterr().out
    assert "2 项基准，5 行处罚" in printed
    assert "第三次及以上被处罚的 → 罚款 1000元" in printed
    assert "每平方米 2000元" in printed


def test_parse_with_problems_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_workbook(tmp_path / "没有写明口径.xlsx")
    assert run(["parse", str(path)]) == 1
    assert "以下" in capsys.readouterr().out


def test_parse_says_below_the_first_problem_of_a_kind_how_to_mend_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_workbook(tmp_path / "没有写明口径.xlsx")
    run(["parse", str(path)])
    lines = capsys.readouterr().out.splitlines()
    at = next(n for n, line in enumerate(lines) if "没有写明「以上」「以下」" in line)
    assert lines[at + 1].startswith("    怎么改：在表的外面")
    remedies = [line for line in lines if line.startswith("    怎么改：")]
    assert len(remedies) == len(set(remedies))


def test_the_option_chooses_the_convention(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_workbook(tmp_path / "没有写明口径.xlsx")
    found = answered(["parse", str(path), "--convention", "以下不含"], capsys)
    assert found["convention"] == {"below_included": False, "source": "option"}


def test_evaluate_gives_the_contract(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(["evaluate", "1", "--workbook", str(workbook), "--fact", "违法情节=2次"], capsys)
    keys = "standard edition severity consequence grade group measures statutory recommended reasons duties trace"
    assert list(found) == [*keys.split(), "considered", "steps"]
    assert (found["measures"][0]["min"], found["measures"][0]["max"]) == (300, 600)
    assert found["recommended"] == [{"measure": 0, "point": 450, "rule": "《裁量规定》第九条"}]
    assert found["edition"].startswith("workbook:")
    assert all(set(reason) == {"text", "citation"} for reason in found["reasons"])
    codes = [duty["code"] for duty in found["duties"]]
    assert codes == ["summary_procedure", "notice", "order_correction", "confiscate_gains"]
    assert all(set(duty) == {"code", "text", "citation", "verified"} for duty in found["duties"])


def test_evaluate_takes_circumstances_and_dates(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["evaluate", "1", "--workbook", str(workbook), "--fact", "违法情节=2次"]
    waived = answered([*command, "--circumstance", "first_slight_corrected"], capsys)
    assert {"kind": "no_penalty", "optional": True}.items() <= waived["measures"][1].items()
    assert waived["measures"][0]["min"] == 300
    assert [c["outcome"] for c in waived["considered"]] == ["moves"]
    assert waived["steps"][-1]["action"] == "added"
    young = ["--date", "出生日期=2015-01-01", "--act-date", "2026-05-01", "--party", "公民"]
    assert [m["kind"] for m in answered([*command, *young], capsys)["measures"]] == ["no_penalty"]


def test_circumstances_lists_every_code_with_its_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["circumstances", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {c["effect"] for c in listed} == {
        "no_penalty",
        "may_waive",
        "mitigated",
        "lighter",
        "heavier",
        None,
    }
    assert len({c["code"] for c in listed}) == len(listed)
    for circumstance in listed:
        assert circumstance["needs"]
        assert circumstance["article"] is not None or circumstance["effect"] is None
    assert run(["circumstances"]) == 0
    shown = capsys.readouterr().out
    assert all(circumstance["code"] in shown for circumstance in listed)


def test_circumstances_of_an_instrument(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["circumstances", "--settings", str(INSTRUMENTS / "广东省生态环境2021.toml"), "--json"]) == 0
    listed = {c["code"]: c for c in json.loads(capsys.readouterr().out)}
    assert "suspected_crime" in listed["apology"]["excluded_by"]
    assert "第十四条" in listed["apology"]["article"]


def test_evaluate_multiplies_with_a_quantity(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["evaluate", "基准!2", "--workbook", str(workbook), "--fact", "违法情节=逾期不恢复"]
    found = answered([*command, "--quantity", "平方米=4.5"], capsys)
    assert (found["measures"][0]["min"], found["measures"][0]["unit"]) == (9000, "yuan")
    printed = answered(command, capsys)
    assert (printed["measures"][0]["min"], printed["measures"][0]["unit"]) == (2000, "yuan_per")


def test_evaluate_for_people_gives_band_and_reasons(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "1", "--workbook", str(workbook), "--fact", "违法情节=第二次被处罚的"]) == 0
    printed = capsys.readouterr().out
    assert "罚款 300元以上600元以下" in printed
    assert "建议：罚款 450元（《裁量规定》第九条）" in printed
    assert "〔基准!F4〕" in printed


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["evaluate", "1"], "请用 --workbook"),
        (["evaluate"], "STANDARD"),
        (["parse"], "WORKBOOK"),
        (["parse", "a", "b"], "写法不对"),
        (["paint"], "没有命令 paint"),
        (["parse", "没有.xlsx"], "没有.xlsx"),
        (["parse", "没有.xlsx", "--colour"], "--colour"),
        (["parse", "没有.xlsx", "--convention", "都含"], "以下不含"),
        (["evaluate", "1", "--workbook", "W", "--fact"], "--fact"),
        (
            ["evaluate", "1", "--workbook", "W", "--fact", "违法情节=2次", "--circumstance", "minor"],
            "minor_act",
        ),
        (["evaluate", "1", "--workbook", "W"], "“违法情节”（第一次被处罚的 [E3]"),
        (["evaluate", "3", "--workbook", "W"], "没有编号为“3”的基准"),
        (["evaluate", "1", "--workbook", "W", "--fact", "违法情节"], "名=值"),
        (["evaluate", "1", "--workbook", "W", "--fact", "违法情节=2次", "--party", "公司"], "个体工商户"),
        (["evaluate", "1", "--workbook", "W", "--act-date", "昨天"], "--act-date"),
        (
            ["evaluate", "1", "--workbook", "W", "--act-date", "2026-05-02", "--decision-date", "2026-05-01"],
            "早于",
        ),
    ],
)
def test_refusals_are_one_line_and_exit_2(
    arguments: list[str], line: str, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert line in refused([str(workbook) if a == "W" else a for a in arguments], capsys)


def test_a_code_in_two_sheets_needs_its_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_workbook(tmp_path / "两张.xlsx", ROWS[:3])
    book = load_workbook(path)
    book.copy_worksheet(book["基准"]).title = "另表"
    book.save(path)
    assert "基准!1、另表!1" in refused(["evaluate", "1", "--workbook", str(path)], capsys)
    found = answered(["evaluate", "另表!1", "--workbook", str(path), "--fact", "违法情节=1次"], capsys)
    assert found["measures"][0]["max"] == 300


def test_wrong_settings_are_refused(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook.with_suffix(".toml").write_text("havier_wins = 'x'", encoding="utf-8")
    assert "havier_wins" in refused(["parse", str(workbook)], capsys)


def test_a_fault_of_the_program_is_one_line(
    workbook: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("service.commands.read_standards_workbook", broken)
    assert "ZeroDivisionError" in refused(["parse", str(workbook)], capsys)


def test_without_a_command_it_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "evaluate" in capsys.readouterr().out


def test_a_reader_that_stops_early_and_a_terminal_without_chinese(workbook: Path) -> None:
    program = "from service.commands import main; main()"
    command = [sys.executable, "-c", program, "parse", str(workbook), "--json"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    plain = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert plain.returncode == 0
    assert json.loads(plain.stdout)["workbook"] == "市容.xlsx"
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.close()
        _, errors = child.communicate()
    assert b"Traceback" not in errors


@pytest.mark.skipif(not list(WORKBOOKS.glob("*.xls*")), reason="自带的裁量表还没有")
def test_the_demonstration_gives_a_band(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo"]) == 0
    printed = capsys.readouterr().out
    assert "裁量结果：" in printed
    assert "理由：" in printed


def test_the_demonstration_of_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandRefused, match="没有找到"):
        run_demonstration(tmp_path)


def test_a_code_used_twice_in_a_sheet_is_named_by_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = [("1", "乱倒垃圾", *row[2:]) for row in ROWS[:3]]
    path = write_workbook(tmp_path / "twice.xlsx", (*ROWS, *again))
    ambiguous = refused(["evaluate", "1", "--workbook", str(path)], capsys)
    assert "基准!A3、基准!A8" in ambiguous
    facts = ["--fact", "违法情节=2次"]
    assert (
        answered(["evaluate", "基准!A8", "--workbook", str(path), *facts], capsys)["measures"][0]["min"]
        == 300
    )


def test_an_endless_fact_is_not_echoed(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = answered(["parse", str(workbook)], capsys)["standards"][0]["factors"][0]["name"]
    line = refused(
        ["evaluate", "1", "--workbook", str(workbook), "--fact", f"{name}={'很长' * 20_000}"], capsys
    )
    assert "填得太长" in line
    assert len(line) < 200


def test_a_formula_that_was_not_worked_out_shows_in_both_outputs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    penalty = "处一百元以上三百元以下罚款，每增加一件增加五十元"
    path = write_workbook(tmp_path / "formula.xlsx", ((*ROWS[0][:5], penalty), *ROWS[1:]))
    facts = ["evaluate", "1", "--workbook", str(path), "--fact", "违法情节=1次"]
    (measure,) = answered(facts, capsys)["measures"]
    assert (measure["min"], measure["max"], measure["computed"]) == (100, 300, False)
    assert run(facts) == 0
    assert "须按原文人工核定" in capsys.readouterr().out


def test_a_marked_copy_is_written_beside_what_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, target = write_workbook(tmp_path / "没有写明口径.xlsx"), tmp_path / "标注.xlsx"
    assert run(["parse", str(path), "--marked-copy", str(target)]) == 1
    assert f"标注副本：{target}（先看工作表「裁量检查结果」）" in capsys.readouterr().out
    assert load_workbook(target).sheetnames == ["裁量检查结果", "基准"]
    assert "加 --force 覆盖" in refused(["parse", str(path), "--marked-copy", str(target)], capsys)
    found = answered(["parse", str(path), "--marked-copy", str(target), "--force"], capsys, code=1)
    assert found == answered(["parse", str(path)], capsys, code=1)
    again = answered(["parse", str(target)], capsys, code=1)
    assert (again["standards"], again["problems"]) == (found["standards"], found["problems"])


def test_a_marked_copy_of_a_workbook_without_problems_ends_with_zero(workbook: Path) -> None:
    target = workbook.with_name("标注.xlsx")
    assert run(["parse", str(workbook), "--marked-copy", str(target)]) == 0
    assert target.exists()


def test_a_workbook_that_is_refused_has_no_marked_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "标注.xlsx"
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    assert "已损坏" in refused(["parse", str(tmp_path / "坏.xlsx"), "--marked-copy", str(target)], capsys)
    assert "找不到" in refused(["parse", str(tmp_path / "没有.xlsx"), "--marked-copy", str(target)], capsys)
    assert not target.exists()


def test_force_is_for_a_marked_copy(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--marked-copy" in refused(["parse", str(workbook), "--force"], capsys)
