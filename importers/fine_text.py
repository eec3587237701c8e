"""The fine of a clause: its bounds, what they are a multiple of or for each of, and what keeps it uncomputed.

Every amount that stands in the clause is accounted for: it is the fine, its cap, a threshold in front of the
verb, or one of two to choose from. Where one is left over, the fine is named and not computed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from importers.fine_multipliers import (
    FORMULA,
    base_before,
    base_behind,
    bound_before_base,
    per_before,
    per_behind,
)
from importers.intervals import Interval, find_intervals, names_another_inclusion
from standards_1023.numerals import NUMBER, decimal_text
from standards_1023.values import FEN_PER_YUAN, AmountUnit, Convention, Range

if TYPE_CHECKING:
    from standards_1023.values import Subject

FLOOR = re.compile(
    r"^(?:但是?|且|并且?|同时)?(?:罚款)?(?:总额|总计|累计|合计|数额|金额)*(?:最低|至少|最少)?"
    r"不(?:得|能|应|可)?(?:低于|少于)"
)
"""Words by which a fine has a least amount of its own: 但罚款数额不得低于5000元."""

CAP = re.compile(
    r"^(?:但是?|且|并且?|同时)?(?:罚款)?(?:总额|总计|累计|合计|数额|金额|总和|总共)*(?:罚款)?(?:的)?"
    r"(?:(?:最高|最多|至多|上限)(?:额|限额|限)?(?:不(?:得|能|应|可)?(?:超过|高于|多于)|为|是)?|封顶"
    r"|不(?:得|能|应|可)?(?:超过|高于))"
)
_FLOOR = re.compile(r"^(?:但是?|且|并且?)?(?:最低|至少|不(?:得|能|应)?(?:低于|少于))")
_LIMIT_LEAD = re.compile(
    r"(?:但是?|且|并且?|同时|罚款|总额|总计|累计|合计|数额|金额|最高|最多|最低|上限|限额|额|的|为|是)*+$"
)
_OPTIONAL = re.compile(
    r"可以|可并处|可处|可单处|可给予|可责令|可暂扣|可吊销|酌情|(?<![许认不])可(?=并|处|给|责)"
    r"|单处或者?并处|并处或者?单处|或者?并处|(?:视|根据)情(?:节|况)?(?:可)?并处"
)
_VERB = re.compile(
    r"^(?:可以?|并|单)*+(?:[对按每由][^,]*?)?(?:处以|处(?![罚置理分])|罚)"
    r"|(?:并处|处以|并罚|处)(?=[\d一二三四五六七八九十两][\d一二两三四五六七八九十百千万.,]*元)"
)
_NO_AMOUNT = re.compile(r"不予罚款|免予罚款|免除罚款|罚款数额|罚款决定|罚款的|减免罚款|缴纳罚款|除罚款")
_AMOUNT_IN_BASE = re.compile(rf"{NUMBER}(?:万?元|倍|%|‰)")
_FIGURES = re.compile(r"\d|[一二两三四五六七八九十百千万][百千万元]")
_MONEY_THING = re.compile(
    r"(?:货值|违法所得|非法所得|销售额|销售金额|经营额|营业额|价款|造价|案值)(?:金额|总额)?(?:为|是|在)?$"
)
_UP_TO_THE_VERB = re.compile(
    r"(?:的|情形|范围)*+,?(?:并|可以?|应当)*+(?:由[^,]{2,20}?(?:并|可以?|应当)*+)?处"
)
_ONLY_WHOM = re.compile(r"^(?:并|同时|且)*对[^的]*$")
_MONEY_SIGN = re.compile(r"(?<![单多公美欧港日澳纪])元(?![件素旦月首器宵件])")
_LEAST_BARE = 50
_FINE_UNITS = frozenset({"元", "倍", "%", None})
_NO_CONVENTION = Convention()


@dataclass(frozen=True, slots=True)
class Setting:
    """What a penalty text takes from its surroundings.

    `subject` and `heading_unit` (万元, 元, 倍, %) come from the column's heading; in a `fine_column` an
    amount is a fine without the word 罚款.
    """

    convention: Convention
    subject: Subject | None = None
    heading_unit: str | None = None
    fine_column: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """What earlier clauses say for the fine: 违法所得五万元以上的, …; 每逾期一日, …; 可以根据情节轻重, …."""

    base: str | None = None
    per: str | None = None
    optional: bool = False
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Fine:
    """One fine of a clause and where its number stands; `unit` is None where no amount is printed."""

    at: int
    unit: AmountUnit | None = None
    amount: Range | None = None
    base: str | None = None
    per: str | None = None
    optional: bool = False
    computed: bool = True
    condition: str | None = None


@dataclass(slots=True)
class FineReading:
    """The fines of a clause, and what must be said of it (the clause's own words are put before)."""

    fines: list[Fine] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """The interval of a fine between the words before and behind it."""

    before: str
    interval: Interval
    behind: str


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Which of the intervals in a clause are fines, with what stands beside them."""

    mains: tuple[Interval, ...]
    limit: Interval | None = None
    left_over: bool = False
    condition: str | None = None


def is_optional(words: str) -> bool:
    """Whether the words before a measure leave it to the officer: 可以, 可并处, 单处或者并处."""
    return _OPTIONAL.search(words) is not None


def read_fines(plain: str, setting: Setting, carried: Carried) -> FineReading:
    """The fine of a clause in normalised text; two where the clause offers a choice; none without one."""
    reading = FineReading()
    says_fine = "罚款" in plain or "罚金" in plain
    if not says_fine and not setting.fine_column and not _VERB.search(plain):
        return reading
    chosen = _chosen(plain, setting, says_fine=says_fine or setting.fine_column)
    if not chosen.mains:
        if says_fine and not _NO_AMOUNT.search(plain):
            printed = _FIGURES.search(plain) or _MONEY_SIGN.search(plain)
            unread = reading.errors if printed else reading.warnings
            unread.append("没有写出罚款数额，不能据以计算，请补填。")
            reading.fines.append(Fine(plain.find("罚款"), computed=False))
        return reading
    for main in chosen.mains:
        if main.misprint:
            reading.warnings.append(_misprint(main))
    computed = _name_doubts(reading, plain, chosen, grows=carried.grows)
    start = 0
    for main in chosen.mains:
        own = (
            plain[: main.start]
            if not start
            else re.sub(r"^(?:的|罚款|,)*(?:或者?|/)", "", plain[start : main.start])
        )
        reading.fines.append(
            _fine(reading, _Place(own, main, plain[main.end :]), setting, carried, computed=computed)
        )
        start = main.end
    if chosen.condition:
        reading.fines = [replace(fine, condition=chosen.condition) for fine in reading.fines]
    return reading


def _misprint(interval: Interval) -> str:
    low, high = (decimal_text(b) if b is not None else "" for b in (interval.range.low, interval.range.high))
    return f"{interval.misprint}，按 {low}–{high} {interval.unit or ''}读取，请核对原文。"


def _name_doubts(reading: FineReading, plain: str, chosen: _Chosen, *, grows: bool) -> bool:
    """Name what keeps the fine from being computed; whether nothing does."""
    computed = True
    if FORMULA.search(plain) or grows:
        reading.warnings.append("含有计算公式，程序保留其幅度和文字，不代为计算。")
        computed = False
    if chosen.limit is not None:
        which = "最低" if chosen.limit.range.high is None else "最高"
        reading.warnings.append(f"另有{which}限额，程序保留其幅度和文字，限额不代为计算。")
        computed = False
    if len(chosen.mains) > 1:
        reading.warnings.append("写有两种罚款幅度，只能择一适用，程序不代为选择和计算。")
        computed = False
    if chosen.left_over:
        reading.errors.append("写有几个数额，不能确定哪一个是罚款幅度，请分开写明。")
        computed = False
    if any(main.range.high == 0 for main in chosen.mains):
        reading.errors.append("数额为零，请核对原文。")
        computed = False
    spans = [*chosen.mains, *([chosen.limit] if chosen.limit else [])]
    if computed and _unread_money(plain, spans, chosen.condition or ""):
        reading.errors.append("有一处金额读不出来，请核对原文。")
        computed = False
    return computed


def _unread_money(plain: str, read: list[Interval], condition: str) -> bool:
    """Whether an 元 stands outside every amount that was read: 处X万元以上5万元以下."""
    for sign in _MONEY_SIGN.finditer(plain):
        at = sign.start()
        inside = any(i.start <= at < i.end for i in read) or at < len(condition)
        if not inside and not re.match(r"元(?:整|人民币)?\)|元整", plain[at:]):
            return True
    return False


def _chosen(plain: str, setting: Setting, *, says_fine: bool) -> _Chosen:
    """The intervals that are the fine: those with 元, 倍 or % that stand before the word 罚款."""
    formula = FORMULA.search(plain)
    readable = _with_heading_unit(plain[: formula.start()] if formula else plain, setting.heading_unit)
    found = [i for i in find_intervals(readable, setting.convention) if i.unit in _FINE_UNITS]
    if setting.heading_unit in {"万元", "元"}:
        found = [_in_heading_unit(i, setting.heading_unit) for i in found]
    fitting = [i for i in found if i.unit is not None or _looks_like_money(i)]
    if formula and not fitting and setting.heading_unit is None:
        growth = [i for i in find_intervals(plain, setting.convention) if i.unit in {"元", "倍", "%"}]
        return _Chosen(tuple(growth[-1:]))
    if not fitting:
        return _Chosen(())
    word = readable.find("罚款")
    before = [i for i in fitting if i.end <= word] if says_fine and word > 0 else []
    main = names_another_inclusion(readable, (before or fitting)[-1])
    ahead = [*(before or fitting)[:-1], main]
    after = [i for i in fitting if before and i not in before and i.start >= main.end]
    return _sorted_out(readable, ahead, after)


def _sorted_out(plain: str, ahead: list[Interval], behind: list[Interval]) -> _Chosen:
    """Tell fine, cap, threshold and choice apart by the words between the amounts."""
    limit = None
    for one in (behind, ahead):
        if one and (len(one) > 1 or one is behind) and _is_limit(plain, one[-1], ahead[0]):
            limit = one.pop()
            break
    main = ahead[-1]
    rest = [*ahead[:-1], *behind]
    if not rest:
        return _Chosen((main,), limit)
    if len(rest) == 1:
        other = rest[0]
        between = plain[other.end : main.start] if other.start < main.start else plain[main.end : other.start]
        if re.search(r"或者?|/", between) and not _has_verb(between, main, other):
            return _Chosen((other, main) if other.start < main.start else (main, other), limit)
        if other.start < main.start and _is_threshold(plain, other, between):
            return _Chosen((main,), limit, condition=plain[: other.end])
    return _Chosen((main,), limit, left_over=True)


def _has_verb(between: str, main: Interval, other: Interval) -> bool:
    """违法所得不足一万元或者没有违法所得处…: the amount before the verb is a condition, no choice."""
    return other.start < main.start and re.search(r"的(?:并|可以?)*处", between) is not None


def _is_limit(plain: str, interval: Interval, first: Interval) -> bool:
    """但最高不超过三万元 behind a multiple, a percentage or an amount for each unit."""
    if interval is first or interval.unit not in {"元", None}:
        return False
    if re.match(r"为限|封顶", plain[interval.end :]):
        return True
    lead = _LIMIT_LEAD.search(plain[: interval.start])
    words = (lead[0] if lead else "") + plain[interval.start : interval.end]
    return CAP.match(words) is not None or _FLOOR.match(words) is not None


def _is_threshold(plain: str, other: Interval, between: str) -> bool:
    """货值金额五千元以下处二千元罚款: the first amount stands before the verb."""
    if re.search(r"处|罚", plain[: other.start]):
        return False
    return _UP_TO_THE_VERB.match(between) is not None


def _with_heading_unit(readable: str, heading_unit: str | None) -> str:
    """罚款1-3 under 万元 is 1万元-3万元."""
    bare = re.fullmatch(r"(?:罚款)?([\d.,]+)(?:-([\d.,]+))?(?:元)?", readable)
    if not heading_unit or bare is None:
        return readable
    return "-".join(number + heading_unit for number in bare.groups() if number)


def _in_heading_unit(interval: Interval, heading_unit: str) -> Interval:
    """A number without its own unit counts in the heading's."""
    if interval.unit is not None:
        return interval
    factor = 10_000 if heading_unit == "万元" else 1
    return replace(interval, range=_times(interval.range, factor), unit="元")


def _times(bounds: Range, factor: int) -> Range:
    low, high = (None if bound is None else bound * factor for bound in (bounds.low, bounds.high))
    return replace(bounds, low=low, high=high)


def _looks_like_money(interval: Interval) -> bool:
    """2万以上5万以下: 元 is left out where thousands make it plain."""
    bounds = [b for b in (interval.range.low, interval.range.high) if b is not None]
    return bool(bounds) and all(b >= _LEAST_BARE and b.denominator == 1 for b in bounds)


def _fine(reading: FineReading, place: _Place, setting: Setting, carried: Carried, *, computed: bool) -> Fine:
    before, interval = place.before, place.interval
    at, optional = interval.start, carried.optional or is_optional(before)
    if interval.unit in {"倍", "%"}:
        unit = AmountUnit.TIMES if interval.unit == "倍" else AmountUnit.PERCENT
        base = base_before(before) or base_behind(place.behind)
        if base is not None and _ONLY_WHOM.match(base):
            base = None
        elif base is None:
            base = carried.base
        if base is None:
            reading.warnings.append("没有写明以什么为基数，请在倍数或者百分数前面写明。")
        if base is not None and _AMOUNT_IN_BASE.search(base):
            reading.errors.append("写有几个数额，不能确定哪一个是罚款幅度，请分开写明。")
            computed = False
        bounds = bound_before_base(before, interval.range)
        return Fine(at, unit, bounds, base, optional=optional, computed=computed)
    if interval.unit is None and setting.heading_unit is None:
        reading.warnings.append("数额没有写「元」，按元读取，请核对原文。")
    if _MONEY_THING.search(before):
        reading.errors.append("数额前面是货值、违法所得一类，不能确定它是罚款还是条件，请改写后重新导入。")
        computed = False
    per = interval.per or per_before(before) or per_behind(place.behind) or carried.per
    if per is None and re.search(r"每(?!年|月|日|天|季)", before):
        reading.warnings.append("写有「每」而没有读出按什么计，不代为计算，请核对原文。")
        computed = False
    unit = AmountUnit.YUAN if per is None else AmountUnit.YUAN_PER
    return Fine(at, unit, _times(interval.range, FEN_PER_YUAN), None, per, optional, computed)


def has_amount(plain: str) -> bool:
    """Whether any interval stands in the text."""
    return bool(find_intervals(plain, _NO_CONVENTION))
