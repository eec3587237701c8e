"""Refusals of this room: one clear line each, with what to do next."""

from __future__ import annotations

import re

_BREAKS = re.compile("[\\s\x00-\x1f\x7f-\x9f]+")


class ImportRefused(Exception):
    """A file that is not read at all; its message is one line for people, whatever the file is called."""

    def __init__(self, message: str) -> None:
        super().__init__(_BREAKS.sub(" ", message))


class WorkbookRefused(ImportRefused):
    """Not a workbook, empty, password-protected or damaged."""

    def __init__(self, name: str, reason: str) -> None:
        """Keep the file's name and the reason, which says what to do."""
        super().__init__(f"{name}：{reason}")
        self.name, self.reason = name, reason


class CopyRefused(ImportRefused):
    """A marked copy that is not written; the reason says what to do."""

    def __init__(self, name: str, reason: str) -> None:
        """Keep the copy's file name and the reason."""
        super().__init__(f"{name}：{reason}")
        self.name, self.reason = name, reason


class TableRefused(ImportRefused):
    """A table of decisions that is not read; the reason says what to do."""

    def __init__(self, name: str, reason: str) -> None:
        """Keep the file's name and the reason."""
        super().__init__(f"{name}：{reason}")
        self.name, self.reason = name, reason
