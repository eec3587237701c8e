"""按日连续处罚: a fine for each day that the act went on after the order to correct.

The days run from the day after the order was served to the day of the recheck, both included. 法典 art. 1060
for what goes on on 2026-08-15 or later, 环境保护法 art. 59 before; 安全生产法 art. 112 in its field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rules.amounts import yuan
from rules.case_input import ORDER_SERVED, RECHECKED
from rules.environment_law import under_environment_law
from rules.errors import FactRefused, NeedsHuman
from rules.reasons import Reason
from standards_1023.values import AmountUnit, Measure, MeasureKind, Range

if TYPE_CHECKING:
    from fractions import Fraction

    from standards_1023.values import Standard

_CODE = date(2026, 8, 15)
_BY_CODE = "《中华人民共和国生态环境法典》第一千零六十条"
_BY_OLD_LAW = "《中华人民共和国环境保护法》第五十九条"
_BY_OLD_LAW_SINCE, _SAFETY_SINCE = date(2015, 1, 1), date(2021, 9, 1)
_REACHED = re.compile(r"排放|排污|排入|偷排|超标|倾倒|处置|弃置|丢弃|遗撒|渗漏")
"""What the law fines by the day: discharging, dumping, disposing of pollutants; no other act."""
_SAFETY = "《中华人民共和国安全生产法》第一百一十二条"


@dataclass(frozen=True, slots=True)
class DailyFine:
    """The days, the further fine (it may be imposed, it need not be) and the reason."""

    days: int
    fine: Measure
    reason: Reason


def daily_fine(standard: Standard, original_fen: Fraction, order_served: date, rechecked: date) -> DailyFine:
    """The fine for the days; NeedsHuman where no law of the violation's field allows one."""
    days = (rechecked - order_served).days
    if days <= 0:
        raise FactRefused(RECHECKED, f"{RECHECKED}应当晚于{ORDER_SERVED}（{order_served}）：请核对两个日期。")
    citation, verified = _law(standard, rechecked)
    total = original_fen * days
    if total.denominator != 1:
        raise FactRefused("原罚款数额", "原罚款数额不足一分：请填写决定书上的数额。")
    first = date.fromordinal(order_served.toordinal() + 1)
    text = (
        f"可以按日连续处罚：自责令改正送达次日{first.isoformat()}至复查之日{rechecked.isoformat()}共{days}日，"
        f"原罚款数额{yuan(original_fen)}×{days}日＝{yuan(total)}，与原罚款分别缴纳。"
        "止日法律没有写明，沿用至复查发现之日（未核实）。"
    )
    shown = f"按日连续处罚：{yuan(original_fen)}×{days}日"
    fine = Measure(MeasureKind.FINE, shown, unit=AmountUnit.YUAN, amount=Range(total, total), optional=True)
    return DailyFine(days, fine, Reason(text, citation if verified else f"{citation}（未核实）"))


def _law(standard: Standard, rechecked: date) -> tuple[str, bool]:
    """The article that allows it, by the last day on which the act went on, and whether its text was read."""
    if under_environment_law(standard):
        if not _REACHED.search(standard.violation):
            raise NeedsHuman(
                f"按日连续处罚只及于违法排放、倾倒、处置污染物，“{standard.violation}”没有写明：请去掉这一情节，或者人工核对。"
            )
        _refuse_before(_BY_OLD_LAW_SINCE, rechecked, _BY_OLD_LAW)
        return (_BY_CODE, False) if rechecked >= _CODE else (_BY_OLD_LAW, True)
    if any("安全生产" in citation for citation in standard.basis):
        _refuse_before(_SAFETY_SINCE, rechecked, _SAFETY)
        return _SAFETY, True
    raise NeedsHuman("这项违法行为的法律没有规定按日连续处罚：请去掉这一情节，或者人工核对所适用的法律。")


def _refuse_before(since: date, rechecked: date, article: str) -> None:
    if rechecked < since:
        raise NeedsHuman(
            f"{article}自{since}起才规定按日连续处罚，不能用于{rechecked}的复查：请去掉这一情节。"
        )
