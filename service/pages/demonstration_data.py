"""Which workbooks are the demonstration data that come with the program, and the sentence that says so."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from service.demonstration import EARLIER, WORKBOOKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standards_1023.editions import DepartmentWorkbook

_MOST_NAMED = 3
SENTENCE = "演示数据：为本项目编写，不是任何机关发布的正式文件，不能作为处罚依据"


@cache
def _shipped() -> frozenset[str]:
    """The SHA-256 of each workbook that comes with the program."""
    files = [file for folder in (WORKBOOKS, EARLIER) for file in folder.glob("*.xls*")]
    return frozenset(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)


def is_demonstration(kept: DepartmentWorkbook) -> bool:
    """Whether this workbook came with the program: the very same file."""
    return kept.workbook.sha256 in _shipped()


def demonstration_sentence(workbooks: Sequence[DepartmentWorkbook]) -> str | None:
    """What has to stand on a page that shows these workbooks; None where none is demonstration data."""
    found = [kept.department for kept in workbooks if is_demonstration(kept)]
    if not found:
        return None
    if len(found) == len(workbooks):
        return SENTENCE
    named = "、".join(found[:_MOST_NAMED])
    if len(found) > _MOST_NAMED:
        named += f"等 {len(found)} 个部门"
    return f"{named}的表格是{SENTENCE}"
