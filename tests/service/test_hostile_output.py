"""What a file or an argument says reaches the terminal as text: nothing in it is obeyed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from service.commands import run
from service.terminal_text import escaped_json, printable
from tests.importers.packages import HEADING, STANDARD, package, row, worksheet

if TYPE_CHECKING:
    from pathlib import Path

OBEYED = "\x1b[31m\x1b]0;甲\x07\x9b2J\r\x08\u202e\u2066"
ESCAPED = "_x001B_[31m_x001B_]0;甲_x0007_\x9b2J_x0008_\u202e\u2066"
GROUND = """
name = "规定\\u001b[31m"
[[grounds]]
code = "own"
text = "道歉\\u001b]0;x\\u0007\\u009b\\u202e"
clause = "第一条\\u001b[2J"
effect = "lighter"
"""


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "表.xlsx"
    rows = (
        HEADING,
        row(2, f"未按规定{ESCAPED}", f"初次违法的{ESCAPED}", "处1000元罚款"),
        row(3, f"未按规定{ESCAPED}", "再次违法的", f"处2000元罚款{ESCAPED}"),
        row(4, "[bold red]甲[/bold red]", "[link=http://x]再次[/link]", ":warning: 处2000元罚款"),
    )
    path.write_bytes(package(worksheet(*rows), names=[f"表{ESCAPED}"]))
    return path


def test_a_workbook_cannot_speak_to_the_terminal(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["parse", str(workbook)])
    printed = capsys.readouterr().out
    assert printed == printable(printed)
    assert "[bold red]甲[/bold red]" in printed
    assert "[link=http://x]再次[/link]" in printed


@pytest.mark.parametrize(
    "arguments",
    [
        [f"没有{OBEYED}"],
        ["1", "--fact", f"甲{OBEYED}=乙{OBEYED}"],
        ["1", "--fact", f"违法情节=再次违法的{OBEYED}"],
        ["1", "--act-date", OBEYED],
        ["1", "--circumstance", OBEYED],
        ["1", f"--{OBEYED}"],
    ],
)
def test_an_argument_cannot_speak_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(package(worksheet(*STANDARD)))
    assert run(["evaluate", *arguments, "--workbook", str(path)]) == 2
    said = capsys.readouterr()
    assert said.err == printable(said.err)
    assert said.out == ""


def test_settings_cannot_speak_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "规定.toml"
    path.write_text(GROUND, encoding="utf-8")
    assert run(["circumstances", "--settings", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "own" in printed
    assert printed == printable(printed)


def test_a_file_that_is_missing_cannot_speak_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", f"没有{OBEYED}\n.xlsx"]) == 2
    printed = capsys.readouterr().err
    assert printed == printable(printed)
    assert printed.count("\n") == 1


def test_json_holds_the_same_words_as_escapes() -> None:
    written = escaped_json(json.dumps({"甲": OBEYED}, ensure_ascii=False))
    assert written == printable(written)
    assert json.loads(written) == {"甲": OBEYED}
