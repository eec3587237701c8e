"""An answer before the circumstances: by the table, or by the bare statute where no table may be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.answered import Answered
    from rules.groups import Group
    from rules.parts import Part
    from rules.steps import Step


@dataclass(frozen=True, slots=True)
class Answer:
    """The measures and the steps that gave them.

    `parts` are the groups of the table that answered, none where the bare statute did; `silent` are groups
    for another subject that did not.
    """

    answered: tuple[Answered, ...]
    steps: tuple[Step, ...]
    parts: tuple[Part, ...] = ()
    silent: tuple[Group, ...] = ()
