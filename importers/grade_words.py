"""The words that grades are called by: 情节较轻, 第二档, 严重."""

from __future__ import annotations

import re

from standards_1023.text import normalised

_GRADE_WORDS = re.compile(
    r"^(?:违法)?(?:情节|行为|程度|后果|危害)?(?:属于?|为)?(?:不予处罚|不予行政处罚|免予处罚|免罚|从轻|减轻|从重|首违不罚|轻微不罚|首违免罚|(?:特别|非常|极其|较为|比较)?"
    r"(?:轻微|较轻|轻|一般|中等|普通|较重|重|严重|较大|重大|特大|恶劣|较严重|特别严重))"
    r"(?:情节|情形|违法(?:行为)?|处罚|档次?|级|程度|后果|危害|行为|的)*$"
    r"|^第?[一二三四五六七八九十\d]+(?:档次?|级|阶|阶次|等|挡|类)(?:次)?$|^[A-EＡ-Ｅ](?:档|级|类)?$|^[ⅠⅡⅢⅣⅤIV]+(?:级|档|类)?$"
    r"|^情节.{0,8}(?:轻微|较轻|一般|较重|严重)(?:情节|的)?$"
)
_BEFORE_COLON = re.compile(r"^([^：:，,。]{2,8})[：:]\s*")


def is_grade_word(text: str) -> bool:
    """Whether a text is a bare grade such as 情节较轻, 第二档, 严重."""
    return _GRADE_WORDS.match(normalised(text).strip("。:;,")) is not None


def grade_before_colon(text: str) -> str | None:
    """较轻：占地十平方米以下的 → 较轻; None where no grade stands before the condition."""
    head = _BEFORE_COLON.match(text)
    return head[1] if head and is_grade_word(head[1]) else None


def without_grade(text: str) -> str:
    """较轻：占地十平方米以下的 → the condition behind the grade."""
    return text if grade_before_colon(text) is None else _BEFORE_COLON.sub("", text) or text
