"""Refusals of this room: one clear Chinese sentence each."""

from __future__ import annotations


class CaseworkError(Exception):
    """Base of this room's refusals."""


class AssessmentNotFound(CaseworkError):
    """There is no photograph under this number."""

    def __init__(self, number: str) -> None:
        super().__init__(f"没有编号为“{number[:40]}”的裁量记录：请核对编号。")
        self.number = number


class JudgingStopped(CaseworkError):
    """A process that judged decisions of an audit ended before it had answered."""


class JournalsApart(CaseworkError):
    """Two journals that should be of one table do not have the same rows."""

    def __init__(self) -> None:
        super().__init__("两次复核的行数不同，不能逐行比较：请删除这次复核，重新上传。")
