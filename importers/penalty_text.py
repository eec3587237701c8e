"""Penalty texts become measures: kind, subject, amount, unit, base, condition, 可以."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.clauses import clauses, is_trigger, subject_of
from importers.condition_text import read_condition
from importers.fine_bases import COUNTED_AS, base_ahead, text_with, with_floor
from importers.fine_multipliers import FORMULA, per_of_clause
from importers.fine_text import CAP, FLOOR, Carried, Fine, Setting, is_optional, read_fines
from importers.intervals import find_interval
from importers.left_over_words import LEFT_TO_JUDGEMENT, LeftOver
from importers.penalty_accounts import doubts_of_the_whole, is_bare_amount, rivals, unread
from importers.penalty_kinds import kinds_in
from standards_1023.numerals import NUMBER
from standards_1023.text import normalised
from standards_1023.values import Convention, Measure, MeasureKind, ProblemSeverity

if TYPE_CHECKING:
    from importers.clauses import Clause
    from standards_1023.values import Quantity, Subject

# 责令生产经营单位停产停业 is for the unit, even under the heading 对主要负责人的处罚.
_ORDERED = re.compile(r"责令(?P<who>[^,其]{2,14}?(?:单位|企业|机构|公司))(?=停|关闭|限|改|暂|整|立即)")
_NOT_A_MEASURE = re.compile(
    r"刑事责任|依法给予(?:行政)?处分|给予(?:行政)?处分|政务处分|纪律处分"
    r"|承担(?:民事|赔偿|连带)责任"
    r"|滞纳金"
)
_A_MEASURE_AS_WELL = re.compile(r"罚款|没收|吊销|暂扣|移[送交]")
_SLIPS = (
    ("元元", "元"),
    ("万万元", "万元"),
    ("元万", "万元"),
    ("以以", "以"),
    ("以上上", "以上"),
    ("以下下", "以下"),
    ("罚款款", "罚款"),
    ("处处以", "处以"),
)
_LETTER_ONE = re.compile(r"(?<![A-Za-z\d])[lI](?=\d*万?元|\d*万以|,?\d{3}元|\d*倍)")
_LETTER_NOUGHT = re.compile(r"(?<=\d)[Oo](?=[\dOo]*(?:万?元|倍))")
_MONEY_SIGN = re.compile(rf"[¥￥](?P<number>{NUMBER})(?!\d|万?元)")
_IMPOSES = re.compile(
    r"[元倍%](?:以下|以内|以上)?的?(?:罚款|罚金)|百分之[^,]{1,6}的?罚款"
    r"|(?<!被)(?<!被依法)(?<!被处以)(?<!受到)(?<!受过)(?<!拒不)(?:没收|吊销|警告)"
)
_EQUAL_VALUE = re.compile(r"(?:等值|等额)(?=以[上下]|的?罚款)")
_MISSING_BELOW = re.compile(
    r"(?P<low>元以上\d[\d.]*|元以上[一二三四五六七八九十百千万]+)(?P<unit>万?元)(?=的?罚款)"
)

_LONGEST_PENALTY = 2000  # characters; the longest real cells, several fines with their cases, have some 600
_ANY = Convention()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be named about a text: how grave, and the sentence."""

    severity: ProblemSeverity
    message: str


@dataclass(slots=True)
class PenaltyReading:
    """The measures of a penalty text and what must be said about it."""

    measures: list[Measure] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def has_error(self) -> bool:
        """Whether something keeps the text from being applied."""
        return any(remark.severity is ProblemSeverity.ERROR for remark in self.remarks)

    def warn(self, message: str) -> None:
        """Name something a person should look at."""
        self.remarks.append(Remark(ProblemSeverity.WARNING, message))

    def fail(self, message: str) -> None:
        """Name something that keeps the text from being applied."""
        self.remarks.append(Remark(ProblemSeverity.ERROR, message))


