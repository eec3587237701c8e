"""Why there is no band, said at the field that it concerns, with what may be entered there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rules.case_input import DATE_NAMES, ORIGINAL_FINE
from rules.errors import FactsMissing
from rules.facts import SITUATION
from service.pages import desk_names
from service.pages.desk_query import numbers_of
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.pages.desk_query import DeskQuery
    from service.pages.desk_question import Question

_OF_COMMAND_LINE = re.compile(r"请用“[^”]*=[^”]*”[^。]*。?|，?全部代码见“cailiang circumstances”。?")
_BASE_NAMED = re.compile(r"基数“(.+)”")


@dataclass(frozen=True, slots=True)
class Refusal:
    """`summary` is the sentence for all, `at` the message of each parameter that a field of the page asks.

    `asked` are further parameters that have to be asked now, each with its label; `labels` and `hint` are
    what a list of missing facts was made of.
    """

    title: str
    summary: str
    at: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    hint: str = ""


def refusal_of(question: Question, title: str, refused: Exception) -> Refusal:
    """The refusal of a case; what no field stands for is said in the summary alone."""
    if isinstance(refused, FactsMissing):
        at, asked, labels = {}, {}, []
        for one in refused.missing:
            parameter, label, is_new = _parameter_of(question, one.name, one.may_be)
            at[parameter] = f"请填写“{label}”{_may_be(one.may_be)}"
            labels.append(label)
            if is_new:
                asked[parameter] = label
        hint = _for_pages(refused.hint)
        return Refusal(title, _missing(labels, hint), at, asked, tuple(labels), hint)
    message = _for_pages(str(refused))
    name = getattr(refused, "name", None)
    if not isinstance(name, str):
        return Refusal(title, message)
    parameter, _, is_new = _parameter_of(question, name)
    return Refusal(title, message, {} if is_new else {parameter: message})


def with_more(refusal: Refusal, more: Refusal) -> Refusal:
    """Two lists of what is missing as one."""
    labels = tuple(dict.fromkeys((*refusal.labels, *more.labels)))
    return replace(
        refusal,
        summary=_missing(labels, refusal.hint),
        at={**more.at, **refusal.at},
        asked={**refusal.asked, **more.asked},
        labels=labels,
    )


def _missing(labels: Sequence[str], hint: str) -> str:
    names = "、".join(f"“{label}”" for label in labels)
    return f"还缺 {len(labels)} 项：{names}。{hint}"


def _for_pages(text: str) -> str:
    """A sentence without what it says of the command line."""
    left = _OF_COMMAND_LINE.sub("", text)
    return f"{left[:-1]}。" if left.endswith("，") else left


def refusal_of_faults(query: DeskQuery) -> Refusal:
    """Parameters that could not be read at all."""
    at = {parameter: message for parameter, message in query.faults.items() if parameter}
    summary = query.faults.get("", "有的内容不能读取：请按提示改正。")
    return Refusal("填写的内容有误", summary, at)


def _may_be(texts: tuple[str, ...]) -> str:
    """What may be entered: the options are on the page already, so only examples are said."""
    examples = [text for text in texts if text.startswith(("或者数量", "如", "金额", "日期"))]
    options = len(examples) < len(texts)
    if not examples:
        return "：选择一项。" if options else "。"
    return f"{'：选择一档，' if options else '，'}{'；'.join(examples)}。"


def _parameter_of(question: Question, name: str, may_be: tuple[str, ...] = ()) -> tuple[str, str, bool]:
    """The parameter for a name of the rules, its label, and whether the page has no field for it."""
    fixed = {
        "行为日期": desk_names.ACT_DATE,
        "决定日期": desk_names.DECISION_DATE,
        "情节": desk_names.CIRCUMSTANCE,
        **{day: desk_names.day(day) for day in DATE_NAMES},
    }
    if name in fixed:
        return fixed[name], name, False
    if name == SITUATION and question.situations:
        places = (n for n, groups in enumerate(question.situations) if any(g.shown in may_be for g in groups))
        return desk_names.situation(next(places, 0)), name, False
    for index, factor in enumerate(question.standard.factors):
        if matched(factor.name) == matched(name):
            numbers = numbers_of(question, index, factor)
            return (numbers[0][0] if numbers else desk_names.fact(factor.name)), factor.name, False
    if found := _BASE_NAMED.fullmatch(name):
        name = found[1]
    if name in question.bases or name == ORIGINAL_FINE:
        return desk_names.base(name), name, name not in question.bases
    if name in question.units:
        return desk_names.quantity(name), name, False
    return desk_names.fact(name), name, True
