"""追责时效: how long after its end an act may be found out and still be punished (行政处罚法 第三十六条).

The period that counts is that of the day on which the act ended. That day itself is not counted, the
corresponding day is the last one (民法典 第二百零一条、第二百零二条); what is found out on it is in time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rules.case_input import DISCOVERED
from rules.environment_law import under_environment_law
from rules.errors import FactRefused
from rules.months import months_after
from rules.reasons import Reason

if TYPE_CHECKING:
    from rules.case_input import CaseInput
    from standards_1023.values import Standard


@dataclass(frozen=True, slots=True)
class Period:
    """A period in months for acts that ended from `since` until before `until`, where a finding holds."""

    months: int
    citation: str
    since: date | None = None
    until: date | None = None
    finding: str | None = None
    environment: bool = False
    verified: bool = True

    def covers(self, ended: date, findings: frozenset[str], *, environment: bool) -> bool:
        """Whether the period is the one for an act."""
        return (
            (self.since is None or ended >= self.since)
            and (self.until is None or ended < self.until)
            and (self.finding is None or self.finding in findings)
            and (environment or not self.environment)
        )


_LAW_2021, _CODE = date(2021, 7, 15), date(2026, 8, 15)
_LAW = "《中华人民共和国行政处罚法》第三十六条"
PERIODS = (  # the first that covers an act counts
    Period(
        60, "《中华人民共和国生态环境法典》第一千零五十四条第一款", _CODE, finding="pollution_consequence",
        environment=True, verified=False,
    ),
    # Five years are new in 2021: a burden, so not for acts that ended before.
    Period(60, f"{_LAW}第一款", _LAW_2021, finding="life_health_harm"),
    Period(
        24, "《中华人民共和国生态环境法典》第一千零五十四条第一款", _CODE, environment=True, verified=False
    ),
    Period(24, f"{_LAW}第一款", _LAW_2021),
    Period(24, "《中华人民共和国行政处罚法》（2017年修正）第二十九条", until=_LAW_2021, verified=False),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limitation:
    """Whether the period has expired, and its last day; `needs_human` where the Code's is longer."""

    expired: bool
    last_day: date
    reason: Reason
    needs_human: bool = False


def limitation_of(standard: Standard, case: CaseInput, findings: frozenset[str]) -> Limitation | None:
    """The limitation of a case; None where the act's end or the day of discovery is not given."""
    ended, found = case.act_date, case.day(DISCOVERED)
    if ended is None or found is None:
        return None
    if found < ended:
        raise FactRefused(DISCOVERED, f"{DISCOVERED} {found} 早于行为日期 {ended}：请核对两个日期。")
    environment = under_environment_law(standard)
    period = next(p for p in PERIODS if p.covers(ended, findings, environment=environment))
    last = months_after(ended, period.months)
    by_code = next(p for p in PERIODS if p.covers(max(ended, _CODE), findings, environment=environment))
    longer = by_code.months > period.months and found <= months_after(ended, by_code.months)
    expired = found > last
    text = (
        f"行为终了于{ended.isoformat()}，追责时效{period.months // 12}年，至{last.isoformat()}届满；"
        f"{found.isoformat()}发现，{'已经届满，不再给予行政处罚' if expired else '没有届满'}。"
    )
    if expired and longer:
        text += (
            "《生态环境法典》规定的时效更长，但没有规定溯及既往，已届满的不因它恢复（未核实，请人工确认）。"
        )
    citation = period.citation if period.verified else f"{period.citation}（未核实）"
    return Limitation(expired, last, Reason(text, citation), needs_human=expired and longer)
