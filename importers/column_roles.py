"""What each column of a table holds: its heading weighed with its cells, then with its neighbours."""

# ruff: noqa: PLR2004 - the shares that a look is judged by stand where they are used

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from importers.cell_looks import is_bare_amount, is_tick, looks, looks_like_penalty
from importers.clauses import subject_of
from importers.columns import CONDITION_ROLES, OUTCOME_ROLES, Column, Role
from importers.headings import bare_heading, heading_role, heading_unit, is_level_of_factor, names_kind
from standards_1023.text import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MEASURED = re.compile(
    r"幅度|比例|所得|数量|面积|金额|造价|价值|货值|价款|价格|收入|损失|[额量率数值]$|浓度|重量|吨位|体积|长度|高度|深度|时间|期限"
)

_PENALTY_WORD = re.compile(r"罚款|警告|没收|吊销|责令|处罚")


def judge_column(index: int, headings: tuple[str, ...], texts: Sequence[str]) -> Column:
    """The column's role: what its headings mean, weighed with what its cells look like.

    `texts` are the distinct cell texts below the heading. A heading that means nothing known makes a factor,
    unless the cells speak clearly for something else.
    """
    candidates: dict[Role, float] = {}
    for text in headings:
        meant = heading_role(text)
        if meant is not None:
            candidates[meant[0]] = max(candidates.get(meant[0], 0), meant[1])
    unit = heading_unit(headings)
    scored = {role: 0.6 * strength + 0.4 * looks(role, texts, unit) for role, strength in candidates.items()}
    lowest = heading_role(headings[-1]) if headings else None
    if lowest is not None and lowest[0] in {Role.LOW, Role.HIGH}:
        scored.pop(Role.PENALTY, None)  # 罚款幅度 above 下限 and 上限
    _settle_ambiguous(scored, texts)
    if not scored or max(scored.values()) < 0.55:
        for role in (Role.PENALTY, Role.GRADE, Role.WEIGHT):
            if (share := looks(role, texts)) >= 0.6:
                scored[role] = max(scored.get(role, 0), 0.3 + 0.4 * share)
    if not scored:
        scored[Role.FACTOR] = 0.4 + 0.2 * looks(Role.FACTOR, texts)
    role = max(scored, key=lambda r: scored[r])
    return column_of(index, headings, role, round(100 * scored[role]))


def column_of(index: int, headings: tuple[str, ...], role: Role, score: int) -> Column:
    """A column that holds a role, with the unit and the subject that its headings give it."""
    subject = next((s for s in (subject_of(bare_heading(h)) for h in reversed(headings)) if s), None)
    in_penalty = role in OUTCOME_ROLES and not is_level_of_factor(headings)
    return Column(index, headings, role, score, heading_unit(headings), subject if in_penalty else None)


def _settle_ambiguous(scored: dict[Role, float], texts: Sequence[str]) -> None:
    """违法程度, 情节, 类别 head grades or factors, 裁量标准 heads penalties or grades: the cells decide."""
    grade_share = looks(Role.GRADE, texts)
    if Role.GRADE in scored and grade_share < 0.6:
        scored.pop(Role.GRADE)
        scored[Role.FACTOR] = max(scored.get(Role.FACTOR, 0), 0.75)
    if Role.FACTOR in scored and grade_share >= 0.8:
        scored[Role.GRADE] = 0.9
    if Role.FACTOR in scored and looks(Role.PENALTY, texts) >= 0.8 and looks(Role.FACTOR, texts) < 0.3:
        scored[Role.PENALTY] = 0.7
        scored.pop(Role.FACTOR)
    if (
        Role.PENALTY in scored
        and texts
        and looks(Role.PENALTY, texts) < 0.2
        and looks(Role.WEIGHT, texts) >= 0.6
    ):
        scored[Role.WEIGHT] = 0.8
    if Role.STATUTORY in scored and Role.PENALTY in scored:
        scored[Role.STATUTORY] += 0.1
    if Role.VIOLATION in scored and Role.BASIS in scored and looks(Role.BASIS, texts) >= 0.6:
        scored.pop(Role.VIOLATION)


