"""Names that the C module keeps apart: it knows a property only by a 32-bit hash of its name."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from engine.errors import PropertyRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

ANCHOR = "$anchor"
"""The rule that fires last on every case, and the property that makes it fire; no other name has a $."""

LONGEST_NAME = 200

# What the C module itself looks for among the names of a fact or of a test.
_RESERVED = (
    ANCHOR,
    *("id", "sid", "name", "$s", "$m", "$i", "$l", "$r", "$forward", "$pulse", "$time"),
    *("$and", "$or", "$eq", "$neq", "$lt", "$lte", "$gt", "$gte", "$ex", "$nex"),
    *("$mt", "$imt", "$iall", "$iany", "$add", "$sub", "$mul", "$div"),
)
_UNSAFE = frozenset("\"'\\")  # they end or escape a JSON string


def check_property_names(rulebook: str, names: Iterable[str]) -> None:
    """Refuse names that the C module would read as something else or take for one another."""
    names = tuple(names)
    for name in names:
        reason = fault_of(name)
        if reason is None and ("." in name or "$" in name):
            reason = "不能含 . 或 $，请换一个名字。"
        if reason is None and name in _RESERVED:
            reason = "这是引擎自用的名字，请换一个。"
        if reason is not None:
            raise PropertyRefused(rulebook, str(name), reason)
    _check_clashes(rulebook, names)
    _check_alike(rulebook, names)


def fault_of(name: object) -> str | None:
    """Say what is wrong with a name or an id as a JSON string, or None."""
    if type(name) is not str:
        return "不是文字。"
    if not 1 <= len(name) <= LONGEST_NAME:
        return f"长度须在 1 到 {LONGEST_NAME} 个字之间。"
    if not name.isprintable() or _UNSAFE.intersection(name):
        return "不能含引号、反斜杠、换行或其他不可见字符。"
    return None


def fnv32(name: str, *, signed_char: bool) -> int:
    """The C module's hash of a name.

    It XORs a C `char`, which is signed on x86 and unsigned on ARM: beyond ASCII the two differ.
    """
    value = 0x811C9DC5
    for byte in name.encode():
        extended = byte | 0xFFFFFF00 if signed_char and byte > 0x7F else byte  # noqa: PLR2004 - the sign bit
        value = ((value ^ extended) * 0x01000193) & 0xFFFFFFFF
    return value


def _check_clashes(rulebook: str, names: Iterable[str]) -> None:
    names = tuple(names)
    for signed_char in (True, False):  # both, so that a rulebook published on one machine runs on the other
        owners = {fnv32(name, signed_char=signed_char): name for name in _RESERVED}
        for name in names:
            owner = owners.setdefault(fnv32(name, signed_char=signed_char), name)
            if owner != name:
                raise PropertyRefused(rulebook, name, f"引擎分不清它和「{owner}」，请换一个名字。")


def _check_alike(rulebook: str, names: Iterable[str]) -> None:
    """Names that people cannot tell apart, and that one keyboard writes for the other."""
    owners: dict[str, str] = {}
    for name in names:
        owner = owners.setdefault(unicodedata.normalize("NFKC", name), name)
        if owner != name:
            raise PropertyRefused(rulebook, name, f"它和「{owner}」规范化（NFKC）后相同，请换一个名字。")
