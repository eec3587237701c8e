"""Columns of citations are split one by one, with the words of the law behind them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.citations import citations, passages


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("《甲法》第四十二条第一款", ["《甲法》第四十二条第一款"]),
        ("《甲法》第42条", ["《甲法》第42条"]),
        ("《甲法》第 八 条第 一 款", ["《甲法》第八条第一款"]),
        ("《甲法》第四十\n二条", ["《甲法》第四十二条"]),
        ("《甲法》第一百二十条之一", ["《甲法》第一百二十条之一"]),
        ("《甲法》（2021年修订）第八条", ["《甲法》（2021年修订）第八条"]),
        ("《〈甲法〉实施细则》第三条", ["《〈甲法〉实施细则》第三条"]),
        (
            "《甲法》第八条第一款、第二款，第五十条",
            ["《甲法》第八条第一款", "《甲法》第八条第二款", "《甲法》第五十条"],
        ),
        ("《甲法》第八条第一、二款", ["《甲法》第八条第一款", "《甲法》第八条第二款"]),
        (
            "《甲法》第八条第一款第（一）、（三）项",
            ["《甲法》第八条第一款第一项", "《甲法》第八条第一款第三项"],
        ),
        ("《甲法》第八条（一）项", ["《甲法》第八条第一项"]),
        ("《甲法》第二十三条、二十四条", ["《甲法》第二十三条", "《甲法》第二十四条"]),
        ("《甲法》第八条至第十条", ["《甲法》第八条", "《甲法》第九条", "《甲法》第十条"]),
        ("《甲法》第18条至第20条", ["《甲法》第18条", "《甲法》第19条", "《甲法》第20条"]),
        ("《甲法》第八条和《乙条例》第九条", ["《甲法》第八条", "《乙条例》第九条"]),
        ("《甲法》第八条、《乙条例》第九条第一款", ["《甲法》第八条", "《乙条例》第九条第一款"]),
        ("《甲法》第八条 《乙条例》第九条", ["《甲法》第八条", "《乙条例》第九条"]),
        ("违反《甲法》第八条，依据《乙条例》第九条第三项", ["《甲法》第八条", "《乙条例》第九条第三项"]),
        ("1.《甲法》第八条；2.《乙条例》第九条", ["《甲法》第八条", "《乙条例》第九条"]),
        ("（一）《甲法》第八条\n（二）《乙条例》第九条", ["《甲法》第八条", "《乙条例》第九条"]),
        ("【法律】《甲法》第八条", ["《甲法》第八条"]),
        ("根据《甲法》第八条的规定", ["《甲法》第八条"]),
        ("《甲法》", ["《甲法》"]),
        ("违反《甲法典》第二编第一分编第二章", ["《甲法典》第二编第一分编第二章"]),
        ("《甲法典》第二编（条号待核对）；《乙法》", ["《甲法典》第二编（条号待核对）", "《乙法》"]),
        ("按有关规定", []),
        ("", []),
    ],
)
def test_citations_are_split(text: str, cited: list[str]) -> None:
    assert list(citations(text)) == cited


def test_the_law_may_stand_in_a_column_of_its_own() -> None:
    assert citations("第八条、第九条第二款", "《甲法》") == ("《甲法》第八条", "《甲法》第九条第二款")


def test_a_citation_in_the_words_of_a_law_is_not_cited() -> None:
    text = "《甲法》第八条：违反本法规定的，依照《乙条例》第九条的规定处罚。"
    assert citations(text) == ("《甲法》第八条",)
    (passage,) = passages(text)
    assert passage.body == "违反本法规定的，依照《乙条例》第九条的规定处罚"


def test_each_citation_has_the_words_behind_it() -> None:
    found = passages("《甲法》第八条：禁止倾倒。\n《乙条例》第九条第二款第三项：违反规定的，处一万元罚款。")
    assert [(p.law, p.paragraphs, p.items, p.body) for p in found] == [
        ("《甲法》", (), (), "禁止倾倒"),
        ("《乙条例》", ("第二款",), ("第三项",), "违反规定的，处一万元罚款"),
    ]


def test_the_same_citation_counts_once() -> None:
    assert citations("《甲法》第八条；《甲法》第八条") == ("《甲法》第八条",)


@given(st.text(alphabet="《》甲法第一二十百条款项目、，和至（）\n 之的规定违反0123", max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    for cited in citations(text):
        assert cited.startswith("《")
