"""An audit finds what was planted and nothing else, whatever the file, the order of rows, or the size of chunks."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import service.audit
from casework.audit_answers import Answers, given_of
from casework.audit_bands import band_of
from casework.audit_judgement import Judge
from casework.audit_questions import Question
from casework.audit_remedies import for_a_table
from casework.audit_rows import DecisionRole, DecisionRows, column_of
from casework.audit_verdicts import Side, Verdict
from rules.applicable_edition import EditionRule, assess_in_force
from rules.case_input import CaseInput, Party
from rules.drivers import Drivers
from rules.errors import AssessmentRefused
from standards_1023.content import digest_of, document_of
from standards_1023.editions import DepartmentWorkbook, Edition, EditionState, Timeline
from standards_1023.errors import StandardsError
from standards_1023.standard_lookup import name_in_edition
from standards_1023.values import Instrument, StandardsWorkbook
from tests.casework.decision_files import WRITERS, audited, write_csv
from tests.casework.generated_decisions import PLANTED, as_rows, bands, decisions, timeline
from tests.rules.tables import TABLES, generous

if TYPE_CHECKING:
    from pathlib import Path

    from casework.audit_journal import Finding
    from standards_1023.values import Standard

MADE = decisions(2_000, 150)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_exactly_the_150_planted_departures_among_2000_decisions_are_found(kind: str, tmp_path: Path) -> None:
    path = WRITERS[kind](tmp_path / f"决定.{kind}", as_rows(MADE))
    found, report = audited(path, timeline())
    assert [f.verdict for f in found] == [made.verdict for made in MADE]
    assert Counter(f.verdict for f in found if f.verdict.is_departure).total() == 150
    assert {f.verdict for f in found} == {*PLANTED, Verdict.INSIDE}
    assert report.figures.count == 2_000
    assert report.problems == ()


def test_how_far_a_fine_departs_is_exact_to_the_fen(tmp_path: Path) -> None:
    found, _ = audited(write_csv(tmp_path / "决定.csv", as_rows(MADE)), timeline())
    for made, finding in zip(MADE, found, strict=True):
        fine = finding.fine_fen
        assert fine is not None
        low, high = made.low * 100, made.high * 100
        expected = fine - low if fine < low else fine - high if fine > high else 0
        assert finding.departure_fen == expected
        assert bool(finding.reason) == made.verdict.is_departure


def test_the_order_of_rows_and_the_size_of_chunks_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = MADE[:400]
    whole, report = audited(write_csv(tmp_path / "决定.csv", as_rows(made)), timeline())
    order = list(range(len(made)))
    random.Random(7).shuffle(order)  # noqa: S311 - any order
    monkeypatch.setattr(service.audit, "ROWS_AT_ONCE", 7)
    path = write_csv(tmp_path / "乱序.csv", as_rows([made[n] for n in order]))
    mixed, again = audited(path, timeline())
    assert [_without_place(f) for f in mixed] == [_without_place(whole[n]) for n in order]
    assert again.figures == report.figures


def _without_place(finding: Finding) -> tuple[object, ...]:
    return (
        finding.verdict,
        finding.fine_fen,
        finding.departure_fen,
        finding.band,
        finding.reason,
        finding.edition,
    )


def test_the_figures_add_up_by_department_and_violation(tmp_path: Path) -> None:
    _, report = audited(write_csv(tmp_path / "决定.csv", as_rows(MADE)), timeline())
    figures = report.figures
    for bars in (figures.departments, figures.violations):
        assert sum(bar.count for bar in bars) == 2_000
        assert sum(bar.departing for bar in bars) == 150
    assert figures.sides[Side.INSIDE] == 1_850
    assert [bar.departing for bar in figures.departments] == sorted(
        (b.departing for b in figures.departments), reverse=True
    )
    assert len(figures.violations) == 24


def test_no_edition_is_ever_hashed_or_compared_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a thousand standards each time takes as long as judging a thousand decisions."""

    def refused(*_: object) -> NoReturn:
        raise AssertionError("a whole edition")

    for kind in (Edition, StandardsWorkbook):
        monkeypatch.setattr(kind, "__hash__", refused)
        monkeypatch.setattr(kind, "__eq__", refused)
    found, _ = audited(write_csv(tmp_path / "决定.csv", as_rows(MADE[:300])), timeline())
    assert [f.verdict for f in found] == [made.verdict for made in MADE[:300]]


