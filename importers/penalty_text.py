"""Penalty texts become measures: kind, subject, amount, unit, base, condition, 可以."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.clauses import clauses, is_trigger
from importers.intervals import Interval, find_interval, find_intervals
from standards_1023.numerals import decimal_text
from standards_1023.text import normalised
from standards_1023.units import UNIT
from standards_1023.values import FEN_PER_YUAN, AmountUnit, Convention, Measure, MeasureKind, ProblemSeverity, Range

if TYPE_CHECKING:
    from importers.clauses import Clause
    from standards_1023.values import Subject

_KINDS: tuple[tuple[MeasureKind, str], ...] = (
    (MeasureKind.NO_PENALTY, r"不予(?:行政)?处罚|免予(?:行政)?处罚|免除(?:行政)?处罚|免于(?:行政)?处罚|不处罚|不予罚款"),
    (MeasureKind.DETENTION, r"拘留"),
    (MeasureKind.REVOKE_LICENCE, r"吊销|撤销[^,]*(?:许可|资质|资格|登记|执照|证书|备案)"),
    (MeasureKind.SUSPEND_LICENCE, r"暂扣|扣留[^,]*证"),
    (MeasureKind.DOWNGRADE, r"降低[^,]*(?:资质|等级)|降级"),
    (MeasureKind.CLOSE, r"(?:责令|予以|报经[^,]*)?(?:停业、)?关闭(?!日)"),
    (
        MeasureKind.SUSPEND_PRODUCTION,
        r"停产停业|停产整治|停产整顿|停业整顿|停业整治|停工整顿|停产|停业|限制生产|限产|停止(?:生产|经营|营业|建设|使用|施工|供货)|暂停[^,]*(?:业务|生产|经营|营业|服务|供应)",
    ),
    (
        MeasureKind.BAR,
        r"禁止[^,]*(?:从事|参加|参与|进入|担任|执业|申请|采购)|不得[^,]*(?:从事|担任|申请|参加|参与|执业|聘用|承担)|限制[^,]*从业|终身不得|"
        r"暂停[^,]*(?:执业|资格)|取消[^,]*资格|不受理[^,]*申请",
    ),
    (MeasureKind.CRITICISM, r"通报批评|予以通报|公开通报"),
    (MeasureKind.WARNING, r"警告(?!标志|标识|标记|牌|说明|标语|灯)"),
    (MeasureKind.CONFISCATE, r"没收|收缴|追缴"),
    (
        MeasureKind.ORDER,
        r"责令|责成|限期|恢复原状|改正|拆除|补办|退还|清理|补种|取缔|停止违法|消除|公开道歉|整改|予以公告|代为|补缴",
    ),
)
_STOPS_WORK = re.compile(r"停止(?:建设|使用|施工)|停止违法|责令(?:其)?停止(?!生产|经营|营业)")
_NOT_A_MEASURE = re.compile(r"刑事责任|治安管理处罚|依法给予(?:行政)?处分|给予(?:行政)?处分|政务处分|公安机关|承担(?:民事|赔偿|连带)责任|依照[^,]*规定(?:给予)?处罚")
_FORMULA = re.compile(
    r"每增加|每增|每超|每多|每减|递增|依次增加|相应增加|每(?:再)?[^,]{0,12}(?:增加|加罚|加处)|[×xX*＋]\s*\d|\+\d"
)
_FINE = re.compile(r"罚款|罚金|处罚|处以|处|罚")
_OPTIONAL = re.compile(r"可以|可并处|可处|可单处|可给予|可责令|可暂扣|可吊销|酌情|(?<![许认不])可(?=并|处|给|责)|单处或者?并处|或者?并处")
_PER_BEFORE = re.compile(
    rf"每(?P<number>一|1)?(?P<unit>{UNIT}|日|户|吨|亩|场|人)?(?P<noun>[^\d,一二两三四五六七八九十百千万]{{0,12}}?)"
    r"(?:处以|处|罚款?|按|以|给予|并处|可处|的标准)*$"
)
_PER_TWICE = re.compile(rf"每(?P<one>{UNIT})(?:[^\d,每]{{0,8}}?)每(?P<two>{UNIT})")
_PER_AFTER = re.compile(rf"^(?:人民币)?(?:/|每)(?P<unit>{UNIT}|车次|人次|亩|户)(?:[/·.](?P<two>{UNIT}))?")
_BASE_VERBS = re.compile(
    r"^.*?(?:可以并处|并可以处|可以处以|可以处|并可处|可并处|并处以|并处|处以|可处|单处或者并处|应当处|处(?!置|理)|罚款(?=为|:)|按照|按|以)(?!上|下)"
)
_ANY = Convention()
_NO_BASE = re.compile(r"^(?:罚款|的|以|为|:|上述|其)*$")


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

    `subject` and `heading_unit` (万元, 元, 倍, %) come from the column's heading; in a `fine_column` an amount
    is a fine without the word 罚款. Amounts that cannot be read are remarks, never guesses.
    """
    reading = PenaltyReading()
    known_base: str | None = None
    for printed in clauses(text):
        clause = replace(printed, plain=_mended(printed.plain, reading))
        before = len(reading.measures)
        if _changes_the_last_fine(clause, reading):
            continue
        if is_trigger(clause) and not _has_own_measure(clause, fine_column=fine_column):
            known_base = _money_base(clause.plain) or known_base
            continue
        _read_clause(reading, clause, convention, subject, heading_unit, fine_column, known_base)
        for measure in reading.measures[before:]:
            if measure.unit in {AmountUnit.TIMES, AmountUnit.PERCENT} and measure.base:
                known_base = measure.base
    if not reading.measures:
        _name_unread(reading, text, fine_column=fine_column)
    return reading


