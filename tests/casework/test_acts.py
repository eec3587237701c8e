"""The chain of acts: appended in order, and whoever touches it is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.hashes import SM3, Hash
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from casework.act_store import Wanted, append_act, count_acts, head, list_acts, list_chain
from casework.acts import FIRST_LINK, Act, Done, Link, first_broken, link_of
from service.acting import Actor, acting
from service.command_errors import CommandRefused
from service.db import reading, writing
from service.people.tables import AccountRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

BEGAN = datetime(2026, 11, 24, 1, 30, 0, 123456, tzinfo=UTC)


def done(n: int) -> Done:
    return Done(
        BEGAN + timedelta(minutes=n),
        f"person{n % 3}",
        "10.0.0.1",
        Act.SETTLED.value,
        f"部门:{n}",
        None,
        {"新": n},
    )


def chain(length: int) -> list[Link]:
    links, previous = [], FIRST_LINK
    for number in range(1, length + 1):
        link = link_of(number, done(number), previous)
        links.append(Link(number, done(number), previous, link))
        previous = link
    return links


def test_the_hash_is_sm3_as_its_standard_has_it() -> None:
    digest = Hash(SM3())
    digest.update(b"abc")  # example 1 of GB/T 32905-2016, annex A
    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_link_is_the_hash_of_the_act_as_it_is_written() -> None:
    written = (
        '[1,"2026-11-24T01:31:00.123456+00:00","person1","10.0.0.1","edition.settled","部门:1",null,"{\\"新\\":1}","'
        + FIRST_LINK
        + '"]'
    )
    digest = Hash(SM3())
    digest.update(written.encode())
    assert link_of(1, done(1), FIRST_LINK) == digest.finalize().hex()


def test_a_chain_that_nobody_touched_holds() -> None:
    assert first_broken(chain(20)) is None
    assert first_broken([]) is None


_OTHERS = (
    lambda done: replace(done, by="someone"),
    lambda done: replace(done, address="::1"),
    lambda done: replace(done, act="x"),
    lambda done: replace(done, subject="y"),
    lambda done: replace(done, before={}),
    lambda done: replace(done, after={}),
    lambda done: replace(done, at=BEGAN),
)


@given(st.integers(1, 12), st.sampled_from(_OTHERS))
def test_a_changed_act_is_named_as_the_first_that_does_not_hold(
    number: int, changed: Callable[[Done], Done]
) -> None:
    links = chain(12)
    link = links[number - 1]
    links[number - 1] = replace(link, done=changed(link.done))
    broken = first_broken(links)
    assert broken is not None
    assert broken.number == number


@given(st.integers(1, 11))
def test_an_act_that_was_taken_out_is_missed(number: int) -> None:
    links = chain(12)
    del links[number - 1]
    broken = first_broken(links)
    assert broken is not None
    assert broken.number == number


def test_an_act_that_was_written_anew_with_its_own_link_breaks_the_next_one() -> None:
    links = chain(5)
    forged = replace(done(2), by="someone")
    links[1] = Link(2, forged, links[0].link, link_of(2, forged, links[0].link))
    broken = first_broken(links)
    assert broken is not None
    assert broken.number == 3


def test_acts_are_appended_in_order_and_read_as_they_were(engine: Engine) -> None:
    with writing(engine) as session:
        for n in range(1, 8):
            append_act(session, done(n))
    with reading(engine) as session:
        links = list(list_chain(session))
        last = head(session)
        assert count_acts(session, Wanted(by="person1")) == 3
        assert [one.number for one in list_acts(session, Wanted(), skip=1, most=2)] == [6, 5]
        assert (
            count_acts(
                session, Wanted(since=BEGAN + timedelta(minutes=3), until=BEGAN + timedelta(minutes=5))
            )
            == 2
        )
    assert links == chain(7)
    assert last == links[-1]
    assert first_broken(links) is None


@pytest.mark.parametrize(
    "change", ["UPDATE act SET subject = 'x' WHERE number = 1", "DELETE FROM act WHERE number = 2"]
)
def test_the_database_refuses_to_change_the_log(engine: Engine, change: str) -> None:
    with writing(engine) as session:
        append_act(session, done(1))
        append_act(session, done(2))
    with pytest.raises(CommandRefused), writing(engine) as session:
        session.execute(text(change))


def test_what_changes_something_without_a_word_in_the_log_is_not_committed(engine: Engine) -> None:
    row = {
        "name": "li",
        "shown": "李",
        "password_hash": "x",
        "must_change_password": False,
        "created_at": BEGAN,
    }
    with pytest.raises(AssertionError), acting(engine, Actor("somebody", "10.0.0.9")) as acts:
        acts.session.add(AccountRow.model_validate(row))
    with reading(engine) as session:
        assert session.get(AccountRow, "li") is None
    with acting(engine, Actor("somebody", "10.0.0.9")) as acts:
        acts.session.add(AccountRow.model_validate(row))
        acts.record(Act.ACCOUNT_CREATED, "account:li", after={"shown": "李"})
    with reading(engine) as session:
        last = head(session)
        assert session.get(AccountRow, "li") is not None
    assert last is not None
    assert (last.done.by, last.done.address, last.done.after) == ("somebody", "10.0.0.9", {"shown": "李"})
