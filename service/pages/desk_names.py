"""The names and values of the desk's address: the table's own words, short enough for an address.

Words and not numbers stand in an address: where a table has changed since it was kept, the words that are
gone are refused by name, and no other condition is taken in their place.
"""

from __future__ import annotations

import hashlib

from rules.facts import SITUATION
from standards_1023.text import normalised

_LONGEST = 60
_BEGINNING = 24
_DIGITS = 10

ACT_DATE, DECISION_DATE, PARTY, CIRCUMSTANCE = "act_date", "decision_date", "party", "circumstance"


def key(text: str) -> str:
    """The words, or the beginning of long ones with a mark of the whole."""
    if len(text) <= _LONGEST:
        return text
    mark = hashlib.blake2b(normalised(text).encode(), digest_size=_DIGITS // 2).hexdigest()
    return f"{text[:_BEGINNING]}…{mark}"


def fact(factor: str) -> str:
    """The parameter of an option of a factor."""
    return f"fact.{key(factor)}"


def number(factor: str, thing: str = "") -> str:
    """The parameter of a number of a factor; `thing` tells apart what a factor measures."""
    return f"number.{key(factor)}|{key(thing)}" if thing else f"number.{key(factor)}"


def base(name: str) -> str:
    """The parameter of a base."""
    return f"base.{key(name)}"


def quantity(unit: str) -> str:
    """The parameter of a number of units."""
    return f"quantity.{key(unit)}"


def day(name: str) -> str:
    """The parameter of a further date."""
    return f"date.{name}"


def fact_or_situation(name: str) -> str:
    """The parameter of a fact as the rules name it: 适用情形 is asked in its own place."""
    return situation(0) if name == SITUATION else fact(name)


def situation(place: int) -> str:
    """The parameter of the choice among groups that exclude one another."""
    return f"situation.{place}"
