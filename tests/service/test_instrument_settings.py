"""The TOML file beside a workbook: what it may say, and one clear sentence for what it may not."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.driver import Driver
from importers.errors import ImportRefused
from importers.instrument_settings import read_settings
from rules.errors import TableUnusable
from rules.ground_rulebook import compile_grounds
from standards_1023.instrument_grounds import InstrumentFinding, InstrumentGround, Position
from standards_1023.values import Convention, Effect, Instrument, PointRule, RepeatRule
from tests.workbooks import INSTRUMENTS

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


GROUND = "[[grounds]]\ncode = 'own'\ntext = '道歉'\nclause = '第一条'\n"


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
        (GROUND + "effect = 'mitigated'", "不能自行减轻"),
        (GROUND + "effect = 'double'", "“grounds.0.effect”"),
        (GROUND + "effect = 'lighter'\nlowers = ['0', '3/2']", "“grounds.0.lowers.1”"),
        (GROUND + "effect = 'lighter'\nlowers = ['1/2']", "“grounds.0.lowers”"),
        (GROUND.replace("'own'", "'Own Code'") + "effect = 'lighter'", "“grounds.0.code”"),
        ("[point]\ncitation = 'x'\n[point.lighter]\nrange_from = '0'", "要么都写"),
        ("[point]\ncitation = 'x'\n[point.lighter]\nrange_from = '1'\nrange_to = '1/2'", "不能大于"),
        ("valid_from = 'yesterday'", "“valid_from”"),
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


def test_grounds_and_positions(tmp_path: Path) -> None:
    text = """
name = "某规定"
valid_from = 2022-01-01
valid_to = 2026-12-31
[point]
citation = "第十二条"
[point.lighter]
range_from = "0"
range_to = "1/2"
to_included = false
only_high_share = "1/5"
[[findings]]
code = "near_water"
text = "位于水源保护区"
clause = "第三条"
needs = ["坐标"]
[[grounds]]
code = "apology"
text = "道歉"
clause = "第十四条"
effect = "lighter"
requires = ["corrected_in_time"]
excluded = ["near_water", "any_heavier"]
standards = ["1"]
lowers = ["1/2", "3/10"]
"""
    found = overlaid(tmp_path, text)
    assert (found.name, found.valid_from, found.valid_to) == ("某规定", date(2022, 1, 1), date(2026, 12, 31))
    assert found.point is not None
    assert found.point.lighter == Position(
        Fraction(0), Fraction(1, 2), to_included=False, only_high_share=Fraction(1, 5)
    )
    assert found.findings == (InstrumentFinding("near_water", "位于水源保护区", "第三条", ("坐标",)),)
    assert found.grounds == (
        InstrumentGround(
            "apology", "道歉", "第十四条", Effect.LIGHTER, (), ("corrected_in_time",), (),
            ("near_water", "any_heavier"), ("1",), (Fraction(3, 10), Fraction(1, 2)),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("path", sorted(INSTRUMENTS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_instruments_that_come_with_the_program_compile(path: Path) -> None:
    rules = compile_grounds(read_settings(path).overlay(Instrument()))
    with Driver(rules.rulebook) as driver:
        assert driver.fire(dict.fromkeys(rules.blocks, 1)) == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (GROUND + "effect = 'lighter'\nrequires = ['no_such_code']", "no_such_code"),
        (GROUND.replace("'own'", "'no_harm'") + "effect = 'lighter'", "no_harm"),
        (GROUND + "effect = 'lighter'\n" + GROUND + "effect = 'heavier'", "用了两次"),
        (GROUND + "effect = 'lighter'\nraises = true", "heavier"),
        (GROUND + "effect = 'heavier'\nlowers = ['0', '1/2']", "lighter"),
    ],
)
def test_grounds_that_contradict_themselves_are_refused(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(TableUnusable) as refused:
        compile_grounds(overlaid(tmp_path, text))
    assert sentence in str(refused.value)
