"""What is not for this authority: detention is the police's alone, a suspected crime goes to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.duties.law_of_day import penalty_law_on
from rules.duty import Duty
from standards_1023.values import MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.duty import Decided


def duties(decided: Decided) -> Iterator[Duty]:
    """The transfer to the police, for detention and for a suspected crime."""
    if "suspected_crime" in decided.findings:
        text = (
            "涉嫌犯罪的必须移送公安机关，不得以罚代移：由两名以上执法人员核实并写出报告，负责人收到后三日内决定，"
            "批准的二十四小时内移送；移送前没有罚款的，不再罚款。"
        )
        law, verified = penalty_law_on(decided, "第二十七条第一款、第三十五条", "第二十二条、第二十八条")
        citation = f"{law}；《行政执法机关移送涉嫌犯罪案件的规定》第三条、第五条"
        yield Duty("criminal_transfer", text, citation, verified)
    if MeasureKind.DETENTION in decided.kinds():
        text = "行政拘留只能由公安机关和法律规定的其他机关决定：本机关不得作出，符合条件的移送公安机关。"
        yield Duty("police_transfer", text, *penalty_law_on(decided, "第十八条第三款", "第十六条"))
