"""What the named paragraph and item of a law allow for a violation, read from the article in the table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.penalty_text import read_penalty
from standards_1023.text import normalised
from standards_1023.values import Convention, Measure, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from importers.citations import Passage

LAW = Convention(source="民法典 第一千二百五十九条")
_ITEM_FILTER = re.compile(
    r"有?(?:前款|本条第[一二三四五六七八九十]+款|本款|上款"
    r"|前述)?(?:规定的?)?(?P<items>第[一二三四五六七八九十]+项(?:(?:、|和|至|及"
    r"|或者)(?:第[一二三四五六七八九十]+项))*)"
    r"(?:规定)?(?:的)?(?:情形|行为|规定情形|规定行为)?(?:之一)?"
)
_ITEM = re.compile(r"第([一二三四五六七八九十]+)项")
_ITEM_IN_BRACKETS = re.compile(r"第[(（]([一二三四五六七八九十]+)[)）]项")
_ITEM_MARK = re.compile(r"[(（]([一二三四五六七八九十]+)[)）]")
_LINE_OF_AN_ITEM = re.compile(r"\n(?=\s*[(（][一二三四五六七八九十]+[)）])")
_LATER_STEP = re.compile(
    r"^(?:对|并|且|但|其中)?(?:[^,，]{0,6})?(?:逾期|拒不|情节|严重|造成|致使|有违法所得|没有违法所得"
    r"|没有\w+或者\w+不足\w+元|无违法所得|不改正|未改正|再次|两年内|一年内|不足|以上的|难以计算|限期内"
    r"|后果|非经营性|经营性|属于|"
    r"有非法|仍|经责令|不停止|未停止|不拆除|未按要求|尚可|无法采取)"
)
_OF_A_TYPE = re.compile(r"[,，；;](?=[^,，；;]*类型为(?P<type>[^,，；;]+)的[,，])")
_NUMERALS = "一二三四五六七八九十"
_ENOUGH = 0.1
_SHORT_OPENING = 8
_LONG_ACT = 12
_IS_THE_ACT = 0.85


@dataclass(slots=True)
class StatutoryReading:
    """The measures the law allows, or why they could not be assigned."""

    measures: tuple[Measure, ...] = ()
    doubt: str | None = None
    laws: list[str] = field(default_factory=list)


def read_statutory_column(text: str, violation: str) -> StatutoryReading:
    """The statutory measures of a column that prints them (处罚种类及幅度): all of them apply."""
    reading = read_penalty(text, LAW)
    known = tuple(_plain_trigger(m, violation) for m in reading.measures if m.kind is not MeasureKind.OTHER)
    doubt = None if known else "法定处罚种类及幅度没有读懂，不据以核对和限制裁量结果。"
    return StatutoryReading(known, doubt)


def read_statutory_passages(passages: Sequence[Passage], violation: str) -> StatutoryReading:
    """The statutory measures of one article's text for this violation.

    Sentences for other items (有前款第三项行为之一的) and other acts of the article are left out; where more
    than one fine remains for the same subject and step, nothing is assigned.
    """
    bodies = [p for p in passages if re.search(r"罚款|警告|吊销|没收|停产|停业", p.body)]
    if not bodies:
        return StatutoryReading(doubt="处罚依据只列条号、没有条文，法定幅度无从读取，不据以限制裁量结果。")
    if len(bodies) > 1:
        readings = [_read_body(p, violation) for p in bodies]
        fines = {_fine_key(r.measures) for r in readings}
        if len(fines) > 1:
            return StatutoryReading(
                doubt="处罚依据有多个条文且幅度不同，不能确定适用哪一个，不据以限制裁量结果。"
            )
        return readings[0]
    return _read_body(bodies[0], violation)


def _read_body(passage: Passage, violation: str) -> StatutoryReading:
    sections = _sections(re.sub(r"[^。\n]+", lambda m: _of_its_type(m[0], violation), passage.body))
    chosen = _for_items(sections, passage.items)
    chosen = _for_violation(chosen, violation)
    measures: list[Measure] = []
    for section in chosen:
        measures += [
            _plain_trigger(m, violation) for m in read_penalty(_without_items(section), LAW).measures
        ]
    measures = [m for m in measures if m.kind is not MeasureKind.OTHER]
    if _is_ambiguous(measures):
        return StatutoryReading(
            doubt="条文里有几种罚款幅度，不能确定本违法行为适用哪一种，不据以限制裁量结果。"
        )
    if not measures:
        return StatutoryReading(doubt="条文里没有读到适用于本违法行为的处罚，不据以限制裁量结果。")
    return StatutoryReading(tuple(measures))


def _of_its_type(sentence: str, violation: str) -> str:
    """A sentence with fines by the type of a document (类型为报告书的，…) without those of other types.

    Where the violation names none of the types the sentence stays as it is.
    """
    cuts = list(_OF_A_TYPE.finditer(sentence))
    if not any(cut["type"] in violation for cut in cuts):
        return sentence
    ends = [cut.start() for cut in cuts[1:]] + [len(sentence)]
    fines = zip(cuts, ends, strict=True)
    kept = [sentence[cut.start() : end] for cut, end in fines if cut["type"] in violation]
    return sentence[: cuts[0].start()] + "".join(kept)


def _sections(body: str) -> list[str]:
    """The article cut where another act or other items begin: at 。, at ； before 有前款第几项 or …的，由….

    What stands between belongs to the same act or the same items; an item on a line of its own belongs to
    the words before it. 第(一)项 is read as 第一项.
    """
    result: list[str] = []
    whole = _LINE_OF_AN_ITEM.sub("", _ITEM_IN_BRACKETS.sub(r"第\1项", body))
    for sentence in re.split(r"(?<=。)|\n", whole):
        for part in re.split(r"(?<=[；;])", sentence):
            if not part.strip():
                continue
            if (
                result
                and part is not sentence
                and not _begins_anew(part)
                and not result[-1].rstrip().endswith("。")
            ):
                result[-1] += part
            else:
                result.append(part)
    return result


def _begins_anew(part: str) -> bool:
    """Whether a part behind ； is for other items or another act, rather than a later step of the same."""
    if re.match(r"\s*(?:对?有)?(?:前款|本条|上款|前述)?(?:规定的?)?第[一二三四五六七八九十]+项", part):
        return True
    act = _opening(part)
    return bool(act) and _ITEM_MARK.match(part.strip()) is None and len(act) >= _LONG_ACT


def _numbers(text: str) -> set[str]:
    found = set(_ITEM.findall(text))
    for span in re.finditer(r"第([一二三四五六七八九十])项至第([一二三四五六七八九十])项", text):
        low, high = _NUMERALS.index(span[1]), _NUMERALS.index(span[2])
        found |= set(_NUMERALS[low : high + 1])
    return found


def _for_items(sections: list[str], items: tuple[str, ...]) -> list[str]:
    """The sections for the cited items: general ones, and those that name one of the items."""
    cited = {m for item in items for m in _ITEM.findall(item)}
    result: list[str] = []
    for section in sections:
        head = section.split("，", 1)[0]
        filtered = _ITEM_FILTER.search(head)
        if filtered is not None and cited and not re.search(r"违反本", head):
            if _numbers(filtered["items"]) & cited:
                result.append(section)
            continue
        result.append(_only_items(section, cited))
    return [s for s in result if s]


def _only_items(section: str, cited: set[str]) -> str:
    """Within a section with list marks (一)…；(二)…, the cited items where the items carry penalties."""
    marks = list(_ITEM_MARK.finditer(section))
    if not cited or not marks:
        return section
    head = section[: marks[0].start()]
    ends = [m.start() for m in marks[1:]] + [len(section)]
    items = [(m[1], section[m.end() : end]) for m, end in zip(marks, ends, strict=True)]
    if not any("罚款" in text for _, text in items):
        return head
    kept = "".join(text for number, text in items if number in cited)
    return head + kept


def _without_items(section: str) -> str:
    """A section without the list of acts behind its colon (which names no penalty)."""
    mark = _ITEM_MARK.search(section)
    if mark is None or "罚款" in section[mark.start() :]:
        return section
    return section[: mark.start()].rstrip("：:")


def _for_violation(sections: list[str], violation: str) -> list[str]:
    """Among sections for different acts, those whose opening words fit the violation best."""
    with_fines = [
        s for s in sections if re.search(r"罚款[^数]|罚款$", s) and not re.search(r"处以罚款[；;，,]", s)
    ]
    opening = [s for s in with_fines if _opening(s)]
    if len(opening) <= 1:
        return sections
    scores = {s: _similarity(violation, _act(_opening(s))) for s in opening}
    best = max(scores.values())
    kept = {s for s, score in scores.items() if score >= best - _ENOUGH}
    first = sections.index(next(s for s in opening if s in kept))
    return [s for s in sections if s in kept or (s not in with_fines and sections.index(s) >= first)]


def _opening(section: str) -> str:
    """The words that say which act a sentence is for: up to the first …的，, if it is no later step.

    对责任人员处…罚款，情节严重的，… has imposed a fine before it comes to 的: it goes on with the act before.
    """
    found = re.match(r"^.*?的[,，]", section)
    if found is None or _LATER_STEP.match(normalised(found[0])) or len(found[0]) < _SHORT_OPENING:
        return ""
    if re.search(r"罚款[,，]", found[0]):
        return ""
    return found[0]


def _act(opening: str) -> str:
    """The act itself, without 违反本条例第几条规定，and the final 的，."""
    return re.sub(r"^.*?(?:规定|之一)[,，]", "", opening).rstrip("的,，")


def _similarity(one: str, other: str) -> float:
    """The share of the second text's pairs of characters that the first one has too."""
    pairs = {other[i : i + 2] for i in range(len(other) - 1)}
    there = {one[i : i + 2] for i in range(len(one) - 1)}
    return len(pairs & there) / len(pairs) if pairs else 0.0


def _plain_trigger(measure: Measure, violation: str) -> Measure:
    """Without the condition that only describes the act itself; later steps keep theirs."""
    if measure.trigger is None:
        return measure
    described = (
        _similarity(normalised(violation), normalised(measure.trigger).removesuffix("的")) >= _IS_THE_ACT
    )
    if _LATER_STEP.match(normalised(measure.trigger)) and not described:
        return measure
    return replace(measure, trigger=None)


def _fine_key(measures: tuple[Measure, ...]) -> tuple[object, ...]:
    return tuple(
        (m.subject, m.trigger is None, m.unit, m.amount, m.base)
        for m in measures
        if m.kind is MeasureKind.FINE
    )


def _is_ambiguous(measures: list[Measure]) -> bool:
    seen: dict[tuple[object, ...], object] = {}
    for measure in measures:
        if measure.kind is not MeasureKind.FINE or measure.amount is None:
            continue
        key = (measure.subject, measure.trigger)
        value = (measure.unit, measure.amount, measure.base, measure.per)
        if seen.setdefault(key, value) != value:
            return True
    return False