def read_penalty(
    text: str,
    convention: Convention,
    *,
    subject: Subject | None = None,
    heading_unit: str | None = None,
    fine_column: bool = False,
) -> PenaltyReading:
    """The measures that a penalty cell prints.

    `subject` and `heading_unit` (万元, 元, 倍, %) come from the column's heading; in a `fine_column` an
    amount is a fine without the word 罚款. Amounts that cannot be read are remarks, never guesses.
    """
    reading = PenaltyReading()
    setting = Setting(convention, subject, heading_unit, fine_column)
    carried = Carried()
    doubts: list[str] = []
    left = LeftOver(clauses(text) if len(text) <= _LONGEST_PENALTY else [])
    for at, printed in enumerate(left.clauses):
        clause = replace(printed, plain=_mended(printed.plain, reading))
        left.clauses[at] = clause
        before = len(reading.measures)
        if _changes_the_last_fine(clause, reading):
            reading.measures += _others(clause, setting)
            carried = replace(carried, grows=FORMULA.search(clause.plain) is not None)
            continue
        if is_trigger(clause) and not _has_own_measure(clause, fine_column=fine_column):
            carried = replace(carried, base=base_ahead(clause.plain) or carried.base)
            left.condition(at, before)
            continue
        meant = setting
        if is_bare_amount(clause) and _follows_a_penalty(clause, reading):
            meant = replace(setting, fine_column=True)
        _read_clause(reading, clause, meant, carried)
        new = reading.measures[before:]
        left.clause(at, before, new, is_read=_is_no_measure(clause.plain))
        if not _is_no_measure(clause.plain) and (doubt := unread(clause, new)) is not None:
            doubts.append(f"「{clause.text}」{doubt}")
        carried = _carried_on(clause, new, carried)
        if left.is_by_the_day(at):
            carried = replace(carried, per=None)
    if not reading.measures:
        _name_unread(reading, text, fine_column=fine_column)
        _name_left_over(reading, LeftOver([], left.exceptions))
        return reading
    doubts += (f"「{_short(text)}」{doubt}" for doubt in doubts_of_the_whole(text, carried.per))
    _name_doubts(reading, doubts, left)
    return reading


def _name_doubts(reading: PenaltyReading, doubts: list[str], left: LeftOver) -> None:
    """What of the amounts was not read, fines that are rivals, and what is left over."""
    for doubt in doubts:
        reading.fail(doubt)
    if (two := rivals(reading.measures)) is not None:
        fines = "和".join(f"「{_short(fine.text)}」" for fine in two)
        reading.fail(f"{fines}没有写明各自适用的情形，不能确定适用哪一个，请写明。")
    _name_left_over(reading, left)


def _name_left_over(reading: PenaltyReading, left: LeftOver) -> None:
    """Exceptions stop the text; a clause that was not understood stays in its place, named, not computed."""
    if reading.has_error:
        return  # the text is rewritten first
    for words in left.exceptions:
        reading.fail(
            f"「{words}」是例外或者条件，程序没有算进去，不能据以裁量：请写成条件列里的一种情形，另起一行。"
        )
    if left.exceptions:
        return
    untaken = left.untaken(reading.measures)
    for at, measure in reversed(untaken):
        reading.measures.insert(at, measure)
    for _, measure in untaken:
        reading.warn(f"「{measure.text}」程序没有读懂，裁量时没有计算，只按原文列出，请核对。")


def _carried_on(clause: Clause, new: list[Measure], before: Carried) -> Carried:
    """What the clauses that follow take over from this one and its measures."""
    return Carried(
        _base_of(new) or before.base,
        None if new or _is_no_measure(clause.plain) else per_of_clause(clause.plain),
        not new and LEFT_TO_JUDGEMENT.search(clause.plain) is not None,
        not new and FORMULA.search(clause.plain) is not None,
    )


def _follows_a_penalty(clause: Clause, reading: PenaltyReading) -> bool:
    """Whether an amount without a verb is a fine: behind a fine, or as a step behind another penalty."""
    if any(m.kind is MeasureKind.FINE for m in reading.measures):
        return True
    return bool(reading.measures) and (clause.trigger is not None or clause.subject is not None)


