"""What the command line says when it refuses: one clear line in Chinese on standard error, exit code 2."""

from __future__ import annotations

import re
import sys

from casework.errors import CaseworkError
from engine.errors import EngineError
from importers.errors import ImportRefused
from rules.errors import AssessmentRefused
from service.full_disk import is_full
from service.people.errors import PeopleError
from service.terminal_text import printable
from standards_1023.errors import StandardsError

REFUSED = 2
_LONGEST_LINE = 2000
_HELP = "用 cailiang --help 查看用法。"


class CommandRefused(Exception):
    """An argument of the command line that cannot be taken; its message is for people."""


class DatabaseTroubled(CommandRefused):
    """The database is busy, gone or full: no fault of who asked, and where it is stands in the message."""


def raise_trouble(refused: Exception) -> None:
    """Raise again what whoever looks at a page can do nothing about; it is answered in one place for all."""
    if isinstance(refused, DatabaseTroubled) or is_full(refused):
        raise refused


def say(message: str) -> int:
    """Print one line on standard error, cut where it is too long to read; the exit code of a refusal."""
    line = printable(re.sub(r"\s*[\r\n]\s*", " ", message.strip()))
    line = line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}……"
    sys.stderr.write(line + "\n")
    return REFUSED


def refusal(error: BaseException) -> str:
    """The one line for an error that ended a command."""
    if isinstance(
        error,
        CommandRefused
        | AssessmentRefused
        | ImportRefused
        | EngineError
        | StandardsError
        | CaseworkError
        | PeopleError,
    ):
        return str(error)
    if hasattr(error, "format_message"):  # typer's own, in English: click's class tells what happened
        return _usage(error)
    if is_full(error):
        return "磁盘满了，没有保存任何改动：请腾出空间后再试。"
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}：打不开或者写不了（{error.strerror}）。"
    return f"程序出错，没有得出结果（{type(error).__name__}）：请把这一行和所用的文件交给维护人员。"


def _name_of(parameter: object) -> str:
    """An option as it is written, an argument in capitals as the help prints it."""
    written = [text for text in getattr(parameter, "opts", ()) if text.startswith("--")]
    return written[0] if written else str(getattr(parameter, "name", "")).upper()


def _usage(error: BaseException) -> str:
    kind = type(error).__name__
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    name = option or _name_of(parameter)
    if kind == "NoSuchOption":
        return f"没有选项 {name}：{_HELP}"
    if kind == "BadOptionUsage":
        return f"选项 {name} 缺少值，或者写法不对：{_HELP}"
    if kind == "MissingParameter":
        return f"缺少参数 {name}：{_HELP}"
    if kind == "BadParameter":
        return f"参数 {name} 的值不对：{_HELP}"
    found = re.search(r"'([^']*)'", str(error))
    if "No such command" in str(error) or kind == "NoSuchCommand":
        return f"没有命令 {found[1] if found else ''}：{_HELP}"
    return f"命令的写法不对：{_HELP}"
