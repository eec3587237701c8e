"""Which law applies: that of the act, or that of the decision where it is lighter (行政处罚法 第三十七条).

Only what changed is asked about: laws that the 生态环境法典 repealed (discretion.md §12). Lighter is the law
of which neither limit is higher and at least one is lower, for the same party and circumstances; equal
limits keep the old law; one up and one down is for a person. No law says how to compare: 未核实.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.amounts import money_range
from rules.errors import FactsMissing, MissingFact, NeedsHuman
from rules.law_changes.pairs import measure
from rules.law_changes.repealed import CODE_SINCE, rests_on
from rules.reasons import Reason
from standards_1023.values import AmountUnit, Range, Subject

if TYPE_CHECKING:
    from rules.amounts import Multipliers
    from rules.case_input import CaseInput
    from rules.facts import CaseFacts
    from rules.law_changes.pairs import Fine, Pair, Place, Variant
    from rules.law_changes.repealed import Rests
    from standards_1023.values import Measure, Standard

_ART_37 = "《中华人民共和国行政处罚法》第三十七条"
_ART_1057 = "《中华人民共和国生态环境法典》第一千零五十七条、第一千二百四十二条（未核实）"
_UNVERIFIED = "（法典据公开文本，未核实）"
_LATE = ("逾期", "拒不")
_SAID_BY_THE_TABLE = {
    "属情节严重": "serious",
    "属严重后果": "serious_consequence",
    "逾期没有拆除": "not_removed_in_time",
}


class Chosen(StrEnum):
    """TABLE: the table's law applies; OTHER_LAW: the other one, without a table; UNDECIDED: for a person."""

    TABLE = "table"
    OTHER_LAW = "other_law"
    UNDECIDED = "undecided"


class Regime(StrEnum):
    """What the dates say: the old law, the Code, the lighter of them, or nothing."""

    UNKNOWN = "unknown"
    OLD = "old"
    COMPARE = "compare"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class LawChoice:
    """The law that applies; `statutory` are its measures where the table's law gives way."""

    chosen: Chosen
    statutory: tuple[Measure, ...] = ()
    reasons: tuple[Reason, ...] = ()