@settings(max_examples=60, deadline=None)
@given(
    place=st.integers(0, 5),
    grade=st.integers(0, 2),
    edges=st.lists(st.tuples(st.sampled_from(["low", "high"]), st.integers(-3, 3)), min_size=1, max_size=6),
)
def test_a_fine_inside_its_own_band_is_inside_and_one_fen_outside_never_is(
    place: int, grade: int, edges: list[tuple[str, int]]
) -> None:
    low, high = (limit * 100 for limit in bands(place, place, 2)[grade])
    fines = [{"low": low, "high": high}[edge] + step for edge, step in edges]
    fact = {
        0: ("超标倍数", ("0.5倍", "2倍", "9倍")),
        1: ("排放量", ("1吨", "20吨", "90吨")),
        2: ("违法次数", ("1次", "2次", "5次")),
    }
    name, values = fact[place % 3]
    count = len(fines)
    rows = DecisionRows(
        count,
        {DecisionRole.STANDARD: column_of([f"1-{place + 1}"] * count)},
        act_days=column_of([date(2026, 2, 1)] * count),
        decision_days=column_of([date(2026, 3, 1)] * count),
        fines=column_of(fines),
        facts=((name, column_of([values[grade]] * count)), ("整改情况", column_of(["限期内改正"] * count))),
    )
    with Drivers() as drivers:
        judged = Judge(timeline(), EditionRule.LIGHTER, drivers).judge(rows)
    inside = [verdict == Verdict.INSIDE for verdict in judged.compared.verdicts]
    assert inside == [low <= fine <= high for fine in fines]


STANDARDS = tuple(make() for make in TABLES.values())
ODD = ("查不清", "没有这一项", "约3吨", "3", "1次", "0.1倍", "20平方米", "5吨", "80000元")


def _edition(number: int, since: date, standards: tuple[Standard, ...], instrument: Instrument) -> Edition:
    book = StandardsWorkbook("试表.xlsx", "ab" * 32, instrument, standards, ())
    kept = DepartmentWorkbook("城管局", book, digest_of(document_of(book)))
    return Edition(number, EditionState.PUBLISHED, (kept,), f"{number}" * 64, since)


TWO = Timeline(
    (
        _edition(1, date(2025, 1, 1), STANDARDS, Instrument()),
        _edition(2, date(2026, 1, 1), STANDARDS, generous()),
    )
)


@st.composite
def many_cases(draw: st.DrawFn) -> tuple[str, list[CaseInput]]:
    edition = TWO.editions[-1]
    kept, standard = draw(st.sampled_from(edition.standards))
    days = st.sampled_from(
        [None, date(2024, 5, 1), date(2025, 6, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 1)]
    )
    cases = []
    for _ in range(draw(st.integers(1, 12))):
        facts = tuple(
            (factor.name, draw(st.sampled_from([*(c.text for c in factor.conditions), *ODD])))
            for factor in standard.factors
            if draw(st.integers(0, 5))
        )
        given_ = draw(st.sampled_from([(), (), ("coerced_mitigated",), ("coerced_lighter",)]))
        party = draw(st.sampled_from([None, *Party]))
        decided = draw(st.sampled_from([date(2025, 7, 1), date(2026, 2, 1), date(2026, 4, 1)]))
        cases.append(
            CaseInput(facts, act_date=draw(days), decision_date=decided, party=party, circumstances=given_)
        )
    return name_in_edition(kept, standard), cases


UNDER_TWO_INSTRUMENTS = [
    CaseInput((("数量", "查不清"),), act_date=acted, decision_date=decided)
    for acted, decided in (
        (date(2025, 6, 1), date(2025, 7, 1)),
        (date(2026, 1, 1), date(2026, 2, 1)),
        (date(2025, 6, 1), date(2026, 2, 1)),
    )
]


@settings(max_examples=80, deadline=None)
@example(asked=("城管局!3", UNDER_TWO_INSTRUMENTS), rule=EditionRule.LIGHTER)
@given(asked=many_cases(), rule=st.sampled_from(EditionRule))
def test_the_band_of_every_row_is_the_one_it_gets_by_itself(
    asked: tuple[str, list[CaseInput]], rule: EditionRule
) -> None:
    name, cases = asked
    names = list(dict.fromkeys(n for case in cases for n, _ in case.facts))
    rows = DecisionRows(
        len(cases),
        {
            DecisionRole.PARTY: column_of(case.party for case in cases),
            DecisionRole.CIRCUMSTANCES: column_of("、".join(case.circumstances) or None for case in cases),
        },
        act_days=column_of(case.act_date for case in cases),
        decision_days=column_of(case.decision_date for case in cases),
        facts=tuple((n, column_of(dict(case.facts).get(n) for case in cases)) for n in names),
    )
    with Drivers() as drivers, Drivers() as fresh:
        judge = Judge(TWO, rule, drivers)
        answers = Answers(TWO, rule, drivers)
        for question in judge.questions.of(_named(rows, name)):
            assert isinstance(question, Question)
            for band, places in answers.bands(rows, given_of(rows), question):
                for place in places:
                    case = cases[int(place)]
                    try:
                        found = assess_in_force(TWO, name, case, fresh, rule)
                    except (AssessmentRefused, StandardsError) as refused:
                        why = for_a_table(str(refused))
                    else:
                        assert band == band_of(found.assessment, found.place, case)
                        continue
                    assert band.why_not == why


def _named(rows: DecisionRows, name: str) -> DecisionRows:
    words = {**rows.words, DecisionRole.STANDARD: column_of([name] * rows.count)}
    return DecisionRows(rows.count, words, rows.act_days, rows.decision_days, rows.fines, rows.facts)
