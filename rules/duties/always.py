"""What every case asks for: notice before the decision, the order to correct, illegal gains, education."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.duties.law_of_day import before_2021, penalty_law_on
from rules.duty import Duty
from standards_1023.values import Effect, MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.duty import Decided

_LAW = "《中华人民共和国行政处罚法》"


def duties(decided: Decided) -> Iterator[Duty]:
    """Notice, correction and gains; education and guardians where there is no penalty."""
    text = "作出决定以前，应当告知拟处罚的内容、事实、理由和依据，听取陈述和申辩；不予处罚的同样先行告知。"
    told = penalty_law_on(decided, "第四十四条、第四十五条、第六十二条", "第三十一条、第三十二条、第四十一条")
    yield Duty("notice", text, *told)
    text = "应当责令当事人改正或者限期改正违法行为。"
    yield Duty("order_correction", text, *penalty_law_on(decided, "第二十八条第一款", "第二十三条"))
    yield from _since_2021(decided)
    if "under_14" in decided.findings:
        yield Duty("guardian", "应当责令监护人加以管教。", *penalty_law_on(decided, "第三十条", "第二十五条"))
    if "incapable" in decided.findings:
        text = "应当责令监护人严加看管和治疗。"
        yield Duty("guardian", text, *penalty_law_on(decided, "第三十一条", "第二十六条"))


def _since_2021(decided: Decided) -> Iterator[Duty]:
    """Education and the general confiscation of gains, new in 2021; each may be another person's."""
    if before_2021(decided):
        return
    if Effect.NO_PENALTY in decided.effects:
        yield Duty("education", "依法不予处罚的，应当对当事人进行教育。", f"{_LAW}第三十三条第三款")
    if decided.penalties() and MeasureKind.CONFISCATE not in decided.kinds():
        text = "当事人有违法所得的，除依法应当退赔的外，应当予以没收；没有的写明没有。"
        yield Duty("confiscate_gains", text, f"{_LAW}第二十八条第二款")
