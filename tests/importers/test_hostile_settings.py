"""The TOML file beside a workbook comes from outside as well: one line, whatever it holds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from importers.errors import ImportRefused
from importers.instrument_settings import read_settings
from tests.importers.children import read_in_child
from tests.importers.packages import STANDARD, package, worksheet

if TYPE_CHECKING:
    from pathlib import Path

POINT = "[point]\ncitation = 'x'\n"
HOSTILE: dict[str, bytes] = {
    "too large": b"# \n" * 100_000,
    "not UTF-8": "heavier_wins = '第十四条'".encode("gb18030"),
    "binary": bytes(range(256)),
    "nested deep in brackets": b"heavier_wins = " + b"[" * 100_000,
    "nested deep in tables": b"heavier_wins = " + b"{a=" * 50_000,
    "a number of ten thousand figures": b"window = " + b"9" * 10_000,
    "keys of fifty thousand parts": b"a" + b".a" * 50_000 + b" = 1",
    "ten thousand tables": b"".join(b"[a%d]\n" % n for n in range(10_000)),
    "ten thousand grounds": b"[[grounds]]\n" * 10_000,
    "an exponent that fills the memory": f"{POINT}range_share = '1e99999999'".encode(),
    "a share that is no number": f"{POINT}range_share = nan".encode(),
    "a share that is infinite": f"{POINT}range_share = inf".encode(),
    "a share of nothing": f"{POINT}range_share = '1/0'".encode(),
    "a share that is negative": f"{POINT}range_share = '-1/2'".encode(),
    "a share that is a list": f"{POINT}[point.lighter]\nrange_from = []\nrange_to = '1'".encode(),
    "a share that is a table": f"{POINT}[point.lighter]\nrange_from = {{}}\nrange_to = '1'".encode(),
    "a share in figures of another script": f"{POINT}range_share = '١/٢'".encode(),
    "a table for a text": b"[heavier_wins]\nx = 1",
    "a text for a table": b"convention = 'x'",
    "a number for a text": b"heavier_wins = 1",
    "a yes that is a number": b"[convention]\nabove = 1",
    "a text of a million characters": b"heavier_wins = '" + b"x" * 100_000 + b"'",
    "an effect that is a list": b"[[grounds]]\ncode='own'\ntext='x'\nclause='x'\neffect=[]",
    "a key that speaks to the terminal": b'"\\u001b[31m\\n\\u009b" = 1',
    "a key of a hundred thousand characters": b'"' + b"k" * 100_000 + b'" = 1',
}


@pytest.mark.parametrize("hazard", HOSTILE)
def test_hostile_settings_are_refused_in_one_line(tmp_path: Path, hazard: str) -> None:
    path = tmp_path / "表.toml"
    path.write_bytes(HOSTILE[hazard])
    with pytest.raises(ImportRefused) as refused:
        read_settings(path)
    message = str(refused.value)
    assert message.startswith("表.toml：")
    assert message.endswith("。")
    assert message.isprintable()
    assert len(message) < 300


def test_a_pipe_as_settings_is_refused_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(package(worksheet(*STANDARD)))
    os.mkfifo(tmp_path / "表.toml")
    (line,) = read_in_child(tmp_path / "表.xlsx").lines
    assert "不是普通文件" in line


def test_settings_that_are_missing_or_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "表.toml").mkdir()
    with pytest.raises(ImportRefused, match="文件夹"):
        read_settings(tmp_path / "表.toml")
    with pytest.raises(ImportRefused, match="找不到"):
        read_settings(tmp_path / "没有.toml")


def test_empty_settings_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "表.toml").write_bytes(b"\xef\xbb\xbf")
    assert read_settings(tmp_path / "表.toml").convention is None