def _base_of(measures: list[Measure]) -> str | None:
    """The base that the last multiple or percentage names: the next one may leave it out."""
    bases = [m.base for m in measures if m.unit is not None and m.unit.needs_base and m.base]
    return bases[-1] if bases else None


def _mended(text: str, reading: PenaltyReading) -> str:
    """Slips that any reader sees through, mended and named."""
    for wrong, right in _SLIPS:
        if wrong in text:
            text = text.replace(wrong, right)
            reading.warn(f"「{wrong}」按「{right}」读取，请核对原文。")
    for pattern, right in ((_LETTER_ONE, "1"), (_LETTER_NOUGHT, "0")):
        if found := pattern.search(text):
            text = pattern.sub(right, text)
            reading.warn(f"字母「{found[0]}」按数字「{right}」读取，请核对原文。")
    text = _MONEY_SIGN.sub(r"\g<number>元", text)
    text = _EQUAL_VALUE.sub("1倍", text)  # 货值金额等值以上三倍以下: once at least
    if _MISSING_BELOW.search(text):
        text = _MISSING_BELOW.sub(r"\g<low>\g<unit>以下", text)
        reading.warn("上限后面缺「以下」，按「以下」读取，请核对原文。")
    return text


def _changes_the_last_fine(clause: Clause, reading: PenaltyReading) -> bool:
    """每增加一个因子增加一万元, 最高不超过三万元: a formula or a cap behind a fine belongs to it."""
    last = len(reading.measures) - 1
    if (
        last < 0
        or reading.measures[last].kind is not MeasureKind.FINE
        or reading.measures[last].amount is None
    ):
        return False
    if COUNTED_AS.match(clause.plain) and reading.measures[last].base is not None:
        reading.measures, understood = with_floor(reading.measures, clause)
        if not understood:
            reading.warn(f"「{clause.text}」规定了基数的最低数，不代为计算。")
        return True
    formula = FORMULA.search(clause.plain)
    same_step = clause.trigger in {None, reading.measures[last].trigger}
    if formula is not None and same_step and find_interval(clause.plain[: formula.start()], _ANY) is None:
        sentence = "含有计算公式，程序保留其幅度和文字，不代为计算。"
    elif _is_cap(clause) or (same_step and _is_floor(clause)):
        sentence = "是罚款的限额，程序保留其幅度和文字，限额不代为计算。"
    else:
        return False
    fine = reading.measures[last]
    reading.measures[last] = replace(fine, text=text_with(fine, clause), computed=False)
    reading.warn(f"「{clause.text}」{sentence}")
    return True


def _is_cap(clause: Clause) -> bool:
    """但最高不超过三万元; not 罚款最高额为一千元, which is a fine of its own."""
    if clause.starts_sentence and "罚款" in clause.plain:
        return False
    return CAP.match(clause.plain) is not None and find_interval(clause.plain, _ANY) is not None


def _is_floor(clause: Clause) -> bool:
    """但罚款数额不得低于5000元 behind a fine."""
    found = FLOOR.match(clause.plain)
    interval = find_interval(clause.plain, _ANY)
    return found is not None and interval is not None and interval.range.high is None


def _has_own_measure(clause: Clause, *, fine_column: bool) -> bool:
    """A clause that ends in 的 may still be a measure: 上一年度收入15%以下的, 处五千元罚款的."""
    if _IMPOSES.search(clause.plain):
        return True
    return (
        not clause.leads
        and fine_column
        and clause.starts_sentence
        and find_interval(clause.plain, _ANY) is not None
    )


def _read_clause(reading: PenaltyReading, clause: Clause, setting: Setting, carried: Carried) -> None:
    plain = clause.plain
    whom = clause.subject or setting.subject
    if _is_no_measure(plain):
        return
    fines = _fines(reading, clause, setting, carried)
    found = [(fine.at, _measure(fine, clause, whom, setting.convention)) for fine in fines]
    found += [(at, _other(clause, kind, end, whom)) for kind, at, end in kinds_in(plain)]
    measures = [measure for _, measure in sorted(found, key=lambda pair: pair[0])]
    texts = _own_texts(clause.text, measures) or [measure.text for measure in measures]
    reading.measures += [replace(m, text=text) for m, text in zip(measures, texts, strict=True)]


