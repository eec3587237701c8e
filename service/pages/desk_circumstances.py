"""The circumstances of the desk by what they do, each with its article and the evidence that it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.circumstances import Whose
from service.pages import desk_names
from standards_1023.values import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from rules.circumstances import Circumstance
    from rules.ground_rulebook import GroundRules
    from service.pages.desk_query import DeskQuery
    from service.pages.desk_question import Question

_TITLES: tuple[tuple[Effect | None, str, str], ...] = (
    (Effect.NO_PENALTY, "不予处罚", "none"),
    (Effect.MAY_WAIVE, "可以不予处罚", "none"),
    (Effect.MITIGATED, "减轻处罚", "mitigated"),
    (Effect.LIGHTER, "从轻处罚", "lighter"),
    (Effect.HEAVIER, "从重处罚", "heavier"),
    (None, "事实认定（几项合起来才改变处罚）", "plain"),
)
_OF_PERSON = "@责任人员"


@dataclass(frozen=True, slots=True)
class Tick:
    """One circumstance that may be ticked."""

    id: str
    value: str
    text: str
    citation: str
    verified: bool
    needs: str
    leads: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Ticks:
    """The circumstances of one effect; `level` is the name of its colour."""

    title: str
    level: str
    ticks: tuple[Tick, ...]

    @property
    def chosen(self) -> int:
        """How many are ticked."""
        return sum(tick.chosen for tick in self.ticks)


def ticks_of(question: Question, query: DeskQuery, rules: GroundRules) -> tuple[Ticks, ...]:
    """All groups that have any."""
    chosen = frozenset(query.written.get(desk_names.CIRCUMSTANCE, ()))
    day = query.case.decision_date
    groups = [
        Ticks(
            title,
            level,
            tuple(_ticks([c for c in question.circumstances if c.effect is effect], day, chosen, rules)),
        )
        for effect, title, level in _TITLES
    ]
    if question.for_persons:
        theirs = [c for c in question.circumstances if c.whose is not Whose.ACT]
        groups.append(
            Ticks("只属于责任人员的情节", "plain", tuple(_ticks(theirs, day, chosen, rules, of=_OF_PERSON)))
        )
    return tuple(group for group in groups if group.ticks)


def _ticks(
    circumstances: list[Circumstance],
    day: date | None,
    chosen: frozenset[str],
    rules: GroundRules,
    *,
    of: str = "",
) -> Iterator[Tick]:
    for circumstance in circumstances:
        article, value = circumstance.article_on(day), circumstance.code + of
        if circumstance.articles and article is None and value not in chosen:
            continue  # no law yet on the day of the decision
        yield Tick(
            id=f"c-{circumstance.code}{'-person' if of else ''}",
            value=value,
            text=circumstance.text,
            citation=article.citation if article else "执法人员认定",
            verified=article is None or article.verified,
            needs="、".join(circumstance.needs),
            leads="；".join(_leads(circumstance.code, rules.circumstances, rules)),
            chosen=value in chosen,
        )


def _leads(code: str, known: Mapping[str, Circumstance], rules: GroundRules) -> Iterator[str]:
    for lead in rules.leads.values():
        if code in lead.all_of:
            others = "、".join(f"“{known[other].text}”" for other in lead.all_of if other != code)
            yield f"与{others}合为“{known[lead.to].text}”" if others else f"即“{known[lead.to].text}”"
