"""Many cases at once are answered as each is by itself: the same measures, the same refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.column_evaluator import ColumnEvaluator
from engine.errors import EngineFault
from rules.agreement import prove
from rules.assessment import assess
from rules.boundary_cases import boundary_cases
from rules.case_columns import CaseColumns, Coded, Numbers
from rules.case_input import DISCOVERED, Party
from rules.drivers import Drivers
from rules.errors import AssessmentRefused, FactRefused, FactsMissing, NoConditionMet
from rules.many_cases import _DECIDED, Answers, ManyCases, Outcome
from standards_1023.values import Factor, FactorKind, Instrument, Standard, StandardsWorkbook
from tests.rules.tables import (
    TABLES,
    fine,
    gap,
    generous,
    heaps,
    measured,
    number,
    option,
    row,
    stalls,
    workbook,
)
from tests.workbooks import OWN_WORKBOOKS, own_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from engine.columns import Columns
    from rules.case_columns import FactColumn
    from rules.case_input import CaseInput

INSTRUMENTS = (
    Instrument(),
    generous(),
    replace(generous(), valid_from=date(2021, 7, 15), valid_to=date(2026, 12, 31)),
)


def alone(book: StandardsWorkbook, standard: Standard, case: CaseInput, drivers: Drivers) -> Outcome:
    """What `assess` says of the case."""
    try:
        found = assess(book, standard, case, drivers)
    except AssessmentRefused as refused:
        return Outcome(refused=type(refused), message=str(refused))
    return Outcome(**{name: getattr(found, name) for name in _DECIDED})


def check(book: StandardsWorkbook, standard: Standard, cases: CaseColumns) -> Answers:
    """Every case by itself is what it is among the others, once and once more from what was kept."""
    with Drivers() as drivers, Drivers() as fresh:
        many = ManyCases(book, standard, drivers)
        found, again = many.answers(cases), many.answers(cases)
        for place in range(cases.count):
            expected = alone(book, standard, cases.case(place), fresh)
            outcome = found.of(place)
            assert again.of(place) == outcome
            if outcome.message is None:
                expected = replace(expected, message=None)
            assert outcome == expected, cases.case(place)
    return found


def printed_numbers() -> Standard:
    """Conditions that print just a number, or that there is none: what is written decides, not its value."""
    conditions = (
        option("无同类行为", "B2"),
        measured("3次", "B3", number(3, 3), "次"),
        measured("1次以上5次以下", "B4", number(1, 5), "次"),
        measured("5次以上", "B5", number(5, None, low_in=False), "次"),
    )
    of = Factor("次数", FactorKind.COUNT, conditions)
    rows = tuple(row(i, {"次数": c.text}, fine(1000 * i, 2000 * i)) for i, c in enumerate(conditions, 2))
    return replace(stalls(), code="次数", factors=(of,), rows=rows, statutory=())


CHANGED_LAW = replace(heaps(), basis=("《中华人民共和国水污染防治法》第八十三条",))
NEW_LAW = replace(heaps(), basis=("《中华人民共和国生态环境法典》第一千零九十条",))
DRAWN = {name: make() for name, make in TABLES.items()} | {
    "只印一个数": printed_numbers(),
    "依据旧法": CHANGED_LAW,
    "依据法典": NEW_LAW,
}
ODD = ("查不清", "是", "无", "没有这一项", "", "约3吨", "x" * 2001, "1/3吨", "3.00001克", "-3吨", "3")


def values_of(factor: Factor) -> tuple[int, ...]:
    """Whole numbers at and around every limit of a factor, nought among them."""
    limits = {
        int(limit)
        for condition in factor.conditions
        for alternative in condition.alternatives
        if alternative.quantity
        for limit in (alternative.quantity.range.low, alternative.quantity.range.high)
        if limit is not None
    }
    return tuple(sorted({0, -1, *(limit + step for limit in limits for step in (-1, 0, 1))}))


@st.composite
def numbers_for(draw: st.DrawFn, factor: Factor, count: int) -> Numbers:
    """A column in the factor's own unit, mostly; each number whole, or a little more or less."""
    quantities = [q for c in factor.conditions for a in c.alternatives if (q := a.quantity)]
    units = [q.unit for q in quantities]
    unit = draw(st.sampled_from(units * 3 + ["千克", "公顷", "年", "万元", "次", "没有这个单位"]))
    decimals = draw(st.sampled_from([0, 0, 1, 4, 5, 18]))
    values = [value * 10**decimals + more for value in values_of(factor) for more in (0, 0, 1)]
    values = [min(max(value, -(2**63)), 2**63 - 1) for value in values] + [2**63 - 1, 10**15, -(2**63)]
    chosen = draw(st.lists(st.sampled_from(values), min_size=count, max_size=count))
    given_ = draw(st.none() | st.lists(st.booleans(), min_size=count, max_size=count))
    words = draw(st.sampled_from(["", *(q.measured or "" for q in quantities)]))
    given_at = None if given_ is None else np.array(given_)
    return Numbers(np.array(chosen, np.int64), unit, decimals, words, given_at)


