"""The formulas that the notes of a weighted sum print, and the floor and cap that they set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from standards_1023.numerals import read_percent
from standards_1023.text import normalised

if TYPE_CHECKING:
    from fractions import Fraction

_SUM = r"(?:裁量)?(?:百分值|权重|百分比|分值|比例)(?:值)?(?:总和|之和|合计|总分|累计)"
_FORMULA = re.compile(
    rf"(?P<whom>[^。;；:：()（）=＝×]*?)(?:罚款(?:金额|数额)?|处罚金额|金额)[=＝](?P<left>[^。;；×xX*]*?)(?:{_SUM})[×xX*](?P<maximum>[^。;；,，()]+)"
)
_REVERSED = re.compile(
    rf"(?P<whom>[^。;；:：()=×]*?)(?:罚款(?:金额|数额)?|处罚金额|金额)[=](?P<maximum>[^。;×=]+(?:×[\d.]+[%倍])?)×(?P<left>[^。;×]*?){_SUM}"
)
_FLOOR = re.compile(
    rf"(?P<whom>[^。;；.]*?)(?:{_SUM})?(?:不足|低于|少于|小于)(?P<below>\d+(?:\.\d+)?%)的?[,，]?(?:一律|均)?按(?:照)?(?P<floor>\d+(?:\.\d+)?%)"
)
_CAP = re.compile(
    rf"(?P<whom>[^。;；.]*?)(?:{_SUM})?(?:超过|大于|高于|超出)(?P<above>\d+(?:\.\d+)?%)的?[,，]?(?:一律|均)?按(?:照)?(?P<cap>\d+(?:\.\d+)?%)"
)
_IS_SUM = re.compile(
    r"^[(]?(?:(?:裁量)?起点|(?:基础|基本|起始)(?:权重|分值))?\+?[^+×=]{0,12}?(?:权重|百分值|百分比|分值)(?:值)?(?:总和|之和|合计|总分|累计|和)?(?:值)?[)]?$"
)
_GOES_ON = re.compile(r"[)]?[+÷/×xX*-]")
_NAMES = re.compile(r"[\u4e00-\u9fff]")


def formulas(notes: str) -> list[tuple[str, str]]:
    """(whom, maximum) of each formula in the notes."""
    found = [(m["whom"] + m["left"], m["maximum"]) for m in _FORMULA.finditer(notes) if _whole(m, notes)]
    return found or [
        (m["whom"] + m["left"], m["maximum"]) for m in _REVERSED.finditer(notes) if _whole(m, notes)
    ]


def _whole(found: re.Match[str], notes: str) -> bool:
    """Whether the formula ends with the match: what is added or multiplied behind it makes it another one."""
    return _GOES_ON.match(notes, found.end()) is None and re.search(r"[+÷]", found["maximum"]) is None


def products(notes: str) -> list[tuple[str, str]]:
    """(whom, maximum) of formulas in freer wording: 对单位：罚款数额=100万元×（起点+各要素权重之和）."""
    found: list[tuple[str, str]] = []
    for sentence in re.split(r"[。;；\n]|(?<=[^\d])(?=\d[、.](?!\d))|[,，](?=[^,，=]*=)", notes):
        whom, equals, right = sentence.partition("=")
        if not equals or not re.search(r"罚款|处罚|金额|数额", whom):
            continue
        parts = [part for part in re.split(r"[×xX*]", re.split(r"[,，]", right)[0]) if part]
        sums = [part for part in parts if _IS_SUM.match(part)]
        rest = [part for part in parts if part not in sums]
        if len(sums) == 1 and rest and not any(re.search(r"[+÷/]|(?<!\d)-", part) for part in rest):
            found.append((whom, "×".join(rest)))
    return found


def weight_floor(notes: str, name: str | None) -> Fraction | None:
    """The least sum that a group counts with, where the notes print one."""
    return _limit(_FLOOR, notes, name, "floor")


def weight_cap(notes: str, name: str | None) -> Fraction | None:
    """The greatest sum that a group counts with, where the notes print one."""
    return _limit(_CAP, notes, name, "cap")


def _limit(pattern: re.Pattern[str], notes: str, name: str | None, key: str) -> Fraction | None:
    """The floor or cap that the notes print for a group, or for all of them."""
    for found in pattern.finditer(notes):
        said = re.sub(r"^.*\d%[^,]*,", "", found["whom"])  # another limit stands before it in the sentence
        whom = re.sub(rf"^\d+|{_SUM}$|裁量|各组|本表|的$|计算", "", said)
        parts = [normalised(p) for p in (name or "").split("·") if p]
        named = [p for p in parts if p and p in whom]
        if not _NAMES.search(whom) or named or not parts:
            return read_percent(found[key])
    return None
