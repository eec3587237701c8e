"""Which column of a table of decisions holds what: headings weighed with cells, and what a person has said.

A column that is not sure is not used: it is named, and somebody says what it is (角色=列名).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casework.audit_rows import DecisionRole, Unreadable
from importers.decision_headings import (
    CERTAIN,
    SURE,
    decision_roles,
    named_column,
    unit_of_heading,
    without_unit,
)
from importers.decision_values import read_day, read_fine
from importers.errors import TableRefused
from standards_1023.text import matched
from standards_1023.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_SAID = 101
_DAYS = frozenset({DecisionRole.ACT_DATE, DecisionRole.DECISION_DATE})
_AMOUNTS = frozenset({DecisionRole.FINE, DecisionRole.PERSON_FINE})
_NAMED = frozenset({DecisionRole.FACT, DecisionRole.BASE, DecisionRole.QUANTITY})
_NOT_USED = "不用"
_HALF = 0.5
_LEAD = 10
"""How much surer one of two columns of a role must be."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the editions ask for by name: factors, bases, units (in the form in which texts are compared)."""

    factors: Collection[str]
    bases: Collection[str] = ()
    units: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class DecisionColumn:
    """A column: its place from 0, heading, what it was taken for (None: not used), and how sure that is.

    `name` is the factor, base or unit; `unit` that of the heading. `used` is False where somebody has to say.
    """

    index: int
    heading: str
    role: DecisionRole | None
    score: int
    name: str = ""
    unit: str | None = None
    used: bool = True


@dataclass(frozen=True, slots=True)
class Recognised:
    """The columns of a table, and one sentence for each thing that a person should look at."""

    columns: tuple[DecisionColumn, ...]
    problems: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What every audit needs and no column holds, in words."""
        found = [r.value for r in (DecisionRole.DECISION_DATE, DecisionRole.FINE) if self.of(r) is None]
        if self.of(DecisionRole.STANDARD) is None and self.of(DecisionRole.VIOLATION) is None:
            found.append("基准编号或者违法行为")
        return tuple(found)

    def of(self, role: DecisionRole) -> DecisionColumn | None:
        """The column that is used for a role, or None."""
        return next((c for c in self.columns if c.role is role and c.used), None)

    def named(self, role: DecisionRole) -> Iterator[DecisionColumn]:
        """The columns that are used for facts, bases or quantities."""
        return (c for c in self.columns if c.role is role and c.used)


def recognise(
    name: str,
    headings: Sequence[str],
    samples: Sequence[Sequence[str]],
    known: KnownNames,
    said: Sequence[str] = (),
) -> Recognised:
    """What the columns hold; `samples` are some cells of each, `said` are 角色=列名.

    TableRefused where what was said names no column or role.
    """
    by_heading = _said(name, headings, said)
    judged = [_judge(i, heading, samples[i], known, by_heading) for i, heading in enumerate(headings)]
    columns = tuple(_one_a_role(judged))
    return Recognised(columns, tuple(_problems(columns)))


def score_of_header(headings: Sequence[str], known: KnownNames) -> int:
    """How many of a row's cells are headings of a table of decisions: the row with the most is its header."""
    return sum(
        bool(decision_roles(heading))
        or named_column(heading) is not None
        or matched(heading) in known.factors
        for heading in headings
        if heading.strip()
    )


def _said(
    name: str, headings: Sequence[str], said: Sequence[str]
) -> Mapping[str, tuple[DecisionRole | None, str]]:
    found: dict[str, tuple[DecisionRole | None, str]] = {}
    for text in said:
        role_words, _, heading = text.replace("＝", "=").partition("=")
        words, _, of = role_words.strip().replace("：", ":").partition(":")
        same = [h for h in headings if matched(h) == matched(heading)]
        if len(same) != 1:
            listed = "、".join(h for h in headings if h.strip())[:300]
            raise TableRefused(
                name, f"--column “{text}”：没有（或者不止一个）叫“{heading}”的列，表中的列有：{listed}。"
            )
        if words == _NOT_USED:
            found[same[0]] = None, ""
            continue
        role = next((r for r in DecisionRole if r.value == words), None)
        if role is None or (role in _NAMED) != bool(of):
            roles = "、".join(f"{r.value}:名" if r in _NAMED else r.value for r in DecisionRole)
            raise TableRefused(
                name, f"--column “{text}”应写成 角色=列名，角色是：{roles}，或者“{_NOT_USED}”。"
            )
        found[same[0]] = role, of.strip()
    return found


