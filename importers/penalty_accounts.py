"""Whether every amount of a penalty text went into a measure, and no two fines are left for one case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.clauses import amounts_of, names_whom_behind, without_subject
from standards_1023.text import normalised
from standards_1023.values import MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from importers.clauses import Clause
    from standards_1023.values import Measure

_NOT_FINES = {MeasureKind.CONFISCATE, MeasureKind.ORDER}
_BEHIND_AMOUNT = re.compile(r"(?:的?罚款)?(?:\([^()]*\))*(?:人民币|整)?$")
_OF_A_THING = re.compile(r"^(?:按照?|以)?[\u4e00-\u9fff]{2,12}$")
_CHANGES = re.compile(r"减半|加倍|翻倍|减按|[×*]")
_IN_TEN_THOUSANDS = re.compile(r"[\d一二两三四五六七八九十百千]万(?!分|平方|立方|吨|人|辆|次|[千公升户头只])")
_STOP_IN_FIGURE = re.compile(r"[0-9０-９]。(?=[0-9０-９])")
_SAYS_A_CASE = re.compile(r"^[^,;。对]{2,40}的(?:并|单|可以?|应当?)?处")
_DAILY = re.compile(r"每日|按日|逐日|每天|按天")


def is_bare_amount(clause: Clause) -> bool:
    """2000元, 对负责人1万元, 货值金额10倍以上15倍以下: an amount with no verb, and nothing else."""
    found = amounts_of(clause.plain)
    if len(found) != 1:
        return False
    before = without_subject(clause.plain[: found[0].start])
    if before and (found[0].unit == "元" or not _OF_A_THING.match(before)):
        return False
    return _BEHIND_AMOUNT.fullmatch(clause.plain[found[0].end :]) is not None


def unread(clause: Clause, new: Sequence[Measure]) -> str | None:
    """What of the clause's amounts and arithmetic is in none of its measures; None where nothing is."""
    fines = [m for m in new if m.kind is MeasureKind.FINE]
    if not fines and amounts_of(clause.plain) and not any(m.kind in _NOT_FINES for m in new):
        return "有数额而没有读成罚款或者条件，请改写后重新导入。"
    if not new and _IN_TEN_THOUSANDS.search(clause.plain):
        return "有数额而没有读成罚款或者条件，请改写后重新导入。"
    if not new and _CHANGES.search(clause.plain):
        return "改变罚款的计算，程序没有读懂，请改写后重新导入。"
    for fine in fines:
        if not fine.computed or fine.amount is None:
            continue
        if fine.per is None and _DAILY.search(clause.plain):
            return "写有按日而没有读出怎样按日计算，请核对原文。"
        if names_whom_behind(clause.plain) and fine.subject is None:
            return "写有适用对象而没有读出是谁，请核对原文。"
    return None


def doubts_of_the_whole(text: str, per: str | None) -> Iterator[str]:
    """What is doubtful in a text as a whole; `per` is what its last clause counts without an amount."""
    if per is not None:
        yield "最后写有按什么计而没有数额，请改写后重新导入。"
    if _STOP_IN_FIGURE.search(text):
        yield "数字中间有句号，不能确定是不是小数点，请改写后重新导入。"


def rivals(fines: Iterable[Measure]) -> tuple[Measure, Measure] | None:
    """Two different fines for one subject in one case: nobody can say which applies.

    A fine without a condition behind one with a condition (初犯处500元；再犯处1000元) has lost its own; so
    has one whose words say a case that was not understood, before one with a condition.
    """
    read: list[Measure] = []
    for fine in fines:
        if fine.kind is not MeasureKind.FINE or fine.amount is None:
            continue
        for other in read:
            lost = other.trigger is None and _SAYS_A_CASE.match(normalised(other.text)) is not None
            if fine.subject != other.subject or not (lost or fine.trigger in {None, other.trigger}):
                continue  # of another case or subject
            differ = other.text != fine.text and _value(other) != _value(fine)
            if differ and (other.computed or fine.computed):
                return other, fine
        read.append(fine)
    return None


def _value(fine: Measure) -> tuple[object, ...]:
    return (fine.amount, fine.unit, fine.base, fine.per)
