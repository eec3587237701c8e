from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import standards_1023
from importers.standards_workbook import read_standards_workbook
from standards_1023.content import digest_of, document_of, edition_digest, workbook_of
from standards_1023.errors import StoredValuesDamaged
from standards_1023.values import Problem, ProblemSeverity
from tests.rules.tables import TABLES, generous, workbook

WORKBOOKS = sorted((Path(standards_1023.__file__).parent / "workbooks").glob("*.xls*"))


@pytest.mark.parametrize("table", TABLES)
def test_what_is_stored_comes_back_equal(table: str) -> None:
    said = workbook(TABLES[table](), generous(), (Problem("表", "A1", ProblemSeverity.WARNING, "请核对。"),))
    document = document_of(said)
    assert workbook_of(document, digest_of(document)) == said


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_a_whole_workbook_comes_back_equal_and_reading_it_twice_gives_one_address(path: Path) -> None:
    read = read_standards_workbook(path)
    document = document_of(read)
    assert workbook_of(document, digest_of(document)) == read
    assert document_of(read_standards_workbook(path)) == document


def test_exact_numbers_and_dates_of_an_instrument_come_back_exact() -> None:
    instrument = replace(generous(), valid_from=date(2022, 1, 1), weight_cap="第六条")
    assert instrument.point is not None
    instrument = replace(instrument, point=replace(instrument.point, range_share=Fraction(1, 3)))
    document = document_of(workbook(TABLES["堆放"](), instrument))
    back = workbook_of(document, digest_of(document)).instrument
    assert back == instrument
    assert back.point is not None
    assert back.point.range_share == Fraction(1, 3)


def test_a_document_that_was_changed_is_not_used() -> None:
    document = document_of(workbook(TABLES["堆放"]()))
    with pytest.raises(StoredValuesDamaged, match="被改动过"):
        workbook_of(document.replace("50000", "5000"), digest_of(document))


def test_a_document_that_this_program_cannot_read_is_named_and_not_guessed() -> None:
    document = '{"name": "a", "sha256": "b", "standards": "无"}'
    with pytest.raises(StoredValuesDamaged, match="读不出来"):
        workbook_of(document, digest_of(document))


def test_the_address_of_an_edition_does_not_depend_on_the_order_of_departments() -> None:
    parts = [{"department": "环水局", "values": "1"}, {"department": "城管局", "values": "2"}]
    assert edition_digest(parts) == edition_digest(parts[::-1])
    assert edition_digest(parts) != edition_digest([{**parts[0], "values": "3"}, parts[1]])