def _mended(text: str, reading: PenaltyReading) -> str:
    """Slips that any reader sees through, mended and named."""
    for wrong, right in (("元元", "元"), ("万万元", "万元"), ("元万", "万元"), ("以以", "以"), ("以上上", "以上"), ("以下下", "以下"),
                         ("罚款款", "罚款"), ("处处以", "处以")):
        if wrong in text:
            text = text.replace(wrong, right)
            reading.warn(f"「{wrong}」按「{right}」读取，请核对原文。")
    return text


def _changes_the_last_fine(clause: Clause, reading: PenaltyReading) -> bool:
    """每增加一个因子增加一万元: a formula behind a fine belongs to it, and the program does not work it out."""
    formula = _FORMULA.search(clause.plain)
    last = len(reading.measures) - 1
    if formula is None or last < 0 or reading.measures[last].kind is not MeasureKind.FINE:
        return False
    if find_interval(clause.plain[: formula.start()], _ANY) is not None:
        return False
    fine = reading.measures[last]
    reading.measures[last] = replace(fine, text=f"{fine.text}，{clause.text}", computed=False)
    reading.warn(f"「{clause.text}」含有计算公式，程序保留其幅度和文字，不代为计算。")
    return True


def _has_own_measure(clause: Clause, *, fine_column: bool) -> bool:
    """A clause that ends in 的 may still be a measure: 上一年度收入15%以下的, 处五千元罚款的."""
    if re.search(r"罚款|没收|吊销|警告", clause.plain):
        return True
    return fine_column and clause.starts_sentence and find_interval(clause.plain, _ANY) is not None


def _read_clause(  # noqa: PLR0913 - one clause with everything that its heading and its forerunners say
    reading: PenaltyReading,
    clause: Clause,
    convention: Convention,
    subject: Subject | None,
    heading_unit: str | None,
    fine_column: bool,
    known_base: str | None,
) -> None:
    plain = clause.plain
    whom = clause.subject or subject
    if _NOT_A_MEASURE.search(plain) and "罚款" not in plain:
        return
    optional = _OPTIONAL.search(plain) is not None
    fine = _fine(reading, clause, convention, heading_unit, fine_column, known_base)
    found: list[tuple[int, Measure]] = []
    if fine is not None:
        at, amount_unit, amount, base, per, computed = fine
        found.append(
            (at, Measure(MeasureKind.FINE, clause.text, whom, amount_unit, amount, base, per, optional, clause.trigger, computed))
        )
    for kind, at, end in _other_kinds(plain):
        other_optional = _OPTIONAL.search(plain[:end]) is not None
        found.append((at, Measure(kind, clause.text, whom, optional=other_optional, trigger=clause.trigger)))
    found.sort(key=lambda pair: pair[0])
    texts = _own_texts(clause.text, len(found))
    reading.measures.extend(
        measure if texts is None else replace(measure, text=texts[n]) for n, (_, measure) in enumerate(found)
    )


