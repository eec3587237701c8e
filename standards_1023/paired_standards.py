"""Which standards of two workbooks of a department are the same one: tables are numbered anew at times."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from standards_1023.same_violation import same_violation, violation_words
from standards_1023.standard_lookup import name_in_edition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from standards_1023.editions import DepartmentWorkbook
    from standards_1023.values import Standard


class Paired(NamedTuple):
    """A standard before and after, each None where it is not there, under the name that it has last."""

    name: str
    old: Standard | None
    new: Standard | None


def paired_standards(one: DepartmentWorkbook | None, other: DepartmentWorkbook | None) -> tuple[Paired, ...]:
    """Those of the first workbook in their order, then those that came, in theirs.

    One violation is one standard, whatever its number (`same_violation`); the same number with words that the
    other side does not have at all is one that was reworded.
    """
    old, new = _by_name(one), _by_name(other)
    names = {id(standard): name for side in (old, new) for name, standard in side.items()}
    pairs = same_violation(list(old.values()), list(new.values()))
    partners = {names[id(a)]: names[id(b)] for a, b in pairs}
    reworded = _without_words_of(old, new).keys() & _without_words_of(new, old).keys()
    partners |= {name: name for name in reworded}
    came = _without(new, partners.values())
    return (
        *(
            Paired(partners.get(name, name), standard, new[partners[name]] if name in partners else None)
            for name, standard in old.items()
        ),
        *(Paired(name, None, standard) for name, standard in came.items()),
    )


def _without_words_of(
    standards: Mapping[str, Standard], others: Mapping[str, Standard]
) -> dict[str, Standard]:
    """Those whose violation the other side does not print."""
    printed = {violation_words(other) for other in others.values()}
    return {name: one for name, one in standards.items() if violation_words(one) not in printed}


def _by_name(kept: DepartmentWorkbook | None) -> dict[str, Standard]:
    return {} if kept is None else {name_in_edition(kept, s): s for s in kept.workbook.standards}


def _without(standards: Mapping[str, Standard], names: Iterable[str]) -> dict[str, Standard]:
    gone = set(names)
    return {name: standard for name, standard in standards.items() if name not in gone}
