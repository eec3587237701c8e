"""Levels across the head of a table (轻微 | 一般 | 严重 over penalties) and the factor they are levels of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.columns import OUTCOME_ROLES, Role
from importers.grade_words import is_grade_word
from importers.headings import bare_heading, is_level_of_factor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importers.columns import Column

GRADES_ACROSS = "违法程度"
CONSEQUENCE = re.compile(r"后果|危害|影响")
_CORNER = re.compile(r"\s*[\\\\/＼／|]\s*")


def crossed_columns(columns: Sequence[Column]) -> list[Column]:
    """The penalty columns that are headed by levels; one alone is an ordinary penalty column."""
    crossed = [c for c in columns if _is_level_heading(c)]
    return crossed if len(crossed) > 1 else []


def beside_levels(columns: Sequence[Column]) -> list[Column]:
    """The penalty columns beside crossed levels: they belong to all of the levels or to none."""
    crossed = [] if blocks_of_grades(columns) else crossed_columns(columns)
    return [c for c in columns if c.role in OUTCOME_ROLES and c not in crossed] if crossed else []


def _is_level_heading(column: Column) -> bool:
    """Whether a penalty column's lowest heading is a level (轻微; 造成轻伤), not a kind of penalty."""
    if column.role is not Role.PENALTY or column.subject is not None:
        return False
    if is_grade_word(column.name) or is_level_of_factor(column.headings):
        return True
    bare = bare_heading(column.name)
    return (
        re.search(r"罚|裁量|标准|幅度|金额|基准|处理|决定|措施|单位$|个人$|没收|警告|许可|停产", bare) is None
    )


def blocks_of_grades(columns: Sequence[Column]) -> dict[str, list[Column]]:
    """Columns below headings that are grades: 轻微 (情形, 处罚) | 严重 (情形, 处罚)."""
    blocks: dict[str, list[Column]] = {}
    for column in columns:
        if len(column.headings) > 1 and is_grade_word(column.headings[-2]):
            blocks.setdefault(column.headings[-2], []).append(column)
    complete = all(any(c.role in OUTCOME_ROLES for c in block) for block in blocks.values())
    return blocks if len(blocks) > 1 and complete else {}


def level_factor(levels: Sequence[Column], conditions: Sequence[Column]) -> str:
    """The name of the factor across: the heading over the levels, the corner's second name, else 危害后果.

    `conditions` are the columns down the side; without any, the levels are the grades of the list.
    """
    parents = {c.headings[-2] for c in levels if len(c.headings) > 1}
    named = [p for p in parents if re.search(r"罚|裁量(?!因素)|标准|幅度", p) is None]
    if len(named) == 1:
        return named[0]
    parts = next((both for c in conditions if (both := _corner(c.name))), [])
    if parts and all(parts):
        return next((p for p in parts if CONSEQUENCE.search(p)), parts[1])
    if not conditions and all("次" in c.name for c in levels):
        return "违法次数"
    return "危害后果" if conditions else GRADES_ACROSS


def name_down_the_side(name: str, across: str) -> str:
    """What a corner calls the factor down the side: 违法程度＼危害后果 prints both; another name stays."""
    parts = _corner(name) if across else []
    return next((part for part in parts if part != across), name)


def _corner(name: str) -> list[str]:
    """The two names in a corner, down the side and across; none where it is no corner."""
    parts = _CORNER.split(name)
    return parts if len(parts) == 2 else []  # noqa: PLR2004 - both names


def level_grade(factor: str, level: str) -> str | None:
    """轻微, 一般, 严重 as headings of the penalty columns of a list are its grades."""
    return level if factor == GRADES_ACROSS else None
