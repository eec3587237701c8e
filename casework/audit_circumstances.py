"""The circumstances of a past decision, in codes or in the law's words → codes, and what was only claimed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.all_grounds import LEGAL
from standards_1023.text import matched

_NOTHING = frozenset({"", "无", "没有", "一般", "正常", "适中", "-", "/", "无从轻从重情节", "不适用"})
_CLAIMS = {"从轻": "从轻", "从轻处罚": "从轻", "从重": "从重", "从重处罚": "从重"}
_MITIGATION = frozenset({"减轻", "减轻处罚"})
_SEPARATORS = re.compile(r"[、,，;；\s]+")
_CODE = re.compile(r"[a-z][a-z0-9_]*(?:@[^\s@]{1,8})?")
_BY_WORDS = {matched(circumstance.text): code for code, circumstance in LEGAL.items() if circumstance.given}
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class ReadCircumstances:
    """The codes; whether 减轻 is claimed in words alone; or what could not be read."""

    codes: tuple[str, ...] = ()
    claims_mitigation: bool = False
    unread: str | None = None


@lru_cache(maxsize=65_536)
def read_circumstances(written: str) -> ReadCircumstances:
    """The circumstances of one cell: codes, the printed words of a circumstance, or 从轻, 减轻, 从重 alone.

    从轻 and 从重 without a circumstance leave the band as it is; 减轻 without one is a departure.
    """
    whole = _BY_WORDS.get(matched(written))
    if whole is not None:
        return ReadCircumstances((whole,))
    codes: list[str] = []
    claims = False
    for part in _SEPARATORS.split(written.strip()):
        plain = matched(part)
        if plain in _NOTHING or plain in _CLAIMS:
            continue
        if plain in _MITIGATION:
            claims = True
        elif plain in _BY_WORDS:
            codes.append(_BY_WORDS[plain])
        elif _CODE.fullmatch(part):
            codes.append(part)
        else:
            return ReadCircumstances(
                unread=f"情节“{part[:_SHOWN]}”不是认识的情节：请写法律的用语或者情节代码（试算页的“情节”列出全部）。"
            )
    return ReadCircumstances(tuple(dict.fromkeys(codes)), claims)
