"""An edition as its pages show it: a line of the list, its workbooks, what happened to it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from service.brought_readings import brought_into
from service.pages.edition_steps_allowed import may_take, why_not
from service.people.roles import Permission
from standards_1023 import store
from standards_1023.drafting import changed_departments
from standards_1023.edition_base import base_of, is_stale, last_published
from standards_1023.edition_events import EditionEvent
from standards_1023.edition_steps import actor_of
from standards_1023.edition_summary import list_summaries
from standards_1023.editions import EditionState
from standards_1023.errors import EditionNotFound
from standards_1023.utc import moment_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from sqlmodel import Session

    from service.people.roles import Person
    from standards_1023.edition_summary import DepartmentSummary, EditionSummary
    from standards_1023.tables import EditionEventRow

_OPEN = (EditionState.DRAFT, EditionState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: what, by whom (None for what is older than accounts), when, and what is to be said of it."""

    event: EditionEvent
    by: str | None
    at: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An edition in the list; `last` is what was done last to it."""

    summary: EditionSummary
    in_force: bool
    history: tuple[Happened, ...]

    @property
    def number(self) -> int:
        """Its number."""
        return self.summary.number

    @property
    def words(self) -> str:
        """Its state today; a published one is in force, or waits for its day."""
        if self.summary.state is EditionState.PUBLISHED:
            return "施行中" if self.in_force else "待施行"
        return self.summary.state.words

    @property
    def days(self) -> str:
        """The days on which it holds; a dash where it holds on none."""
        since, until = self.summary.in_force_from, self.summary.in_force_until
        if since is None or self.summary.state is EditionState.WITHDRAWN:
            return "—"
        if until is None:
            return f"{since} 起"
        return f"{since} 当日即被更正" if until == since else f"{since} 至 {until - timedelta(days=1)}"

    @property
    def tone(self) -> str:
        """The class that colours its state."""
        return "in-force" if self.in_force else self.summary.state.value

    @property
    def problems(self) -> tuple[int, int]:
        """How many errors and warnings its tables have."""
        departments = self.summary.departments
        return sum(d.errors for d in departments), sum(d.warnings for d in departments)

    def last(self, kind: str) -> Happened | None:
        """The last event of a kind, or None."""
        return next((one for one in reversed(self.history) if one.event.value == kind), None)


@dataclass(frozen=True, slots=True)
class Kept:
    """A department's workbook of an edition, with the addresses of its files and its sheets.

    `brought` is how many of the settlements that it was read with came with a package.
    """

    summary: DepartmentSummary
    settled: bool
    brought: int
    address: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One edition with all that its page shows; `steps` are those that it may take.

    `barred` says whose step it is where the edition changes tables of others.
    """

    line: Line
    kept: tuple[Kept, ...]
    base: int | None
    stale: bool
    steps: frozenset[str]
    barred: str
    compared: tuple[int, ...]
    earliest: str
    """The first day on which it may begin without a word; empty where nothing was published before."""
    published: int | None
    """The edition published last, with which an open one is compared: its own base may be open too."""


def list_lines(session: Session, on: date, *, drafts: bool) -> tuple[Line, ...]:
    """The editions, the newest first; without drafts only what is or was published."""
    seen = _seen(session, on, drafts=drafts)
    withdrawn, events = store.list_withdrawn(session), store.events_by_edition(session)
    return tuple(_line(one, events.get(one.number, ()), seen, on, withdrawn) for one in reversed(seen))


def _seen(session: Session, on: date, *, drafts: bool) -> list[EditionSummary]:
    shown = {EditionState.PUBLISHED, EditionState.SUPERSEDED}
    return [one for one in list_summaries(session, on) if drafts or one.state in shown]


def _line(
    one: EditionSummary,
    events: Iterable[EditionEventRow],
    seen: list[EditionSummary],
    on: date,
    withdrawn: frozenset[int],
) -> Line:
    history = (_happened(event, withdrawn) for event in events)
    return Line(one, one.number == _in_force(seen, on), tuple(history))


def shown_edition(session: Session, number: int, on: date, person: Person) -> Shown:
    """One edition as a person may see it; raises EditionNotFound, also for one that may not be seen."""
    seen = _seen(session, on, drafts=person.may(Permission.READ_DRAFTS))
    one = next((one for one in seen if one.number == number), None)
    if one is None:
        raise EditionNotFound(str(number))
    line = _line(one, store.list_events(session, number), seen, on, store.list_withdrawn(session))
    base = base_of(session, number)
    state = line.summary.state
    stale = state in _OPEN and is_stale(session, number)
    changed = set() if base is None else set(changed_departments(session, number))
    mine = {row.department: row for row, _ in store.list_workbooks(session, number)}
    kept = tuple(
        Kept(
            one,
            mine[one.department].settlements_sha256 is not None,
            len(brought_into(session, mine[one.department])),
            f"/editions/{number}/departments/{quote(one.department, safe='')}",
            one.department in changed,
        )
        for one in line.summary.departments
    )
    numbers = (base, *(one.number for one in reversed(seen)))
    others = (n for n in numbers if n is not None and n != number)
    row, last = store.get_edition_row(session, number), last_published(session)
    earliest = "" if last is None or last.in_force_from is None else str(max(on, last.in_force_from))
    possible = _steps(session, line, on, stale=stale)
    steps = frozenset(step for step in possible if may_take(session, row, step, person))
    barred = why_not(session, row, possible, person) if state is EditionState.DRAFT else ""
    published = last.number if last is not None and state in _OPEN else None
    compared = tuple(dict.fromkeys(others))
    return Shown(line, kept, base, stale, steps, barred, compared, earliest, published)


