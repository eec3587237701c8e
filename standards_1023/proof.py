"""That both evaluators and the printed table say the same: without it no edition is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from standards_1023.fingerprint import fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from standards_1023.values import Instrument, Standard


@dataclass(frozen=True, slots=True)
class Difference:
    """A case about which they differ: the standard (sheet!code), the facts in words, who said what."""

    standard: str
    facts: str
    said: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        said = "，".join(f"{who}：{what}" for who, what in self.said)
        return f"基准 {self.standard}，{self.facts}：{said}。"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was compared, and where it differed.

    `contents` is the fingerprint (fingerprint.fingerprint_of) of the standards and the instrument that it was
    made for; `answers` counts single comparisons, of a rule or of a printed condition for a case.
    """

    contents: str
    standards: int
    cases: int
    answers: int
    differences: tuple[Difference, ...] = ()

    def holds_for(self, standards: Iterable[Standard], instrument: Instrument) -> bool:
        """Whether it proves these very standards under this instrument, without any difference."""
        return not self.differences and self.contents == fingerprint_of(standards, instrument)
