"""What is read without the lock may be overtaken before it is written: then it is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from service.command_errors import CommandRefused

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")

_READINGS = 3
"""Reading takes seconds and settling is done by hand: twice overtaken is already rare."""


class ReadAgain(Exception):
    """What the reading rested on is not what holds under the lock."""


class AlwaysOvertaken(CommandRefused):
    """Others changed it each time: whoever wants it may try again later."""


def until_not_overtaken(attempt: Callable[[], Result]) -> Result:
    """What `attempt` gives, which reads and then writes; AlwaysOvertaken where others were faster."""
    for _ in range(_READINGS):
        try:
            return attempt()
        except ReadAgain:
            continue
    raise AlwaysOvertaken(
        f"读表格的时候，别人一直在确认这个部门表格的读法：读了 {_READINGS} 次都变了，没有保存，请稍后再试。"
    )
