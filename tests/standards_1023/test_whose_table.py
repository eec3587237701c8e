"""A table that comes under the wrong department's name is doubted before it is imported."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from service.db import writing
from standards_1023 import store
from standards_1023.drafting import import_workbooks
from standards_1023.values import Instrument
from standards_1023.whose_table import Doubt, doubts
from tests.rules.tables import heaps, stalls
from tests.standards_1023.editions import KEEPER, NOON, department, with_code
from tests.workbooks import OWN_WORKBOOKS, own_workbook

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session


def drafted(session: Session) -> None:
    """城管局 with two standards, 环水局 with one of its own."""
    given = (department("城管局", stalls(), heaps()), department("环水局", with_code(heaps(), "水-7")))
    import_workbooks(session, given, NOON, by=KEEPER)


def test_the_same_file_under_another_department_is_doubted(engine: Engine) -> None:
    with writing(engine) as session:
        drafted(session)
        source = department("城管局", stalls(), heaps()).source
        (doubt,) = doubts(session, [department("环水局", stalls(), heaps(), source=source)])
    assert doubt == Doubt("环水局", "城管局", same_file=True)
    assert str(doubt) == "作为环水局导入的表格与城管局的是同一个文件。"


def test_one_file_given_for_two_departments_is_doubted_for_both(engine: Engine) -> None:
    given = [department(name, stalls(), source=b"one") for name in ("城管局", "环水局")]
    with writing(engine) as session:
        assert {(d.department, d.other) for d in doubts(session, given)} == {
            ("城管局", "环水局"),
            ("环水局", "城管局"),
        }


@pytest.mark.parametrize(("more", "doubted"), [(1, True), (2, False)])
def test_half_of_the_standards_being_another_department_s_is_doubted_and_less_is_not(
    engine: Engine, more: int, *, doubted: bool
) -> None:
    others = [replace(stalls(), code=f"其他{n}", violation=f"别的行为{n}") for n in range(more)]
    with writing(engine) as session:
        drafted(session)
        found = doubts(session, [department("财政局", heaps(), *others)])
    assert found == ((Doubt("财政局", "城管局", 1, 2),) if doubted else ())


def test_a_table_that_is_as_much_like_its_own_department_s_is_not_doubted(engine: Engine) -> None:
    with writing(engine) as session:
        import_workbooks(
            session, [department(n, stalls()) for n in ("海山街道", "盐田街道")], NOON, by=KEEPER
        )
        assert doubts(session, [department("盐田街道", stalls(), heaps())]) == ()


def test_a_title_that_names_another_department_is_doubted_unless_one_names_this(engine: Engine) -> None:
    named = Instrument(name="环水局行政处罚裁量基准")
    wrong = department("城管局", stalls(), instrument=named)
    sheet = replace(stalls(), sheet="城管局裁量标准")
    with writing(engine) as session:
        (doubt,) = doubts(session, [wrong])
        assert (doubt.other, doubt.titled) == ("环水局", "环水局行政处罚裁量基准")
        assert doubts(session, [department("城管局", sheet, instrument=named)]) == ()


def test_no_workbook_of_the_demonstration_is_doubted_twice_over(engine: Engine) -> None:
    given = [
        replace(department(path.stem, source=path.read_bytes()), workbook=own_workbook(path))
        for path in OWN_WORKBOOKS
    ]
    with writing(engine) as session:
        assert doubts(session, given) == ()
        import_workbooks(session, given, NOON, by=KEEPER)
        assert doubts(session, [replace(one, source=one.source + b"2") for one in given]) == ()


def test_the_same_file_under_another_name_changes_nothing_and_it_is_said_where_it_is(engine: Engine) -> None:
    given = department("城管局", stalls())
    renamed = replace(given, file_name="新.xlsx", workbook=replace(given.workbook, name="新.xlsx"))
    with writing(engine) as session:
        import_workbooks(session, [given], NOON, by=KEEPER)
        again = import_workbooks(session, [renamed], NOON, by=KEEPER)
        assert (again.number, again.held, again.held_in) == (None, (("城管局", "城管局.xlsx"),), 1)
        other_settings = replace(renamed, settings=b"[convention]")
        assert import_workbooks(session, [other_settings], NOON, by=KEEPER).changed == ("城管局",)
        assert store.list_workbooks(session, 1)[0][0].file_name == "新.xlsx"
