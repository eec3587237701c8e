"""What the API says to a case of the desk, and the figures that a page must show for it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

    from tests.service.pages.cases import DeskCase

_WAN = 10_000


def answer_of(client: httpx.Client, case: DeskCase) -> dict[str, Any]:
    """What the API answers to the same question."""
    answer = client.post("/api/v1/assessments", json=case.document)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def figure_of(measure: dict[str, Any]) -> str:
    """The figure of a fine in yuan, from the numbers of the API."""
    limits = list(dict.fromkeys(n for n in (measure["min"], measure["max"]) if n is not None))
    numbers = [Fraction(str(n)) for n in limits]
    wan = all(n >= _WAN and (n / 100).denominator == 1 for n in numbers)
    shown = [f"{float(n / _WAN):g}" if wan else f"{float(n):g}" for n in numbers]
    only = "" if measure["min"] is not None else "以下"
    return "–".join(shown) + ("万元" if wan else "元") + (only or ("以上" if measure["max"] is None else ""))
