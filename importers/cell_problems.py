"""Problems collected while the cells of one sheet are read, each once."""

from __future__ import annotations

from dataclasses import dataclass, field

from standards_1023.values import Problem, ProblemSeverity


@dataclass(slots=True)
class CellProblems:
    """What is wrong with the cells of a sheet, in the order in which it was found."""

    sheet: str
    found: list[Problem] = field(default_factory=list)
    _known: set[Problem] = field(default_factory=set, init=False)

    def error(self, address: str, sentence: str) -> None:
        """What stands there cannot be applied."""
        self.add(address, ProblemSeverity.ERROR, sentence)

    def warn(self, address: str, sentence: str) -> None:
        """What stands there was read, but a person should look."""
        self.add(address, ProblemSeverity.WARNING, sentence)

    def add(self, address: str, severity: ProblemSeverity, sentence: str) -> None:
        """Keep a problem unless the same was said before."""
        problem = Problem(self.sheet, address, severity, sentence)
        if problem not in self._known:
            self._known.add(problem)
            self.found.append(problem)
