"""The reason that a person gives for undoing a step; it is kept in the edition's history."""

from __future__ import annotations

import unicodedata

from standards_1023.errors import EditionRefused

LONGEST_REASON = 500
"""Characters."""


def given_reason(reason: str, step: str) -> str:
    """The reason on one line; EditionRefused where there is none, or a whole document."""
    plain = " ".join(unicodedata.normalize("NFC", reason).split())
    if not plain:
        raise EditionRefused(f"{step}要写明理由：以后的人要能看懂为什么。")
    if len(plain) > LONGEST_REASON or not plain.isprintable():
        raise EditionRefused(f"{step}的理由最多 {LONGEST_REASON} 字，不能有控制字符。")
    return plain