def reconcile(
    columns: Sequence[Column], texts: Mapping[int, Sequence[str]], *, kinds_vary: bool
) -> list[Column]:
    """The columns judged together: what a column is depends on what its neighbours are.

    `texts` are the distinct texts by column; `kinds_vary` says whether 处罚种类 differs from row to row.
    """
    result = _thresholds(columns, texts)
    outcome = [c for c in result if c.role in {Role.PENALTY, Role.LOW, Role.HIGH, Role.WEIGHT}]
    for n, column in enumerate(result):
        if column.role is Role.KINDS and (not outcome or kinds_vary):
            result[n] = column_of(column.index, column.headings, Role.PENALTY, 70)
        elif column.role is not Role.PENALTY and _is_kind_column(column, outcome, texts[column.index]):
            result[n] = column_of(column.index, column.headings, Role.PENALTY, 80)
    result = [_below_one_heading(c, result, texts) for c in result]
    result = [_second_violation(c, result, texts) for c in result]
    if not outcome:
        result = [_amounts(c, texts[c.index]) for c in result]
    conditions = [c for c in result if c.role in CONDITION_ROLES]
    if len(conditions) > 1:
        result = [_consequence(c) for c in result]
    return result


def _thresholds(columns: Sequence[Column], texts: Mapping[int, Sequence[str]]) -> list[Column]:
    """违法所得, 超标比例 beside 罚款 measure the violation: their amounts are conditions, not fines."""
    headed = {c.index for c in columns if c.role in OUTCOME_ROLES and _is_headed_as_penalty(c)}
    return [
        column_of(c.index, c.headings, Role.FACTOR, 70)
        if c.role in OUTCOME_ROLES
        and headed
        and c.index not in headed
        and _measures(c)
        and not any(_PENALTY_WORD.search(normalised(t)) for t in texts[c.index])
        else c
        for c in columns
    ]


def _is_headed_as_penalty(column: Column) -> bool:
    return any((heading_role(h) or (None,))[0] in OUTCOME_ROLES for h in column.headings)


def _measures(column: Column) -> bool:
    """Whether a column is headed by something that is measured: 超限幅度, 违法所得, 货值金额, 工程造价."""
    return bool(column.headings) and _MEASURED.search(bare_heading(column.name)) is not None


def _second_violation(
    column: Column, columns: Sequence[Column], texts: Mapping[int, Sequence[str]]
) -> Column:
    """违法行为 merged over two columns: the second says which of its forms."""
    left = next((c for c in columns if c.index == column.index - 1), None)
    own = set(texts[column.index]) - set(texts.get(column.index - 1, ()))
    if own and column.role is Role.VIOLATION and left is not None and left.headings == column.headings:
        return column_of(column.index, column.headings, Role.FACTOR, column.score)
    return column


def _below_one_heading(
    column: Column, columns: Sequence[Column], texts: Mapping[int, Sequence[str]]
) -> Column:
    """裁量标准 merged over grade, condition and penalty: the column that prints penalties is the penalty."""
    if column.role is not Role.PENALTY or looks(Role.PENALTY, texts[column.index], column.unit) >= 0.2:
        return column
    twins = [c for c in columns if c.headings == column.headings and c.index != column.index]
    if not any(looks(Role.PENALTY, texts[c.index], c.unit) >= 0.8 for c in twins):
        return column
    role = Role.GRADE if looks(Role.GRADE, texts[column.index]) >= 0.6 else Role.FACTOR
    return column_of(column.index, column.headings, role, 65)


def _is_kind_column(column: Column, outcome: Sequence[Column], texts: Sequence[str]) -> bool:
    """警告 | 罚款 | 其他 below 处罚种类, or beside a column of penalties, with penalties or ticks below."""
    if not column.headings or not names_kind(column.name):
        return False
    filled = [t for t in texts if not re.fullmatch(r"[-/无]+|同上|同左", normalised(t))]
    fits = all(is_tick(t) or looks_like_penalty(t) or is_bare_amount(t) for t in filled)
    under = any((heading_role(h) or (None,))[0] in {Role.PENALTY, Role.KINDS} for h in column.headings[:-1])
    return under or (bool(filled) and fits and any(c.index != column.index for c in outcome))


def _amounts(column: Column, texts: Sequence[str]) -> Column:
    """Where no heading speaks of penalties, a column of amounts is one: it is headed by a level."""
    filled = [t for t in texts if not re.fullmatch(r"[-/无]+|同上|同左", normalised(t))]
    penalties = sum(looks_like_penalty(t) for t in filled)
    if column.role not in {Role.FACTOR, Role.GRADE} or not filled or penalties < 0.8 * len(filled):
        return column
    return column_of(column.index, column.headings, Role.PENALTY, 75)


def _consequence(column: Column) -> Column:
    """危害后果 with levels 轻微, 严重 beside other conditions is a factor, not the grade."""
    if column.role is Role.GRADE and re.search(r"后果|危害|影响", column.name) and "等级" not in column.name:
        return column_of(column.index, column.headings, Role.FACTOR, column.score)
    return column
