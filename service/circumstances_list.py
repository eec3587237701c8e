"""The list of circumstance codes, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.circumstance_reasons import EFFECTS
from rules.given_circumstances import OF
from rules.ground_rulebook import compile_grounds
from service.printing import console

if TYPE_CHECKING:
    from rules.circumstances import Article, Circumstance
    from rules.ground_rulebook import GroundRules
    from service.standards_json import Json
    from standards_1023.values import Instrument


def circumstances_json(instrument: Instrument) -> list[Json]:
    """Every code that `--circumstance` takes, in the order in which they are considered."""
    rules = compile_grounds(instrument)
    return [_json(rules, circumstance) for circumstance in _given(rules)]


def _given(rules: GroundRules) -> list[Circumstance]:
    return [circumstance for circumstance in rules.circumstances.values() if circumstance.given]


def _json(rules: GroundRules, circumstance: Circumstance) -> Json:
    current = circumstance.articles[-1] if circumstance.articles else None
    return {
        "code": circumstance.code,
        "text": circumstance.text,
        "effect": None if circumstance.effect is None else circumstance.effect.value,
        "article": None if current is None else current.citation,
        "verified": current is None or current.verified,
        "articles": [_article(article) for article in circumstance.articles],
        "needs": list(circumstance.needs),
        "leads_to": [
            {"all_of": list(lead.all_of), "to": lead.to}
            for lead in rules.leads.values()
            if circumstance.code in lead.all_of
        ],
        "excluded_by": list(rules.own[circumstance.code].excluded) if circumstance.code in rules.own else [],
        "whose": circumstance.whose.value,
        "environment_only": circumstance.environment_only,
    }


def _article(article: Article) -> Json:
    return {
        "citation": article.citation,
        "since": None if article.since is None else article.since.isoformat(),
        "until": None if article.until is None else article.until.isoformat(),
        "verified": article.verified,
    }


def print_circumstances(instrument: Instrument) -> None:
    """The codes with what they do, their article and what they need."""
    rules = compile_grounds(instrument)
    out = console()
    for circumstance in _given(rules):
        effect = EFFECTS[circumstance.effect] if circumstance.effect else "事实认定，本身不改变处罚"
        out.print(f"{circumstance.code}  {circumstance.text}")
        citation = circumstance.articles[-1].citation if circumstance.articles else "执法人员认定"
        unverified = "" if not circumstance.articles or circumstance.articles[-1].verified else "（未核实）"
        out.print(f"    {effect}；{citation}{unverified}；需要：{'、'.join(circumstance.needs) or '—'}")
        for lead in rules.leads.values():
            if lead.to == circumstance.code:
                out.print(f"    具备 {'、'.join(lead.all_of)} 即成立")
    whom = "、".join(f"@{name}" for name in OF)
    out.print(f"\n只属于某一方的情节，在代码后面写明是谁的：{whom}，例如 coerced_lighter@责任人员。")
