"""Small tables in our own words for the scenarios: each is what a department might print, built by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from standards_1023.values import (
    Alternative,
    AmountUnit,
    Axis,
    Condition,
    Factor,
    FactorKind,
    Instrument,
    Measure,
    MeasureKind,
    Model,
    PointRule,
    Problem,
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
    from collections.abc import Callable

SHEET = "表"
YUAN = 100


def workbook(
    standard: Standard, instrument: Instrument | None = None, problems: tuple[Problem, ...] = ()
) -> StandardsWorkbook:
    return StandardsWorkbook("试表.xlsx", "ab" * 32, instrument or Instrument(), (standard,), problems)


def generous() -> Instrument:
    """An instrument with a clause for everything."""
    point = PointRule("《某规定》第九条", Fraction(1, 2), Fraction(1, 2), Fraction(2))
    return Instrument(
        heavier_wins="《某规定》第六条",
        lowest_when_unknown="《某规定》第七条",
        weight_cap="《某规定》第八条",
        point=point,
    )


def number(low: int | None, high: int | None, *, low_in: bool = True, high_in: bool = True) -> Range:
    return Range(
        None if low is None else Fraction(low), None if high is None else Fraction(high), low_in, high_in
    )


def option(text: str, cell: str, *, spanning: bool = False) -> Condition:
    return Condition(text, cell, spanning=spanning)


def measured(text: str, cell: str, limits: Range, unit: str, words: str | None = None) -> Condition:
    return Condition(text, cell, (Alternative(text, Quantity(limits, unit, words)),))


def fine(low: int | None, high: int | None, **more: object) -> Measure:
    """A fine in yuan."""
    unit = more.pop("unit", AmountUnit.YUAN)
    scale = YUAN if unit in {AmountUnit.YUAN, AmountUnit.YUAN_PER} else 1
    amount = Range(
        None if low is None else Fraction(low * scale), None if high is None else Fraction(high * scale)
    )
    return Measure(MeasureKind.FINE, "处罚款", unit=unit, amount=amount, **more)  # type: ignore[arg-type]


def row(number_: int, when: dict[str, str], *measures: Measure, **more: str) -> Row:
    return Row(
        number_,
        f"D{number_}",
        tuple(when.items()),
        "处罚款。",
        measures,
        more.get("grade"),
        more.get("group"),
    )


def stalls() -> Standard:
    """占道设施: grades by count, for each installation."""
    times = (
        measured("第一次被处罚的", "C3", number(1, 1), "次"),
        measured("第二次被处罚的", "C4", number(2, 2), "次"),
        measured("第三次及以上被处罚的", "C5", number(3, None), "次"),
    )
    factor = Factor("适用条件", FactorKind.COUNT, times)
    per = {"unit": AmountUnit.YUAN_PER, "per": "处"}
    rows = tuple(
        row(3 + i, {"适用条件": c.text}, fine(f, f, **per), grade=g)
        for i, (c, f, g) in enumerate(zip(times, (5000, 10000, 20000), ("较轻", "较重", "严重"), strict=True))
    )
    law = (fine(5000, 20000, **per),)
    return Standard(
        SHEET, "A3", "1", "占用道路设置设施", Model.GRADES, ("《市容条例》第二十一条",), ("《市容条例》第二十条",),
        law, "B3", (factor,), rows,
    )  # fmt: skip


def heaps(*, below_included: bool = True) -> Standard:
    """堆放: area × correction, with a condition that spans both; the law allows 1,000 to 50,000 yuan."""
    areas = (
        measured("10平方米以下", "B3", number(None, 10, high_in=below_included), "平方米"),
        measured("10平方米以上50平方米以下", "B5", number(10, 50, high_in=below_included), "平方米"),
        measured("50平方米以上", "B7", number(50, None), "平方米"),
        option("造成人员伤亡的", "B9", spanning=True),
    )
    corrections = (option("限期内改正", "C3"), option("逾期未改正", "C4"))
    factors = (
        Factor("占地面积", FactorKind.NUMBER, areas, Axis.SEVERITY),
        Factor("整改情况", FactorKind.OPTION, corrections, Axis.CONSEQUENCE),
    )
    limits = (1000, 2000, 5000, 10000, 20000, 30000, 40000)
    cells = [(a, c) for a in areas[:3] for c in corrections]
    rows = tuple(
        row(3 + i, {"占地面积": a.text, "整改情况": c.text}, fine(limits[i], limits[i + 1]))
        for i, (a, c) in enumerate(cells)
    )
    worst = row(9, {"占地面积": "造成人员伤亡的"}, fine(50000, 50000))
    return Standard(
        SHEET, "A3", "2", "擅自堆放物料", Model.MATRIX, ("《市容条例》第三十条",), (),
        (fine(1000, 50000),), "A2", factors, (*rows, worst),
    )  # fmt: skip


def gap() -> Standard:
    """A table that forgets 3 to 5 tonnes."""
    amounts = (
        measured("3吨以下", "B3", number(None, 3), "吨"),
        measured("5吨以上", "B4", number(5, None), "吨"),
    )
    rows = tuple(
        row(3 + i, {"数量": a.text}, fine(1000 * (i + 1), 2000 * (i + 1))) for i, a in enumerate(amounts)
    )
    return Standard(
        SHEET,
        "A3",
        "3",
        "倾倒渣土",
        Model.GRADES,
        factors=(Factor("数量", FactorKind.NUMBER, amounts),),
        rows=rows,
    )


def gains() -> Standard:
    """倍数 of 违法所得, graded by gains or by the value of the goods, whichever is met."""
    light = Condition(
        "违法所得不足一万元，或者货值不足五万元的", "B3",
        (
            Alternative("违法所得不足一万元", Quantity(number(None, 10000, high_in=False), "元", "违法所得")),
            Alternative("货值不足五万元", Quantity(number(None, 50000, high_in=False), "元", "货值")),
        ),
    )  # fmt: skip
    heavy = Condition(
        "违法所得一万元以上，或者货值五万元以上，或者拒不配合调查的", "B4",
        (
            Alternative("违法所得一万元以上", Quantity(number(10000, None), "元", "违法所得")),
            Alternative("货值五万元以上", Quantity(number(50000, None), "元", "货值")),
            Alternative("拒不配合调查"),
        ),
    )  # fmt: skip
    times = {"unit": AmountUnit.TIMES, "base": "违法所得"}
    rows = (
        row(3, {"情节": light.text}, fine(1, 2, **times)),
        row(4, {"情节": heavy.text}, fine(2, 3, **times)),
    )
    return Standard(
        SHEET, "A3", "4", "无证经营", Model.GRADES, ("《条例》第五条",), (), (fine(1, 3, **times),), "A2",
        (Factor("情节", FactorKind.NUMBER, (light, heavy)),), rows,
    )  # fmt: skip


def wages() -> Standard:
    """每人每月 5,000 yuan, without any condition."""
    each = fine(5000, 5000, unit=AmountUnit.YUAN_PER, per="人/月")
    return Standard(SHEET, "A3", "5", "使用童工", Model.GRADES, statutory=(each,), rows=(row(3, {}, each),))


def sides() -> Standard:
    """对单位 and 对个人 side by side; for the unit 限期内改正 and 逾期未改正 exclude each other."""
    harm = (option("无后果", "B3"), option("有后果", "B4"))
    rows = []
    for i, (group, subject, base) in enumerate(
        (
            ("对单位·限期内改正", Subject.UNIT, 10000),
            ("对单位·逾期未改正", Subject.UNIT, 50000),
            ("对个人", Subject.INDIVIDUAL, 1000),
        )
    ):
        for j, condition in enumerate(harm):
            amount = fine(base * (j + 1), base * (j + 1), subject=subject)
            rows.append(row(3 + 2 * i + j, {"后果": condition.text}, amount, group=group))
    factor = Factor("后果", FactorKind.YES_NO, harm)
    return Standard(SHEET, "A3", "6", "不设标志", Model.GRADES, factors=(factor,), rows=tuple(rows))


def unit_and_persons() -> Standard:
    """One row fines the unit and its responsible persons; the law names both ranges."""
    harm = (option("无后果", "B3"), option("有后果", "B4"))
    law = (fine(10000, 50000, subject=Subject.UNIT), fine(1000, 5000, subject=Subject.RESPONSIBLE_PERSON))
    rows = (
        row(3, {"后果": "无后果"}, fine(10000, 20000, subject=Subject.UNIT),
            fine(1000, 2000, subject=Subject.RESPONSIBLE_PERSON)),
        row(4, {"后果": "有后果"}, fine(20000, 50000, subject=Subject.UNIT),
            fine(2000, 5000, subject=Subject.RESPONSIBLE_PERSON)),
    )  # fmt: skip
    factor = Factor("后果", FactorKind.YES_NO, harm)
    basis = ("《市容条例》第四十条",)
    return Standard(
        SHEET, "A3", "7", "不设标志", Model.GRADES, basis, statutory=law, statutory_cell="A2", factors=(factor,),
        rows=rows,
    )  # fmt: skip


def weighted(
    *, maximum: WeightMaximum | None = None, start: int = 20, floor: int | None = None, cap: int | None = None,
    statutory: tuple[Measure, ...] = (),
) -> Standard:  # fmt: skip
    """Two factors: time (0, 8, 16 %; 以下 excluded) and cooperation (0, 75 %)."""
    times = (
        measured("6个月以下", "C4", number(None, 6, high_in=False), "月"),
        measured("6个月以上12个月以下", "C5", number(6, 12, high_in=False), "月"),
        measured("12个月以上", "C6", number(12, None), "月"),
    )
    answers = (option("配合", "C7"), option("不配合", "C8"))
    weights = zip((*times, *answers), (0, 8, 16, 0, 75), strict=True)
    options = tuple(
        WeightOption("时间" if c in times else "配合情况", c.text, Fraction(percent), i, f"D{i}")
        for i, (c, percent) in enumerate(weights, 4)
    )
    group = WeightGroup(
        None, None, Fraction(start), None if floor is None else Fraction(floor), None if cap is None else Fraction(cap),
        options, maximum or WeightMaximum(Fraction(1_000_000 * YUAN), AmountUnit.YUAN), "D3",
    )  # fmt: skip
    factors = (Factor("时间", FactorKind.NUMBER, times), Factor("配合情况", FactorKind.OPTION, answers))
    return Standard(
        SHEET,
        "A3",
        "7",
        "未批先建",
        Model.WEIGHTS,
        ("《环评法》第三十一条",),
        (),
        statutory,
        "A2",
        factors,
        (),
        (group,),
    )


def charge_weighted() -> Standard:
    """处置费用 × 5; a charge below 200,000 yuan counts as this much; the law: three to five times."""
    maximum = WeightMaximum(Fraction(5), AmountUnit.TIMES, "处置费用", Fraction(200_000 * YUAN))
    law = fine(3, 5, unit=AmountUnit.TIMES, base="处置费用")
    return weighted(maximum=maximum, start=62, statutory=(law,))


def formula() -> Standard:
    """A fine with an increment that the program does not work out."""
    each = fine(20000, 50000, computed=False)
    return Standard(SHEET, "A3", "8", "超标排放", Model.GRADES, rows=(row(3, {}, each),))


def overlap() -> Standard:
    """Two grades that share 10 tonnes."""
    amounts = (
        measured("10吨以下", "B3", number(None, 10), "吨"),
        measured("10吨以上", "B4", number(10, None), "吨"),
    )
    rows = tuple(
        row(3 + i, {"数量": a.text}, fine(1000 * (i + 1), 2000 * (i + 1))) for i, a in enumerate(amounts)
    )
    return Standard(
        SHEET,
        "A3",
        "9",
        "倾倒渣土",
        Model.GRADES,
        factors=(Factor("数量", FactorKind.NUMBER, amounts),),
        rows=rows,
    )


TABLES: dict[str, Callable[[], Standard]] = {
    "占道": stalls,
    "堆放": heaps,
    "堆放（以下不含）": lambda: heaps(below_included=False),
    "缺口": gap,
    "重叠": overlap,
    "所得": gains,
    "童工": wages,
    "两方": sides,
    "单位和责任人员": unit_and_persons,
    "权重": weighted,
    "权重（起点90）": lambda: weighted(start=90),
    "权重（起点90，封顶100）": lambda: weighted(start=90, cap=100),
    "权重（起点7）": lambda: weighted(start=7, statutory=(fine(100_000, 1_000_000),)),
    "权重（起点7，不足20按20）": lambda: weighted(start=7, floor=20),
    "权重（三分之一）": lambda: weighted(maximum=WeightMaximum(Fraction(100 * YUAN, 3), AmountUnit.YUAN)),
    "处置费用": charge_weighted,
    "递增": formula,
}
"""The tables by the name that the scenarios use."""
