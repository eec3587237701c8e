"""Whether the party must be told of its right to a hearing (行政处罚法 第六十三条), by field and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.amounts import yuan
from rules.duties.law_of_day import before_2021, penalty_law_on
from rules.duty import Duty
from standards_1023.values import MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.duty import Decided

HEAVY = {
    MeasureKind.DOWNGRADE: "降低资质等级",
    MeasureKind.REVOKE_LICENCE: "吊销许可证件",
    MeasureKind.SUSPEND_PRODUCTION: "责令停产停业",
    MeasureKind.CLOSE: "责令关闭",
    MeasureKind.BAR: "限制从业",
}
_ORDER_OF_2023 = date(2023, 7, 1)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least large fine (分, included) of citizens and units, from `since` until before `until`."""

    citizen: Fraction
    unit: Fraction
    citation: str
    verified: bool
    since: date | None = None
    until: date | None = None
    environment: bool = False

    def holds(self, day: date | None, *, environment: bool) -> bool:
        """Whether it counts for a decision on a day (today's where no day is known)."""
        if self.environment and not environment:
            return False
        if day is None:
            return self.until is None
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)


THRESHOLDS = (
    Threshold(
        Fraction(500_000), Fraction(10_000_000), "《广东省行政处罚听证程序实施办法》", verified=False
    ),
    Threshold(
        Fraction(500_000), Fraction(5_000_000), "《环境行政处罚办法》（2010年）第七十八条", verified=True,
        since=date(2010, 3, 1), until=date(2023, 7, 1), environment=True,
    ),
    Threshold(
        Fraction(500_000), Fraction(20_000_000), "《生态环境行政处罚办法》第八十九条（单位20万元）",
        verified=False, since=date(2023, 7, 1), environment=True,
    ),
)  # fmt: skip


def duties(decided: Decided) -> Iterator[Duty]:
    """The right to a hearing, where a heavy measure or a large fine is at stake."""
    heavy = [word for kind, word in HEAVY.items() if kind in decided.kinds()]
    period = "三日（未核实）" if before_2021(decided) else "五个工作日"
    law = penalty_law_on(decided, "第六十三条第一款", "第四十二条")
    if heavy:
        text = f"拟给予{'、'.join(heavy)}，应当告知当事人有要求听证的权利；当事人在告知后{period}内提出。"
        yield Duty("hearing", text, *law)
        return
    if found := _by_fine(decided, period):
        yield found
    elif MeasureKind.CONFISCATE in decided.kinds():
        text = "没收违法所得数额较大或者没收非法财物价值较大的，应当告知听证权利：请按查明的数额核对。"
        yield Duty("hearing", text, *law)
    elif MeasureKind.SUSPEND_LICENCE in decided.kinds():
        text = (
            "暂扣许可证件是否属于其他较重的行政处罚没有核实：按应当告知听证权利办理，"
            f"当事人在告知后{period}内提出。"
        )
        yield Duty("hearing", text, f"{law[0]}{_widened(decided)}", verified=False)


def _widened(decided: Decided) -> str:
    """The order of 2023 names more measures than the law, in the field of environment."""
    day = decided.decision_date
    widened = decided.environment and (day is None or day >= _ORDER_OF_2023)
    return "；《生态环境行政处罚办法》第四十六条" if widened else ""


def _by_fine(decided: Decided, period: str) -> Duty | None:
    counted = [t for t in THRESHOLDS if t.holds(decided.decision_date, environment=decided.environment)]
    for citizen, low, high in decided.fines():
        # The lowest threshold counts: to tell a party of a right too often harms nobody.
        threshold = min(counted, key=lambda t: t.unit if citizen is False else t.citizen)
        least = threshold.unit if citizen is False else threshold.citizen
        if high is not None and high < least:
            continue
        certain = citizen is not None and low is not None and low >= least
        begin = (
            f"本档罚款都达到{_shown(counted, citizen)}"
            if certain
            else f"拟处罚款达到{_shown(counted, citizen)}的"
        )
        text = f"{begin}，应当告知当事人有要求听证的权利；当事人在告知后{period}内提出。"
        law, verified = penalty_law_on(decided, "第六十三条第一款第一项", "第四十二条")
        return Duty("hearing", text, f"{law}；{threshold.citation}", threshold.verified and verified)
    return None


def _shown(counted: list[Threshold], citizen: bool | None) -> str:  # noqa: FBT001 - whose fine it is
    """The threshold that counts; both where nothing says whose fine it is."""
    of_citizens = f"公民{yuan(min(t.citizen for t in counted))}以上"
    of_units = f"法人或者其他组织{yuan(min(t.unit for t in counted))}以上"
    return {True: of_citizens, False: of_units, None: f"{of_citizens}、{of_units}"}[citizen]
