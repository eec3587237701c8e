"""Many cases at once: a column a property, a place in it a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from engine.checks import fault_of_value
from engine.errors import FactRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.language import PropertyType, Value

Bools: TypeAlias = np.ndarray[tuple[int], np.dtype[np.bool_]]
Values: TypeAlias = np.ndarray[tuple[int], np.dtype[Any]]

DTYPES: dict[PropertyType, np.dtype[Any]] = {
    int: np.dtype(np.int64),
    bool: np.dtype(np.bool_),
    str: np.dtype(np.object_),  # numpy's own texts of fixed width lose what they end with (NUL)
}
"""The one way in which the values of each type are held."""


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one property for every case; `given` says where there is one, None: everywhere.

    What stands where nothing is given is not looked at.
    """

    values: Values
    given: Bools | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The facts of `count` cases by property; a property without a column is given in none of them."""

    count: int
    columns: Mapping[str, Column] = field(hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", MappingProxyType(dict(self.columns)))


def columns_of(properties: Mapping[str, PropertyType], cases: Sequence[Mapping[str, Value]]) -> Columns:
    """Cases one by one as columns; raises FactRefused for what the driver would refuse as well."""
    names = dict.fromkeys(name for case in cases for name in case)
    return Columns(len(cases), {name: _column(name, properties.get(name), cases) for name in names})


def _column(name: str, kind: PropertyType | None, cases: Sequence[Mapping[str, Value]]) -> Column:
    if kind is None:
        raise FactRefused(str(name), "规则集里没有这一项，请核对名称。")
    for case in cases:
        reason = fault_of_value(case[name], kind) if name in case else None
        if reason is not None:
            raise FactRefused(name, reason)
    nothing = kind()
    values = np.empty(len(cases), DTYPES[kind])
    values[:] = [case.get(name, nothing) for case in cases]
    return Column(values, np.array([name in case for case in cases], np.bool_))
