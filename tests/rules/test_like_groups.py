"""What excludes one group of a table excludes its like for another subject."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.assessment import Assessment, assess
from rules.case_input import CaseInput, Party
from rules.drivers import Drivers
from rules.errors import AssessmentRefused, FactsContradict, FactsMissing
from standards_1023.values import Standard, Subject
from tests.rules.tables import fine, row, sides, workbook
from tests.workbooks import OWN_WORKBOOKS, own_workbook

IN_TIME, OVERDUE, PERSONS = "限期内改正的单位", "逾期未改正的单位", "逾期未改正的责任人员"
UNIT, PERSON = Subject.UNIT, Subject.RESPONSIBLE_PERSON


def steps() -> Standard:
    """The unit in time or overdue; its persons only where it is overdue."""
    rows = (
        row(3, {}, fine(None, 50_000, subject=UNIT), group=IN_TIME),
        row(4, {}, fine(50_000, 200_000, subject=UNIT), group=OVERDUE),
        row(5, {}, fine(10_000, 20_000, subject=PERSON), group=PERSONS),
    )
    return replace(sides(), factors=(), rows=rows, statutory=())


def with_individuals() -> Standard:
    """The same, with individuals in the place of the persons of the unit."""
    *units, persons = steps().rows
    fines = tuple(replace(m, subject=Subject.INDIVIDUAL) for m in persons.measures)
    return replace(steps(), rows=(*units, replace(persons, measures=fines, group="逾期未改正的个人")))


def ask(*situations: str, standard: Standard | None = None, party: Party | None = None) -> Assessment:
    standard = standard or steps()
    facts = tuple(("适用情形", situation) for situation in situations)
    with Drivers() as drivers:
        return assess(workbook(standard), standard, CaseInput(facts=facts, party=party), drivers)


def fined(assessment: Assessment) -> list[Subject | None]:
    return [m.subject for m in assessment.measures]


def test_persons_who_are_fined_only_when_overdue_are_not_fined_where_the_unit_was_in_time() -> None:
    found = ask(IN_TIME)
    assert fined(found) == [UNIT]
    assert f"没有答复“{PERSONS}”" in "".join(reason.text for reason in found.reasons)


@pytest.mark.parametrize("named", [OVERDUE, PERSONS])
def test_where_one_is_overdue_the_other_is(named: str) -> None:
    assert fined(ask(named)) == [UNIT, PERSON]


@pytest.mark.parametrize(
    ("standard", "party"), [(steps(), None), (steps(), Party.UNIT), (with_individuals(), Party.CITIZEN)]
)
def test_whether_it_is_overdue_is_always_asked(standard: Standard, party: Party | None) -> None:
    with pytest.raises(FactsMissing) as refused:
        ask(standard=standard, party=party)
    assert [m.name for m in refused.value.missing] == ["适用情形"]


def test_individuals_are_answered_by_the_situation_of_the_unit() -> None:
    standard, party = with_individuals(), Party.CITIZEN
    assert fined(ask(OVERDUE, standard=standard, party=party)) == [Subject.INDIVIDUAL]
    with pytest.raises(AssessmentRefused, match="不得推定"):
        ask(IN_TIME, standard=standard, party=party)


@pytest.mark.parametrize("other", [OVERDUE, PERSONS])
def test_two_situations_that_exclude_each_other_are_refused(other: str) -> None:
    with pytest.raises(FactsContradict, match="互相排斥"):
        ask(IN_TIME, other)


def test_our_own_table_of_that_kind_fines_no_person_where_the_unit_was_in_time() -> None:
    book = own_workbook(next(path for path in OWN_WORKBOOKS if path.stem == "安监局"))
    standard = next(s for s in book.standards if s.code == "AJ-06")
    lightest = {o.factor: o.option for o in reversed(standard.weights[0].options)}
    with Drivers() as drivers:
        for situation, subjects in ((IN_TIME, [UNIT]), (OVERDUE, [UNIT, PERSON])):
            facts = (*lightest.items(), ("适用情形", situation))
            assert fined(assess(book, standard, CaseInput(facts=facts), drivers)) == subjects