def _own_texts(text: str, count: int) -> list[str] | None:
    """警告、通报批评: as many parts as measures, each measure takes its own; else all share the clause."""
    if count < 2:
        return None
    parts = [part for part in re.split(r"、|或者|并处|(?<=警告)并", text) if part]
    return parts if len(parts) == count else None


def _other_kinds(plain: str) -> list[tuple[MeasureKind, int, int]]:
    """The measures other than fines in a clause with their places; an order only where nothing else stands."""
    found: list[tuple[MeasureKind, int, int]] = []
    for kind, pattern in _KINDS:
        match = re.search(pattern, plain)
        if match is None:
            continue
        if kind is MeasureKind.SUSPEND_PRODUCTION and _STOPS_WORK.search(match[0]):
            kind = MeasureKind.ORDER  # noqa: PLW2901 - 责令停止建设 orders the act to stop, it is no 停产停业
        if kind is MeasureKind.ORDER and (found or ("罚款" in plain and not match[0].startswith("责"))):
            continue
        if any(kind == other for other, _, _ in found):
            continue
        if kind is MeasureKind.SUSPEND_PRODUCTION and any(o is MeasureKind.CLOSE for o, _, _ in found):
            if re.search(r"停业、关闭|停业或者?关闭", plain):
                continue
        found.append((kind, match.start(), match.end()))
    return found


_FineParts = tuple[int, AmountUnit | None, Range | None, str | None, str | None, bool]


def _fine(  # noqa: PLR0913 - see _read_clause
    reading: PenaltyReading,
    clause: Clause,
    convention: Convention,
    heading_unit: str | None,
    fine_column: bool,
    known_base: str | None,
) -> _FineParts | None:
    """Place, unit, bounds, base, per and whether computed of the clause's fine, or None if it has none."""
    plain = clause.plain
    says_fine = "罚款" in plain or "罚金" in plain
    if not says_fine and not (fine_column or re.match(r"^(?:对[^,]*?|按[^,]*?|可以?|并|单)*(?:处以|处(?![罚置理分])|罚)", plain)):
        return None
    interval = _amount_interval(plain, convention, heading_unit, says_fine=says_fine or fine_column)
    if interval is None:
        if says_fine and not re.search(r"不予罚款|免予罚款|罚款数额|罚款决定", plain):
            reading.warn(f"「{clause.text}」没有写出罚款数额，不能据以计算。")
            return plain.find("罚款"), None, None, None, None, False
        return None
    if interval.misprint:
        low, high = (decimal_text(b) if b is not None else "" for b in (interval.range.low, interval.range.high))
        reading.warn(f"「{clause.text}」{interval.misprint}，按 {low}–{high} {interval.unit or ''}读取，请核对原文。")
    computed = _FORMULA.search(plain) is None
    if not computed:
        reading.warn(f"「{clause.text}」含有计算公式，程序保留其幅度和文字，不代为计算。")
    return _amount(reading, clause, interval, known_base, computed, heading_unit)


def _amount_interval(
    plain: str, convention: Convention, heading_unit: str | None, *, says_fine: bool
) -> Interval | None:
    """The interval that is the fine: the last with 元, 倍 or %, not a threshold inside a condition."""
    formula = _FORMULA.search(plain)
    readable = plain[: formula.start()] if formula else plain
    if heading_unit and (bare := re.fullmatch(r"(?:罚款)?([\d.,]+)(?:-([\d.,]+))?(?:元)?", readable)):
        readable = "".join(filter(None, [bare[1], heading_unit, "-" if bare[2] else None, bare[2], heading_unit if bare[2] else None]))
    found = [i for i in find_intervals(readable, convention) if i.unit in {"元", "倍", "%", None}]
    if heading_unit in {"万元", "元"}:
        found = [_in_heading_unit(i, heading_unit) for i in found]
    if says_fine and (word := readable.find("罚款")) > 0 and [i for i in found if i.end <= word]:
        found = [i for i in found if i.end <= word]
    fitting = [i for i in found if i.unit is not None or _looks_like_money(i)]
    if formula and not fitting and heading_unit is None:
        fitting = [i for i in find_intervals(plain, convention) if i.unit in {"元", "倍", "%"}]
    return fitting[-1] if fitting else None


