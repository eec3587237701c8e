"""1023 standards of the sizes that real tables have, from a fixed seed; every word in them is made up.

Kinds, as they are drawn: 65 % two-factor matrices of 3–5 × 2–4 conditions, 15 % lists of 3–10 grades, 8 % sums of
weights over 6–9 factors of 3–5 options, 7 % multiples or percentages of a base, 5 % amounts for each thing.  Four
first factors of five are measured, one second factor of five, six lists of ten, half of the weighed factors; any
other condition is an option.  Nine measured first factors and lists of ten are graded by either of two things
(货值 or 数量), three rules a condition.  A table in eight names a fine for the unit and another for its
responsible persons; one in ten rests on environment law.  Every fine has its statutory range, every standard
its articles.  40 standards are a workbook; of three workbooks one has no settings, one recommends a point, one
has a ground of its own that the general rules must weigh as well.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise, product
from random import Random
from typing import TYPE_CHECKING

from standards_1023.instrument_grounds import InstrumentGround
from standards_1023.values import (
    FEN_PER_YUAN,
    Alternative,
    AmountUnit,
    Axis,
    Condition,
    Effect,
    Factor,
    FactorKind,
    Instrument,
    Measure,
    MeasureKind,
    Model,
    PointRule,
    Quantity,
    Range,
    Row,
    Standard,
    StandardsWorkbook,
    Subject,
    WeightGroup,
    WeightMaximum,
    WeightOption,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SEED = 20_260_815
STANDARDS = 1023
A_WORKBOOK = 40
SHEET = "裁量基准"
UNITS = ("吨", "倍", "次", "平方米", "月", "日", "件", "人", "元", "公里")
_ACTS = (
    "擅自占用",
    "未经批准设置",
    "违反规定堆放",
    "超过标准排放",
    "不按要求登记",
    "逾期未报告",
    "损坏",
    "转让",
)
_THINGS = (
    "公共场地",
    "户外设施",
    "建筑材料",
    "废水",
    "经营台账",
    "检测结果",
    "市政管线",
    "许可凭证",
    "作业车辆",
)
_LAWS = ("城镇设施条例", "经营秩序条例", "作业安全条例", "市容管理条例", "档案登记条例")
_ENVIRONMENT = "排污许可管理条例"
_FIGURES = "一二三四五六七八九"
_EITHER = 0.89  # with this share all rulebooks together have 13,681 rules


@dataclass(frozen=True, slots=True)
class Generated:
    """A standard in the workbook that holds it."""

    workbook: StandardsWorkbook
    standard: Standard


def generated(seed: int = SEED, count: int = STANDARDS) -> tuple[Generated, ...]:
    """The standards of a seed, always the same, each with its workbook."""
    random = Random(seed)  # noqa: S311 - the same tables every time are the point
    standards = [_standard(random, number) for number in range(1, count + 1)]
    found = []
    for first in range(0, count, A_WORKBOOK):
        held = tuple(standards[first : first + A_WORKBOOK])
        name = f"第{first // A_WORKBOOK + 1}部门.xlsx"
        book = StandardsWorkbook(
            name, sha256(name.encode()).hexdigest(), _instrument(first // A_WORKBOOK), held, ()
        )
        found += [Generated(book, standard) for standard in held]
    return tuple(found)


def _instrument(number: int) -> Instrument:
    point = PointRule("《裁量办法》第九条", Fraction(1, 2), Fraction(1, 2), Fraction(2))
    own = InstrumentGround("apologised", "公开道歉", "《裁量办法》第十五条", Effect.LIGHTER, ("道歉的证明",))
    if number % 3 == 0:
        return Instrument()
    return Instrument(point=point, name="《裁量办法》", grounds=(own,) if number % 3 == 1 else ())


def _standard(random: Random, number: int) -> Standard:
    kinds = (_matrix, _grades, _weights, _multiple, _per_thing)
    (kind,) = random.choices(kinds, (65, 15, 8, 7, 5))
    return kind(random, number)


def _matrix(random: Random, number: int) -> Standard:
    first = _factor(random, "违法程度", random.randint(3, 5), 0.8, "B", either=random.random() < _EITHER)
    second = _factor(random, "危害后果", random.randint(2, 4), 0.2, "C")
    factors = (_on(first, Axis.SEVERITY), _on(second, Axis.CONSEQUENCE))
    cells = tuple(product(first.conditions, second.conditions))
    whens = [((first.name, a.text), (second.name, b.text)) for a, b in cells]
    return _with_rows(random, number, factors, whens)


def _grades(random: Random, number: int) -> Standard:
    factor = _factor(random, "情形", random.randint(3, 10), 0.6, "B", either=random.random() < _EITHER)
    whens = [((factor.name, condition.text),) for condition in factor.conditions]
    return _with_rows(random, number, (factor,), whens)


def _multiple(random: Random, number: int) -> Standard:
    factor = _factor(random, "情形", random.randint(3, 5), 0.8, "B")
    whens = [((factor.name, condition.text),) for condition in factor.conditions]
    unit = random.choice((AmountUnit.TIMES, AmountUnit.PERCENT))
    base = random.choice(("违法所得", "货值金额", "合同价款"))
    return _with_rows(random, number, (factor,), whens, (unit, base, None))


def _per_thing(random: Random, number: int) -> Standard:
    factor = _factor(random, "情形", random.randint(3, 5), 0.8, "B")
    whens = [((factor.name, condition.text),) for condition in factor.conditions]
    per = random.choice(("处", "平方米", "台"))
    return _with_rows(random, number, (factor,), whens, (AmountUnit.YUAN_PER, None, per))


Counted = tuple[AmountUnit, str | None, str | None]
"""The unit of a fine, its base and what it is counted for."""


def _with_rows(
    random: Random,
    number: int,
    factors: tuple[Factor, ...],
    whens: Sequence[tuple[tuple[str, str], ...]],
    counted: Counted = (AmountUnit.YUAN, None, None),
) -> Standard:
    """The bands climb from row to row within the statutory range."""
    low = random.choice((1, 2, 5, 10)) * (1 if counted[1] else 500)
    step = random.choice((1, 2, 4)) * (1 if counted[1] else 1000)
    subjects = (Subject.UNIT, Subject.RESPONSIBLE_PERSON) if random.random() < 1 / 8 else (None,)
    rows = tuple(
        Row(
            place + 3,
            f"D{place + 3}",
            when,
            "处罚款。",
            tuple(_fine(low + place * step, low + (place + 1) * step, counted, s) for s in subjects),
            grade=f"第{place + 1}档",
        )
        for place, when in enumerate(whens)
    )
    statutory = tuple(_fine(low, low + len(whens) * step, counted, subject) for subject in subjects)
    model = Model.GRADES if len(factors) == 1 else Model.MATRIX
    table = Standard("", "", "", "", model, statutory=statutory, factors=factors, rows=rows)
    return _named(random, number, table)


def _fine(low: int, high: int, counted: Counted, subject: Subject | None) -> Measure:
    unit, base, per = counted
    scale = FEN_PER_YUAN if unit.is_money else 1
    amount = Range(Fraction(low * scale), Fraction(high * scale))
    return Measure(MeasureKind.FINE, "处罚款", subject, unit, amount, base, per)


def _weights(random: Random, number: int) -> Standard:
    count = random.randint(6, 9)
    factors = tuple(_factor(random, f"因素{n + 1}", random.randint(3, 5), 0.5, "C") for n in range(count))
    options: list[WeightOption] = []
    for factor in factors:
        for place, condition in enumerate(factor.conditions):
            row = len(options) + 4
            percent = Fraction(place * (80 // count) // len(factor.conditions))
            options.append(WeightOption(factor.name, condition.text, percent, row, f"D{row}"))
    top = random.choice((100_000, 200_000, 1_000_000)) * FEN_PER_YUAN
    group = WeightGroup(
        None, None, Fraction(10), None, Fraction(100), tuple(options),
        WeightMaximum(Fraction(top), AmountUnit.YUAN), "D3",
    )  # fmt: skip
    statutory = (_fine(top // FEN_PER_YUAN // 10, top // FEN_PER_YUAN, (AmountUnit.YUAN, None, None), None),)
    table = Standard("", "", "", "", Model.WEIGHTS, statutory=statutory, factors=factors, weights=(group,))
    return _named(random, number, table)


def _named(random: Random, number: int, table: Standard) -> Standard:
    law = _ENVIRONMENT if random.random() < 1 / 10 else random.choice(_LAWS)
    article = f"第{random.choice(_FIGURES)}十{random.choice(_FIGURES)}条"
    return replace(
        table,
        sheet=SHEET,
        cell=f"A{number * 20}",
        code=f"{number}",
        violation=f"{random.choice(_ACTS)}{random.choice(_THINGS)}（{number}）",
        basis=(f"《{law}》{article}第一款",),
        violated=(f"《{law}》第{random.choice(_FIGURES)}条",),
        statutory_cell=f"B{number * 20}",
    )


def _factor(
    random: Random, name: str, count: int, measured: float, column: str, *, either: bool = False
) -> Factor:
    """A factor of `count` conditions; with `either` each is met by one of two measured things."""
    if random.random() >= measured:
        options = tuple(Condition(f"{name}第{n + 1}种情形", f"{column}{n + 3}") for n in range(count))
        return Factor(name, FactorKind.OPTION, options)
    things = ("货值", "数量") if either else (None,)
    ladders = [tuple(_ladder(random, count, thing)) for thing in things]
    conditions = tuple(
        Condition(
            "或者".join(alternative.text for alternative in alternatives), f"{column}{n + 3}", alternatives
        )
        for n, alternatives in enumerate(zip(*ladders, strict=True))
    )
    return Factor(name, FactorKind.NUMBER, conditions)


def _ladder(random: Random, count: int, thing: str | None) -> Iterable[Alternative]:
    """Intervals without gap or overlap: 不足3吨, 3吨以上不足7吨, 7吨以上."""
    unit = "元" if thing == "货值" else random.choice(UNITS[:-2] if thing else UNITS)
    size = 10_000 if unit == "元" else 1
    limits = sorted(random.sample(range(2, 60), count - 1))
    for low, high in pairwise((None, *limits, None)):
        text = thing or ""
        text += "" if low is None else f"{low * size}{unit}以上"
        text += "" if high is None else f"不足{high * size}{unit}"
        within = Range(
            None if low is None else Fraction(low * size),
            None if high is None else Fraction(high * size),
            high_included=False,
        )
        yield Alternative(text, Quantity(within, unit, thing))


def _on(factor: Factor, axis: Axis) -> Factor:
    return Factor(factor.name, factor.kind, factor.conditions, axis)
