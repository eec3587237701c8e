"""A penalty text cut into its clauses, as printed, with what carries over from clause to clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from standards_1023.text import normalised
from standards_1023.values import Subject

_SENTENCE_END = "。；;\n"
_COMMA = ",，"
_OPEN, _CLOSE = "(（《〈[【「“", ")）》〉]】」”"
_LIST_MARK = re.compile(
    r"^(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十\d]+[、.．](?!\d)|[①-⑳])\s*"
)

_CONDITION_WORDS = (
    "逾期|拒不|情节|严重|造成|违法所得|非法所得|非法财物|不改|未改|未按要求改正|构成|首次|初次|轻微"
    "|未停止|不停止|不足|以上的|以下的|再次|屡|经责令|经教育|"
    "后果|危害|难以计算|仍不|不具备|限期内|及时改正|主动|两年内|一年内|属于|涉及|没有|有下列|不能"
    "|无法|有前款|合格|尚未|尚不"
)
_TRIGGER_PIECE = re.compile(rf"^(?:[^,]*?(?:{_CONDITION_WORDS})[^,]*|[^,]*的)$")
_TRIGGER_AHEAD = re.compile(
    rf"^(?P<trigger>(?=[^,]*?(?:{_CONDITION_WORDS}))[^,]{{2,60}}?的)"
    r"(?=,?(?:由|并|应当|可以|可|处(?![罚分理])|没收|责令|给予|吊销|暂扣|予以|不予|免予|撤销|依法|对"
    r"|按照?|每))"
)
_SUBJECT = re.compile(
    r"(?:对|给予)(?P<who>[^,对]{1,60}?)(?:可以|可|并|应当|依法|分别|各|一律|由[^,]{2,20})*"
    r"(?=处|给予|罚|并处|警告|通报|予以|没收|吊销|按|每|责令)"
)
_SUBJECT_HEAD = re.compile(
    r"^并?其?(?P<who>单位|用人单位|个人|企业|公民|法人|直接负责的主管人员[^,:处]{0,16}"
    r"|(?:其他)?直接责任人员?|责任人员?"
    r"|主要负责人|法定代表人|经营者)(?::|(?=可?以?并?处))"
)
_SUBJECT_ALONE = re.compile(
    r"^(?:并|同时|且)?(?:由[^,对]{2,30})?对(?P<who>[^,]{0,80}(?:人员|负责人|责任人|单位|个人|企业"
    r"|机构))$"
)
_BROKEN_BEFORE = re.compile(
    r"[\d.．,，、以罚处的至—～~\-一二三四五六七八九十百千万亿零壹贰叁肆伍陆柒捌玖拾佰仟并和或对]\s*$"
)
_BROKEN_BEHIND = re.compile(r"\s*(?:[元倍%％‰以至—～~\-、，,。；;：:）)款的上下内]|万元|罚款)")
_LOWER_LIMIT = re.compile(r"(?:以上|[不](?:低于|少于|小于)[\d一二三四五六七八九十百千万.]+万?元)$")
_UPPER_LIMIT = re.compile(
    r"(?:但)?(?:不(?:得|能)?(?:超过|高于)|[\d一二三四五六七八九十百千万.]+(?:万?元|倍|%)?以下)"
)
_NEW_SUBJECT = re.compile(r"、(?=对[^,，、;；。]{1,30}?(?:处|罚))")
_CARRIES = re.compile(
    r"^(?:可以|可|应当|同时|还|也)?(?:并|单|同时|处|罚|没收|吊销|暂扣|可处|可以处|责令|给予|予以"
    r"|警告|由[^,]{2,30}(?:处|责令|没收|吊销|给予|予以))"
)
_ACTOR = re.compile(
    r"^(?:[^,]{0,10}(?:为|是|属于|系))?(?P<who>单位|个人|公民|自然人|法人或者?其他组织)"
    r"(?:的$|(?=有|违反|实施|未|不|擅自|违法|从事|存在))"
)
_GOES_ON = re.compile(r"^(?:或者?|且|并且|以及)")
_MEASURED = re.compile(r"处(?![罚理置分于])|罚款|没收|吊销|警告|责令")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as printed, its normalised form, whom it is for and under which condition."""

    text: str
    plain: str
    subject: Subject | None
    trigger: str | None
    starts_sentence: bool


