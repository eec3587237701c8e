"""What a cell's text looks like, whatever its heading says: a penalty, a grade, a law, a weight, a date."""

# ruff: noqa: PLR2004 - the lengths that a look is judged by stand where they are used

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.columns import Role
from importers.grade_words import is_grade_word
from importers.intervals import find_interval
from standards_1023.numerals import read_percent
from standards_1023.text import normalised
from standards_1023.values import Convention

if TYPE_CHECKING:
    from collections.abc import Sequence

_CITATION = re.compile(r"《[^》]+》|第[一二三四五六七八九十百零〇\d]+条")
_PENALTY_WORDS = re.compile(
    r"罚款|警告|没收|吊销|责令|不予处罚|不予行政处罚|暂扣|通报批评|停产|拘留|免予处罚|降低资质"
)
_CODE_LOOK = re.compile(r"^[A-Za-z§]*[-\dA-Za-z.()一二三四五六七八九十、§]{1,14}$")
BECAME_A_DATE = "这一格是日期「{}」：表格软件把「1-3」一类的数变成了日期，请改成文本后重新填写。"
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_ANY = Convention()


def names_penalty(text: str) -> bool:
    """Whether a text names a penalty in words: 责令改正, 处…罚款."""
    return _PENALTY_WORDS.search(normalised(text)) is not None


def looks_like_penalty(text: str) -> bool:
    """Whether a cell's text prints penalties or an amount of money and nothing else."""
    if names_penalty(text):
        return True
    plain = normalised(text)
    interval = find_interval(plain, _ANY)
    if interval is None or interval.unit not in {"元", "倍", None}:
        return False
    return interval.unit == "元" and interval.end - interval.start >= len(plain) - 4


def prints_penalty(text: str) -> bool:
    """An amount or a whole penalty clause: no heading says 处2万元以上5万元以下罚款."""
    plain = normalised(text)
    return (
        looks_like_penalty(text)
        and re.search(r"[\d一二三四五六七八九十]+(?:万|千|百)?元|\d倍|给予警告|处以|责令改正", plain)
        is not None
    )


def looks(role: Role, texts: Sequence[str], unit: str | None = None) -> float:
    """The share (0–1) of a column's distinct cell texts that look like what the role holds.

    Under a heading with a `unit` a bare number is an amount.
    """
    filled = [t for t in texts if t.strip() and not re.fullmatch(r"[-—/〃″\"]+|同上|同左", normalised(t))]
    if not filled:
        return 0.0
    bare = unit is not None and role is Role.PENALTY
    return sum(_looks_one(role, t) or (bare and is_bare_amount(t)) for t in filled) / len(filled)


def _looks_one(role: Role, text: str) -> bool:  # noqa: PLR0911 - one return a role
    plain = normalised(text)
    if role is Role.CODE:
        return _CODE_LOOK.match(plain) is not None
    if role in {Role.BASIS, Role.VIOLATED, Role.LAW}:
        return _CITATION.search(plain) is not None
    if role is Role.STATUTORY:
        return _PENALTY_WORDS.search(plain) is not None
    if role is Role.PENALTY:
        return (
            looks_like_penalty(text)
            or re.search(r"(?:倍|%)(?:以[上下])?的?(?:\(含本数\))?$", plain) is not None
        )
    if role is Role.GRADE:
        return is_grade_word(text)
    if role is Role.WEIGHT:
        return read_percent(plain) is not None or re.fullmatch(r"\d+(?:\.\d+)?", plain) is not None
    if role in {Role.LOW, Role.HIGH}:
        return re.search(r"\d|[一二三四五六七八九十]", plain) is not None and len(plain) <= 16
    if role is Role.VIOLATION:
        return len(plain) >= 6 and _PENALTY_WORDS.search(plain) is None
    if role is Role.FACTOR:
        return _PENALTY_WORDS.search(plain) is None
    return True


def is_tick(text: str) -> bool:
    """√ in a column of one kind of penalty: it is given."""
    return re.fullmatch(r"[√✓✔☑●■★]|是|有|给予|并处", normalised(text)) is not None


def is_bare_amount(text: str) -> bool:
    """1-3, 0.5, 500以上1000以下 under a heading that gives the unit."""
    return (
        re.fullmatch(r"[\d.,]+(?:以[上下])?(?:[-至到][\d.,]+|[\d.,]+以下)?(?:\(含\))?", normalised(text))
        is not None
    )


def is_date(text: str) -> bool:
    """Whether a cell prints one day and nothing else: spreadsheet programs make 1-3 into one."""
    return _DATE.fullmatch(normalised(text)) is not None