def words_for(factor: Factor) -> st.SearchStrategy[str | None]:
    """The printed words, numbers with a unit, nothing, and now and then what cannot be taken."""
    printed = [c.text for c in factor.conditions] + [
        a.text for c in factor.conditions for a in c.alternatives
    ]
    quantities = [q for c in factor.conditions for a in c.alternatives if (q := a.quantity)]
    numbers = [f"{q.measured or ''}{n}{q.unit}" for q in quantities for n in (*values_of(factor), 2.5)]
    common = st.sampled_from([None, *printed, *numbers])
    return st.one_of(common, common, common, st.sampled_from(ODD))


@st.composite
def besides(draw: st.DrawFn, count: int) -> dict[str, Any]:
    """Party, dates, circumstances, bases and quantities: each seldom."""

    def coded(*values: Any) -> Coded[Any]:  # noqa: ANN401
        return Coded.of(draw(st.lists(st.sampled_from(values), min_size=count, max_size=count)))

    more: dict[str, Any] = {}
    if draw(st.booleans()):
        more["parties"] = coded(None, *Party)
    if draw(st.integers(0, 2)) == 0:
        before, since = date(2026, 8, 14), date(2026, 8, 15)
        more["act_dates"] = coded(None, date(2021, 7, 14), before, since)
        more["decision_dates"] = coded(None, date(2021, 7, 15), before, since, date(2027, 1, 1))
    if draw(st.integers(0, 3)) == 0:
        more["dates"] = ((DISCOVERED, coded(None, None, date(2026, 12, 31))),)
    if draw(st.integers(0, 3)) == 0:
        codes = (("disclosed_lighter",), ("disclosed_mitigated",), ("serious", "no_harm"), ("nonsense",))
        more["circumstances"] = coded(None, None, (), *codes)
    if draw(st.integers(0, 3)) == 0:
        more["bases"] = (("违法所得", coded(None, None, "80000", "9999.99元", "x")),)
        more["quantities"] = (("处", coded(None, None, "3", "2.5")),)
    return more


@st.composite
def columns(draw: st.DrawFn, standard: Standard) -> CaseColumns:
    """Cases of which most differ in little: facts from few values, the rest seldom."""
    count = draw(st.integers(1, 25))

    def coded(*values: Any) -> Coded[Any]:  # noqa: ANN401
        return Coded.of(draw(st.lists(st.sampled_from(values), min_size=count, max_size=count)))

    facts: list[tuple[str, FactColumn]] = []
    for factor in (*standard.factors, *(standard.factors if draw(st.integers(0, 3)) == 0 else ())):
        if draw(st.booleans()) and any(c.alternatives for c in factor.conditions):
            facts.append((factor.name, draw(numbers_for(factor, count))))
        else:
            few = draw(st.lists(words_for(factor), min_size=1, max_size=3))
            facts.append((factor.name, coded(*few)))
    if draw(st.integers(0, 3)) == 0:
        facts.append(("适用情形", coded(None, *{r.group for r in standard.rows}, "没有这个情形")))
    if draw(st.integers(0, 9)) == 0:
        facts.append(("没有这个因素", coded(None, None, "有")))
    return CaseColumns(count, tuple(facts), **draw(besides(count)))


@pytest.mark.parametrize("name", DRAWN)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), instrument=st.sampled_from(INSTRUMENTS))
def test_many_cases_are_answered_as_each_by_itself(
    name: str, data: st.DataObject, instrument: Instrument
) -> None:
    standard = DRAWN[name]
    check(workbook(standard, instrument), standard, data.draw(columns(standard)))


@pytest.mark.parametrize("path", OWN_WORKBOOKS, ids=lambda path: path.stem)
def test_all_boundary_cases_of_our_own_workbooks_are_answered_at_once_as_one_by_one(path: Path) -> None:
    book = own_workbook(path)
    for standard in book.standards:
        with Drivers() as drivers:
            compiled = drivers.compiled(standard)
            cases = [c.case for c in boundary_cases(compiled, book.instrument) if c.case is not None]
        facts = [dict(case.facts) for case in cases]
        names = list(dict.fromkeys(name for one in facts for name in one))
        check(
            book,
            standard,
            CaseColumns(len(cases), tuple((n, Coded.of([one.get(n) for one in facts])) for n in names)),
        )


def test_numbers_of_a_column_are_read_as_they_would_be_written() -> None:
    tonnes = Numbers(np.array([30, 31, 29999, 50000, 0]), "吨", 4)
    answers = check(workbook(gap()), gap(), CaseColumns(5, (("数量", tonnes),)))
    assert tonnes.at(1) == "0.0031吨"
    assert [answers.of(i).refused for i in range(5)] == [None] * 5
    between = Numbers(np.array([4, 3, 5]), "吨", given=np.array([True, True, False]))
    answers = check(workbook(gap()), gap(), CaseColumns(3, (("数量", between),)))
    assert [answers.of(i).refused for i in range(3)] == [NoConditionMet, None, FactsMissing]


