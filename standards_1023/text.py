"""Text of the tables brought to one form for reading; what is shown stays as printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CIRCLED = {
    chr(first + i): f"({number + i})"
    for first, number, many in ((0x2460, 1, 20), (0x3251, 21, 15), (0x32B1, 36, 15))
    for i in range(many)
}
_BEFORE_NFKC = str.maketrans(
    {
        **_CIRCLED,
        "㎡": "平方米",
        "㎥": "立方米",
        "½": "二分之一",
        "¼": "四分之一",
        "〇": "零",
        "○": "零",
    }
)
# m² is the unit m2; a raised figure behind anything else is no part of a number: 5² is not 52.
_RAISED = re.compile(r"(?<![A-Za-z米])(?=[⁰¹²³⁴-⁹₀-₉])")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－~～〜∼∽⁓﹣ー─", "-"))
_SPACE_BETWEEN_WORDS = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")
# No amount begins with 0: 1 000 000 and 2 0 are one number each; 1000 2000 and 1 5 may be two.
_FIGURES_APART = re.compile(r"(?<=[0-9])[ \t\r\n\f\v]+(?=[1-9]|0\.)")
_LIST_MARK = re.compile(r"^(?:\d{1,2}[、.](?!\d)|\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\))(?=.)")
_PUNCTUATION_ENDS = "。；;，,、：: .　"


@lru_cache(maxsize=65_536)
def normalised(text: str) -> str:
    """NFKC without circled numbers melting into figures, one kind of dash, no space inside Chinese text.

    Between figures that may be two numbers (1000 2000) one space is left.
    """
    text = unicodedata.normalize("NFKC", without_lookalikes(text)).translate(_DASHES)
    text = _FIGURES_APART.sub("\u00a0", _SPACE_BETWEEN_WORDS.sub("\u00a0", text))
    return re.sub(r"[ \t\r\n\f\v\u200b-\u200f\u2060\ufeff]+", "", text).replace("\u00a0", " ")


def without_lookalikes(text: str) -> str:
    """Characters that NFKC would melt into the figures beside them, written out: ① is (1), 5² is 5^2."""
    return _RAISED.sub("^", text.translate(_BEFORE_NFKC))


@lru_cache(maxsize=65_536)
def matched(text: str) -> str:
    """The form in which two texts are compared: normalised, without list mark, stops and a final 的."""
    text = _LIST_MARK.sub("", normalised(text)).strip(_PUNCTUATION_ENDS)
    if text.count("(") != text.count(")"):
        text = text.strip("()")
    return text.removesuffix("的").strip(_PUNCTUATION_ENDS)
