"""Which standard a past decision rests on, from the code or the words of the violation in the table.

A code leads to its standard as on the command line. Words must be those of one standard; words that are only
near to those of one standard are proposed with a score, and count only once somebody has confirmed it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from standards_1023.errors import StandardsError
from standards_1023.standard_lookup import find_in_edition, name_in_edition
from standards_1023.text import matched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from standards_1023.editions import DepartmentWorkbook, Edition
    from standards_1023.values import Standard

_LEAST_SCORE = 80
_LEAST_LEAD = 5
"""How much nearer than any other the proposed standard must be."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Named:
    """What a row says of its standard, as written; None where a column is blank or missing."""

    code: str | None
    violation: str | None
    department: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that are near to those of one standard: whose name, its words, and how near (0–100).

    `edition` is the number of the edition that has the standard.
    """

    edition: int
    written: str
    standard: str
    violation: str
    score: int
    accepted: bool


@dataclass(slots=True)
class StandardFinder:
    """Finds standards in editions by what rows say; keeps what it proposed."""

    accept_matches: bool = False
    proposals: dict[tuple[int, str, str], Proposal] = field(default_factory=dict)
    _indexes: dict[int, _Index] = field(default_factory=dict)

    def name_of(self, edition: Edition, named: Named) -> tuple[str | None, str]:
        """The name of the standard in the edition, or None; and why there is none."""
        department = _department(edition, named.department)
        if department is None and named.department is not None:
            return None, f"{edition.title}里没有部门“{named.department[:_SHOWN]}”的基准：请核对部门的名称。"
        if named.code is not None:
            return self._by_code(edition, named, department)
        if named.violation is None:
            return None, "没有写基准编号，也没有写违法行为。"
        return self._by_words(edition, named.violation, department)

    def _by_code(self, edition: Edition, named: Named, department: str | None) -> tuple[str | None, str]:
        code = named.code or ""
        if (
            matched(code.rpartition("!")[2]) not in self._index(edition).codes
        ):  # find_in_edition would look for near ones
            return None, f"{edition.title}里没有编号为“{code[:_SHOWN]}”的基准。"
        wanted = f"{department}!{code}" if department and not code.startswith(f"{department}!") else code
        try:
            kept, standard = find_in_edition(edition, wanted)
        except StandardsError as error:
            return None, str(error)
        if named.violation is not None and matched(named.violation) != matched(standard.violation):
            others = self._same_words(edition, named.violation, department)
            if others and all(other is not standard for _, other in others):
                said = f"编号“{code[:_SHOWN]}”与违法行为“{named.violation[:_SHOWN]}”不是同一项基准，请核对。"
                return None, said
        return name_in_edition(kept, standard), ""

    def _by_words(self, edition: Edition, words: str, department: str | None) -> tuple[str | None, str]:
        same = self._same_words(edition, words, department)
        if len(same) == 1:
            return name_in_edition(*same[0]), ""
        if same:
            names = "、".join(name_in_edition(kept, standard) for kept, standard in same[:5])
            return (
                None,
                f"违法行为“{words[:_SHOWN]}”有 {len(same)} 项基准（{names}）：请写基准编号。",
            )
        return self._proposed(edition, words, department)

    def _same_words(
        self, edition: Edition, words: str, department: str | None
    ) -> Sequence[tuple[DepartmentWorkbook, Standard]]:
        same = self._index(edition).by_words.get(matched(words), [])
        return [one for one in same if department is None or one[0].department == department]

    def _proposed(self, edition: Edition, words: str, department: str | None) -> tuple[str | None, str]:
        none = f"{edition.title}里没有违法行为“{words[:_SHOWN]}”的基准。"
        key = (edition.number, department or "", matched(words))
        found = self.proposals.get(key)
        if found is None:
            found = self._nearest(edition, words, department)
            if found is None:
                return None, none
            self.proposals[key] = found
        if found.accepted:
            return found.standard, ""
        other = f"{found.standard}“{found.violation[:_SHOWN]}”相近（{found.score} 分）"
        return (
            None,
            f"违法行为“{words[:_SHOWN]}”与{other}，不能自行认定：请改写违法行为或者写基准编号，或者确认采用相近的基准。",
        )

    def _nearest(self, edition: Edition, words: str, department: str | None) -> Proposal | None:
        """The one standard whose words are near, and clearly nearer than any other's."""
        choices = {
            text: found[0]
            for text, found in self._index(edition).by_words.items()
            if len(found) == 1 and (department is None or found[0][0].department == department)
        }
        best = process.extract(
            matched(words), list(choices), scorer=fuzz.ratio, limit=2, score_cutoff=_LEAST_SCORE
        )
        if not best or (len(best) > 1 and best[0][1] - best[1][1] < _LEAST_LEAD):
            return None
        kept, standard = choices[best[0][0]]
        name = name_in_edition(kept, standard)
        return Proposal(
            edition.number, words[:_SHOWN], name, standard.violation, int(best[0][1]), self.accept_matches
        )

    def _index(self, edition: Edition) -> _Index:
        index = self._indexes.get(edition.number)
        if index is None:
            index = self._indexes[edition.number] = _Index(edition)
        return index


class _Index:
    """The standards of an edition by the words of their violation, and every code and cell that names one."""

    def __init__(self, edition: Edition) -> None:
        self.by_words: dict[str, list[tuple[DepartmentWorkbook, Standard]]] = {}
        self.codes: set[str] = set()
        for kept, standard in edition.standards:
            self.by_words.setdefault(matched(standard.violation), []).append((kept, standard))
            self.codes.update((matched(standard.code), matched(standard.cell)))


def _department(edition: Edition, written: str | None) -> str | None:
    """The department of the edition that a row names (盐田区环水局 names 环水局), or None."""
    if written is None:
        return None
    names = [kept.department for kept in edition.workbooks]
    same = [name for name in names if matched(name) == matched(written)]
    within = same or [name for name in names if matched(name) in matched(written)]
    return within[0] if len(within) == 1 else None