_UNCHANGED = LawChoice(Chosen.TABLE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the choice of law depends on."""

    standard: Standard
    case: CaseInput
    facts: CaseFacts
    findings: frozenset[str]
    multipliers: Multipliers


def law_of_case(
    standard: Standard,
    case: CaseInput,
    facts: CaseFacts,
    findings: frozenset[str],
    multipliers: Multipliers,
) -> LawChoice:
    """The choice; raises FactsMissing for what a comparison needs, NeedsHuman where no pair is recorded."""
    rests = rests_on(standard.basis, standard.violation)
    if not rests.on_repealed and not rests.on_code:
        return _UNCHANGED
    regime = _regime(case)
    asked = Asked(standard, case, facts, findings, multipliers)
    return _with_code_table(asked, rests, regime) if rests.on_code else _with_old_table(asked, rests, regime)


def _regime(case: CaseInput) -> Regime:
    if case.act_date is None:
        if case.decision_date is None:
            return Regime.UNKNOWN
        if case.decision_date < CODE_SINCE:
            return Regime.OLD
        missing = MissingFact("行为日期", ("如 2026-08-01",))
        raise FactsMissing((missing,), f"表依据的法律在 {CODE_SINCE} 变动，须按行为日期选择适用的法律。")
    if case.act_date >= CODE_SINCE:
        return Regime.CODE
    after = case.decision_date is not None and case.decision_date >= CODE_SINCE
    return Regime.COMPARE if after else Regime.OLD


def _with_old_table(asked: Asked, rests: Rests, regime: Regime) -> LawChoice:
    if regime is Regime.UNKNOWN or (regime is Regime.OLD and asked.case.decision_date is None):
        text = (
            f"表依据的法律自{CODE_SINCE.isoformat()}起由《生态环境法典》代替：本结果只用于此前终了的行为，"
            "此后作出决定的，还须与法典比较轻重，请填写行为日期和决定日期。"
        )
        return LawChoice(Chosen.TABLE, reasons=(Reason(text, _ART_1057),))
    if regime is Regime.OLD:
        return _UNCHANGED
    pair = _pair(asked, rests)
    variant = _variant(asked, pair)
    if regime is Regime.CODE:
        return _by_code(variant, pair)
    old, new = _limits(asked, variant.old), _limits(asked, variant.new)
    lighter = lighter_law(old, new, new_optional=variant.new.optional and not variant.old.optional)
    compared = _compared(pair, old, new)
    if lighter is Regime.COMPARE:
        text = f"{compared}，一高一低，不能确定哪一部较轻。"
        return LawChoice(Chosen.UNDECIDED, (measure(variant.new, new),), (Reason(text, _ART_37),))
    if lighter is Regime.OLD:
        text = f"行为终了于法典施行以前：{compared}，旧法不重于法典，适用行为时的法律。"
        return LawChoice(Chosen.TABLE, reasons=(Reason(text, _ART_37),))
    text = f"行为终了于法典施行以前：{compared}，法典较轻，适用法典；依据旧法的裁量表不再适用。"
    # The Code's fine on responsible persons is new: it does not reach acts under the old law.
    return LawChoice(Chosen.OTHER_LAW, (measure(variant.new, new),), (Reason(text, _ART_37),))


def _by_code(variant: Variant, pair: Pair) -> LawChoice:
    limits = variant.new.limits
    if limits is None:
        raise NeedsHuman("法典的罚款没有收录数额：请人工对照法典条文。")
    text = (
        f"行为终了于{CODE_SINCE.isoformat()}以后，只适用{cited(pair.new)}{_UNVERIFIED}；"
        "表依据的法律已经废止，不得使用这张裁量表，数额由人裁量并说明理由。"
    )
    measures = [measure(variant.new, limits)]
    if variant.persons is not None:
        measures.append(measure(variant.new, variant.persons, Subject.RESPONSIBLE_PERSON))
    return LawChoice(Chosen.OTHER_LAW, tuple(measures), (Reason(text, _ART_1057),))


def _with_code_table(asked: Asked, rests: Rests, regime: Regime) -> LawChoice:
    if regime is Regime.CODE:
        return _UNCHANGED
    if regime is Regime.UNKNOWN:
        text = (
            f"表依据《生态环境法典》（{CODE_SINCE.isoformat()}施行）：此前终了的行为还须与旧法比较轻重，"
            "请填写行为日期和决定日期。"
        )
        return LawChoice(Chosen.TABLE, reasons=(Reason(text, _ART_1057),))
    pair = _pair(asked, rests)
    variant = _variant(asked, pair)
    old = _limits(asked, variant.old)
    if regime is Regime.OLD:
        text = f"行为终了于法典施行以前，决定也在此前：适用{cited(pair.old)}，依据法典的裁量表还不能用。"
        return LawChoice(Chosen.OTHER_LAW, (measure(variant.old, old),), (Reason(text, _ART_37),))
    new = _limits(asked, variant.new)
    lighter = lighter_law(old, new, new_optional=variant.new.optional and not variant.old.optional)
    compared = _compared(pair, old, new)
    if lighter is Regime.CODE:
        return _by_lighter_code(variant, new, compared)
    if lighter is Regime.OLD:
        text = f"行为终了于法典施行以前：{compared}，旧法不重于法典，适用旧法，依据法典的裁量表不能用。"
        return LawChoice(Chosen.OTHER_LAW, (measure(variant.old, old),), (Reason(text, _ART_37),))
    text = f"{compared}，一高一低，不能确定哪一部较轻。"
    return LawChoice(Chosen.UNDECIDED, (measure(variant.old, old),), (Reason(text, _ART_37),))


def _by_lighter_code(variant: Variant, new: Range, compared: str) -> LawChoice:
    """The Code's table, unless it fines persons anew: that does not reach acts before the Code."""
    text = f"行为终了于法典施行以前：{compared}，法典较轻，适用法典"
    if variant.persons is None:
        return LawChoice(Chosen.TABLE, reasons=(Reason(f"{text}和本表。", _ART_37),))
    text += "；法典对责任人员的罚款是新增的，不及于此前的行为，不能用本表，数额由人裁量并说明理由。"
    return LawChoice(Chosen.OTHER_LAW, (measure(variant.new, new),), (Reason(text, _ART_37),))


def lighter_law(old: Range, new: Range, *, new_optional: bool = False) -> Regime:
    """OLD where it is not heavier, CODE where that is lighter, COMPARE where they cross.

    Of equal ranges the one that the authority need not impose (可以) is lighter.
    """
    lows = (old.low or Fraction(0), new.low or Fraction(0))
    highs = (old.high, new.high)
    if highs[0] is None or highs[1] is None:
        return Regime.COMPARE
    if (old.low, old.high) == (new.low, new.high) and new_optional:
        return Regime.CODE
    if lows[0] <= lows[1] and highs[0] <= highs[1]:
        return Regime.OLD
    return Regime.CODE if lows[1] <= lows[0] and highs[1] <= highs[0] else Regime.COMPARE


def _pair(asked: Asked, rests: Rests) -> Pair:
    if len(rests.pairs) != 1:
        why = "没有收录与它对应的新旧条文" if not rests.pairs else "它对应几条不同的条文"
        citations = "、".join(asked.standard.basis)
        changed = f"基准 {asked.standard.code} 依据{citations}，法律在{CODE_SINCE}变动，{why}"
        raise NeedsHuman(f"{changed}：请人工对照新旧法律，不得推定。")
    return rests.pairs[0]


def _variant(asked: Asked, pair: Pair) -> Variant:
    """The first variant whose word and finding hold."""
    _refuse_doubt(asked, pair)
    words = {v.word for v in pair.variants if v.word}
    told = _words_told(asked, words)
    if words and not told:
        missing = MissingFact("环评文件类别" if "报告书" in words else "违法行为", tuple(sorted(words)))
        raise FactsMissing((missing,), "法典按它分别规定罚款，请在事实中写明。")
    findings = asked.findings | _findings_of_the_table(asked)
    return next(
        v
        for v in pair.variants
        if (v.word is None or v.word in told) and (v.finding is None or v.finding in findings)
    )


def _findings_of_the_table(asked: Asked) -> set[str]:
    """What the chosen levels say themselves: 饮用水水源保护区内（属情节严重）."""
    factors = asked.standard.factors
    printed = [
        condition.text
        for given in asked.facts.given
        for number, condition in enumerate(factors[given.factor].conditions)
        if number in given.chosen
    ]
    return {
        finding for words, finding in _SAID_BY_THE_TABLE.items() if any(words in text for text in printed)
    }


def _words_told(asked: Asked, words: set[str]) -> set[str]:
    """Which of the words the facts say, else the violation where it says just one of them."""
    entered = [given.entered for given in asked.facts.given]
    told = {word for word in words if any(word in text for text in entered)}
    if len(told) == 1:
        return told
    told = {word for word in words if word in asked.standard.violation}
    return told if len(told) == 1 else set()


def _refuse_doubt(asked: Asked, pair: Pair) -> None:
    """Whether what was late was a refusal is for a person to find."""
    if not any(v.finding == "refused_correction" for v in pair.variants):
        return
    if asked.findings & {"refused_correction", "not_refused_correction"}:
        return
    if any(late in given.entered for given in asked.facts.given for late in _LATE):
        missing = MissingFact(
            "情节", ("refused_correction 拒不改正", "not_refused_correction 不属于拒不改正")
        )
        raise FactsMissing((missing,), "法典对拒不改正另有较重的罚款，请认定后用 --circumstance 填写其一。")


def _limits(asked: Asked, fine: Fine) -> Range:
    """A fine's limits in 分."""
    if fine.limits is not None:
        return fine.limits
    if fine.of is None:
        raise NeedsHuman("没有收录这一条的罚款数额：请人工对照条文。")
    base = asked.multipliers.base_fen(fine.of.name)
    if base is None:
        missing = MissingFact(fine.of.name, ("金额，如 8000000",))
        raise FactsMissing((missing,), f"比较新旧法律的轻重要用它，请用“--base {fine.of.name}=元”填写。")
    if fine.of.least is not None:
        base = max(base, fine.of.least)
    factor = base / 100 if fine.of.unit is AmountUnit.PERCENT else base
    return Range(fine.of.low * factor, fine.of.high * factor)


def _compared(pair: Pair, old: Range, new: Range) -> str:
    ranges = f"{cited(pair.old)}为{money_range(old)}，{cited(pair.new)}为{money_range(new)}{_UNVERIFIED}"
    return f"同一当事人、同一情节，{ranges}"


def cited(place: Place) -> str:
    """A place as a citation."""
    paragraph = "、".join(place.paragraphs)
    return f"《中华人民共和国{place.law}》{place.article}{paragraph}{'、'.join(place.items)}"
