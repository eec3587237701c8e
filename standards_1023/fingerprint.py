"""A fingerprint of what tables say: the same values have the same, on every machine and in every process."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standards_1023.values import Instrument, Standard


def fingerprint_of(standards: Iterable[Standard], instrument: Instrument) -> str:
    """SHA-256 (hex) of standards, in their order, and of the instrument under which they are applied."""
    digest = hashlib.sha256(_line(instrument))
    for standard in standards:
        digest.update(_line(standard))
    return digest.hexdigest()


def _line(value: object) -> bytes:
    return json.dumps(_plain(value), ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def _plain(value: object) -> object:
    """A value as JSON that no other value has: each dataclass says what it is, a fraction is no text."""
    if value is None or isinstance(value, bool | int) or type(value) is str:
        return value
    if isinstance(value, Enum):
        return {type(value).__name__: value.value}
    if isinstance(value, Fraction | date):
        return {type(value).__name__: str(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {type(value).__name__: [_plain(getattr(value, name)) for name in _names(type(value))]}
    raise TypeError(f"no fingerprint of a {type(value).__name__}")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