def _steps(session: Session, line: Line, on: date, *, stale: bool) -> frozenset[str]:
    """The steps that its state allows; whether they succeed is decided when they are taken."""
    state, since = line.summary.state, line.summary.in_force_from
    if state is EditionState.DRAFT:
        return frozenset({"rebase", "withdraw"} if stale else {"submit", "withdraw"})
    if state is EditionState.SUBMITTED:
        return frozenset({"return", "withdraw"} if stale else {"publish", "return", "withdraw"})
    if state is EditionState.PUBLISHED and since is not None and since > on:
        last = last_published(session)
        return frozenset({"withdraw"} if last is not None and last.number == line.number else ())
    last = last_published(session)
    return frozenset() if last is not None and last.number == line.number else frozenset({"again"})


def _in_force(summaries: list[EditionSummary], on: date) -> int | None:
    """The edition in force on a day: the last published one that has begun and has no successor yet."""
    running = [
        one.number
        for one in summaries
        if one.state is EditionState.PUBLISHED and one.in_force_from is not None and one.in_force_from <= on
    ]
    return running[-1] if running else None


def _happened(event: EditionEventRow, withdrawn: frozenset[int]) -> Happened:
    kind = EditionEvent(event.event)
    detail = json.loads(event.detail)
    by = actor_of(event)
    shown = None if by is None else by.replace(":", "：")  # 命令行:root, as people write it
    return Happened(kind, shown, moment_words(event.at), tuple(_said(kind, detail, withdrawn)))


def _said(kind: EditionEvent, detail: Mapping[str, object], withdrawn: frozenset[int]) -> Iterator[str]:
    """What an event's detail says, in words."""
    if kind is EditionEvent.DRAFTED:
        yield from _drafted(detail)
    if kind is EditionEvent.WORKBOOK_IMPORTED:
        yield f"{detail['department']}：{detail['file']}"
        yield from _settled(detail)
    if kind is EditionEvent.REBASED:
        taken = detail.get("taken")
        yield f"接到第{detail['from']}版上" if detail.get("from") is not None else "不再以别的版本为底"
        if isinstance(taken, list) and taken:
            yield f"换成新版的：{'、'.join(map(str, taken))}"
    if kind is EditionEvent.SUBMITTED and "standards" in detail:
        yield f"{detail['departments']} 个部门，{detail['standards']} 项基准"
    if kind is EditionEvent.PUBLISHED:
        yield from _published(detail)
    if kind is EditionEvent.SUPERSEDED:
        yield from _superseded(detail, withdrawn)
    if detail.get("reason"):
        yield f"理由：{detail['reason']}"


def _settled(detail: Mapping[str, object]) -> Iterator[str]:
    """The settlements that came with a workbook, and those by which it is read no more."""
    if detail.get("settlements"):
        sha256 = str(detail["package_sha256"])[:12]
        yield f"{detail['settlements']} 条读法的确认随导出包 {detail['package']} 带入（SHA-256 {sha256}）"
    if detail.get("settled_elsewhere"):
        yield f"其中 {detail['settled_elsewhere']} 条不是在本系统确认的"
    gone = detail.get("read_no_more")
    if isinstance(gone, list):
        yield f"不再按以前的确认读：{'；'.join(map(str, gone))}"


def _drafted(detail: Mapping[str, object]) -> Iterator[str]:
    if detail.get("again_of") is not None:
        yield f"与第{detail['again_of']}版的表格相同"
    elif detail.get("alone"):
        yield "不带上一版其他部门的表格"
    elif detail.get("from") is not None:
        yield f"从第{detail['from']}版开始"
    else:
        yield "第一份草稿"


def _published(detail: Mapping[str, object]) -> Iterator[str]:
    yield f"自 {detail['in_force_from']} 起施行"
    compared = detail.get("compared")
    if isinstance(compared, dict):
        yield f"两套计算在 {compared.get('cases')} 个边界情形上结果相同"
    if detail.get("backdated"):
        yield "施行日期早于发布日期，写明是追溯"


def _superseded(detail: Mapping[str, object], withdrawn: frozenset[int]) -> Iterator[str]:
    # Events older than actors have the edition's number under "by".
    by_edition = detail.get("by_edition", detail.get("by"))
    yield f"自 {detail['in_force_until']} 起由第{by_edition}版取代"
    if by_edition in withdrawn:
        yield f"第{by_edition}版后来撤回了，这一取代不再算数"