def _is_no_measure(plain: str) -> bool:
    """依法给予处分, 加收滞纳金: what follows from the act besides its penalty."""
    return _NOT_A_MEASURE.search(plain) is not None and _A_MEASURE_AS_WELL.search(plain) is None


def _others(clause: Clause, setting: Setting) -> list[Measure]:
    """The measures beside the cap in a clause: 总额不超过一万元的罚款或者五日以下拘留."""
    whom = clause.subject or setting.subject
    return [_other(clause, kind, end, whom) for kind, _, end in kinds_in(clause.plain)]


def _other(clause: Clause, kind: MeasureKind, end: int, whom: Subject | None) -> Measure:
    ordered = _ORDERED.search(clause.plain)
    whom = (subject_of(ordered["who"]) if ordered else None) or whom
    return Measure(kind, clause.text, whom, optional=is_optional(clause.plain[:end]), trigger=clause.trigger)


def _fines(reading: PenaltyReading, clause: Clause, setting: Setting, carried: Carried) -> list[Fine]:
    """The fines of a clause, with what must be said of them in the clause's own words."""
    fines = read_fines(clause.plain, setting, carried)
    for sentence in fines.warnings:
        reading.warn(f"「{clause.text}」{sentence}")
    for sentence in fines.errors:
        reading.fail(f"「{clause.text}」{sentence}")
    return fines.fines


def _measure(fine: Fine, clause: Clause, whom: Subject | None, convention: Convention) -> Measure:
    trigger = "，".join(filter(None, [clause.trigger, fine.condition])) or None
    return Measure(
        MeasureKind.FINE,
        clause.text,
        whom,
        fine.unit,
        fine.amount,
        fine.base,
        fine.per,
        fine.optional,
        trigger,
        fine.computed,
        _money_measured(trigger, convention),
    )


def _money_measured(trigger: str | None, convention: Convention) -> Quantity | None:
    """违法所得一万元以上的 as a quantity: with the sum known, the fine applies or does not."""
    quantity = read_condition(trigger, convention).quantity if trigger else None
    return quantity if quantity is not None and quantity.unit == "元" and quantity.measured else None


def _own_texts(text: str, measures: list[Measure]) -> list[str] | None:
    """警告、通报批评: as many parts as measures, each with its own word; else all share the clause."""
    parts = [part for part in re.split(r"、|或者|并处|(?<=警告)并", text) if part]
    if len(measures) <= 1 or len(parts) != len(measures):
        return None
    own = all(_says(part, measure.kind) for part, measure in zip(parts, measures, strict=True))
    return parts if own else None


def _says(part: str, kind: MeasureKind) -> bool:
    plain = normalised(part)
    if kind is MeasureKind.FINE:
        return "罚" in plain or find_interval(plain, _ANY) is not None
    return any(kind is other for other, _, _ in kinds_in(plain))


def _name_unread(reading: PenaltyReading, text: str, *, fine_column: bool) -> None:
    plain = normalised(text)
    if not plain or re.fullmatch(r"[-/\\无]+", plain):
        return
    reading.measures.append(Measure(MeasureKind.OTHER, text.strip(), computed=False))
    if len(text) > _LONGEST_PENALTY:
        reading.fail(f"处罚标准有 {len(text)} 字，超过 {_LONGEST_PENALTY} 字，没有读取。请分成几行填写。")
    elif fine_column or re.search(r"\d|[一二三四五六七八九十]万|罚款|元", plain):
        reading.fail(f"处罚标准「{_short(text)}」读不出处罚种类和数额，请改写后重新导入。")
    else:
        reading.warn(f"处罚标准「{_short(text)}」没有认出处罚种类，按原文保留。")


def _short(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + "…"
