"""Groups of a table: those for different subjects are all answered, of the others the officer names one.

对单位 and 对个人 stand side by side; 限期内改正 and 逾期未改正 exclude each other. Groups exclude each other
when their measures are for the same subject (or for none that is named).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.errors import FactRefused, FactsMissing, MissingFact
from rules.facts import SITUATION
from standards_1023.text import matched

if TYPE_CHECKING:
    from rules.case_input import Party
    from standards_1023.values import Standard, Subject

UNNAMED = "未分情形的一组"


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its printed words (None for a table without groups) and the subjects of its measures."""

    text: str | None
    subjects: frozenset[Subject]

    @property
    def shown(self) -> str:
        """Its words for people."""
        return self.text or UNNAMED


def groups_of(standard: Standard, party: Party | None) -> tuple[Group, ...]:
    """The groups of a standard that can apply to this party, in printed order."""
    found: dict[str | None, set[Subject]] = {}
    for row in standard.rows:
        found.setdefault(row.group, set()).update(m.subject for m in row.measures if m.subject)
    for weights in standard.weights:
        found.setdefault(weights.group, set()).update([weights.subject] if weights.subject else [])
    groups = tuple(Group(text, frozenset(subjects)) for text, subjects in found.items())
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


def choose(groups: tuple[Group, ...], situations: tuple[str, ...]) -> tuple[Group, ...]:
    """The groups of a set that the officer's 适用情形 leaves: one, or all when none of them is named."""
    wanted = {matched(situation) for situation in situations}
    named = tuple(group for group in groups if matched(group.shown) in wanted)
    return named or groups


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
