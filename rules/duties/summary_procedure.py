"""May the decision be made on the spot (行政处罚法 第五十一条)? Thresholds by the day of the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from rules.amounts import yuan
from rules.duties.law_of_day import SINCE_2021, before_2021
from rules.duty import Duty
from standards_1023.values import Effect, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.duty import Decided

_REVIEW_FIRST = date(2024, 1, 1)
_ORDINARY = frozenset({"suspected_crime", "complex_case", "major_public_interest", "hearing_held"})
"""Findings that ask for what cannot be done on the spot."""
_ALLOWED = frozenset({MeasureKind.FINE, MeasureKind.WARNING, MeasureKind.ORDER})


@dataclass(frozen=True, slots=True)
class Limit:
    """The largest fines (分, included) that may be imposed on the spot, for decisions before `until`."""

    citizen: Fraction
    unit: Fraction
    citation: str
    until: date | None = None


LIMITS = (
    Limit(
        Fraction(5_000),
        Fraction(100_000),
        "《环境行政处罚办法》（2010年）第五十八条（修订前的行政处罚法同额）",
        SINCE_2021,
    ),
    Limit(Fraction(20_000), Fraction(300_000), "《中华人民共和国行政处罚法》第五十一条"),
)


def limit_on(day: date | None) -> Limit:
    """The limit for decisions on a day; the present one where no day is known."""
    if day is None:
        return LIMITS[-1]
    return next(limit for limit in LIMITS if limit.until is None or day < limit.until)


def duties(decided: Decided) -> Iterator[Duty]:
    """The summary procedure, where nothing but warnings and small fines is at stake."""
    kinds = decided.kinds()
    if not kinds & {MeasureKind.FINE, MeasureKind.WARNING} or not kinds <= _ALLOWED:
        return
    if decided.findings & _ORDINARY or Effect.MITIGATED in decided.effects:
        return
    limit = limit_on(decided.decision_date)
    certain = True
    shown = []
    for citizen, low, high in decided.fines():
        cap = limit.citizen if citizen else limit.unit
        if (low is None and high is None) or (low is not None and low > cap):
            return
        certain = certain and citizen is not None and high is not None and high <= cap
        shown.append(_shown(limit, citizen))
    if not shown:
        text = "只处警告，违法事实确凿并有法定依据的，可以适用简易程序，当场作出决定。"
    elif certain:
        text = f"本档罚款在{'、'.join(dict.fromkeys(shown))}的限额以内，违法事实确凿的，可以适用简易程序。"
    else:
        sums = "、".join(dict.fromkeys(shown))
        text = f"拟处罚款在{sums}的，违法事实确凿时可以适用简易程序；超过的用普通程序。"
    day = decided.decision_date
    if day is None or day >= _REVIEW_FIRST:
        text += "不服当场处罚的须先申请行政复议，决定书应当写明。"
        yield Duty("summary_procedure", text, f"{limit.citation}；《中华人民共和国行政复议法》第二十三条")
    else:
        verified = not before_2021(decided) or decided.environment
        yield Duty("summary_procedure", text, limit.citation, verified)


def _shown(limit: Limit, citizen: bool | None) -> str:  # noqa: FBT001 - whose fine it is
    """The limit that counts; both where nothing says whose fine it is."""
    of_citizens, of_units = f"公民{yuan(limit.citizen)}以下", f"法人或者其他组织{yuan(limit.unit)}以下"
    return {True: of_citizens, False: of_units, None: f"{of_citizens}、{of_units}"}[citizen]
