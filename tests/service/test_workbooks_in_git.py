"""Workbooks under real git: `git diff` shows the cells that changed, in .xlsx and .xls alike."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.commands import run
from tests.importers.sheets import LEFT, UP, Page, write_xls, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
HEAD = (("城管局裁量基准", LEFT, LEFT), ("序号", "违法行为", "处罚标准"))
BEFORE = (*HEAD, (1, "沿街晾晒", "处一百元罚款"), (UP, "擅自占道", "处二百元罚款"))
AFTER = (
    *HEAD,
    (0, "乱倒垃圾", "处五十元罚款"),
    (1, "沿街晾晒", "处一百五十元罚款"),
    (UP, "擅自占道", "处二百元罚款"),
)

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(repository: Path, *arguments: str) -> str:
    """What git prints in a repository, with the settings of this test alone."""
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PATH": os.environ["PATH"]}
    who = ["-c", "user.name=测试", "-c", "user.email=test@example.invalid"]
    done = subprocess.run(
        ["git", *who, *arguments],  # noqa: S607 - the git of the machine
        cwd=repository,
        env=alone,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def switched_on() -> list[str]:
    """The setting that README gives, for the program of this environment."""
    told = re.search(r"git config (diff\.workbook\.textconv) '\.venv/bin/(cailiang [^']+)'", readme())
    assert told is not None
    return ["-c", f"{told[1]}={Path(sys.executable).parent}/{told[2]}"]


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(params=[("城管局.xlsx", write_xlsx), ("城管局.xls", write_xls)], ids=["xlsx", "xls"])
def changed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A repository with a workbook that has changed since it was committed."""
    name: str
    write: Callable[[Path, Page], Path]
    name, write = request.param
    git(tmp_path, "init", "--quiet")
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    write(tmp_path / name, Page(BEFORE))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "表格")
    write(tmp_path / name, Page(AFTER))
    return tmp_path


def test_git_diff_shows_the_cells_that_changed_and_no_others(changed: Path) -> None:
    lines = git(changed, *switched_on(), "diff").splitlines()
    moved = [line for line in lines if re.match(r"[-+](?![-+])", line)]
    added = ["+A 0", "+B 乱倒垃圾", "+C 处五十元罚款", "+"]
    assert sorted(moved) == sorted([*added, "-C 处一百元罚款", "+C 处一百五十元罚款"])


def test_git_log_shows_a_workbook_that_is_new(changed: Path) -> None:
    shown = git(changed, *switched_on(), "log", "-p", "--", "*.xls*")
    assert "+A 城管局裁量基准 〔合并1行3列〕" in shown
    assert "+A 1 〔合并2行1列〕" in shown


def test_without_the_setting_git_still_says_that_the_file_differs(changed: Path) -> None:
    assert "Binary files" in git(changed, "diff")
    assert git(changed, "diff", "--name-only", "-z").startswith("城管局.xls")


def test_what_is_hidden_is_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = Page((("序号", "违法行为"), (1, "第一行\n第二行")), name="基准", hidden_rows=(2,))
    assert run(["show-text", str(write_xlsx(tmp_path / "a.xlsx", rows))]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "== 基准",
        "",
        "A 序号",
        "B 违法行为",
        "",
        "（隐藏的行）",
        "A 1",
        "B 第一行⏎第二行",
    ]


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"abc")
    assert run(["show-text", str(tmp_path / "a.xlsx")]) == 2
    assert "不是 Excel 工作簿" in capsys.readouterr().err