def _in_heading_unit(interval: Interval, heading_unit: str) -> Interval:
    """A number without its own unit counts in the heading's."""
    if interval.unit is not None:
        return interval
    factor = 10_000 if heading_unit == "万元" else 1
    low, high = interval.range.low, interval.range.high
    return Interval(
        Range(
            None if low is None else low * factor,
            None if high is None else high * factor,
            interval.range.low_included,
            interval.range.high_included,
        ),
        "元",
        interval.start,
        interval.end,
        interval.misprint,
    )


def _looks_like_money(interval: Interval) -> bool:
    """2万以上5万以下: 元 is left out where thousands make it plain."""
    bounds = [b for b in (interval.range.low, interval.range.high) if b is not None]
    return bool(bounds) and all(b >= 50 and b.denominator == 1 for b in bounds)


def _amount(  # noqa: PLR0913 - see _read_clause
    reading: PenaltyReading,
    clause: Clause,
    interval: Interval,
    known_base: str | None,
    computed: bool,
    heading_unit: str | None,
) -> _FineParts:
    plain, at = clause.plain, interval.start
    if interval.unit in {"倍", "%"}:
        unit = AmountUnit.TIMES if interval.unit == "倍" else AmountUnit.PERCENT
        base = _base(plain[:at]) or known_base
        if base is None:
            reading.warn(f"「{clause.text}」没有写明以什么为基数。")
        return at, unit, interval.range, base, None, computed
    if interval.unit is None and heading_unit is None:
        reading.warn(f"「{clause.text}」的数额没有写「元」，按元读取，请核对原文。")
    per = _per(plain, interval)
    bounds = Range(
        None if interval.range.low is None else interval.range.low * FEN_PER_YUAN,
        None if interval.range.high is None else interval.range.high * FEN_PER_YUAN,
        interval.range.low_included,
        interval.range.high_included,
    )
    return at, AmountUnit.YUAN if per is None else AmountUnit.YUAN_PER, bounds, None, per, computed


def _per(plain: str, interval: Interval) -> str | None:
    """What the amount is for each of: 平方米, 处, 人, 人/月, 车次; None for a plain amount."""
    before, after = plain[: interval.start], plain[interval.end :]
    if found := _PER_TWICE.search(before):
        return f"{_unit_name(found['one'])}/{_unit_name(found['two'])}"
    if found := _PER_AFTER.match(after):
        return _unit_name(found["unit"]) + (f"/{_unit_name(found['two'])}" if found["two"] else "")
    at = before.rfind("每")
    if at < 0:
        return None
    found_before = _PER_BEFORE.match(before[at:])
    if found_before is None:
        return None
    return _unit_name(found_before["unit"]) if found_before["unit"] else (found_before["noun"] or None)


def _unit_name(unit: str) -> str:
    return unit.removeprefix("个") if unit in {"个月"} else unit


def _base(before: str) -> str | None:
    """What a multiple or percentage is of: the words between the verb and the number."""
    words = _BASE_VERBS.sub("", before)
    words = re.sub(r"^(?:对[^,]*?处以?|罚款|的|以|为|:)+", "", words)
    words = words.rstrip("的").removesuffix("总额的").strip()
    words = re.sub(r"^(?:不低于|不超过|超过|相当于|等值于?)", "", words)
    return None if not words or _NO_BASE.match(words) else words


def _money_base(trigger: str) -> str | None:
    """违法所得五万元以上的: the multiple that follows without a base is of 违法所得."""
    found = re.match(r"^(?:有|没有)?(违法所得|非法所得|货值金额|违法经营额|经营额|销售额|所收费用|合同价款)", trigger)
    return found[1] if found else None


def _name_unread(reading: PenaltyReading, text: str, *, fine_column: bool) -> None:
    plain = normalised(text)
    if not plain or re.fullmatch(r"[-/\\无]+", plain):
        return
    reading.measures.append(Measure(MeasureKind.OTHER, text.strip(), computed=False))
    if fine_column or re.search(r"\d|[一二三四五六七八九十]万|罚款|元", plain):
        reading.fail(f"处罚标准「{_short(text)}」读不出处罚种类和数额，请改写后重新导入。")
    else:
        reading.warn(f"处罚标准「{_short(text)}」没有认出处罚种类，按原文保留。")


def _short(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most] + "…"
