"""Long and repetitive texts, made of the words that the readers look for, do not hold them up.

Each text goes through the whole importer as condition, penalty, violation, law, heading, explanation and label, in a
process that may use 20 seconds of processor time for all of them.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from importers.penalty_text import read_penalty
from tests.importers.children import read_in_child
from tests.importers.packages import package, row, worksheet
from tests.importers.sheets import BOTH

if TYPE_CHECKING:
    from pathlib import Path

LENGTH = 4_000
PIECES = (
    "9", "0", "9,999,", "1.", "一", "十", "万", "½", "²", "①", "1、", "(一)", "一、", "以上", "以下", "、", "，", "；", "。",
    "（", "）", "(", ")", "[", "《", "《法》", "《法》第一条第一款", "第", "第一条", "罚款", "处", "5万元以上", "5万元以上10万元以下罚款",
    "，并处", "百分之", "分之", "%", "每", "每人", "/", "元", "倍", "超过", "不得", "没有", "\n", " ", "\u3000", "的", "或者", "和",
    "对", "对单位", "由", "按", "按为罚款", "但是", "最高", "限额", "曾因", "违反", "的情形", "被处罚", "行为", "首次行为", "局",
    "1倍以上", "3次", "2021年", "日起", "含(含)", "违法所得", "没收违法所得，", "裁量起点", "20%", "约", "-", "~", "1-2", "同上",
    "责令改正，", "吊销许可证", "可以", "逾期不改正的，处", "情节严重的，", "≤", "甲乙丙丁",
)  # fmt: skip


def mixtures() -> list[str]:
    """Two to four pieces over and over, two dozen ways."""
    chance = random.Random(1023)  # noqa: S311 - the same every time
    return ["".join(chance.sample(PIECES, chance.choice((2, 3, 4)))) for _ in range(24)]


def sheet(long: str) -> bytes:
    """The text in every place of a table where texts are understood; each time slightly another one."""
    rows = [
        ["说明：" + long],
        ["处罚依据", long + "甲"],
        ["违法行为", "违法情节", "裁量标准", "处罚依据", "法定幅度"],
        ["未按规定公示", long + "一", "处1000元罚款", "《某法》第一条", "处1000元以下罚款"],
        ["未按规定公示", "再次违法的", "处" + long + "元以下罚款", "《某法》第一条", "处1000元以下罚款"],
        ["未按规定公示", "多次违法的", long + "二", long + "三", "处" + long + "的罚款"],
        [long + "四", "首次" + long + "的", "对" + long, "违反" + long, "按" + long],
        ["违法行为", long + "五", "裁量标准"],
    ]
    return package(worksheet(*(row(n, *cells) for n, cells in enumerate(rows, 1))))


@pytest.mark.parametrize("part", range(4))
def test_repeated_words_do_not_hold_the_readers(tmp_path: Path, part: int) -> None:
    for number, piece in enumerate([*PIECES, *mixtures()][part::4]):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(sheet((piece * LENGTH)[:LENGTH]))
    outcome = read_in_child(*sorted(tmp_path.iterdir()))
    assert sum(line.endswith("standards") for line in outcome.lines) == len(list(tmp_path.iterdir()))


@pytest.mark.parametrize("length", [900, 1900])
def test_texts_as_long_as_the_readers_take_are_read_quickly(tmp_path: Path, length: int) -> None:
    """Just below the lengths from which a condition or a penalty is no longer looked at."""
    for number, piece in enumerate([*PIECES, *mixtures()]):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(sheet((piece * length)[:length]))
    outcome = read_in_child(*sorted(tmp_path.iterdir()))
    assert sum(line.endswith("standards") for line in outcome.lines) == len(list(tmp_path.iterdir()))


def test_a_penalty_that_is_too_long_says_how_long_it_is() -> None:
    reading = read_penalty("处1000元罚款。" * 300, BOTH)
    assert [measure.amount for measure in reading.measures] == [None]
    assert [remark.message for remark in reading.remarks] == [
        "处罚标准有 2700 字，超过 2000 字，没有读取。请分成几行填写。"
    ]
