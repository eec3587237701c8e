"""What a ground of law is made of: circumstances with codes, and rules by which they lead to one another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from standards_1023.values import Effect

if TYPE_CHECKING:
    from datetime import date

LAW_OF_2021 = "《中华人民共和国行政处罚法》（2021年修订）"
LAW_OF_2017 = "《中华人民共和国行政处罚法》（2017年修正）"


class Whose(StrEnum):
    """Whose penalty a circumstance moves.

    ACT: it lies in the act (harm, correction) and moves every penalty for it. PARTY: it belongs to the party
    itself (coercion, merit); a unit's responsible persons have it only when it is named for them. PERSON: only
    a natural person can have it (age, capacity).
    """

    ACT = "act"
    PARTY = "party"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Article:
    """Where a circumstance stands in the law, for decisions from `since` until before `until`.

    A text that could not be read is `verified=False` and shown as 未核实.
    """

    citation: str
    since: date | None = None
    until: date | None = None
    verified: bool = True

    def holds_on(self, day: date) -> bool:
        """Whether the article is in force on a day."""
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Circumstance:
    """情节: a code that an officer may give, or that dates or other circumstances lead to.

    `effect` is None for a finding that moves nothing by itself (初次违法) and only leads to others. `articles`
    are in order of time. `needs` says what has to be proved, in words. `environment_only` confines it to
    violations under environment law. `given` is False for what only the program finds out.
    """

    code: str
    text: str
    effect: Effect | None
    articles: tuple[Article, ...]
    needs: tuple[str, ...]
    whose: Whose = Whose.ACT
    environment_only: bool = False
    given: bool = True

    def article_on(self, day: date | None) -> Article | None:
        """The article in force on a day (the latest where no day is known), or None."""
        if day is None:
            return self.articles[-1]
        return next((article for article in self.articles if article.holds_on(day)), None)


@dataclass(frozen=True, slots=True)
class Leads:
    """All of these circumstances together are that one: 轻微, 及时改正, 没有危害后果 → 不予处罚."""

    all_of: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground of law: its circumstances, how they lead to one another, and what follows besides."""

    code: str
    title: str
    circumstances: tuple[Circumstance, ...]
    leads: tuple[Leads, ...] = ()


__all__ = ["Article", "Circumstance", "Effect", "Ground", "Leads", "Whose"]
