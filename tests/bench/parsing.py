"""Reading a workbook of 1,000 standards, in a process of its own: processor time and memory from its start to its end.

Ten sheets of a hundred standards, each a list of three to five grades with its citation, the words of the statute
and a penalty clause a grade, about 4,000 rows; what the reader prints must be all of them.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench.generated_standards import SEED
from tests.bench.row import Row
from tests.importers.children import read_in_child
from tests.importers.sheets import UP, Page, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.importers.sheets import Printed

STANDARDS, A_SHEET = 1000, 100
_HEADING = ("序号", "违法行为", "处罚依据", "裁量阶次", "适用条件", "处罚标准")
_GRADES = ("轻微", "较轻", "一般", "较重", "严重")


def rows() -> list[Row]:
    """One row."""
    with TemporaryDirectory() as folder:
        path = thousand_standards(Path(folder) / "千项.xlsx")
        read = read_in_child(path)
        size = path.stat().st_size // 1000
    said = f"{read.lines[0]} and {len(read.lines) - 1} problems read from {size} kB; aim: 5 s and 500 MB"
    return [Row("parsing", "cailiang", seconds=read.seconds, megabytes=read.megabytes, note=said)]


def thousand_standards(path: Path) -> Path:
    """The workbook, always the same one."""
    return write_xlsx(path, *_pages(Random(SEED)))  # noqa: S311 - a seed, not a secret


def _pages(random: Random) -> Iterator[Page]:
    for first in range(1, STANDARDS + 1, A_SHEET):
        printed: list[tuple[Printed, ...]] = [_HEADING]
        for number in range(first, first + A_SHEET):
            printed += _standard(random, number)
        yield Page(tuple(printed), name=f"第{first // A_SHEET + 1}部门")


def _standard(random: Random, number: int) -> Iterator[tuple[Printed, ...]]:
    count, low = random.randint(3, 5), random.choice((1, 2, 5)) * 1000
    limits = [low * (n + 1) for n in range(count + 1)]
    law = (
        f"《设施管理条例》第{random.choice('二三四五六')}十{random.choice('一二三四五')}条：违反本条例规定，有前款行为的，"
        f"由主管部门责令限期改正，处{limits[0]}元以上{limits[-1]}元以下罚款。"
    )
    steps = sorted(random.sample(range(2, 90), count - 1))
    conditions = [
        f"{steps[0]}平方米以下的",
        *(f"超过{one}平方米{other}平方米以下的" for one, other in pairwise(steps)),
        f"超过{steps[-1]}平方米的",
    ]
    for n, condition in enumerate(conditions):
        clause = f"责令限期改正，处{limits[n]}元以上{limits[n + 1]}元以下罚款"
        of = (number, f"擅自占用第{number}类公共场地", law) if n == 0 else (UP, UP, UP)
        yield (*of, _GRADES[n], condition, clause)
