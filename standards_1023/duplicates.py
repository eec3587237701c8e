"""What is printed twice: conditions of two rows, violations, codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from standards_1023.problem_of_standard import problem_of
from standards_1023.text import matched
from standards_1023.values import Problem, ProblemSeverity, Row, Standard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def check_rows(standard: Standard) -> Iterator[Problem]:
    """Two rows for the same conditions cannot both apply: an error at both cells."""
    seen: dict[tuple[object, ...], Row] = {}
    for row in standard.rows:
        key = (row.group, *sorted((name, matched(text)) for name, text in row.when))
        if key not in seen:
            seen[key] = row
        elif seen[key].measures != row.measures:
            for cell, other in ((seen[key].cell, row.cell), (row.cell, seen[key].cell)):
                sentence = f"与 {other} 的条件相同而处罚不同，不能确定适用哪一个，请核对。"
                yield problem_of(standard, cell, sentence, ProblemSeverity.ERROR)


def check_duplicates(standards: Sequence[Standard]) -> Iterator[Problem]:
    """The same violation twice, or the same code twice in a sheet."""
    violations: dict[tuple[str, tuple[str, ...]], Standard] = {}
    codes: dict[tuple[str, str], Standard] = {}
    for standard in standards:
        code = (standard.sheet, matched(standard.code))
        if code in codes:
            yield problem_of(standard, standard.cell, f"编号与 {codes[code].cell} 重复，请改用别的编号。")
        codes.setdefault(code, standard)
        if not standard.violation:
            yield problem_of(standard, standard.cell, "没有读到违法行为的名称，请补填。")
            continue
        key = (matched(standard.violation), standard.basis)
        if key in violations:
            first = violations[key]
            place = f"{first.code}（{first.sheet}!{first.cell}）"
            yield problem_of(standard, standard.cell, f"违法行为与 {place}重复，请核对。")
        violations.setdefault(key, standard)
