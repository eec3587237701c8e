"""Which standards of two workbooks of a department are the same one: tables are numbered anew at times."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from standards_1023.standard_lookup import name_in_edition
from standards_1023.text import matched

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

    The same name with the same violation is one standard; else the same violation, where both tables print it
    once; else the same name, whose violation then was reworded.
    """
    old, new = _by_name(one), _by_name(other)
    partners = {name: name for name in old if name in new and _words(old[name]) == _words(new[name])}
    partners |= _of_the_same_words(_without(old, partners), _without(new, partners.values()))
    taken = set(partners.values())
    partners |= {name: name for name in old if name not in partners and name in new and name not in taken}
    came = _without(new, partners.values())
    return (
        *(
            Paired(partners.get(name, name), standard, new[partners[name]] if name in partners else None)
            for name, standard in old.items()
        ),
        *(Paired(name, None, standard) for name, standard in came.items()),
    )


def _of_the_same_words(old: Mapping[str, Standard], new: Mapping[str, Standard]) -> dict[str, str]:
    """The names of those whose violation either side prints once."""
    named = {_words(standard): name for name, standard in new.items()}
    before, after = (Counter(_words(standard) for standard in side.values()) for side in (old, new))
    words = {name: _words(standard) for name, standard in old.items()}
    return {name: named[said] for name, said in words.items() if before[said] == after[said] == 1}


def _by_name(kept: DepartmentWorkbook | None) -> dict[str, Standard]:
    return {} if kept is None else {name_in_edition(kept, s): s for s in kept.workbook.standards}


def _without(standards: Mapping[str, Standard], names: Iterable[str]) -> dict[str, Standard]:
    gone = set(names)
    return {name: standard for name, standard in standards.items() if name not in gone}


def _words(standard: Standard) -> str:
    return matched(standard.violation)
