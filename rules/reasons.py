"""The reasons of a band, as sentences for a decision document, each with its article or workbook cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.case_input import Party
from standards_1023.values import FactorKind, MeasureKind, Model, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rules.case_input import CaseInput
    from rules.facts import CaseFacts
    from rules.parts import Question
    from standards_1023.instrument_grounds import InstrumentGround
    from standards_1023.values import (
        Condition,
        Convention,
        Factor,
        Instrument,
        Row,
        Standard,
        StandardsWorkbook,
    )

_MONTHS_A_YEAR = 12
_CHANGES = re.compile(
    r"元|[\d一二三四五六七八九十两]倍|%|百分之|加倍|减半|加处|从重|从轻|减轻|不予处罚|提高|降低|上浮|下浮"
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence and where it comes from: an article, or sheet!cell."""

    text: str
    citation: str


def violation(standard: Standard) -> Iterator[Reason]:
    """What was done, the articles it violates and those that punish it."""
    place = f"{standard.sheet}!{standard.cell}"
    name = standard.violation.rstrip("。；;")
    if standard.violated:
        articles = "、".join(standard.violated)
        yield Reason(f"当事人的行为属于“{name}”，违反{articles}的规定。", articles)
    else:
        yield Reason(f"当事人的行为属于“{name}”。", place)
    if standard.basis:
        articles = "、".join(standard.basis)
        yield Reason(f"处罚依据是{articles}。", articles)
    if not any(m.kind is MeasureKind.FINE and m.amount is not None for m in standard.statutory):
        yield Reason("表中没有读出法定罚款幅度，所得数额没有与法定幅度核对，请人工核对。", place)


def period(instrument: Instrument, case: CaseInput) -> Iterator[Reason]:
    """An instrument that has a last day, asked without the day of the decision: nobody has looked."""
    if case.decision_date is None and instrument.valid_to is not None:
        name = instrument.name or "裁量规定"
        text = f"没有填写决定日期，没有核对{name}是否有效（有效期至{instrument.valid_to.isoformat()}）。"
        yield Reason(text, name)


def self_employed(standard: Standard, case: CaseInput) -> Iterator[Reason]:
    """A 个体工商户 before a table that tells units from persons: some laws call it a unit."""
    measures = (*standard.statutory, *(m for row in standard.rows for m in row.measures))
    subjects = {m.subject for m in measures} | {w.subject for w in standard.weights}
    if case.party is Party.SELF_EMPLOYED and Subject.UNIT in subjects:
        text = (
            "个体工商户按对个人的处罚计算；所适用的法律把它列为单位（如生产经营单位、用人单位）的，"
            "请改选“单位”重算（未核实）。"
        )
        yield Reason(text, "、".join(standard.basis) or f"{standard.sheet}!{standard.cell}")


def factor(question: Question, index: int, condition: Condition) -> Iterator[Reason]:
    """The facts given for a factor and the condition that they fall under."""
    standard, facts, instrument = question.standard, question.facts, question.workbook.instrument
    name, place = standard.factors[index].name, f"{standard.sheet}!{condition.cell}"
    if index in question.met.unknown and instrument.lowest_when_unknown is not None:
        text = f"“{name}”查不清，按最低的一档“{condition.text}”计算。"
        yield Reason(text, f"{instrument.lowest_when_unknown}；{place}")
        return
    entered = "、".join(dict.fromkeys(g.entered for g in facts.given if g.factor == index))
    if {given.entered for given in facts.given if given.factor == index} == {condition.text}:
        yield Reason(f"“{name}”为“{condition.text}”。", place)
    else:
        yield Reason(f"“{name}”为{entered}，属于“{condition.text}”。", place)
    yield from _on_a_limit(index, condition, facts, instrument.convention)


def settled(workbook: StandardsWorkbook, sheet: str, cells: Iterable[str]) -> Iterator[Reason]:
    """What the table itself prints where a text was settled to be read as another."""
    used = set(cells) if workbook.settled else ()
    for one in workbook.settled:
        if one.sheet == sheet and one.cell in used:
            text = f"表中印的是“{one.printed}”，按{one.on.isoformat()}的确认读作“{one.meaning}”。"
            yield Reason(text, f"{sheet}!{one.cell}")