def subject_of(words: str) -> Subject | None:
    """Whom words such as 直接负责的主管人员, 单位 or 个人 name; None where they name nobody or both."""
    if re.search(r"责任人|主管人员|负责人|法定代表人|责任者|对?人员|从业人员|经理", words):
        return Subject.RESPONSIBLE_PERSON
    individual = re.search(r"个人|公民|自然人|个体|居民|村民|养犬人|行为人|游人", words)
    unit = re.search(
        r"单位|企业|机构|组织(?!者|人)|公司|法人|团体|学校|医院|园林|合作社|经营者|施工方|场所|旅行社"
        r"|事务所|银行|商店|协会",
        words,
    )
    if individual and unit:
        return None
    return Subject.INDIVIDUAL if individual else Subject.UNIT if unit else None


def sentences(text: str) -> list[str]:
    """The text cut after 。；; and line breaks outside brackets, as printed."""
    return [part for part in _cut(_unbroken(text), _SENTENCE_END) if part.strip()]


def _unbroken(text: str) -> str:
    """The text without line breaks inside a word or an amount: 处2万元以上5万⏎元以下罚款."""
    lines = text.split("\n")
    result = lines[0]
    for line in lines[1:]:
        broken = _BROKEN_BEFORE.search(result) or _BROKEN_BEHIND.match(line)
        result += line if broken and not _LIST_MARK.match(line.strip()) else "\n" + line
    return result


def clauses(text: str) -> list[Clause]:
    """The clauses of a penalty text in order.

    A condition (逾期不改正的，) holds for the rest of its sentence or until the next condition; a subject
    (对个人处…) holds on for clauses that begin with 并处 and the like.
    """
    result: list[Clause] = []
    for sentence in sentences(text):
        trigger: str | None = None
        subject: Subject | None = None
        first, before = True, ""
        actor: Subject | None = None
        for piece in _joined_numbers(_cut(sentence, _COMMA)):
            printed = _LIST_MARK.sub("", piece.strip(" \t\u3000\r\n" + _COMMA + _SENTENCE_END))
            plain = normalised(printed)
            if not plain:
                continue
            ahead = _TRIGGER_AHEAD.match(plain)
            rest = plain
            if ahead is not None:
                trigger, subject, rest = ahead["trigger"], None, plain[ahead.end() :].lstrip(",")
            named = _SUBJECT.search(rest) or _SUBJECT_HEAD.match(rest)
            if named is not None:
                subject = subject_of(named["who"])
            elif (alone := _SUBJECT_ALONE.match(rest)) is not None:
                subject = subject_of(alone["who"])
            elif not _CARRIES.match(rest):
                subject = None
            if (acts := _ACTOR.match(plain)) is not None:
                actor = subject_of(acts["who"])
            result.append(Clause(printed, rest, subject or (None if named else actor), trigger, first))
            if ahead is None and named is None and _is_trigger(plain):
                trigger, subject = _whole_condition(before, plain), None
            first, before = False, plain
    return result


def is_trigger(clause: Clause) -> bool:
    """Whether the clause is only a condition for what follows: 逾期不改正的."""
    return _is_trigger(clause.plain)


def _whole_condition(before: str, plain: str) -> str:
    """拒不改正，或者造成严重后果的: a condition that goes on from the piece before takes it along."""
    if _GOES_ON.match(plain) and before and not _MEASURED.search(before):
        return f"{before},{plain}"
    return plain


def _is_trigger(plain: str) -> bool:
    return plain.endswith("的") and _TRIGGER_PIECE.match(plain) is not None


def _cut(text: str, marks: str) -> list[str]:
    parts: list[str] = []
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in marks and (depth == 0 or char == "\n"):
            parts.append(text[start:at])
            start, depth = at + 1, 0
    parts.append(text[start:])
    return parts


def _joined_numbers(pieces: list[str]) -> list[str]:
    """1,000元 and 一万元以上，三万元以下 stay one piece; 、对单位处… begins another."""
    result: list[str] = []
    for piece in pieces:
        if result and re.search(r"\d\s*$", result[-1]) and re.match(r"\s*\d", piece):
            result[-1] += "," + piece
        elif result and _are_limits(result[-1], piece):
            result[-1] += "，" + piece
        else:
            result += _NEW_SUBJECT.split(piece)
    return result


def _are_limits(one: str, other: str) -> bool:
    """Whether two pieces are the lower and the upper limit of one amount."""
    plain, behind = normalised(one), normalised(other)
    if not _LOWER_LIMIT.search(plain) or "罚款" in plain:
        return False
    return _UPPER_LIMIT.match(behind) is not None and behind.find("以上") < 0
