"""Standards found by words, article and amount of the fine."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.search_finds import excerpt, finds_of
from service.search_index import Entry, Passage, SearchIndex, searched
from service.searched_amount import (
    AmountRefused,
    FenInterval,
    SearchedFine,
    fen_interval,
    read_wanted_amount,
    searched_fine,
    wanted_words,
)
from service.searched_article import read_wanted_article
from service.standard_search import search, wanted
from standards_1023.cited_articles import cited_article
from standards_1023.editions import DepartmentWorkbook, Edition, EditionState
from standards_1023.values import AmountUnit, Measure, MeasureKind, Range
from tests.workbooks import OWN_WORKBOOKS, own_workbook

_LIMITS = st.none() | st.fractions(min_value=0, max_value=50, max_denominator=3)
RANGES = st.builds(Range, _LIMITS, _LIMITS, st.booleans(), st.booleans())


def edition(*departments: str) -> Edition:
    """The demonstration workbooks of these departments as an edition."""
    kept = (
        DepartmentWorkbook(path.stem, own_workbook(path), path.stem)
        for path in OWN_WORKBOOKS
        if path.stem in departments
    )
    return Edition(1, EditionState.PUBLISHED, tuple(kept))


@pytest.fixture(scope="module")
def both() -> Edition:
    return edition("环水局", "安监局")


@pytest.fixture(scope="module")
def index(both: Edition) -> SearchIndex:
    return SearchIndex([both])


def found(index: SearchIndex, both: Edition, **asked: str) -> list[Entry]:
    return search(index, both, wanted(**asked))  # type: ignore[arg-type]


@given(RANGES, st.integers(0, 60))
def test_a_whole_amount_lies_in_the_interval_exactly_if_it_lies_in_the_band(band: Range, fen: int) -> None:
    whole = fen_interval(band)
    assert (not whole.is_empty and whole.meets(FenInterval(fen, fen))) == band.contains(Fraction(fen))


@given(RANGES, RANGES)
def test_two_bands_meet_exactly_if_some_whole_amount_lies_in_both(one: Range, other: Range) -> None:
    both_hold = any(one.contains(Fraction(n)) and other.contains(Fraction(n)) for n in range(60))
    first, second = fen_interval(one), fen_interval(other)
    if first.is_empty or second.is_empty:
        assert not both_hold
    else:
        assert first.meets(second) == second.meets(first) == both_hold


@given(st.integers(1, 10**9))
def test_an_amount_is_read_alike_in_yuan_and_in_wan(yuan: int) -> None:
    exact = FenInterval(yuan * 100, yuan * 100)
    assert read_wanted_amount(str(yuan)).fen == read_wanted_amount(f"{yuan}元").fen == exact
    assert read_wanted_amount(f"罚款{yuan}万元").fen == FenInterval(yuan * 10**6, yuan * 10**6)


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("5万", 5_000_000, 5_000_000),
        ("50,000元", 5_000_000, 5_000_000),
        ("１－５万元", 1_000_000, 5_000_000),
        ("1万元以上5万元以下", 1_000_000, 5_000_000),
        ("从一万元到五万元之间", 1_000_000, 5_000_000),
        ("2万元以上", 2_000_000, None),
        ("5万以下", 0, 5_000_000),
        ("1万以上5万以下", 1_000_000, 5_000_000),
        ("1万至5万", 1_000_000, 5_000_000),
        ("不足5万元", 0, 4_999_999),
        ("49999.99元", 4_999_999, 4_999_999),
    ],
)
def test_amounts_are_read_as_people_write_them(written: str, low: int, high: int | None) -> None:
    assert read_wanted_amount(written).fen == FenInterval(low, high)


@pytest.mark.parametrize(
    "written",
    [
        *("约5万", "很多", "10万-5万", "0.001元", "5万美元", "-5万", "1e5元", "9" * 40, "2万5", "所得5万元"),
        *(
            "约5%",
            "超过货值金额3倍",
            "每平方米3倍",
            "每平方米100元/人",
            "5倍至3倍",
            "3成",
            "倍",
            "每100元",
            "按日加处3%",
        ),
    ],
)
def test_what_is_no_amount_is_refused_with_how_to_write_it(written: str) -> None:
    with pytest.raises(AmountRefused, match=r"请写(成 5万元|到分为止)"):
        read_wanted_amount(written)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("3倍", "3倍"),
        ("货值金额的二倍以上十倍以下", "货值金额的 2至10倍"),
        ("处违法所得1倍以上3倍以下罚款", "违法所得的 1至3倍"),
        ("不超过5%", "5%以下"),
        ("合同价款百分之五", "合同价款的 5%"),
        ("100元/平方米", "每平方米 100元"),
        ("每人每月100元以下", "每人每月 100元以下"),
        ("每次处5000元", "每次 5000元"),
        ("5万", "5万元"),
    ],
)
def test_multiples_percentages_and_amounts_for_each_unit_are_read_and_shown_as_read(
    written: str, words: str
) -> None:
    assert wanted_words(read_wanted_amount(written)) == words


def fine(unit: AmountUnit, amount: Range, *, per: str | None = None, base: str | None = None) -> SearchedFine:
    found = searched_fine(Measure(MeasureKind.FINE, "", unit=unit, amount=amount, per=per, base=base))
    assert found is not None
    return found


@given(
    RANGES.filter(lambda one: not one.is_empty),
    RANGES.filter(lambda one: not one.is_empty),
    st.sampled_from([AmountUnit.TIMES, AmountUnit.PERCENT]),
)
def test_two_shares_meet_exactly_if_some_number_lies_in_both(
    one: Range, other: Range, unit: AmountUnit
) -> None:
    limits = {limit for limit in (one.low, one.high, other.low, other.high, Fraction(0)) if limit is not None}
    tried = {limit + step for limit in limits for step in (Fraction(-1, 100), Fraction(0), Fraction(1, 100))}
    common = any(one.contains(number) and other.contains(number) for number in tried)
    assert fine(unit, one).meets(fine(unit, other)) == common
    assert not fine(AmountUnit.TIMES, one).meets(fine(AmountUnit.PERCENT, other))


@pytest.mark.parametrize(
    ("written", "met"),
    [
        ("3倍", True),
        ("3.01倍", False),
        ("1.99倍", False),
        ("2倍", True),
        ("货值金额3倍", True),
        ("生产货值金额3倍", True),  # one name is the end of the other
        ("违法所得3倍", False),
        ("3%", False),
        ("3元", False),
        ("3", False),
    ],
)
def test_a_multiple_is_found_at_its_edges_and_of_its_base_alone(written: str, met: object) -> None:
    printed = fine(AmountUnit.TIMES, Range(Fraction(2), Fraction(3)), base="货值金额")
    assert printed.meets(read_wanted_amount(written)) is met


@pytest.mark.parametrize(
    ("written", "met"),
    [
        ("每平方米100元", True),
        ("100元/平米", True),
        ("每株100元", False),
        ("100元", False),
        ("每平方米100.01元", False),
    ],
)
def test_an_amount_for_each_unit_is_found_by_that_unit(written: str, met: object) -> None:
    printed = fine(AmountUnit.YUAN_PER, Range(Fraction(5000), Fraction(10000)), per="平方米")
    assert printed.meets(read_wanted_amount(written)) is met


@pytest.mark.parametrize(
    "written",
    [
        "安全生产法 97",
        "安全生产法97",
        "安全生产法 第九十七条",
        "《中华人民共和国安全生产法》第97条第1款",
        "第九十七条 第一款 安全生产法",
        "安全生产法（2021年修正）九十七条",
        "生产 九十七",
    ],
)
def test_an_article_is_found_however_it_is_written(written: str) -> None:
    asked = read_wanted_article(written)
    assert asked is not None
    assert asked.fits(cited_article("《安全生产法》第九十七条第一款第二项"))
    assert not asked.fits(cited_article("《安全生产法》第九十八条第一款"))
    assert not asked.fits(cited_article("《安全生产法》第九十七条之一"))
    assert not asked.fits(cited_article("《消防法》第九十七条第一款"))


def test_a_paragraph_is_named_by_a_citation_of_it_and_by_one_of_the_whole_article() -> None:
    asked = read_wanted_article("97条第2款")
    assert asked is not None
    assert asked.fits(cited_article("《某法》第九十七条第二款第一项"))
    assert asked.fits(cited_article("《某法》第九十七条"))
    assert not asked.fits(cited_article("《某法》第九十七条第一款"))


def test_words_are_found_in_conditions_and_penalties_and_the_excerpt_marks_them(
    index: SearchIndex, both: Edition
) -> None:
    asked = wanted(words="逾期 从业人员")
    entries = search(index, both, asked)
    assert entries
    for entry in entries:
        for word in asked.words:
            if word not in entry.head:
                marked = [p.text for find in finds_of(entry, asked) for p in find.pieces if p.hit]
                assert word in marked
        for find in finds_of(entry, asked):
            if find.cell:
                printed = next(p.printed for p in entry.passages if (p.of, p.cell) == (find.of, find.cell))
                assert find.text.strip("…") in printed


def test_a_code_stands_before_the_standards_whose_texts_hold_it(index: SearchIndex, both: Edition) -> None:
    assert found(index, both, words="1-1")[0].name == "环水局!1-1"


def test_an_amount_finds_the_standards_with_a_band_or_a_statutory_range_around_it(
    index: SearchIndex, both: Edition
) -> None:
    fen = Fraction(35_000_000)
    names = {entry.name for entry in found(index, both, amount="35万")}
    assert "环水局!1-1" in names
    for entry in index.of(both):
        measures = [fine.searched.measure for fine in entry.fines]
        amounts = [one.amount for one in measures if one.unit is AmountUnit.YUAN and one.amount is not None]
        assert (entry.name in names) == any(amount.contains(fen) for amount in amounts)


@pytest.mark.parametrize(
    ("written", "unit", "number"),
    [("0.75%", AmountUnit.PERCENT, Fraction(3, 4)), ("1倍", AmountUnit.TIMES, Fraction(1))],
)
def test_a_share_finds_every_standard_that_counts_by_it_and_shows_where(
    written: str, unit: AmountUnit, number: Fraction
) -> None:
    of = edition("发改局", "财政局")
    index, asked = SearchIndex([of]), wanted(amount=written)
    names = {entry.name for entry in search(index, of, asked)}
    assert names
    for entry in index.of(of):
        measures = [m for row in entry.standard.rows for m in row.measures] + list(entry.standard.statutory)
        shares = [m.amount for m in measures if m.kind is MeasureKind.FINE and m.unit is unit]
        wanted_here = any(one is not None and one.contains(number) for one in shares)
        assert (entry.name in names) == wanted_here
        if wanted_here:
            assert any(written[-1] in find.text for find in finds_of(entry, asked))


def test_all_that_is_asked_must_hold_at_once(index: SearchIndex, both: Edition) -> None:
    asked = {"words": "超标", "department": "环水局", "statute": "生态环境法典", "amount": "35万"}
    separately = [{e.name for e in found(index, both, **{key: value})} for key, value in asked.items()]
    together = {e.name for e in found(index, both, **asked)}
    assert together == set.intersection(*separately)
    assert "环水局!1-1" in together
    assert not found(index, both, words="1-1", department="安监局", amount="1元")


def test_editions_share_what_was_prepared_of_the_workbooks_that_they_share(both: Edition) -> None:
    first = SearchIndex([both])
    again = SearchIndex([both, edition("环水局")], first)
    for kept in both.workbooks:
        assert again.of_workbook(kept) is first.of_workbook(kept)


@given(st.text("超标的 夜间①５%．（）AbＣ\n1 000", min_size=1, max_size=40), st.data())
def test_what_is_marked_is_what_was_looked_for(printed: str, data: st.DataObject) -> None:
    plain = searched(printed)
    words = [part for part in plain.split() if part]
    if not words:
        return
    whole = data.draw(st.sampled_from(words))
    begin = data.draw(st.integers(0, len(whole) - 1))
    word = whole[begin : data.draw(st.integers(begin + 1, len(whole)))]
    found = excerpt(Passage("条件", "A1", printed), word)
    assert found is not None
    for piece in found.pieces:
        assert piece.text.strip("…") in printed
        if piece.hit:
            assert word in searched(piece.text)
