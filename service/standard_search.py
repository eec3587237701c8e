"""Standards of an edition by words, statute, department and model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023.text import matched, normalised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Model, Standard


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; None is anything.  Every part of words and statute must be there."""

    words: str | None = None
    statute: str | None = None
    department: str | None = None
    model: Model | None = None


def search(edition: Edition, wanted: Wanted) -> list[tuple[DepartmentWorkbook, Standard]]:
    """The standards that fit, in the order of departments and of their tables."""
    words, statute = _parts(wanted.words), _parts(wanted.statute)
    return [
        (kept, standard)
        for kept, standard in edition.standards
        if (wanted.department is None or matched(kept.department) == matched(wanted.department))
        and (wanted.model is None or standard.model is wanted.model)
        and _all_in(words, (standard.code, standard.violation, *(f.name for f in standard.factors)))
        and _all_in(statute, (*standard.basis, *standard.violated))
    ]


def _parts(text: str | None) -> list[str]:
    return [part for part in (normalised(one).lower() for one in (text or "").split()) if part]


def _all_in(parts: list[str], texts: Iterable[str]) -> bool:
    if not parts:
        return True
    shown = [normalised(text).lower() for text in texts]
    return all(any(part in text for text in shown) for part in parts)
