"""A column of a table: its headings, and which of the things that tables of standards print it holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standards_1023.values import Subject


class Role(StrEnum):
    """What a column of a table of standards holds, in the words that people use for it."""

    CODE = "序号"
    LAW = "法规名称"
    VIOLATION = "违法行为"
    VIOLATED = "违反条款"
    BASIS = "处罚依据"
    STATUTORY = "法定幅度"
    GRADE = "裁量阶次"
    FACTOR = "裁量因素"
    PENALTY = "处罚标准"
    LOW = "下限"
    HIGH = "上限"
    ELEMENT = "裁量要素"
    WEIGHT = "权重"
    SUBJECT = "处罚对象"
    AUTHORITY = "执法主体"
    KINDS = "处罚种类"
    NOTE = "备注"


CONDITION_ROLES = (Role.FACTOR, Role.GRADE, Role.ELEMENT)
OUTCOME_ROLES = (Role.PENALTY, Role.LOW, Role.HIGH)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its headings from top to bottom, what it holds, and how sure that is (0–100)."""

    index: int
    headings: tuple[str, ...]
    role: Role
    score: int
    unit: str | None = None
    subject: Subject | None = None
    settled: bool = False
    """Whether a person said what it holds."""
    beside: str = ""
    """Where it stands, if nothing heads it."""

    @property
    def name(self) -> str:
        """The lowest heading: the name under which facts are asked."""
        return self.headings[-1] if self.headings else self.beside or f"第{self.index}列"
