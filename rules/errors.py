"""Why no band was given: messages of one sentence in Chinese, ready to be shown; the facts are attributes."""

from __future__ import annotations

from dataclasses import dataclass


class AssessmentRefused(Exception):
    """No band: incomplete, unknown or contradictory facts, or a table that may not be applied."""


class FactRefused(AssessmentRefused):
    """A fact, base or quantity that cannot be taken as it was written."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class NotCounted(FactRefused):
    """A base or quantity of this name that the band does not count by."""


@dataclass(frozen=True, slots=True)
class MissingFact:
    """Something that is still needed: its name and what it may be, in words."""

    name: str
    may_be: tuple[str, ...]

    def __str__(self) -> str:
        return f"“{self.name}”（{'；'.join(self.may_be)}）" if self.may_be else f"“{self.name}”"


class FactsMissing(AssessmentRefused):
    """Facts, bases or quantities that are needed and were not given."""

    def __init__(self, missing: tuple[MissingFact, ...], hint: str) -> None:
        super().__init__(f"还缺 {len(missing)} 项，不能给出裁量幅度：{'、'.join(map(str, missing))}。{hint}")
        self.missing, self.hint = missing, hint


class FactsContradict(AssessmentRefused):
    """Two facts that cannot both be true."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class NoConditionMet(AssessmentRefused):
    """A quantity that falls into none of the printed conditions (a gap of the table)."""

    def __init__(self, name: str, entered: str, nearest: tuple[str, ...]) -> None:
        super().__init__(
            f"“{name}”为{entered}，表中没有一档与之对应（最接近的是{'、'.join(nearest)}）：请人工研究，不得推定。"
        )
        self.name, self.entered, self.nearest = name, entered, nearest


class SeveralConditionsMet(AssessmentRefused):
    """Facts that fall into several conditions, where the instrument does not say which one counts."""

    def __init__(self, name: str, conditions: tuple[str, ...]) -> None:
        super().__init__(
            f"“{name}”同时符合{'、'.join(conditions)}，裁量规定没有写明取较重的一档：请先确定适用哪一档。"
        )
        self.name, self.conditions = name, conditions


class NoRowFound(AssessmentRefused):
    """A combination of conditions for which the table prints no band."""


class TableUnusable(AssessmentRefused):
    """An error of the table itself at the place that would decide."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


class NeedsHuman(AssessmentRefused):
    """What the law leaves to a person: both answers are named, none is chosen."""
