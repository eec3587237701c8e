"""Standards of an edition by words, statute, department and model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023.text import matched, normalised

if TYPE_CHECKING:
    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Model, Standard


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; None is anything.  Every part of `words` must be there.

    Those of `statute` in one and the same citation.
    """

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
        and _all_in(words, f"{standard.code} {standard.violation}")
        and (not statute or any(_all_in(statute, one) for one in (*standard.basis, *standard.violated)))
    ]


def _parts(text: str | None) -> list[str]:
    return [part for part in (normalised(one).lower() for one in (text or "").split()) if part]


def _all_in(parts: list[str], text: str) -> bool:
    shown = normalised(text).lower() if parts else ""
    return all(part in shown for part in parts)
