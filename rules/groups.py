"""Groups of a table: those for different subjects are all answered, of the others the officer names one.

对单位 and 对个人 stand side by side; 限期内改正 and 逾期未改正 exclude each other. Groups exclude each other
when their measures are for the same subject (or for none that is named).

What excludes one group excludes its like for another subject: where the unit corrected in time, the fine of
逾期未改正的责任人员 is not imposed either. Groups are alike whose words differ in the subject alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.errors import FactRefused, FactsContradict, FactsMissing, MissingFact
from rules.facts import SITUATION
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.case_input import Party
    from standards_1023.values import Standard, Subject

UNNAMED = "未分情形的一组"
_SUBJECT = re.compile(
    r"对(?=单位|个人|责任|直接)|直接负责的主管人员和其他直接责任人员|责任人员|单位|个人|的|[·,，、:：]"
)


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its printed words (None for a table without groups) and the subjects of its measures."""

    text: str | None
    subjects: frozenset[Subject]

    @property
    def shown(self) -> str:
        """Its words for people."""
        return self.text or UNNAMED

    @property
    def condition(self) -> str:
        """What its words say beside the subject: 限期内改正; empty where they name the subject alone."""
        return _SUBJECT.sub("", matched(self.text)) if self.text else ""


def groups_of(standard: Standard) -> tuple[Group, ...]:
    """The groups of a standard, in printed order."""
    found: dict[str | None, set[Subject]] = {}
    for row in standard.rows:
        found.setdefault(row.group, set()).update(m.subject for m in row.measures if m.subject)
    for weights in standard.weights:
        found.setdefault(weights.group, set()).update([weights.subject] if weights.subject else [])
    return tuple(Group(text, frozenset(subjects)) for text, subjects in found.items())


def reaching(groups: tuple[Group, ...], party: Party | None) -> tuple[Group, ...]:
    """Those of some groups that can apply to this party."""
    if party is None:
        return groups
    return tuple(g for g in groups if not g.subjects or g.subjects & party.subjects)


def side_by_side(groups: tuple[Group, ...]) -> tuple[tuple[Group, ...], ...]:
    """The groups parted into sets that stand side by side; within a set they exclude each other."""
    sets: list[list[Group]] = []
    for group in groups:
        touching = [s for s in sets if any(_exclude(group, other) for other in s)]
        merged = [other for s in touching for other in s]
        sets = [s for s in sets if s not in touching]
        sets.append([*merged, group])
    return tuple(tuple(s) for s in sets)


def _exclude(one: Group, other: Group) -> bool:
    return bool(one.subjects & other.subjects) or one.subjects == other.subjects


def named(groups: Iterable[Group], situations: tuple[str, ...]) -> tuple[Group, ...]:
    """The groups that the officer's 适用情形 name."""
    wanted = {matched(situation) for situation in situations}
    return tuple(group for group in groups if matched(group.shown) in wanted)


def choose(groups: tuple[Group, ...], chosen: tuple[Group, ...], out: frozenset[str]) -> tuple[Group, ...]:
    """The groups of a set that are left: those chosen, or all whose condition is not ruled `out`."""
    return tuple(g for g in groups if g in chosen) or tuple(g for g in groups if g.condition not in out)


def ruled_out(sets: tuple[tuple[Group, ...], ...], chosen: Iterable[Group]) -> frozenset[str]:
    """The conditions that cannot hold beside those of the chosen groups.

    Raises FactsContradict where two of the chosen groups exclude each other.
    """
    conditions = {group.condition for group in chosen}
    found: set[str] = set()
    for kind in _exclusive(sets):
        held = kind & conditions
        if len(held) > 1:
            raise FactsContradict(SITUATION, f"“{SITUATION}”填了互相排斥的情形：{'；'.join(sorted(held))}。")
        found |= kind - held - {""} if held else set()
    return frozenset(found)


def undecided(
    sets: tuple[tuple[Group, ...], ...], group: Group, chosen: Iterable[Group]
) -> tuple[Group, ...]:
    """The groups among which nothing has decided yet whether the condition of `group` holds.

    Empty where that is decided, or where the group has none.
    """
    conditions = {one.condition for one in chosen}
    for alternatives, kind in zip(sets, map(_conditions, sets), strict=True):
        if group.condition and len(kind) > 1 and group.condition in kind and not kind & conditions:
            return alternatives
    return ()


def _exclusive(sets: tuple[tuple[Group, ...], ...]) -> tuple[frozenset[str], ...]:
    return tuple(kind for kind in map(_conditions, sets) if len(kind) > 1)


def _conditions(groups: tuple[Group, ...]) -> frozenset[str]:
    return frozenset(group.condition for group in groups)


def check_situations(groups: tuple[Group, ...], situations: tuple[str, ...]) -> None:
    """Each 适用情形 must be a group of the table."""
    known = {matched(group.shown) for group in groups}
    for situation in situations:
        if matched(situation) not in known:
            which = "；".join(group.shown for group in groups if len(groups) > 1) or "（不分情形）"
            raise FactRefused(SITUATION, f"“{SITUATION}”没有“{situation}”，本表可以填：{which}。")


def which_group(groups: tuple[Group, ...]) -> FactsMissing:
    """The refusal where several groups exclude each other and none was named."""
    missing = MissingFact(SITUATION, tuple(group.shown for group in groups))
    return FactsMissing((missing,), f"请用“{SITUATION}=…”选定一组。")
