"""Whether the heads of the authority must decide together (行政处罚法 第五十七条第二款)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.duties.law_of_day import penalty_law_on
from rules.duty import Duty
from standards_1023.values import Effect, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.duty import Decided

_SHENZHEN = "《深圳市规范行政处罚裁量权若干规定》第十八条"
_HEAVY = frozenset(
    {
        MeasureKind.DOWNGRADE,
        MeasureKind.REVOKE_LICENCE,
        MeasureKind.SUSPEND_PRODUCTION,
        MeasureKind.CLOSE,
        MeasureKind.BAR,
    }
)


def duties(decided: Decided) -> Iterator[Duty]:
    """The collective decision; Shenzhen's own cases of it rest on a text that was only read in part."""
    why = []
    if Effect.MITIGATED in decided.effects:
        why.append("减轻处罚")
    if Effect.NO_PENALTY in decided.effects:
        why.append("不予处罚")
    if Effect.MAY_WAIVE in decided.effects:
        why.append("如不予处罚")
    sources = [(_SHENZHEN, False)] if why else []
    if decided.kinds() & _HEAVY or "complex_case" in decided.findings:
        why.append("情节复杂或者重大违法行为给予行政处罚")
        sources.append(penalty_law_on(decided, "第五十七条第二款", "第三十八条第二款"))
    if why:
        text = f"{'、'.join(why)}，应当由两名以上负责人集体讨论决定，并逐人记录意见。"
        citation = "；".join(citation for citation, _ in sources)
        yield Duty("collective_decision", text, citation, all(verified for _, verified in sources))
