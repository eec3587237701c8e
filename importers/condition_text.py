"""Condition texts become quantities where they can be read whole; all else stays an option in its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from importers.intervals import Interval, find_interval, find_intervals
from standards_1023.numerals import CHINESE, NUMBER
from standards_1023.text import normalised
from standards_1023.units import UNIT
from standards_1023.values import Alternative, Convention, FactorKind, Quantity, Range

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_NAME = 30
_LONGEST_CONDITION = 1000  # characters; real ones have up to some hundred, lists of items some hundreds
_LIST_HEAD = re.compile(
    r"^(?P<head>.{0,30}?(?:下列|以下|如下)(?:情形|情况|行为|条件|情节)?(?:之一|中任一|任何一项"
    r"|任意一项)[^:：\n]{0,8}?的?)[:：]?\s*"
)
_ITEM_MARK = re.compile(
    r"[(（](?:[一二三四五六七八九十]+|\d+)[)）]|[①-⑳]|(?:(?<=^)|(?<=[;；。\n:：]))\s*(?:\d+"
    r"|[一二三四五六七八九十]+)[、.．](?!\d)"
)
_OR = re.compile(r"[,，;；]?\s*(?:或者|或)(?:是|属于)?")
_ENDS_WHOLE = re.compile(r"(?:以上|以下|以内|的|次|倍|%|吨|元|人|月|日|天|年|个|处|米|项|件)$")
# What a department or the law calls a level, behind its condition, adds no condition:
# 逾期180日以上（情节严重）, 造成损失10万元以上（属情节严重）.
_GRADE_BEHIND = re.compile(
    r"\((?:(?:违法)?(?:情节|程度)(?:特别|比较|较)?(?:轻微|轻|一般|重|严重)"
    r"|(?:属于?)?情节(?:特别)?(?:严重|较重|较轻|轻微)的?)\)$"
)
_PERIOD = re.compile(
    r"^(?:(?:在|自)?(?P<period>(?:近|最近|过去|前)?(?:一|二|两|三|四|五|\d+)(?:个)?(?:周年|年度|年"
    r"|个月|月|自然年度)(?:度)?)(?:之?内|以内|中)?[,，]?)"
)
_PERIOD_IN_NAME = re.compile(
    r"(?P<period>(?:近|最近|过去)?(?:一|二|两|三|四|五|\d+)(?:个)?(?:周年|年度|年|个月|月))(?:之?内"
    r"|以内)?"
)
_OCCURRENCE_WORDS = re.compile(
    r"^(?:因此|因|曾|已|又|再次|同一|同类|相同|本|该|类似|违法|行为|当事人|同种|的|被|受到"
    r"|受|行政|处罚|查处|实施|发生|发现|有|累计|共|过|违|反|规定|情形|记录)*+$"
)
_AFTER_WORDS = re.compile(
    r"^(?:的|被处罚|受到?(?:行政)?处罚|被查处|被?(?:发现|查获)|实施|违法|行为|违反|本|同类|该|情形"
    r"|情况|发生|及其|者|,|。|;|含本次|\(含本次\)|同一|相同|处罚|(?:污染)?超标|记录|受过|过)*+$"
)
# The lists of words repeat possessively (*+): what was taken is never cut another way, else a text that
# nearly fits would be cut in all of them.
_FIRST = re.compile(
    r"^(?:系|属于|属|为|当事人)?(?:首次|初次|第一次)(?:被?(?:发现|处罚|查处|查获)|实施|违法|违反"
    r"|发生|行为|(?:本|该|同类|此类|上述)"
    r"|(?:(?!严重|后果|轻微|危害|影响|拒|造成|未|不|且|并)[^,;。]){0,10}?"
    r"行为)*+的?$"
)
_NONE_BEFORE = re.compile(r"^(?:无|没有|未有)(?:同类|相同|同一)?(?:违法)?(?:行为|记录|处罚|前科)*(?:的)?$")
_SAYS_MORE = re.compile(
    r"首次|初次|再次|屡|第[一二三四五六七八九十\d]+次|曾|拒|隐瞒|阻挠|阻碍|抗|主动|及时|配合|情节"
    r"|后果|轻微|仍|且|同时|能够|不属于|非(?!法|机动)|无危害|或|并"
)
_NUMBER_IN_NAME = re.compile(rf"(?<![A-Za-z.\d])\d|(?<!第){CHINESE}(?:{UNIT}|以上|以下)")
_OVER = re.compile(r"(?:超过|超出|高于|多于|大于|不足|低于|少于)[^\d]*$")
_SAID_TWICE = re.compile(rf"(?P<amount>{NUMBER}{UNIT})(?:及|或者?|和)(?P=amount)(?=以[上下])")
_HALF = re.compile(r"(?<![\d一二两三四五六七八九十个年])半(?P<unit>年|个?小时)(?!度|之?内)")
_FOR_EACH = re.compile(rf"每(?!{UNIT})")
_ANSWERS = (("没有", "有"), ("无", "有"), ("否", "是"), ("不是", "是"))
_CLAUSE = re.compile(r"[,，;；。]|并且|而且|但是?|且|同时|以及")

_LEADING_MARK = re.compile(
    r"^\s*(?:\d{1,2}[、.．](?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[①-⑳])\s*"
)


@dataclass(frozen=True, slots=True)
class ConditionReading:
    """What a condition says: its alternatives (empty for a plain option) and slips read as meant."""

    alternatives: tuple[Alternative, ...]
    misprints: tuple[str, ...] = ()

    @property
    def quantity(self) -> Quantity | None:
        """The quantity of a condition that is one quantity and nothing else."""
        return self.alternatives[0].quantity if len(self.alternatives) == 1 else None


def read_condition(text: str, convention: Convention, *, heading: str = "") -> ConditionReading:
    """The alternatives of a condition text.

    One quantity alone is one alternative with a quantity; a list of which one suffices, or quantities joined
    by 或, are several. A text that says more than a quantity (…且未造成危害) is no quantity: it stays whole,
    and so does one that is longer than any condition.
    """
    if len(text) > _LONGEST_CONDITION:
        return ConditionReading(())
    misprints: list[str] = []
    text = _LEADING_MARK.sub("", text)
    parts = _listed(text) or _either(text, convention)
    if len(parts) <= 1:
        quantity = _quantity(text, convention, heading, misprints)
        alternatives = () if quantity is None else (Alternative(text.strip(), quantity),)
        return ConditionReading(alternatives, tuple(misprints))
    read = tuple(Alternative(part, _quantity(part, convention, heading, misprints)) for part in parts)
    return ConditionReading(read, tuple(misprints))


def _listed(text: str) -> list[str]:
    """The items behind 具有下列情形之一, as printed without their marks."""
    head = _LIST_HEAD.match(text)
    if head is None:
        return []
    body = text[head.end() :]
    marks = list(_ITEM_MARK.finditer(body))
    if marks:
        ends = [m.start() for m in marks[1:]] + [len(body)]
        items = [body[m.end() : end] for m, end in zip(marks, ends, strict=True)]
    else:
        items = re.split(r"[;；\n]", body)
    return [
        item.strip(" \t\r\n\u3000;；。,，、.") for item in items if item.strip(" \t\r\n\u3000;；。,，、.")
    ]


def _either(text: str, convention: Convention) -> list[str]:
    """Parts joined by 或 where each side stands for itself: a whole quantity, or a clause of its own."""
    cut = [m for m in _OR.finditer(text) if _splits(text, m, convention)]
    if not cut:
        return []
    starts = [0] + [m.end() for m in cut]
    ends = [m.start() for m in cut] + [len(text)]
    return [text[a:b].strip(" \t\r\n\u3000,，;；。") for a, b in zip(starts, ends, strict=True)]


def _splits(text: str, found: re.Match[str], convention: Convention) -> bool:
    before, after = normalised(text[: found.start()]), normalised(text[found.end() :])
    if not before or not after or before.count("(") != before.count(")"):
        return False
    last = re.split(r"[,，;；]|或者?", before)[-1]
    own_clause = found[0].startswith((",", "，", ";", "；"))
    whole_quantity = bool(find_intervals(last, convention)) and _ENDS_WHOLE.search(last) is not None
    if not whole_quantity:
        return own_clause and bool(find_intervals(text, convention)) and _reads_alone(last, convention)
    return True


def _reads_alone(last: str, convention: Convention) -> bool:
    """第二次被处罚，或者随意丢弃: the first side is a quantity with its verb."""
    interval = find_interval(last, convention)
    return interval is not None and _AFTER_WORDS.match(last[interval.end :]) is not None


def _quantity(text: str, convention: Convention, heading: str, misprints: list[str]) -> Quantity | None:
    plain = _spelt_out(_GRADE_BEHIND.sub("", normalised(text).strip("。;,")))
    if _FIRST.match(plain):
        return Quantity(Range(Fraction(1), Fraction(1)), "次", None, _period_of(heading))
    if _NONE_BEFORE.match(plain) and re.search(r"同类|次数|违法行为|处罚|记录", plain + heading):
        return Quantity(Range(Fraction(0), Fraction(0)), "次", None, _period_of(heading))
    period = _PERIOD.match(plain)
    rest = plain[period.end() :] if period else plain
    if period and not re.search(r"次", rest):
        rest, period = plain, None
    found = find_intervals(rest, convention)
    if len(found) != 1 or found[0].unit is None:
        return None
    interval = found[0]
    before, after = rest[: interval.start], rest[interval.end :]
    if not _whole(before, after, interval):
        return None
    if interval.misprint:
        misprints.append(f"「{text.strip()}」{interval.misprint}")
    unit, occurrences = found[0].unit, found[0].unit == "次"
    harm = re.match(r"(?:死亡|重伤|轻伤|受伤|中毒)", after)
    period_text = (period["period"] if period else None) or (_period_of(heading) if occurrences else None)
    measured = None if occurrences else _measured(before, harm[0] if harm else "") or interval.name
    return Quantity(interval.range, unit, measured, period_text)


def _spelt_out(plain: str) -> str:
    """三次及三次以上 as 三次及以上, 半年 as 6个月, 半小时 as 30分钟."""
    plain = _SAID_TWICE.sub(r"\g<amount>及", plain)
    return _HALF.sub(lambda half: "6个月" if half["unit"] == "年" else "30分钟", plain)


def _whole(before: str, after: str, interval: Interval) -> bool:
    """Whether the interval with its own words is all that the text says."""
    if interval.unit == "次":
        return _OCCURRENCE_WORDS.match(before) is not None and _AFTER_WORDS.match(after) is not None
    if _CLAUSE.search(before) or _SAYS_MORE.search(before) or re.search(r"[。;]|不(?!符合|合格)|未", before):
        return False
    if _FOR_EACH.search(before) or "半" in before:
        return False  # 每超1小时 is a step of a formula, 半个月 no number that is read
    if _NUMBER_IN_NAME.search(before):
        return False  # a number that is no interval: the text says more
    if len(before) > _LONGEST_NAME or (interval.range.is_point and _OVER.search(before)):
        return False  # 超过标准限值50%: exactly 50 or more than 50?
    return (
        re.fullmatch(
            r"(?:的|情形|情况|面积|以内|\(含本数\)|范围内|罚款|部分|者|人员|人数|死亡|重伤|轻伤|受伤|中毒)*",
            after,
        )
        is not None
    )


def _measured(before: str, harm: str) -> str | None:
    """The words that name what is measured, without 为, 达到 … and a mere variable (面积S≤10)."""
    name = re.sub(r"(?:为|在|达到?|共计?|累计|是|的|:)+$", "", before)
    name = re.sub(r"(?:^|(?<=[\u4e00-\u9fff]))\(?[A-Za-z]\)?$", "", name)
    return name + harm or None


def _period_of(heading: str) -> str | None:
    found = _PERIOD_IN_NAME.search(normalised(heading))
    return found["period"] if found else None


def factor_kind(readings: Iterable[tuple[str, tuple[Alternative, ...]]]) -> FactorKind:
    """What an officer enters for a factor with these conditions (text, alternatives), spanning ones left out.

    A pair of 无/有, 是/否 … is yes_no; any quantity of occurrences makes a count, any other a number.
    """
    texts: list[str] = []
    units: list[str] = []
    for text, alternatives in readings:
        texts.append(normalised(text))
        units += [a.quantity.unit for a in alternatives if a.quantity is not None]
    if [_is_pair(one, other) for one, other in pairwise(texts)] == [True]:
        return FactorKind.YES_NO
    if not units:
        return FactorKind.OPTION
    return FactorKind.COUNT if "次" in units else FactorKind.NUMBER


def _is_pair(one: str, other: str) -> bool:
    """无同类违法行为 / 有同类违法行为; 是 / 否: the same words but for the answer."""
    return any(_answers(no, yes) for no, yes in ((one, other), (other, one)))


def _answers(no: str, yes: str) -> bool:
    return any(
        no.startswith(no_word)
        and yes.startswith(yes_word)
        and no.removeprefix(no_word) == yes.removeprefix(yes_word)
        for no_word, yes_word in _ANSWERS
    )
