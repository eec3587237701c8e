"""Circumstance codes as an officer gives them → circumstances with the person that they are said of."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.errors import FactRefused
from standards_1023.text import normalised
from standards_1023.values import Subject

if TYPE_CHECKING:
    from rules.circumstances import Circumstance
    from rules.ground_rulebook import GroundRules

OF = {"单位": Subject.UNIT, "责任人员": Subject.RESPONSIBLE_PERSON, "个人": Subject.INDIVIDUAL}
"""What may stand behind 「@」: of whom a circumstance is said."""
_MOST = 60
_MOST_NAMED = 3
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class GivenCircumstance:
    """One circumstance; `of` is None where it is said of the party, or of the act."""

    circumstance: Circumstance
    of: Subject | None = None


def read_circumstances(rules: GroundRules, codes: tuple[str, ...]) -> tuple[GivenCircumstance, ...]:
    """The circumstances of a case, each once and in the order of the law, however they were written.

    Raises FactRefused for a code that does not exist.
    """
    if len(codes) > _MOST:
        raise FactRefused("情节", f"情节填了 {len(codes)} 个，最多 {_MOST} 个：请只填本案查明的情节。")
    read = {_read(rules, code) for code in codes}
    return tuple(sorted(read, key=lambda g: (rules.place[g.circumstance.code], g.of or "")))


def _read(rules: GroundRules, written: str) -> GivenCircumstance:
    code, mark, whom = normalised(written).partition("@")
    circumstance = rules.circumstances.get(code.strip())
    if circumstance is None or not circumstance.given:
        known = [c.code for c in rules.circumstances.values() if c.given]
        close = difflib.get_close_matches(code, known, n=_MOST_NAMED, cutoff=0.5)
        also = f"是不是{'、'.join(close)}？" if close else ""
        raise FactRefused(
            "情节", f"没有代码为“{written[:_SHOWN]}”的情节，{also}全部代码见“cailiang circumstances”。"
        )
    if not mark:
        return GivenCircumstance(circumstance)
    subject = OF.get(whom.strip())
    if subject is None:
        raise FactRefused("情节", f"“{written[:_SHOWN]}”的“@”后面只能是{'、'.join(OF)}。")
    return GivenCircumstance(circumstance, subject)
