"""Does a measure need the approval of a government above: 责令停业、关闭 and what its clause says itself."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from rules.duty import Duty
from standards_1023.values import MeasureKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.duty import Decided

_CODE_SINCE = date(2026, 8, 15)
_APPROVAL = re.compile(r"报经|报请|批准后|经.{0,12}批准")
_NEEDS = frozenset({MeasureKind.CLOSE, MeasureKind.SUSPEND_PRODUCTION, MeasureKind.REVOKE_LICENCE})


def duties(decided: Decided) -> Iterator[Duty]:
    """The approval of what is about to be imposed."""
    kinds = decided.kinds() & _NEEDS
    said = any(
        measure.kind in kinds and _APPROVAL.search(measure.text)
        for measure in (*decided.measures, *decided.standard.statutory)
    )
    closing = MeasureKind.CLOSE in kinds
    if said and kinds:
        text = "法条写明须报经有批准权的人民政府或者机关批准：批准以前不得作出这一处罚决定。"
        yield Duty("superior_approval", text, "、".join(decided.standard.basis) or "本项处罚依据")
    elif closing and decided.environment:
        text = "责令停业、关闭须报经有批准权的人民政府批准：批准以前不得作出决定。"
        day = decided.decision_date
        if day is not None and day < _CODE_SINCE:
            of_water = any("水污染防治法" in citation for citation in decided.standard.basis)
            citation = f"《中华人民共和国水污染防治法》第八十三条{'' if of_water else '等'}"
            yield Duty("superior_approval", text, citation, verified=of_water)
        else:
            citation = "《中华人民共和国生态环境法典》第一千一百零七条等"
            yield Duty("superior_approval", text, citation, verified=False)
