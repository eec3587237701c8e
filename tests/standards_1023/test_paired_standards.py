"""The same standard in two workbooks: by number and words, by words alone, by number alone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from standards_1023.edition_diff import diff
from standards_1023.editions import DepartmentWorkbook
from standards_1023.paired_standards import paired_standards
from standards_1023.values import Model, Standard
from tests.rules.tables import SHEET, heaps, stalls, workbook
from tests.standards_1023.test_edition_diff import edition

PRINTED = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from(["占道经营", "堆放物料", "乱贴广告", "遛犬不牵绳"])),
    max_size=6,
)


def kept(*printed: tuple[int, str]) -> DepartmentWorkbook:
    """A workbook with these codes and violations, one below the other."""
    standards = tuple(
        Standard(SHEET, f"A{row}", str(code), words, Model.GRADES)
        for row, (code, words) in enumerate(printed, 3)
    )
    said = replace(workbook(heaps()), standards=standards)
    return DepartmentWorkbook("城管局", said, str(printed))


def pairs(one: DepartmentWorkbook | None, other: DepartmentWorkbook | None) -> list[tuple[str | None, ...]]:
    """The codes before and after."""
    return [
        (old.code if old else None, new.code if new else None) for _, old, new in paired_standards(one, other)
    ]


def test_a_line_put_in_above_moves_the_numbers_and_no_standard() -> None:
    before = kept((1, "占道经营"), (2, "堆放物料"))
    after = kept((1, "乱贴广告"), (2, "占道经营"), (3, "堆放物料"))
    assert pairs(before, after) == [("1", "2"), ("2", "3"), (None, "1")]
    assert [one.name for one in paired_standards(before, after)] == ["城管局!2", "城管局!3", "城管局!1"]


def test_what_was_reworded_under_its_number_is_the_same() -> None:
    assert pairs(kept((1, "占道经营")), kept((1, "占用道路经营"))) == [("1", "1")]


def test_words_that_a_table_prints_twice_pair_by_number_alone() -> None:
    before = kept((1, "占道经营"), (2, "占道经营"))
    assert pairs(before, kept((2, "占道经营"), (1, "占道经营"))) == [("1", "1"), ("2", "2")]
    for numbers in ((3, 2), (3, 4)):  # a number that moved may be either's: nothing is said of it
        assert pairs(before, kept(*((number, "占道经营") for number in numbers))) == [
            ("1", None),
            ("2", None),
            *((None, str(number)) for number in numbers),
        ]


def of_articles(*printed: tuple[int, str, str]) -> DepartmentWorkbook:
    """Codes, violations and the article each rests on."""
    bare = kept(*((code, words) for code, words, _ in printed))
    standards = tuple(
        replace(one, basis=(article,))
        for one, (_, _, article) in zip(bare.workbook.standards, printed, strict=True)
    )
    return replace(bare, workbook=replace(bare.workbook, standards=standards), digest=str(printed))


def test_words_that_a_table_prints_twice_pair_by_their_articles_however_numbered_and_written() -> None:
    before = of_articles((1, "占道经营", "《甲条例》第十条"), (2, "占道经营", "《甲条例》第二十条"))
    after = of_articles(
        (1, "乱贴广告", "《甲条例》第五条"),
        (2, "占道经营", "《甲条例》第10条"),
        (3, "占道经营", "《甲条例》第20条"),
    )
    assert pairs(before, after) == [("1", "2"), ("2", "3"), (None, "1")]
    other_law = of_articles((1, "占道经营", "《乙法典》第一条"), (2, "占道经营", "《乙法典》第二条"))
    assert pairs(before, other_law) == [("1", "1"), ("2", "2")]  # new articles under the same numbers


def test_a_number_whose_words_went_elsewhere_is_free_for_what_took_it() -> None:
    before = kept((1, "占道经营"), (2, "堆放物料"))
    assert pairs(before, kept((2, "占道经营"))) == [("1", "2"), ("2", None)]


def test_one_side_alone_is_all_new_or_all_gone() -> None:
    assert pairs(None, kept((1, "占道经营"))) == [(None, "1")]
    assert pairs(kept((1, "占道经营")), None) == [("1", None)]
    assert pairs(None, None) == []


@given(PRINTED, PRINTED)
def test_every_standard_of_either_side_stands_in_one_pair(
    old: list[tuple[int, str]], new: list[tuple[int, str]]
) -> None:
    one, other = kept(*old), kept(*new)
    found = paired_standards(one, other)
    assert [p.old for p in found if p.old] == list(one.workbook.standards)
    assert sorted(p.new.cell for p in found if p.new) == sorted(s.cell for s in other.workbook.standards)
    assert all(p.old or p.new for p in found)


@given(PRINTED, PRINTED)
def test_turned_round_the_pairs_are_the_same(old: list[tuple[int, str]], new: list[tuple[int, str]]) -> None:
    one, other = kept(*old), kept(*new)
    there = {(id(p.old) if p.old else 0, id(p.new) if p.new else 0) for p in paired_standards(one, other)}
    back = {(id(p.new) if p.new else 0, id(p.old) if p.old else 0) for p in paired_standards(other, one)}
    assert there == back


def test_a_diff_names_a_new_number_once_and_compares_what_belongs_together() -> None:
    moved = replace(heaps(), code="3")
    found = diff(edition(stalls(), heaps()), edition(replace(stalls(), code="2"), moved, digest="2"))
    assert [(one.standard, one.what, one.before, one.after) for one in found] == [
        ("城管局!2", "code", "1", "2"),
        ("城管局!3", "code", "2", "3"),
    ]
