"""What a request's model refused → the places and their faults in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_MOST = 20
_SHOWN = 60

_WORDS = {
    "missing": "没有填写",
    "extra_forbidden": "没有这一项",
    "string_type": "应为文字，用引号括起",
    "string_unicode": "含有不能显示的字符",
    "string_too_short": "不能为空",
    "dict_type": "应为 {{名称: 值}}",
    "list_type": "应为列表",
    "bool_type": "应为 true 或者 false",
    "enum": "只能是：{expected}",
    "literal_error": "只能是：{expected}",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "string_too_long": "太长，最多 {max_length} 字",
    "too_long": "太多，最多 {max_length} 项",
    "model_attributes_type": "应为一个 JSON 对象",
    "model_type": "应为一个 JSON 对象",
    "value_error": "{error}",
    "date_from_datetime_parsing": "日期应写成 2026-05-01",
}


def invalid_places(errors: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The first errors, each with its place; nothing that was sent is echoed at length."""
    return [{"at": _place(error["loc"]), "message": _message(error)} for error in errors[:_MOST]]


def in_body(errors: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the body is at fault, and not a parameter of the address."""
    return any(error["loc"][:1] == ("body",) for error in errors)


def _place(loc: Iterable[object]) -> str:
    parts = [str(part) for part in loc if part not in {"body", "query", "path", "[key]"}]
    return printable(".".join(parts)) or "（整个正文）"


def printable(text: str) -> str:
    """What was sent, short enough to be shown and with nothing in it that is no character."""
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
    return shown.encode(errors="backslashreplace").decode()


def _message(error: Mapping[str, Any]) -> str:
    words = _WORDS.get(error["type"], "不合要求")
    return words.format_map({"expected": "", "error": "", **error.get("ctx", {})})
