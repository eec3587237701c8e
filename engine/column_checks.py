"""What is checked of columns before they are compared: the same as of single facts, for all cases at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.checks import LARGEST_NUMBER, MOST_FACTS, fault_of_value
from engine.columns import DTYPES
from engine.errors import FactRefused, FactsMissing, TooManyFacts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from engine.columns import Bools, Column, Columns
    from engine.language import PropertyType


def check_columns(
    properties: Mapping[str, PropertyType],
    columns: Columns,
    required: AbstractSet[str] = frozenset(),
) -> None:
    """Refuse columns with a case that would be refused by itself (checks.check_facts), and say which."""
    for name, column in columns.columns.items():
        kind = properties.get(name)
        if kind is None or type(name) is not str:
            raise FactRefused(str(name), "规则集里没有这一项，请核对名称。")
        _check_shape(name, column, kind, columns.count)
        _check_values(name, column, kind)
    _check_number_of_facts(columns)
    lacking = (name for name in required if not _given_everywhere(name, columns))
    missing = tuple(sorted(lacking))
    if missing:
        raise FactsMissing(missing)


def _check_shape(name: str, column: Column, kind: PropertyType, count: int) -> None:
    if column.values.dtype != DTYPES[kind]:
        reason = f"这一列应是 {DTYPES[kind]}，却是 {column.values.dtype}，请先换成这一类型。"
        raise FactRefused(name, reason)
    given = column.given
    if column.values.shape != (count,) or (given is not None and given.shape != (count,)):
        raise FactRefused(name, f"这一列应有 {count} 个案件，请核对。")
    if given is not None and given.dtype != np.bool_:
        raise FactRefused(name, "标明有没有这项事实的一列应是是/否。")


def _check_values(name: str, column: Column, kind: PropertyType) -> None:
    if kind is int:
        beyond = (column.values < -LARGEST_NUMBER) | (column.values > LARGEST_NUMBER)
        if column.given is not None:
            beyond &= column.given
        if beyond.any():
            place = int(beyond.argmax())
            raise _refused(name, place, fault_of_value(int(column.values[place]), kind))
    elif kind is str:
        _check_texts(name, column)


def _check_texts(name: str, column: Column) -> None:
    sound: set[str] = set()  # a text seen before need not be read again
    places = range(len(column.values)) if column.given is None else np.flatnonzero(column.given)
    for place in places:
        text = column.values[place]
        if type(text) is not str or text not in sound:
            reason = fault_of_value(text, str)
            if reason is not None:
                raise _refused(name, int(place), reason)
            sound.add(text)


def _check_number_of_facts(columns: Columns) -> None:
    if len(columns.columns) <= MOST_FACTS:
        return
    facts = sum(_given(column, columns.count).astype(np.int64) for column in columns.columns.values())
    most = int(np.max(facts, initial=0))
    if most > MOST_FACTS:
        raise TooManyFacts(most, MOST_FACTS)


def _given_everywhere(name: str, columns: Columns) -> bool:
    column = columns.columns.get(name)
    return not columns.count or (column is not None and bool(_given(column, columns.count).all()))


def _given(column: Column, count: int) -> Bools:
    return np.ones(count, np.bool_) if column.given is None else column.given


def _refused(name: str, place: int, reason: str | None) -> FactRefused:
    return FactRefused(name, f"第 {place + 1} 个案件：{reason}")
