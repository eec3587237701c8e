"""The reasons about circumstances: each that was considered, and why it did or did not move the band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.amounts import money_range, plain_range, yuan
from rules.considered import Leaning, Outcome
from rules.reasons import Reason
from rules.steps import Action
from standards_1023.numerals import decimal_text
from standards_1023.values import AmountUnit, Effect, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from fractions import Fraction

    from rules.circumstances import Circumstance
    from rules.considered import Considered
    from rules.steps import Step
    from standards_1023.values import Measure, PointRule

EFFECTS = {
    Effect.NO_PENALTY: "不予行政处罚",
    Effect.MAY_WAIVE: "可以不予行政处罚",
    Effect.MITIGATED: "减轻处罚",
    Effect.LIGHTER: "从轻处罚",
    Effect.HEAVIER: "从重处罚",
}
_OF = {"unit": "单位", "responsible_person": "责任人员", "individual": "个人"}
_NOTHING_GIVEN = "没有填写不予处罚、减轻、从轻或者从重的情节，本案按一般情形裁量。"
_ARTICLES = "《中华人民共和国行政处罚法》第三十条至第三十三条、第四十九条"


def considered(found: Iterable[Considered], day: date | None) -> Iterator[Reason]:
    """One reason for each circumstance."""
    none = True
    for one in found:
        none = False
        yield Reason(_sentence(one), _citation(one.circumstance, day))
    if none:
        yield Reason(_NOTHING_GIVEN, _ARTICLES)


def _sentence(one: Considered) -> str:
    circumstance = one.circumstance
    name = f"“{circumstance.text}”" + (f"（{_OF[one.of.value]}）" if one.of else "")
    because = "、".join(f"“{c.text}”" for c in one.because)
    if one.outcome is Outcome.MOVES and circumstance.effect is not None:
        return f"具有{name}的情节：{EFFECTS[circumstance.effect]}。"
    if one.outcome is Outcome.INCOMPLETE:
        wanted, *missing = one.because
        names = "、".join(f"“{c.text}”" for c in missing)
        return f"认定{name}，但适用“{wanted.text}”还缺{names}，没有改变处罚。"
    effect = EFFECTS[circumstance.effect] if circumstance.effect else ""
    return {
        Outcome.MOVES: f"认定{name}。",
        Outcome.RECORDED: f"认定{name}。",
        Outcome.LED: f"认定{name}，与其他事实一起构成{because}。",
        Outcome.EXCLUDED: f"{name}因{because}不适用，没有改变处罚。",
        Outcome.OUTRANKED: f"{name}（{effect}）因已适用{because}，没有另外改变处罚。",
        Outcome.NO_LAW_YET: f"{name}在决定之日还没有法律规定，不适用。",
        Outcome.EARLIER_ACT: f"{name}只适用于{circumstance.since_act}以后的行为，本案不适用。",
        Outcome.OTHER_FIELD: f"{name}只适用于生态环境违法行为，本案不适用。",
        Outcome.OTHER_STANDARD: f"{name}不适用于本项基准，没有改变处罚。",
        Outcome.NOT_THEIRS: f"{name}不是本案受处罚的人的情节，没有改变处罚。",
    }[one.outcome]


def _citation(circumstance: Circumstance, day: date | None) -> str:
    if not circumstance.articles:
        return "执法人员认定"
    article = circumstance.article_on(day) or circumstance.articles[-1]
    return article.citation if article.verified else f"{article.citation}（未核实）"


def moved(steps: Iterable[Step]) -> Iterator[Reason]:
    """What each step of a circumstance did to a measure."""
    for step in steps:
        if (text := _moved(step)) is not None:
            yield Reason(text, step.citation)


def _moved(step: Step) -> str | None:
    before, after = step.before, step.after
    if step.action is Action.MITIGATED and before is not None and after is not None and step.numbers[0]:
        limit = _amount(step.numbers[0], before)
        return (
            f"减轻处罚：“{_shown(before)}”减为低于法定最低额{limit}（不含）；减轻须有上述法定情形，"
            "写明理由，并经负责人集体讨论决定。"
        )
    if step.action is Action.LOWERED and before is not None and after is not None:
        shares = _shares(step)
        return f"按罚款标准降低{shares}：“{_shown(before)}”降为“{_shown(after)}”，不低于法定最低额。"
    if step.action is Action.REMOVED and before is not None:
        return f"不予行政处罚，不再给予“{_shown(before)}”。"
    if step.action is Action.ADDED and after is not None and after.kind is MeasureKind.NO_PENALTY:
        if after.optional:
            return "可以不予行政处罚：是否不予由行政机关决定，给予处罚的仍按上述幅度。"
        return "依法不予行政处罚；仍应责令改正，并对当事人进行教育。"
    return None


def _shares(step: Step) -> str:
    """The shares of a lowering: 30%至50%."""
    shares = [share for share in step.numbers[:2] if share is not None]
    return "至".join(f"{decimal_text(share * 100)}%" for share in dict.fromkeys(shares))


def _shown(measure: Measure) -> str:
    if measure.amount is None or measure.unit is None:
        return measure.text
    if measure.unit.is_money:
        return "罚款" + money_range(measure.amount)
    return "罚款" + plain_range(measure.amount, "%" if measure.unit is AmountUnit.PERCENT else "倍")


def _amount(number: Fraction, like: Measure) -> str:
    if like.unit is not None and like.unit.is_money:
        return yuan(number)
    return f"{decimal_text(number)}{'%' if like.unit is AmountUnit.PERCENT else '倍'}"


def leaning(kind: Leaning, rule: PointRule | None, *, fixed: bool, weighed: bool) -> Iterator[Reason]:
    """What 从轻 or 从重 asks for, and whether the instrument says where in the band that is."""
    if kind is Leaning.NONE:
        return
    law = "《中华人民共和国行政处罚法》第三十二条、第四十九条"
    if kind is Leaning.BALANCED:
        yield Reason("从轻和从重的情节并存，不适用取点规则：请在幅度内综合裁量并写明理由。", law)
        return
    word, position = ("从轻", rule.lighter if rule else None)
    if kind is Leaning.HEAVIER:
        word, position = ("从重", rule.heavier if rule else None)
    if fixed or weighed:
        what = "权重累加得出的数额" if weighed else "定额"
        if kind is Leaning.LIGHTER:
            text = f"应当从轻，而本档是{what}，没有写明从轻多少：低于它的，须在法定幅度内并写明理由。"
        else:
            text = f"应当从重，而本档是{what}，已经确定，不再加重。"
        yield Reason(text, law)
    elif rule is None or position is None:
        side = "较低" if kind is Leaning.LIGHTER else "较高"
        yield Reason(f"应当{word}：在本档幅度内取{side}的数额（裁量规定没有写明取哪一点），并写明理由。", law)
    else:
        yield Reason(f"应当{word}：在本档幅度内按裁量规定的{word}位置取值，偏离须写明理由。", rule.citation)
