"""Conditions met → the row of the table whose band applies.

A row asks only for the factors in its `when`. Only rows that agree with every fact stay possible; what they
still ask for is missing, and nothing else is asked. Of rows that are met, the more particular one counts; a
condition that spans several factors counts before all others; several different ones left are settled in
favour of the heavier where the instrument says so. A combination without a row is not filled from its
neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.errors import NoRowFound, SeveralConditionsMet, TableUnusable
from rules.heaviness import is_told, rank
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.conditions_met import Met
    from standards_1023.values import Condition, Instrument, Row, Standard


@dataclass(frozen=True, slots=True)
class RowHit:
    """The row, its conditions by factor, and what was set aside for it.

    `set_aside` are conditions that were met too and gave way to the heavier; `not_asked` are factors that
    only rows with further conditions would have asked for.
    """

    row: Row
    conditions: Mapping[int, Condition]
    set_aside: tuple[tuple[int, Condition], ...] = ()
    not_asked: tuple[int, ...] = ()


def possible_rows(standard: Standard, rows: tuple[Row, ...], met: Met) -> tuple[Row, ...]:
    """The rows that no fact rules out; only spanning ones where a spanning condition is met."""
    possible = agreeing_rows(standard, rows, met)
    if not any(condition.spanning for factor in standard.factors for condition in factor.conditions):
        return possible
    spanning = tuple(row for row in possible if _is_spanning(standard, row, met))
    return spanning or possible


def agreeing_rows(standard: Standard, rows: tuple[Row, ...], met: Met) -> tuple[Row, ...]:
    """The rows that agree with every fact."""
    texts = {f.name: met.texts(i) if i in met.conditions else None for i, f in enumerate(standard.factors)}
    return tuple(
        [row for row in rows if all((of := texts[name]) is None or text in of for name, text in row.when)]
    )


def _is_spanning(standard: Standard, row: Row, met: Met) -> bool:
    return any(
        standard.factor(name).condition(text).spanning
        for i, factor in enumerate(standard.factors)
        for name, text in row.when
        if name == factor.name and i in met.conditions
    )


def missing_factors(standard: Standard, possible: tuple[Row, ...], met: Met) -> Mapping[int, frozenset[str]]:
    """What must still be asked to choose among the possible rows: factor → the conditions it may have.

    Nothing, once all conditions of a row are met: a row that leaves a factor out does not depend on it.
    """
    index = {factor.name: i for i, factor in enumerate(standard.factors)}
    if any(all(index[name] in met.conditions for name, _ in row.when) for row in possible):
        return {}
    missing: dict[int, set[str]] = {}
    for row in possible:
        for name, text in row.when:
            if index[name] not in met.conditions:
                missing.setdefault(index[name], set()).add(text)
    return {i: frozenset(texts) for i, texts in sorted(missing.items())}


def hit_row(standard: Standard, possible: tuple[Row, ...], met: Met, instrument: Instrument) -> RowHit:
    """The one row that applies; `possible` must hold a row whose conditions are all met."""
    index = {factor.name: i for i, factor in enumerate(standard.factors)}
    whole = [row for row in possible if all(index[name] in met.conditions for name, _ in row.when)]
    _refuse_unused_choice(standard, whole, met)
    rows = [row for row in whole if not any(set(row.when) < set(other.when) for other in whole)]
    for i in sorted(met.unknown):
        rows = _extreme(standard, rows, i, heaviest=False)
    set_aside: list[tuple[int, Condition]] = []
    for i in sorted(met.conditions):
        if _is_one_answer(rows):
            break
        rows, lighter = _settle(standard, rows, i, instrument)
        set_aside += [(i, condition) for condition in lighter]
    if not _is_one_answer(rows):
        cells = "、".join(f"{standard.sheet}!{row.cell}" for row in rows)
        raise NoRowFound(f"表中有几行条件相同而处罚不同（{cells}）：请先更正表格。")
    asked = {name for row in possible if row not in whole for name, _ in row.when}
    not_asked = tuple(sorted(index[name] for name in asked if index[name] not in met.conditions))
    conditions = {index[name]: standard.factor(name).condition(text) for name, text in rows[0].when}
    return RowHit(rows[0], conditions, tuple(set_aside), not_asked)


def _is_one_answer(rows: list[Row]) -> bool:
    """Whether all rows print the same measures."""
    return bool(rows) and all(row.measures == rows[0].measures for row in rows[1:])


def _refuse_unused_choice(standard: Standard, whole: list[Row], met: Met) -> None:
    """A condition chosen in words for which this combination prints no row must not be dropped in silence.

    Words that only another group prints are that group's; a condition that spans factors covers the rest.
    """
    pairs = {pair for row in whole for pair in row.when}
    if any(standard.factor(name).condition(text).spanning for name, text in pairs):
        return
    of_group = {pair for row in standard.rows if row.group == whole[0].group for pair in row.when}
    for i, chosen in met.chosen.items():
        name = standard.factors[i].name
        used = {matched(text) for row_name, text in pairs if row_name == name}
        printed = {text for row_name, text in of_group if row_name == name}
        if used and any(matched(text) not in used for text in chosen & printed):
            raise no_row(standard, met)


def _settle(
    standard: Standard, rows: list[Row], factor: int, instrument: Instrument
) -> tuple[list[Row], tuple[Condition, ...]]:
    """Where rows differ in a factor, keep the heavier if the instrument says so; also what was lighter."""
    of_factor = standard.factors[factor]
    texts = {text for row in rows for name, text in row.when if name == of_factor.name}
    if len(texts) < 2:  # noqa: PLR2004 - several
        return rows, ()
    conditions = [condition for condition in of_factor.conditions if condition.text in texts]
    if instrument.heavier_wins is None:
        named = tuple(f"“{c.text}” [{standard.sheet}!{c.cell}]" for c in conditions)
        raise SeveralConditionsMet(of_factor.name, named)
    kept = _extreme(standard, rows, factor, heaviest=True)
    kept_texts = {text for row in kept for name, text in row.when if name == of_factor.name}
    return kept, tuple(condition for condition in conditions if condition.text not in kept_texts)


def _extreme(standard: Standard, rows: list[Row], factor: int, *, heaviest: bool) -> list[Row]:
    """The rows with the heaviest, or lightest, condition of a factor; rows that do not ask for it stay."""
    name = standard.factors[factor].name
    ranks = {
        row: rank(standard, factor, standard.factors[factor].condition(dict(row.when)[name]))
        for row in rows
        if name in dict(row.when)
    }
    if not ranks:
        return rows
    wanted = max(ranks.values()) if heaviest else min(ranks.values())
    among = {row.measures for row in ranks}
    if len(among) > 1 and not wanted[0] and not is_told(standard, factor):
        place = f"{standard.sheet}!{standard.factors[factor].cell or standard.cell}"
        which = "较重" if heaviest else "最轻"
        raise TableUnusable(
            place, f"从罚款看不出“{name}”的哪一档{which}（{place}）：请查清是哪一档再裁量，不得推定。"
        )
    return [row for row in rows if ranks.get(row, wanted) == wanted]


def no_row(standard: Standard, met: Met) -> NoRowFound:
    """The refusal of a combination that the table does not print."""
    facts = "、".join(
        f"“{standard.factors[i].name}”为“{'”或“'.join(c.text for c in conditions)}”"
        for i, conditions in sorted(met.conditions.items())
        if i not in met.unknown
    )
    return NoRowFound(f"表中没有与{facts or '所填事实'}这一组合对应的一行：请人工研究，不得推定。")
