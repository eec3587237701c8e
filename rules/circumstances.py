"""What a ground of law is made of: circumstances with codes, and rules by which they lead to one another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from standards_1023.values import Effect

_LAW = "《中华人民共和国行政处罚法》"


class Whose(StrEnum):
    """Whose penalty a circumstance moves.

    ACT: it lies in the act (harm, correction) and moves every penalty for it. PARTY: it belongs to the party
    itself (coercion, merit); a unit's responsible persons have it only when it is named for them. PERSON:
    only a natural person can have it (age, capacity).
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

    `effect` is None for a finding that moves nothing by itself (初次违法) and only leads to others.
    `articles` are in order of time; none for a finding that no article names. `needs` says in words what has
    to be proved. `environment_only` confines it to violations under environment law, `since_act` to acts
    that ended on or after a day (a burden holds only for later acts). `given` is False for what only the
    program finds out.
    """

    code: str
    text: str
    effect: Effect | None
    articles: tuple[Article, ...]
    needs: tuple[str, ...]
    whose: Whose = Whose.ACT
    environment_only: bool = False
    since_act: date | None = None
    given: bool = True

    def article_on(self, day: date | None) -> Article | None:
        """The article in force on a day (the latest where no day is known), or None."""
        if day is None:
            return self.articles[-1] if self.articles else None
        return next((article for article in self.articles if article.holds_on(day)), None)


@dataclass(frozen=True, slots=True)
class Leads:
    """All of these circumstances together are that one: 轻微, 及时改正, 没有危害后果 → 不予处罚."""

    all_of: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground of law: its circumstances and how they lead to one another."""

    circumstances: tuple[Circumstance, ...]
    leads: tuple[Leads, ...] = ()


_2021 = date(2021, 7, 15)


def penalty_law(now: str, before: str | None = None) -> tuple[Article, ...]:
    """An article of the Administrative Penalty Law of 2021 (in force since 2021-07-15), and the one before.

    The text of 2017 could not be read: 未核实. None where the ground is new in 2021.
    """
    old = () if before is None else (Article(f"{_LAW}（2017年修正）{before}", until=_2021, verified=False),)
    return (*old, Article(f"{_LAW}{now}", since=_2021))


def code_article(article: str) -> tuple[Article, ...]:
    """An article of the 生态环境法典 (in force since 2026-08-15), from a text that is no official print."""
    return (Article(f"《中华人民共和国生态环境法典》{article}", since=date(2026, 8, 15), verified=False),)


def lighter_or_mitigated(one: Circumstance) -> tuple[Circumstance, Circumstance]:
    """The two codes of a ground where the law leaves the choice between 从轻 and 减轻."""
    lighter = replace(one, code=f"{one.code}_lighter", text=f"{one.text}（从轻）", effect=Effect.LIGHTER)
    mitigated = replace(
        one, code=f"{one.code}_mitigated", text=f"{one.text}（减轻）", effect=Effect.MITIGATED
    )
    return lighter, mitigated
