"""A list of editions takes as many statements however many editions there are."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import event

from service.db import reading, writing
from service.pages.edition_view import list_lines
from standards_1023 import store
from standards_1023.edition_summary import list_summaries
from tests.rules.tables import heaps, stalls
from tests.standards_1023.editions import department, publish_edition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

FIRST = date(2026, 1, 1)
MANY = 30


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The queries that are sent meanwhile."""
    sent: list[str] = []

    def note(*parts: object) -> None:
        if str(parts[2]).startswith("SELECT"):
            sent.append(str(parts[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def published(engine: Engine, numbers: range) -> None:
    """An edition for each number, two departments in the first, one changed in each further one."""
    with writing(engine) as session:
        for number in numbers:
            others = [department("城管局", heaps())] if number == 1 else []
            mine = department("环水局", stalls(), source=f"{number}".encode())
            publish_edition(session, mine, *others, since=FIRST + timedelta(days=number))


def queries(engine: Engine) -> tuple[int, int]:
    """Of the summaries, and of the lines of the page, each in a session of its own."""
    with counted(engine) as summaries, reading(engine) as session:
        list_summaries(session, FIRST)
    with counted(engine) as lines, reading(engine) as session:
        list_lines(session, FIRST, drafts=True)
    return len(summaries), len(lines)


def test_thirty_editions_take_no_more_statements_than_two(engine: Engine) -> None:
    published(engine, range(1, 3))
    assert queries(engine) == (4, 6)
    published(engine, range(3, MANY + 1))
    with counted(engine) as before, reading(engine) as session:
        one_by_one = [len(store.list_workbooks(session, n)) for n in range(1, MANY + 1)]
    assert (len(before), set(one_by_one)) == (MANY, {2}), "asked edition by edition: 33 with the other three"
    assert queries(engine) == (4, 6)
    with reading(engine) as session:
        found = list_summaries(session, FIRST)
    assert [one.number for one in found] == [*range(1, MANY + 1)]
    assert {tuple(d.department for d in one.departments) for one in found} == {("环水局", "城管局")}
    assert len({one.departments[0].source_sha256 for one in found}) == MANY
    assert len({one.departments[1].source_sha256 for one in found}) == 1
