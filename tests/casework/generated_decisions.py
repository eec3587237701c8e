"""Past decisions that are made up, with the truth about each: what every one of them should be found to be.

The standards are small grids, and a decision is made from its cell: what its band is follows from how it was made,
not from the program that is tested.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from casework.audit_verdicts import Verdict
from standards_1023.editions import DepartmentWorkbook, Edition, EditionState, Timeline
from standards_1023.values import Axis, Factor, FactorKind, Instrument, Model, Standard, StandardsWorkbook
from tests.rules.tables import fine, measured, number, option, row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FIRST, SECOND = date(2025, 1, 1), date(2026, 1, 1)
"""The days from which the two editions are in force."""
STATUTORY = (2_000, 500_000)
DEPARTMENTS = ("环水局", "城管局", "安监局", "住建局")
PLANTED = (
    Verdict.ABOVE_STATUTORY,
    Verdict.BELOW_STATUTORY,
    Verdict.NOT_FINED,
    Verdict.ABOVE_BAND,
    Verdict.BELOW_BAND,
    Verdict.WRONG_GRADE,
    Verdict.WRONG_EDITION,
)
HEADINGS = (
    *("决定书文号", "执法部门", "基准编号", "违法行为", "超标倍数", "排放量（吨）", "整改情况", "违法次数"),
    *("行为日期", "处罚决定日期", "罚款金额（元）", "当事人类型", "情节", "档次", "适用版本", "备注"),
)
LAW = (("《某市条例》第二十条",), (), (fine(*STATUTORY),), "A2")
_GRADES = ("轻微", "一般", "严重")
_MITIGATED = "coerced_mitigated"


@dataclass(frozen=True)
class Cell:
    """One cell of a standard: its grade, and its band in yuan, both limits included."""

    grade: str
    low: int
    high: int


@dataclass(frozen=True)
class Made:
    """A decision as a row of a table, and what should be found."""

    cells: dict[str, str]
    verdict: Verdict
    low: int
    high: int


def bands(step: int, n: int, edition: int) -> tuple[tuple[int, int], ...]:
    """The bands of the three grades in yuan; in the second edition every third standard is lighter, every third heavier."""
    shift = {1: 0, 2: (-1_000, 1_000, 0)[n % 3]}[edition]
    low = 10_000 + step * 1_000
    limits = [low + shift + i * 20_000 for i in range(4)]
    return tuple(pairwise(limits))


def standard(n: int, department: int, edition: int) -> Standard:
    """By turns: grades of a number, a matrix of a number and an option, grades of a count."""
    code, violation = f"{department + 1}-{n + 1}", f"{DEPARTMENTS[department]}违法行为之{'甲乙丙丁戊己'[n]}"
    found = bands(n, n, edition)
    numbers = (
        measured("1倍以下", "B3", number(None, 1, high_in=False), "倍"),
        measured("1倍以上5倍以下", "B4", number(1, 5, high_in=False), "倍"),
        measured("5倍以上", "B5", number(5, None), "倍"),
    )
    amounts = (
        measured("10吨以下", "B3", number(None, 10, high_in=False), "吨"),
        measured("10吨以上50吨以下", "B4", number(10, 50, high_in=False), "吨"),
        measured("50吨以上", "B5", number(50, None), "吨"),
    )
    counts = (
        measured("第一次", "B3", number(1, 1), "次"),
        measured("第二次", "B4", number(2, 2), "次"),
        measured("第三次及以上", "B5", number(3, None), "次"),
    )
    if n % 3 == 1:
        mending = (option("限期内改正", "C3"), option("逾期未改正", "C4"))
        factors = (
            Factor("排放量", FactorKind.NUMBER, amounts, Axis.SEVERITY),
            Factor("整改情况", FactorKind.OPTION, mending, Axis.CONSEQUENCE),
        )
        rows = tuple(
            row(
                3 + 2 * i + j,
                {"排放量": a.text, "整改情况": m.text},
                fine(low + j * 10_000, high + j * 10_000),
                grade=_GRADES[i],
            )
            for i, (a, (low, high)) in enumerate(zip(amounts, found, strict=True))
            for j, m in enumerate(mending)
        )
        return Standard("表", f"A{n + 3}", code, violation, Model.MATRIX, *LAW, factors, rows)
    name, conditions, kind = (
        ("超标倍数", numbers, FactorKind.NUMBER) if n % 3 == 0 else ("违法次数", counts, FactorKind.COUNT)
    )
    rows = tuple(
        row(3 + i, {name: c.text}, fine(low, high), grade=_GRADES[i])
        for i, (c, (low, high)) in enumerate(zip(conditions, found, strict=True))
    )
    factor = Factor(name, kind, conditions)
    return Standard("表", f"A{n + 3}", code, violation, Model.GRADES, *LAW, (factor,), rows)


def workbook(department: int, edition: int) -> StandardsWorkbook:
    standards = tuple(standard(n, department, edition) for n in range(6))
    return StandardsWorkbook(
        f"{DEPARTMENTS[department]}.xlsx", f"{department}{edition}" * 32, Instrument(), standards, ()
    )


def timeline() -> Timeline:
    """The two editions, as if they had been published."""
    return Timeline(tuple(_edition(n, since) for n, since in ((1, FIRST), (2, SECOND))))


def _edition(number_: int, since: date) -> Edition:
    kept = tuple(
        DepartmentWorkbook(name, workbook(d, number_), f"{d}{number_}" * 32)
        for d, name in enumerate(DEPARTMENTS)
    )
    return Edition(number_, EditionState.PUBLISHED, kept, f"{number_}" * 64, since)


def decisions(count: int, departures: int, seed: int = 1) -> list[Made]:
    """So many decisions, so many of them with a departure, the kinds of PLANTED by turns, in a drawn order."""
    random_ = random.Random(seed)  # noqa: S311 - the same decisions every time
    kinds = [PLANTED[n % len(PLANTED)] for n in range(departures)] + [Verdict.INSIDE] * (count - departures)
    random_.shuffle(kinds)
    return [_decision(random_, n, kind) for n, kind in enumerate(kinds)]


def _decision(random_: random.Random, n: int, kind: Verdict) -> Made:
    department, place, grade = random_.randrange(4), random_.randrange(6), random_.randrange(3)
    late = random_.randrange(2)
    acted, decided = _days(random_)
    facts, add = _facts(random_, place, grade, late)
    editions = [1 if day < SECOND else 2 for day in (acted, decided)]
    mitigated = (
        kind is Verdict.INSIDE and random_.random() < 0.05
    )  # with a circumstance: below the law's least
    # The lighter one; where they are alike, as under 减轻, that of the act.
    applied = editions[0] if mitigated else min(editions, key=lambda e: (bands(place, place, e)[grade], e))
    low, high = (limit + add for limit in bands(place, place, applied)[grade])
    cells = dict.fromkeys(HEADINGS, "") | facts
    cells |= {
        "决定书文号": f"某罚决〔{decided.year}〕第{n + 1}号",
        "执法部门": DEPARTMENTS[department],
        "基准编号": f"{department + 1}-{place + 1}" if random_.random() < 0.5 else "",
        "违法行为": f"{DEPARTMENTS[department]}违法行为之{'甲乙丙丁戊己'[place]}",
        "行为日期": _written(random_, acted),
        "处罚决定日期": _written(random_, decided),
        "当事人类型": random_.choice(("单位", "公民", "个体工商户", "企业", "个人")),
        "情节": random_.choice(("", "无", "从轻", "从重", "一般")),
        "档次": random_.choice(("", _GRADES[grade])),
        "适用版本": random_.choice(("", f"第{applied}版")),
        "备注": random_.choice(("", "=1+1", "已缴款")),
    }
    fine_fen = _fine(random_, kind, low, high)
    if mitigated:
        cells["情节"] = _MITIGATED
        low, high, fine_fen = 0, STATUTORY[0], random_.randrange(1, STATUTORY[0] * 100)
    if kind is Verdict.WRONG_GRADE:
        cells["档次"] = random_.choice([g for g in _GRADES if g != _GRADES[grade]])
    if kind is Verdict.WRONG_EDITION:
        cells["适用版本"] = f"第{3 - applied}版"
    cells["罚款金额（元）"] = _amount(random_, fine_fen)
    return Made(cells, kind, low, high)


def _days(random_: random.Random) -> tuple[date, date]:
    acted = FIRST + timedelta(days=random_.randrange(600))
    return acted, acted + timedelta(days=random_.randrange(100))


def _facts(random_: random.Random, place: int, grade: int, late: int) -> tuple[dict[str, str], int]:
    """The facts that lead to a grade, on the limits too; and what the second axis adds to the band in yuan."""
    if place % 3 == 0:
        value = random_.choice((("0.5倍", "0.99倍"), ("1倍", "2.5倍", "4.9999倍"), ("5倍", "12倍"))[grade])
        return {"超标倍数": value}, 0
    if place % 3 == 1:
        value = random_.choice((("0.5", "9.99"), ("10", "33", "49.9999"), ("50", "1200"))[grade])
        return {"排放量（吨）": value, "整改情况": ("限期内改正", "逾期未改正")[late]}, late * 10_000
    return {"违法次数": random_.choice((("1次", "首次"), ("2次", "第二次"), ("3次", "7次"))[grade])}, 0


def _fine(random_: random.Random, kind: Verdict, low: int, high: int) -> int:
    """A fine in 分 that is what it is to be; at the limit, and one 分 beside it, more often than not."""
    least, most = STATUTORY[0] * 100, STATUTORY[1] * 100
    low, high = low * 100, high * 100
    drawn = {
        Verdict.ABOVE_STATUTORY: (most + 1, most + random_.randrange(1, 10**8)),
        Verdict.BELOW_STATUTORY: (1, least - 1, random_.randrange(1, least)),
        Verdict.NOT_FINED: (0,),
        Verdict.ABOVE_BAND: (high + 1, random_.randrange(high + 1, most), most),
        Verdict.BELOW_BAND: (least, low - 1, random_.randrange(least, low)),
    }
    return random_.choice(drawn.get(kind, (low, high, random_.randrange(low, high + 1))))


def _amount(random_: random.Random, fen: int) -> str:
    whole, rest = divmod(fen, 100)
    yuan = f"{whole}" + (f".{rest:02}" if rest else "")
    forms = [yuan, f"{yuan}元", f"¥{whole:,}" + (f".{rest:02}" if rest else "")]
    if fen == 0:
        forms.append("不予处罚")
    if fen % 1_000_000 == 0 and fen:
        forms.append(f"{fen // 1_000_000}万元")
    return random_.choice(forms)


def _written(random_: random.Random, day: date) -> str:
    return random_.choice((
        day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}", f"{day:%Y%m%d}",
    ))  # fmt: skip


def as_rows(made: Sequence[Made]) -> Iterator[list[str]]:
    """The headings and the rows of a table."""
    yield list(HEADINGS)
    for one in made:
        yield [one.cells[heading] for heading in HEADINGS]
