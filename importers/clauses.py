"""A penalty text cut into its clauses, as printed, with what carries over from clause to clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.grade_words import is_grade_word
from importers.intervals import Interval, find_intervals
from standards_1023.text import normalised
from standards_1023.values import Convention, Subject

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
    r"(?:对|给予)(?P<who>[^,对]{1,60}?)(?:可以|可|并|应当|依法|分别|各|一律)*+"
    r"(?:由[^,]{2,20}?(?:可以|可|并|应当|依法|分别|各|一律)*+)?"
    r"(?=处|给予|罚|并处|警告|通报|予以|没收|吊销|按|每|责令)"
)
_SUBJECT_HEAD = re.compile(
    r"^并?其?(?P<who>单位|用人单位|个人|企业|公民|法人|直接负责的主管人员[^,:处]{0,16}"
    r"|(?:其他)?直接责任人员?|责任人员?"
    r"|(?:主要)?负责人|法定代表人|经营者|自然人|公民)(?::|(?=可?以?并?[处罚]))"
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
_ANY = Convention()
_MEASURED_THING = re.compile(
    r"(?:货值|违法所得|非法所得|面积|造价|经营额|营业额|数量|销售额|销售金额|价款|损失|价值|收入|案值"
    r"|涉案金额|违法金额|费用|重量|人数|长度|高度|体积|土方量?|投资额?|超标|超过|超出)"
    r"(?:金额|总额|数额)?(?:为|是|在|达到?|共计?|累计|合计)*$"
)
_IMPOSES = re.compile(
    r"^(?:并|且|可以?|应当|依法|还|同时)*+(?:由[^,]{2,20}?(?:并|且|可以?|应当|依法|还|同时)*+)?"
    r"(?:处(?![罚理置分于])|罚款|没收|吊销|暂扣|责令"
    r"|给予|予以|警告|不予|免予|对)"
)
_IMPOSES_AN_AMOUNT = re.compile(r"^(?:并|可以?|应当|依法)*处(?![罚理置分于])[^,]*(?:元|倍|%|分之)")
_AGAIN = r"(?:首次|初次|初犯|再次|多次|屡次|第?[一二两三四五\d]+次(?:及?以上)?)"
_WORDS_AHEAD = re.compile(
    rf"^(?P<trigger>(?:{_AGAIN}[^,对按每由处罚]{{0,10}}"
    r"|[^,对按每由处罚]{0,10}(?:情节|逾期|拒不|造成|构成|未改正|不改正)[^,对按每由处罚]{0,12}"
    r"|(?P<grade>[^,:对按每由处罚]{1,8}))(?<!的))"
    r"(?=(?:可以?|并|应当)*(?:处(?![罚理置分于])|罚款))"
)
_BEHIND = re.compile(r"(?:元|倍|%|罚款)\((?P<what>[^()]{2,20})\)$")
_CONDITION_OF_AMOUNT = re.compile(
    rf"{_AGAIN}[^,对按每由处罚]{{0,10}}|[^,对按每由处罚]{{2,30}}的"
    r"|[^,对按每由处罚]{0,10}(?:情节|逾期|拒不|造成|构成|未改正|不改正)[^,对按每由处罚]{0,12}"
)
_FINE_HEAD = re.compile(r"^(?:处以?)?罚款(?:数额|金额|标准)?(?:为|是)?:(?:\(\d+\))?")
_CASE = re.compile(rf"(?:属于?|系|为)?{_AGAIN}[^,对按每由处罚]{{0,10}}")
_WHOM = re.compile(r"(?:并|同时|其中|且)?对?其?(?P<who>[^,对按每处罚]{2,20}?)(?:为|是|:)?")
_FOR_WHOM = re.compile(r"^(?:对|适用于|针对)?(?:其他?|该)?(?P<who>[^,对]{1,16})$")
_BEHIND_TRIGGER = re.compile(rf"{_AGAIN}|情节.*|逾期.*|拒不.*|.*的")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as printed, its normalised form, whom it is for and under which condition.

    `leads`: it is the condition of what follows, though it holds an amount or no 的 (货值不足1万元，处…).
    """

    text: str
    plain: str
    subject: Subject | None
    trigger: str | None
    starts_sentence: bool
    leads: bool = False


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
        if result[-1:].isdigit() and line[:1].isdigit() and not _LIST_MARK.match(line.strip()):
            result += "  " + line  # one number or two: nobody can say, and normalised() leaves them apart
            continue
        result += line if broken and not _LIST_MARK.match(line.strip()) else "\n" + line
    return result