def _on_a_limit(
    index: int, condition: Condition, facts: CaseFacts, convention: Convention
) -> Iterator[Reason]:
    """A number that is itself a limit falls where the convention of 以上 and 以下 puts it."""
    for given in facts.given:
        limits = {
            limit
            for alternative in condition.alternatives
            if alternative.quantity is not None and alternative.quantity.unit == given.unit
            for limit in (alternative.quantity.range.low, alternative.quantity.range.high)
        }
        quantity = condition.quantity
        if given.factor != index or given.number is None or given.number not in limits:
            continue
        if quantity is None or not quantity.range.is_point:
            above = "包括" if convention.above_included else "不包括"
            below = "包括" if convention.below_included else "不包括"
            source = {"default": "《民法典》第一千二百五十九条", "option": "--convention 选项"}
            text = f"{given.entered}正好是界限：“以上”{above}本数，“以下”{below}本数。"
            yield Reason(text, source.get(convention.source, convention.source))


def set_aside(
    standard: Standard, pairs: tuple[tuple[int, Condition], ...], instrument: Instrument
) -> Iterator[Reason]:
    """Lighter conditions that were met as well."""
    for index, condition in pairs:
        text = f"“{standard.factors[index].name}”同时符合“{condition.text}”，取较重的一档。"
        yield Reason(text, f"{instrument.heavier_wins}；{standard.sheet}!{condition.cell}")


def repeat(question: Question) -> Iterator[Reason]:
    """How earlier acts were to be counted, where a count was given and the instrument says how.

    A factor that prints its own period (近二年…) goes by that, not by the instrument's.
    """
    factors, rule = question.standard.factors, question.workbook.instrument.repeat
    counted = [f for given in question.facts.given if (f := factors[given.factor]).kind is FactorKind.COUNT]
    if rule.window_months is None or not any(not _prints_its_period(factor) for factor in counted):
        return
    what = {"act": "同类违法行为", "penalty": "受到的同类处罚"}.get(rule.counts or "", "次数")
    start = f"（{question.case.act_date.isoformat()}）" if question.case.act_date else ""
    window = f"{rule.window_months}个月"
    if rule.window_months % _MONTHS_A_YEAR == 0:
        window = f"{rule.window_months // _MONTHS_A_YEAR}年"
    included = {True: "，包括本次", False: "，不包括本次", None: ""}[rule.includes_current]
    text = f"次数按本次行为发生之日{start}往前{window}内的{what}计算{included}。"
    yield Reason(text, rule.citation or question.workbook.name)


def _prints_its_period(factor: Factor) -> bool:
    return any(a.quantity and a.quantity.period for c in factor.conditions for a in c.alternatives)


def notes(standard: Standard) -> Iterator[Reason]:
    """The table's own note, where it may change what was worked out: a person has to read it."""
    if standard.model is not Model.WEIGHTS and _CHANGES.search(standard.notes):
        text = " ".join(standard.notes.split())
        yield Reason(f"本项备注：{text}（备注没有计算在内，请核对。）", f"{standard.sheet}!{standard.cell}")


def silent_groups(standard: Standard, groups: tuple[str, ...]) -> Iterator[Reason]:
    """Groups for another subject that were not asked, or print no row for these facts."""
    if groups:
        names = "、".join(f"“{group}”" for group in groups)
        text = (
            f"这里没有答复{names}：没有选定其中一组，所填的情形与它不符，或者其中没有与所填事实对应的一行。"
        )
        yield Reason(text, f"{standard.sheet}!{standard.cell}")


def raised(standard: Standard, ground: InstrumentGround, higher: Row, *, at_top: bool) -> Iterator[Reason]:
    """The grade that was taken instead, because an instrument raises it."""
    if at_top:
        yield Reason(f"“{ground.text}”：本档已是最高一档，按法定最高额处罚。", ground.clause)
        return
    grade = f"“{higher.grade}”" if higher.grade else f"第{higher.row}行"
    place = f"{standard.sheet}!{higher.cell}"
    text = f"“{ground.text}”：升一档，适用{grade}：{higher.text.rstrip('。')}。"
    yield Reason(text, f"{ground.clause}；{place}")


def row(standard: Standard, hit: Row, not_asked: tuple[int, ...]) -> Iterator[Reason]:
    """The row that applies and its words."""
    grade = f"，档次为“{hit.grade}”" if hit.grade else ""
    group = f"（{hit.group}）" if hit.group else ""
    place = f"{standard.sheet}!{hit.cell}"
    yield Reason(
        f"对应裁量基准 {standard.code} 的第{hit.row}行{group}{grade}：{hit.text.rstrip('。')}。", place
    )
    if not_asked:
        names = "、".join(f"“{standard.factors[i].name}”" for i in not_asked)
        text = f"没有填写{names}，适用不区分这些因素的一行；如另有这些情形，请补填后重算。"
        yield Reason(text, place)
