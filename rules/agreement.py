"""The proof before publication: driver, column evaluator and printed table agree on every boundary case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.column_evaluator import ColumnEvaluator
from engine.columns import columns_of
from engine.driver import Driver
from engine.errors import EngineError
from rules.boundary_cases import BoundaryCase, boundary_cases
from rules.compilation import compile_standard
from rules.errors import TableUnusable
from standards_1023.fingerprint import fingerprint_of
from standards_1023.proof import Difference, Proof

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.language import Rulebook
    from rules.compilation import CompiledStandard
    from standards_1023.values import Instrument, Standard


@dataclass(frozen=True, slots=True)
class Evaluators:
    """How standards are compiled and asked; anything but the usual is for tests of the proof itself."""

    compiled: Callable[[Standard], CompiledStandard] = compile_standard
    columns: Callable[[Rulebook], ColumnEvaluator] = ColumnEvaluator


@dataclass(slots=True)
class _Compared:
    cases: int = 0
    answers: int = 0
    differences: list[Difference] = field(default_factory=list)


def prove(
    standards: Sequence[Standard], instrument: Instrument, evaluators: Evaluators | None = None
) -> Proof:
    """Fire both evaluators on all boundary cases of the standards; what differs is in the proof, in words."""
    compared = _Compared()
    for standard in standards:
        try:
            compiled = (evaluators or Evaluators()).compiled(standard)
            _compare(compiled, instrument, evaluators or Evaluators(), compared)
        except (TableUnusable, EngineError) as refused:
            said = (("计算", str(refused).removesuffix("。")),)
            compared.differences.append(Difference(_place(standard), "不能计算", said))
    contents = fingerprint_of(standards, instrument)
    return Proof(contents, len(standards), compared.cases, compared.answers, tuple(compared.differences))


def _compare(
    compiled: CompiledStandard, instrument: Instrument, evaluators: Evaluators, compared: _Compared
) -> None:
    """Every case of one standard, rule by rule and condition by condition."""
    rulebook = compiled.rulebook
    if not rulebook.rules:  # one row for all cases: nothing is asked
        return
    cases = tuple(boundary_cases(compiled, instrument))
    evaluator = evaluators.columns(rulebook)
    facts = [case.facts for case in cases]
    fired = evaluator.fire(columns_of(rulebook.properties, facts))
    with Driver(rulebook) as driver:
        for place, case in enumerate(cases):
            one, other = driver.fire(case.facts), evaluator.names(fired[:, place])
            compared.differences += _differences(compiled, case, one, other)
    compared.cases += len(cases)
    conditions = [len(factor.conditions) for factor in compiled.standard.factors]
    compared.answers += len(cases) * len(rulebook.rules) + sum(
        conditions[i] for c in cases for i in c.printed
    )


def _differences(
    compiled: CompiledStandard, case: BoundaryCase, one: tuple[str, ...], other: tuple[str, ...]
) -> Iterator[Difference]:
    place, facts = _place(compiled.standard), str(case)
    if one != other:
        said = (("逐案计算", "、".join(one) or "无"), ("整列计算", "、".join(other) or "无"))
        yield Difference(place, facts, said)
    fired = {compiled.condition_of_rule[rule] for rule in one}
    printed = {(i, j) for i, conditions in case.printed.items() for j in conditions}
    if fired != printed:
        said = (("表格", _conditions(compiled, printed)), ("计算", _conditions(compiled, fired)))
        yield Difference(place, facts, said)


def _conditions(compiled: CompiledStandard, conditions: set[tuple[int, int]]) -> str:
    factors = compiled.standard.factors
    shown = [f"“{factors[i].conditions[j].text}”" for i, j in sorted(conditions)]
    return "、".join(shown) or "没有一档"


def _place(standard: Standard) -> str:
    return f"{standard.sheet}!{standard.code}"