def clauses(text: str) -> list[Clause]:
    """The clauses of a penalty text in order.

    A condition (逾期不改正的，) holds for the rest of its sentence or until the next condition; a subject
    (对个人处…) holds on for clauses that begin with 并处 and the like.
    """
    result: list[Clause] = []
    parts = sentences(text)
    by_grade = sum(_grade_head(part) is not None for part in parts) > 1
    grade: str | None = None
    for sentence in parts:
        grade = (_grade_head(sentence) if by_grade else None) or grade
        result += _clauses_of(sentence, grade)
    return result


def _clauses_of(sentence: str, grade: str | None) -> list[Clause]:
    """The clauses of one sentence; under a grade (一般：…) each has the grade as its condition."""
    result: list[Clause] = []
    trigger, subject, actor = grade, None, None
    before, led = "", False
    pieces = [_Piece.of(piece) for piece in _joined_numbers(_cut(sentence, _COMMA))]
    pieces = [piece for piece in pieces if piece.plain]
    for n, piece in enumerate(pieces):
        plain = piece.plain if n or grade is None else _without_head(piece.plain, grade)
        behind = pieces[n + 1].plain if n + 1 < len(pieces) else ""
        head = _FINE_HEAD.match(plain)
        body = plain[head.end() :] if head else plain
        ahead = _condition_ahead(body)
        rest = body
        if ahead is not None:
            trigger, subject = _under(grade, ahead), None
            rest = body[len(ahead) :].lstrip(",")
        named = _SUBJECT.search(rest) or _SUBJECT_HEAD.match(rest) or _subject_of_amount(rest)
        if head is not None:
            rest = f"罚款{rest}" if ahead is not None or named is not None else plain
        if named is not None:
            subject = subject_of(named["who"])
        elif (alone := _SUBJECT_ALONE.match(rest)) is not None:
            subject = subject_of(alone["who"])
        elif not _CARRIES.match(rest):
            subject = None
        if (acts := _ACTOR.match(plain)) is not None:
            actor = subject_of(acts["who"])
        leads = bool(behind) and ahead is None and _leads(plain, behind)
        own_subject, own_trigger = _said_behind(rest)
        whom = own_subject or subject or (None if named else actor)
        under = trigger if own_trigger is None else _under(grade, own_trigger)
        result.append(Clause(piece.printed, rest, whom, under, n == 0, leads))
        if ahead is None and named is None and (leads or _is_trigger(plain)):
            whole = f"{before},{plain}" if led else _whole_condition(before, plain)
            trigger, subject = _under(grade, whole), None
        elif grade is not None and n == 0 and plain and not _MEASURED.search(plain) and not amounts_of(plain):
            trigger = _under(grade, plain)
        before, led = plain, leads
    return result


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two commas, as printed without its list mark, and normalised."""

    printed: str
    plain: str

    @staticmethod
    def of(piece: str) -> _Piece:
        printed = _LIST_MARK.sub("", piece.strip(" \t\u3000\r\n" + _COMMA + _SENTENCE_END))
        return _Piece(printed, normalised(printed))


def _grade_head(sentence: str) -> str | None:
    """轻微：… and 2.情节严重：… → the grade that stands before the colon."""
    head, colon, _ = normalised(_LIST_MARK.sub("", sentence.strip())).partition(":")
    return head if colon and is_grade_word(head) else None


def _without_head(plain: str, grade: str) -> str:
    return plain.removeprefix(grade + ":") if plain.startswith(grade + ":") else plain


def _under(grade: str | None, trigger: str) -> str:
    return trigger if grade is None else f"{grade}:{trigger}"


def amounts_of(plain: str) -> list[Interval]:
    """The intervals of money, multiples and shares in normalised text."""
    return [interval for interval in find_intervals(plain, _ANY) if interval.unit in {"元", "倍", "%"}]


def names_whom_behind(plain: str) -> bool:
    """Whether brackets behind an amount say whom it is for: 罚款（对个人）."""
    return re.search(r"\((?:对|适用于|针对)[^()]+\)$", plain) is not None


def _condition_ahead(plain: str) -> str | None:
    """情节严重的 before a verb; 情节恶劣 and 再次违法 before a verb or an amount."""
    found = _TRIGGER_AHEAD.match(plain) or _WORDS_AHEAD.match(plain)
    if found is not None and found.re is _TRIGGER_AHEAD:
        return found["trigger"]
    if _is_trigger(plain):
        return None  # 逾期不缴纳罚款的 is one condition, whole
    amounts = amounts_of(plain)
    words = found["trigger"] if found else plain[: amounts[0].start] if amounts else ""
    if not words or amounts_of(words) or subject_of(words) is not None:
        return None
    if amounts and amounts[0].unit != "元" and _MEASURED_THING.search(words.removesuffix("的")):
        return None  # 直接经济损失的3倍: what the multiple is of
    if found is not None:
        return words if found["grade"] is None or is_grade_word(found["grade"]) else None
    return words if _CONDITION_OF_AMOUNT.fullmatch(words) or is_grade_word(words) else None


def _subject_of_amount(plain: str) -> re.Match[str] | None:
    """对负责人1万元, 单位5万元: whom an amount without a verb is for."""
    amounts = amounts_of(plain)
    in_money = bool(amounts) and amounts[0].unit == "元"
    found = _WHOM.fullmatch(plain[: amounts[0].start]) if in_money else None
    return found if found is not None and subject_of(found["who"]) is not None else None


def without_subject(words: str) -> str:
    """The words before an amount without whom it is for."""
    found = _WHOM.fullmatch(words)
    return "" if found is not None and subject_of(found["who"]) is not None else words


def _leads(plain: str, behind: str) -> bool:
    """Whether a piece is the condition of the next: 货值金额不足1万元的, 违法所得5万元以上, 情节较轻."""
    if is_grade_word(plain) or _CASE.fullmatch(plain):
        return _IMPOSES.match(behind) is not None
    found = find_intervals(plain, _ANY)
    if len(found) != 1 or found[0].unit is None or _MEASURED.search(plain):
        return False
    if re.fullmatch(r"(?:部分|情形|情况|范围)?的?", plain[found[0].end :]) is None:
        return False
    imposed = _IMPOSES.match(behind) is not None or _is_trigger(behind) or bool(amounts_of(behind))
    if plain.endswith("的"):
        return imposed
    if found[0].unit in {"倍", "%"}:
        imposed = _IMPOSES_AN_AMOUNT.match(behind) is not None
    return imposed and _MEASURED_THING.search(plain[: found[0].start]) is not None


def _said_behind(plain: str) -> tuple[Subject | None, str | None]:
    """Whom or what case the brackets behind an amount name: 罚款（对个人）, 罚款1万元（首次）."""
    found = _BEHIND.search(plain)
    if found is None:
        return None, None
    if _BEHIND_TRIGGER.fullmatch(found["what"]) or is_grade_word(found["what"]):
        return None, found["what"]
    who = _FOR_WHOM.match(found["what"])
    return (subject_of(who["who"]) if who else None), None


def is_trigger(clause: Clause) -> bool:
    """Whether the clause is only a condition for what follows: 逾期不改正的."""
    return clause.leads or _is_trigger(clause.plain)


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
    """1,000元 and 一万元以上，三万元以下 stay one piece, and so does a rate; 、对单位处… begins another."""
    result: list[str] = []
    for piece in pieces:
        if result and re.search(r"\d\s*$", result[-1]) and re.match(r"\s*\d", piece):
            result[-1] += "," + piece
        elif result and (_are_limits(result[-1], piece) or _is_rate(result[-1], piece)):
            result[-1] += "，" + piece
        else:
            result += _NEW_SUBJECT.split(piece)
    return result


def _is_rate(one: str, other: str) -> bool:
    """按照每人一千元以上五千元以下的标准计算，处以罚款: the amount stands in front of the comma."""
    return one.endswith("标准计算") and other.startswith("处以罚款")


def _are_limits(one: str, other: str) -> bool:
    """Whether two pieces are the lower and the upper limit of one amount."""
    plain, behind = normalised(one), normalised(other)
    if not _LOWER_LIMIT.search(plain) or "罚款" in plain:
        return False
    return _UPPER_LIMIT.match(behind) is not None and behind.find("以上") < 0
