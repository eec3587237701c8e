"""Whether the decision must be reviewed by the legal department first (行政处罚法 第五十八条)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.duties import hearing
from rules.duties.law_of_day import penalty_law_on
from rules.duty import Duty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.duty import Decided

_GUANGDONG = "《广东省重大行政执法决定法制审核办法》第十条、第十二条"
_TRIGGERS = {
    "major_public_interest": "涉及重大公共利益",
    "hearing_held": "经过听证程序",
    "complex_case": "案件情况疑难复杂、涉及多个法律关系",
}


def duties(decided: Decided) -> Iterator[Duty]:
    """The legal review, with what asks for it."""
    found = [words for code, words in _TRIGGERS.items() if code in decided.findings]
    if found:
        text = f"本案{'、'.join(found)}，作出决定前应当进行法制审核；未经审核或者审核未通过的，不得作出决定。"
        yield Duty("legal_review", text, *penalty_law_on(decided, "第五十八条第一款", "第三十八条第三款"))
    elif any(hearing.duties(decided)):
        text = (
            "直接关系当事人重大权益并经过听证程序的，作出决定前应当进行法制审核（在听证之后）；"
            "本单位的法制审核目录另有列明的，同样应当审核。"
        )
        law, verified = penalty_law_on(decided, "第五十八条第一款第二项", "第三十八条第三款")
        yield Duty("legal_review", text, f"{law}；{_GUANGDONG}", verified)