def _judge(
    index: int,
    heading: str,
    cells: Sequence[str],
    known: KnownNames,
    said: Mapping[str, tuple[DecisionRole | None, str]],
) -> DecisionColumn:
    unit = unit_of_heading(heading)
    if heading in said:
        role, name = said[heading]
        return DecisionColumn(index, heading, role, _SAID, name, unit)
    if (named := named_column(heading)) is not None:
        return DecisionColumn(index, heading, named[0], 100, named[1], unit)
    candidates = [(role, _weighed(role, score, cells, unit)) for role, score in decision_roles(heading)]
    role, score = max(candidates, key=lambda one: one[1], default=(None, 0))
    plain = without_unit(heading)
    for name in (heading, plain):
        if matched(name) in known.factors and score < CERTAIN:
            return DecisionColumn(
                index, heading, DecisionRole.FACT, 100, name, unit if name == plain else None
            )
    if matched(plain) in known.bases and score < CERTAIN:
        return DecisionColumn(index, heading, DecisionRole.BASE, 90, plain, unit)
    if role is None:
        return DecisionColumn(index, heading, None, 0)
    return DecisionColumn(index, heading, role, score, "", unit, used=score >= SURE)


def _weighed(role: DecisionRole, score: int, cells: Sequence[str], unit: str | None) -> int:
    """A heading's score after a look at its cells: days must be days, amounts amounts.

    A heading that can mean nothing else counts by itself: its cells are then what cannot be read.
    """
    if not cells or score >= CERTAIN:
        return score
    if role in _DAYS:
        fits = sum(not isinstance(read_day(cell), Unreadable) for cell in cells) / len(cells)
    elif role in _AMOUNTS:
        fits = sum(not isinstance(read_fine(cell, _money(unit)), Unreadable) for cell in cells) / len(cells)
    else:
        return score
    return score if fits >= _HALF else score // 2


def _one_a_role(columns: Sequence[DecisionColumn]) -> Iterator[DecisionColumn]:
    """Of several columns of a role the surest; none where two are about as sure."""
    for column in columns:
        rivals = [c for c in columns if c.role is column.role and c is not column and c.used]
        if not column.used or column.role is None or column.role in _NAMED or not rivals:
            yield column
            continue
        best = max(rival.score for rival in rivals)
        if column.score >= best + _LEAD:
            yield column
        else:
            yield replace(column, used=False)


def _problems(columns: Sequence[DecisionColumn]) -> Iterator[str]:
    used = {c.role for c in columns if c.used}
    for column in columns:
        if column.role is not None and not column.used and column.role not in used:
            yield (
                f"列“{column.heading}”像是{column.role.value}（把握 {column.score}%），没有采用："
                f"是的话请写“{column.role.value}={column.heading}”，不是请写“{_NOT_USED}={column.heading}”。"
            )
    for column in columns:
        if column.role in _AMOUNTS and column.used and column.unit is None:
            yield f"列“{column.heading}”没有写单位：格里没有写单位的按元计。"
        if column.role is DecisionRole.FACT and column.unit is not None and find_unit(column.unit) is None:
            yield f"列“{column.heading}”的单位“{column.unit}”不认识：格里的数没有加上单位。"


def refuse_incomplete(name: str, found: Recognised) -> None:
    """TableRefused where a table lacks what every audit needs."""
    if found.missing:
        shown = "、".join(c.heading for c in found.columns if c.heading.strip())[:300]
        raise TableRefused(
            name,
            f"没有认出{'、'.join(found.missing)}这一列，不能复核。表中的列有：{shown}。"
            "请用 --column 角色=列名 指明，如 --column 决定日期=…。",
        )


def choice_of(column: DecisionColumn) -> str:
    """What a column is used for, as somebody would say it: 决定日期, 要素:违法程度; else nothing."""
    if column.role is None or not column.used:
        return ""
    return f"{column.role.value}:{column.name}" if column.role in _NAMED else column.role.value


def read_choices(headings: Sequence[str], given: Mapping[str, str]) -> Iterator[str]:
    """角色=列名 for each column of which `given` says what it is (column-0, …), 不用=列名 for the others."""
    for index, heading in enumerate(headings):
        if heading.strip():
            yield f"{given.get(f'column-{index}') or _NOT_USED}={heading}"


def _money(unit: str | None) -> str | None:
    return unit if unit in {"元", "万元"} else None


def money_unit(column: DecisionColumn) -> str | None:
    """元 or 万元 where the heading of an amount says so."""
    return _money(column.unit)