def test_a_part_of_what_is_counted_whole_is_refused_among_whole_ones() -> None:
    times = Numbers(np.array([40, 41, 50, 31]), "次", 1)
    answers = check(workbook(stalls()), stalls(), CaseColumns(4, (("适用条件", times),)))
    assert [answers.of(i).refused for i in range(4)] == [None, FactRefused, None, FactRefused]


@pytest.mark.parametrize("name", ["堆放", "依据旧法", "依据法典"])
def test_dates_that_matter_are_not_passed_over(name: str) -> None:
    days = [None, date(2026, 8, 14), date(2026, 8, 15), date(2026, 8, 16)]
    pairs = [(acted, decided) for acted in days for decided in days]
    acts, decisions = Coded.of([acted for acted, _ in pairs]), Coded.of([decided for _, decided in pairs])
    facts = tuple(
        (n, Coded.of([v] * len(pairs))) for n, v in (("占地面积", "5平方米"), ("整改情况", "限期内改正"))
    )
    standard = DRAWN[name]
    cases = CaseColumns(len(pairs), facts, act_dates=acts, decision_dates=decisions)
    answers = check(workbook(standard), standard, cases)
    kinds = {answers.of(i).refused for i in range(len(pairs))}
    assert len(kinds) == (2 if name == "堆放" else 4)


def test_what_one_case_entered_is_not_told_of_another() -> None:
    cases = CaseColumns(3, (("数量", Coded.of(["4吨", "4.5吨", "五头牛"])),))
    answers = check(workbook(gap()), gap(), cases)
    assert [answers.of(i).refused for i in range(3)] == [NoConditionMet, NoConditionMet, FactRefused]
    assert {answers.of(i).message for i in range(3)} == {None}
    assert answers.index[0] == answers.index[1]


def test_a_case_with_a_base_is_answered_with_its_own_base() -> None:
    standard = TABLES["所得"]()
    gains = Coded.of(["违法所得2万元"] * 3)
    cases = CaseColumns(3, (("情节", gains),), bases=(("违法所得", Coded.of(["20000", "20001", None])),))
    answers = check(workbook(standard, generous()), standard, cases)
    assert len({answers.of(i).measures for i in range(3)}) == 3


def test_a_number_that_is_not_given_is_not_taken_from_a_case_that_is_otherwise_alike() -> None:
    areas = Numbers(np.array([5, 5]), "平方米", given=np.array([True, False]))
    corrections = Coded.of(["限期内改正"] * 2)
    facts: tuple[tuple[str, FactColumn], ...] = (("占地面积", areas), ("整改情况", corrections))
    circumstances: Coded[tuple[str, ...]] = Coded.of([("disclosed_lighter",)] * 2)
    answers = check(workbook(heaps()), heaps(), CaseColumns(2, facts, circumstances=circumstances))
    assert [answers.of(i).refused for i in range(2)] == [None, FactsMissing]


def test_cases_beyond_what_is_compared_together_are_answered_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rules.many_cases._AT_ONCE", 4)
    areas = Numbers(np.arange(1, 61), "平方米")
    corrections = Coded.of(["限期内改正", "逾期未改正", None] * 20)
    bases = (("违法所得", Coded.of([None] * 50 + ["8万元"] * 10)),)
    check(
        workbook(heaps(), generous()),
        heaps(),
        CaseColumns(60, (("占地面积", areas), ("整改情况", corrections)), bases=bases),
    )


def test_no_case_at_all_has_no_answer() -> None:
    answers = check(workbook(stalls()), stalls(), CaseColumns(0, (("适用条件", Coded[str].of([])),)))
    assert answers.outcomes == ()


def test_columns_that_do_not_fit_the_number_of_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="2 places for 3 cases"):
        CaseColumns(3, (("数量", Coded.of(["1吨", "2吨"])),))
    with pytest.raises(ValueError, match="int64"):
        Numbers(np.array([1.5]), "吨")
    with pytest.raises(ValueError, match="given"):
        Numbers(np.array([1, 2]), "吨", given=np.array([True]))


def test_an_evaluator_that_differs_from_the_driver_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Faulty(ColumnEvaluator):
        def fire(self, columns: Columns) -> Any:  # noqa: ANN401
            return ~super().fire(columns)

    monkeypatch.setattr("rules.many_cases.ColumnEvaluator", Faulty)
    with Drivers() as drivers, pytest.raises(EngineFault):
        ManyCases(workbook(gap()), gap(), drivers).answers(CaseColumns(1, (("数量", Coded.of(["2吨"])),)))
    assert prove([gap()], Instrument()).differences == ()
