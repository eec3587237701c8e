"""The TOML file beside a workbook: what it may say, and one clear sentence for what it may not."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from importers.errors import ImportRefused
from importers.instrument_settings import read_settings
from standards_1023.values import Convention, Instrument, PointRule, RepeatRule

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """\
heavier_wins = "第十四条"
lowest_when_unknown = "第五条"
weight_cap = "第六条"

[convention]
"以上" = "含"
"以下" = "不含"
source = "第二十三条"

[repeat]
window_months = 24
anchor = "act_date"
counts = "act"
includes_current = true

[point]
citation = "第十二条"
range_share = "1/2"
only_high_share = "0.5"
only_low_times = 2
"""


def overlaid(tmp_path: Path, text: str, instrument: Instrument | None = None) -> Instrument:
    path = tmp_path / "环保.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path).overlay(instrument or Instrument())


def test_everything_that_it_may_say(tmp_path: Path) -> None:
    half = Fraction(1, 2)
    assert overlaid(tmp_path, WHOLE) == Instrument(
        Convention(above_included=True, below_included=False, source="第二十三条"),
        RepeatRule(24, "act_date", "act", includes_current=True),
        "第十四条",
        "第五条",
        "第六条",
        PointRule("第十二条", half, half, Fraction(2)),
    )


def test_silence_leaves_what_the_workbook_says(tmp_path: Path) -> None:
    before = Instrument(Convention(below_included=False, source="表!A2"), RepeatRule(12), "第一条")
    assert overlaid(tmp_path, "", before) == before
    assert overlaid(tmp_path, "[repeat]\ncounts = 'penalty'", before).repeat == RepeatRule(
        12, counts="penalty"
    )


def test_a_convention_without_a_clause_is_cited_by_the_file(tmp_path: Path) -> None:
    assert overlaid(tmp_path, "[convention]\nbelow = false").convention.source == "环保.toml"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("havier_wins = '第一条'", "“havier_wins”不认识"),
        ("file = 'x'", "“file”不认识"),
        ("[convention]\nbelow = '也许'", "“convention.below”"),
        ("[point]\nrange_share = '1/2'", "缺少设置“point.citation”"),
        ("[point]\ncitation = 'x'\nrange_share = 0.5", "1/2"),
        ("[point]\ncitation = 'x'\nrange_share = '1/0'", "1/2"),
        ("[point]\ncitation = 'x'\nrange_share = '3/2'", "“point.range_share”"),
        ("[point]\ncitation = 'x'\nonly_low_times = '-2'", "大于零"),
        ("[repeat]\ncounts = 'both'", "'act' 或者 'penalty'"),
        ("[repeat]\nwindow_months = 0", "“repeat.window_months”"),
        ("heavier_wins = ''", "“heavier_wins”"),
        ("heavier_wins = ", "不是有效的 TOML"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(ImportRefused, match=r"环保\.toml") as refused:
        overlaid(tmp_path, text)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_not_text_at_all(tmp_path: Path) -> None:
    path = tmp_path / "环保.toml"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(ImportRefused, match="UTF-8"):
        read_settings(path)
