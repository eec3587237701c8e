"""The reasoning as one paragraph that an officer can copy into the notice or the decision document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.pages.amount_figures import only_measure_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rules.assessment import Assessment
    from rules.reasons import Reason
    from standards_1023.values import Standard

_ARTICLE = re.compile(r"《[^》]+》")
_FOR_THE_OFFICER = re.compile(r"请|并写明理由|须写明理由|没有填写|没有答复|没有与法定幅度核对|--")


def paragraph_of(standard: Standard, assessment: Assessment, reasons: Sequence[Reason]) -> str:
    """The sentences with the articles that they do not name themselves in brackets, then the band."""
    band = "；".join(only_measure_words(measure) for measure in assessment.measures)
    return "".join(_sentences(reasons)) + f"综上，按裁量基准 {standard.code}，处罚幅度为：{band}。"


def _sentences(reasons: Sequence[Reason]) -> Iterator[str]:
    """Sentences that ask something of the officer are left out: they belong to the desk alone."""
    for reason in reasons:
        text = reason.text.rstrip("。")
        if _FOR_THE_OFFICER.search(text):
            continue
        named = _ARTICLE.match(reason.citation) and reason.citation.split("、")[0] not in text
        yield f"{text}（{reason.citation}）。" if named else f"{text}。"
