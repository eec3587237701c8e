"""Many cases at once over all 1023 standards, a thousand of each, on one core; a sample is asked one by one as well.

Facts are drawn as in `generated_cases`.  Cold: nothing was compiled, read or worked out before; warm: the same
cases again.  From texts: lists of what was written, numbered while the clock runs; numbered: as a file reader that
numbers texts itself hands them over.  Cases with a base or a number of things are not alike to one another and go
one by one; their share of the standards is a row of its own.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from engine.driver import Driver
from rules.assessment import assess
from rules.case_columns import CaseColumns, Coded
from rules.drivers import Drivers
from rules.errors import AssessmentRefused
from rules.many_cases import Answers, ManyCases, Outcome
from tests.bench.engine import AnswersDiffer
from tests.bench.generated_cases import _FIRST_DAY, _bases, _count, _fact, _party, _things
from tests.bench.generated_standards import SEED, generated
from tests.bench.row import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.bench.generated_standards import Generated

OF_EACH, SAMPLED, WARM_ROUNDS = 1_000, 3_000, 3
AIM = "aim: 1,500,000 cases per s and core"

Texts = dict[str, Any]
"""The columns of one standard as lists, by the name of their field in CaseColumns."""


def rows() -> list[Row]:
    """The rows; raises AnswersDiffer where a sampled case is answered otherwise by itself."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    random, all_ = Random(SEED), generated()  # noqa: S311 - the same cases every time are the point
    facts = [_facts(random, one) for one in all_]
    dated = [texts | _party_and_dates(random, one) for one, texts in zip(all_, facts, strict=True)]
    counted = [one for one in all_ if _bases(one.standard) or _things(one.standard)]
    with Drivers(Driver) as drivers:
        many = {id(one): ManyCases(one.workbook, one.standard, drivers) for one in all_}
        asked = list(zip(all_, facts, strict=True))
        found = [_row("cold, from texts", lambda: _answered(many, asked))]
        found += [_warm("warm, from texts", lambda: _answered(many, asked), AIM)]
        checked = _check(random, drivers, many, asked)
        with_dates = list(zip(all_, dated, strict=True))
        _answered(many, with_dates)
        found += [_warm("warm, from texts, with party and both dates", lambda: _answered(many, with_dates))]
        checked += _check(random, drivers, many, with_dates)
        numbered = [(many[id(one)], _columns(texts)) for one, texts in asked]
        found += [
            _warm("warm, numbered", lambda: sum(len(m.answers(columns).index) for m, columns in numbered))
        ]
        own = [(one, _facts(random, one) | _multipliers(random, one)) for one in counted[:20]]
        note = (
            f"{len(counted)} of 1023 standards have such cases; {checked} sampled cases identical to online"
        )
        found += [_row("each with its own base or number of things", lambda: _answered(many, own), note)]
    return found


def _facts(random: Random, one: Generated) -> Texts:
    return {"facts": {f.name: [_fact(random, f) for _ in range(OF_EACH)] for f in one.standard.factors}}


def _party_and_dates(random: Random, one: Generated) -> Texts:
    acted = [_FIRST_DAY + timedelta(random.randrange(1400)) for _ in range(OF_EACH)]
    return {
        "parties": [_party(random, one.standard) for _ in range(OF_EACH)],
        "act_dates": acted,
        "decision_dates": [day + timedelta(random.randrange(20, 200)) for day in acted],
    }


def _multipliers(random: Random, one: Generated) -> Texts:
    bases, things = _bases(one.standard), _things(one.standard)
    return {
        "bases": {b: [f"{random.randrange(1000, 900_000)}元" for _ in range(OF_EACH)] for b in bases},
        "quantities": {t: [_count(random, t) for _ in range(OF_EACH)] for t in things},
    }


def _columns(texts: Mapping[str, Any]) -> CaseColumns:
    columns: dict[str, Any] = {
        field: tuple((name, Coded.of(values)) for name, values in given.items())
        if isinstance(given, dict)
        else Coded.of(given)
        for field, given in texts.items()
    }
    return CaseColumns(OF_EACH, **columns)


def _answered(many: Mapping[int, ManyCases], asked: Sequence[tuple[Generated, Texts]]) -> int:
    """How many cases were answered."""
    return sum(len(many[id(one)].answers(_columns(texts)).index) for one, texts in asked)


def _warm(subject: str, answered: Callable[[], int], note: str = "") -> Row:
    """The middle one of a few rounds."""
    measured = sorted((_row(subject, answered, note) for _ in range(WARM_ROUNDS)), key=_speed)
    return measured[WARM_ROUNDS // 2]


def _speed(row: Row) -> float:
    return row.per_cpu_second or 0.0


def _row(subject: str, answered: Callable[[], int], note: str = "") -> Row:
    began, cpu = time.perf_counter(), time.process_time()
    count = answered()
    cpu, seconds = time.process_time() - cpu, time.perf_counter() - began
    said = f"{count:,} cases; {note}" if note else f"{count:,} cases"
    return Row("batch", subject, per_second=count / seconds, per_cpu_second=count / cpu, note=said)


def _check(
    random: Random,
    drivers: Drivers,
    many: Mapping[int, ManyCases],
    asked: Sequence[tuple[Generated, Texts]],
) -> int:
    """How many sampled cases were asked by themselves and were answered the same."""
    sample = random.sample(range(len(asked) * OF_EACH), SAMPLED)
    known: dict[int, tuple[CaseColumns, Answers]] = {}
    for number in sample:
        which, place = divmod(number, OF_EACH)
        one, texts = asked[which]
        if which not in known:
            columns = _columns(texts)
            known[which] = (columns, many[id(one)].answers(columns))
        columns, answers = known[which]
        if not _same(answers.of(place), one, columns, place, drivers):
            raise AnswersDiffer(f"batch: {one.standard.code} {columns.case(place)}")
    return len(sample)


def _same(outcome: Outcome, one: Generated, columns: CaseColumns, place: int, drivers: Drivers) -> bool:
    try:
        alone = assess(one.workbook, one.standard, columns.case(place), drivers)
    except AssessmentRefused as refused:
        return outcome.refused is type(refused) and outcome.message in {None, str(refused)}
    return outcome.refused is None and (
        (outcome.measures, outcome.recommended, outcome.steps, outcome.trace, outcome.severity, outcome.grade)
        == (alone.measures, alone.recommended, alone.steps, alone.trace, alone.severity, alone.grade)
    )
