"""One entry of the help: the messages it explains, what they mean, and what to do in the spreadsheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_HOLE = re.compile(r"\{[^}]*\}")
_CUT = re.compile(r"(\{[^}]*\})")


class HelpTopic(StrEnum):
    """Where in a workbook the problem lies; the help page has a chapter for each."""

    SHEET = "单元格、隐藏和合并"
    TABLE = "表头和行"
    PENALTY = "处罚标准怎么写"
    CONDITION = "适用条件怎么写"
    WEIGHT = "权重表"
    LAW = "法条和法定幅度"
    GRADES = "档次之间"
    FILE = "文件读不了"


class HelpSeverity(StrEnum):
    """How grave the problem is, in words for people."""

    REFUSED = "整个文件没有读取"
    ERROR = "错误"
    WARNING = "提示"
    EITHER = "错误或提示"


class ExampleCell(StrEnum):
    """Where the texts of an example stand; penalties and conditions are read so by a test."""

    PENALTY = "处罚标准"
    CONDITION = "适用条件"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A cell before and after it was mended."""

    cell: ExampleCell
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ProblemHelp:
    """`code` names the entry for good (addresses carry it); `says` are its messages, {…} for what differs."""

    code: str
    topic: HelpTopic
    severity: HelpSeverity
    says: tuple[str, ...]
    meaning: str
    remedy: str
    example: Example | None = None

    def explains(self, message: str) -> bool:
        """Whether the message is one of these, whatever stands before it: a file, a code, a clause."""
        return any(_fits(_HOLE.split(said), message) for said in self.says)


def _fits(pieces: list[str], message: str) -> bool:
    """Whether the message ends with the pieces, anything between them; linear, whatever a cell holds."""
    *before, last = pieces
    if not message.endswith(last):
        return False
    at, end = 0, len(message) - len(last)
    for piece in before:
        found = message.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def pieces_of(said: str) -> list[tuple[str, bool]]:
    """A message cut into its fixed words and what differs: (text, whether it differs)."""
    return [(text.strip("{}"), text.startswith("{")) for text in _CUT.split(said) if text]
