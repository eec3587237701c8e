"""The answer of the table itself: which of its groups answer, what they still ask for, and their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.answer import Answer
from rules.errors import FactsMissing, MissingFact, NoRowFound
from rules.facts import may_be
from rules.grading import no_row
from rules.groups import (
    check_situations,
    choose,
    groups_of,
    named,
    reaching,
    ruled_out,
    side_by_side,
    undecided,
    which_group,
)
from rules.parts import answer, ask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.compilation import CompiledStandard
    from rules.groups import Group
    from rules.parts import Question


def answer_by_table(compiled: CompiledStandard, question: Question) -> Answer:
    """What the table prescribes; raises a subclass of AssessmentRefused where it prescribes nothing."""
    standard, party = question.standard, question.case.party
    every = groups_of(standard)
    groups = reaching(every, party)
    if not groups:
        raise NoRowFound(f"基准 {standard.code} 没有适用于“{party}”的处罚：请核对当事人类型。")
    check_situations(every, question.facts.situations)
    answering = _groups_that_answer(compiled, question, every, groups)
    parts = tuple(answer(question, group) for group in answering)
    answered = tuple(one for part in parts for one in part.answered)
    if not answered:
        raise NoRowFound(f"这一档没有适用于“{party or '当事人'}”的处罚：请核对当事人类型和表格。")
    silent = tuple(g for s in side_by_side(groups) if not set(s) & set(answering) for g in s)
    return Answer(answered, tuple(step for part in parts for step in part.steps), parts, silent)


def _groups_that_answer(
    compiled: CompiledStandard, question: Question, every: tuple[Group, ...], groups: tuple[Group, ...]
) -> tuple[Group, ...]:
    """One group of each set of `groups`, none of a set that was not asked; `every` is all of the table's.

    Raises FactsMissing for what is missing.
    """
    whole = side_by_side(every)
    chosen = named(every, question.facts.situations)
    out = ruled_out(whole, chosen)
    found: dict[Group, Mapping[int, frozenset[str]]] = {}
    decisive = list(chosen)
    for alternatives in side_by_side(groups):
        left = choose(alternatives, chosen, out)
        asks = {group: needed for group in left if (needed := ask(question, group)) is not None}
        if len(asks) > 1:
            if question.facts.situations:  # they name a group that stands beside these
                continue
            raise which_group(tuple(asks))
        if not asks and 0 < len(left) < len(alternatives):  # the officer named a group that has no such row
            raise no_row(question.standard, question.met)
        found |= asks
        decisive += asks if len(alternatives) > 1 else ()
    out = ruled_out(whole, decisive)
    found = {group: needed for group, needed in found.items() if group.condition not in out}
    for group in found:
        if open_between := undecided(whole, group, decisive):
            raise which_group(open_between)
    if not found:
        raise no_row(question.standard, question.met)
    _refuse_missing(compiled, found)
    return tuple(found)


def _refuse_missing(compiled: CompiledStandard, found: Mapping[Group, Mapping[int, frozenset[str]]]) -> None:
    missing: dict[int, set[str]] = {}
    for needed in found.values():
        for factor, texts in needed.items():
            missing.setdefault(factor, set()).update(texts)
    if missing:
        raise _facts_missing(compiled, missing)


def _facts_missing(compiled: CompiledStandard, missing: dict[int, set[str]]) -> FactsMissing:
    names = [compiled.standard.factors[i].name for i in sorted(missing)]
    of = tuple(
        MissingFact(name, may_be(compiled, i, frozenset(missing[i])))
        for i, name in zip(sorted(missing), names, strict=True)
    )
    return FactsMissing(of, f"请用“--fact {names[0]}=…”补填。")
