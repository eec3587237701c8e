"""The impact of an edition as it is drawn: tiles, bars by department and violation, the gravest changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.impact_assessments import Shift
from casework.impact_decisions import Move
from casework.impact_figures import by_department, by_violation, totals
from service.pages.amount_figures import only_measure_words
from service.pages.audit_view import share
from service.pages.links import with_query
from service.pages.side_bars import Part, drawn_bar
from standards_1023.content import measures_of
from standards_1023.utc import moment_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casework.impact_figures import Tally
    from service.impact_jobs import ChangedAssessment, Count, FoundImpact
    from service.pages.side_bars import DrawnBar

MOST_BARS = 30


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that are drawn as one: its name in style sheets, its words, and whether it is a change."""

    code: str
    words: str
    short: str
    kinds: frozenset[str]
    changes: bool = True


def _group(code: str, words: str, short: str, *kinds: str, changes: bool = True) -> Group:
    return Group(code, words, short, frozenset(kinds), changes)


SHIFTS = (
    _group("heavier", "幅度变重", "重", Shift.HEAVIER),
    _group("lighter", "幅度变轻", "轻", Shift.LIGHTER),
    _group("otherwise", "其他变化", "其他", Shift.OTHERWISE),
    _group("undecided", "不能裁量", "不能", Shift.UNDECIDED),
    _group("gone", "基准没有了", "没有", Shift.GONE),
    _group("same", "不变", "不变", Shift.SAME, changes=False),
)
MOVES = (
    _group("leaves-above", "变成高于幅度", "高于", Move.LEAVES_ABOVE),
    _group("leaves-below", "变成低于幅度", "低于", Move.LEAVES_BELOW),
    _group("leaves-other", "变成其他不符", "不符", Move.LEAVES_OTHER),
    _group("enters", "进入幅度", "进入", Move.ENTERS),
    _group("otherwise", "其他变化", "其他", Move.CROSSES, Move.NEWLY),
    _group("undecided", "不能判断", "不能", Move.UNDECIDED, Move.ANOTHER, Move.NEVER, changes=False),
    _group("same", "不变", "不变", Move.STAYS, changes=False),
)
_LEAVING = frozenset({Move.LEAVES_ABOVE, Move.LEAVES_BELOW, Move.LEAVES_OTHER})
_WORDS = {group.code: group.words for group in SHIFTS}


@dataclass(frozen=True, slots=True)
class Tile:
    """A count with its share in words, and a note."""

    words: str
    code: str
    count: int
    share: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One kind of what was compared: tiles and bars; of how many violations there is anything to say."""

    count: int
    tiles: tuple[Tile, ...]
    departments: tuple[DrawnBar, ...]
    violations: tuple[DrawnBar, ...]
    all_violations: int


@dataclass(frozen=True, slots=True)
class Line:
    """A changed assessment: its measures in words, before and after."""

    one: ChangedAssessment
    at: str
    words: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    address: str


def drawn_assessments(found: FoundImpact, diff: str) -> Drawn:
    """The assessments; `diff` is the address of what the edition changes."""
    kinds = totals(found.shifts)
    tiles = (_tile(group, kinds) for group in SHIFTS)
    return _drawn(found.shifts, SHIFTS, tuple(tiles), diff)


def drawn_decisions(found: FoundImpact, diff: str) -> Drawn:
    """The audited decisions: those that leave their band together in one tile."""
    kinds = totals(found.moves)
    enters, otherwise, undecided, same = (_tile(group, kinds) for group in MOVES[3:])
    leaving = sum(kinds[kind] for kind in _LEAVING)
    parts = [f"{g.short} {kinds[kind]}" for g in MOVES[:3] for kind in g.kinds if kinds[kind]]
    leaves = Tile("会离开幅度", "leaves-above", leaving, share(leaving, kinds.total()), "，".join(parts))
    never = f"其中原来也未能判断 {kinds[Move.NEVER]}" if kinds[Move.NEVER] else ""
    undecided = Tile(undecided.words, undecided.code, undecided.count, undecided.share, never)
    enters = Tile("会进入幅度", enters.code, enters.count, enters.share)
    return _drawn(found.moves, MOVES, (leaves, enters, otherwise, undecided, same), diff)


def lines(found: FoundImpact, diff: str) -> list[Line]:
    """The gravest changed assessments."""
    return [
        Line(
            one,
            moment_words(one.at),
            _WORDS[one.shift],
            tuple(only_measure_words(m) for m in measures_of(one.before)),
            tuple(only_measure_words(m) for m in measures_of(one.after)),
            _of_violation(diff, one.department, one.violation),
        )
        for one in found.gravest
    ]


def changed_assessments(found: FoundImpact) -> int:
    """How many assessments there are that are not unchanged."""
    return sum(many for _, _, kind, many in found.shifts if kind != Shift.SAME)


def _tile(group: Group, kinds: Counter[str]) -> Tile:
    many = sum(kinds[kind] for kind in group.kinds)
    return Tile(group.words, group.code, many, share(many, kinds.total()))


def _drawn(counts: Sequence[Count], groups: tuple[Group, ...], tiles: tuple[Tile, ...], diff: str) -> Drawn:
    changes = frozenset(kind for group in groups if group.changes for kind in group.kinds)
    same = frozenset({Shift.SAME, Move.STAYS})
    violations = [one for one in by_violation(counts, changes) if set(one.kinds) - same]
    return Drawn(
        totals(counts).total(),
        tiles,
        _bars(by_department(counts, changes), groups, diff),
        _bars(violations[:MOST_BARS], groups, diff),
        len(violations),
    )


def _bars(tallies: Sequence[Tally], groups: tuple[Group, ...], diff: str) -> tuple[DrawnBar, ...]:
    most = max((one.count for one in tallies), default=1)
    return tuple(
        drawn_bar(
            (
                Part(
                    group.code,
                    group.words,
                    group.short,
                    sum(one.kinds.get(kind, 0) for kind in group.kinds),
                    _of_violation(diff, one.department, one.violation or ""),
                )
                for group in groups
            ),
            most,
            name=one.violation or one.department or "没有认出基准的",
            under=one.department if one.violation else "",
            said=f"有变化 {one.changing} 件",
        )
        for one in tallies
    )


def _of_violation(diff: str, department: str, violation: str) -> str:
    return with_query(diff, [("department", department), ("violation", violation)])
