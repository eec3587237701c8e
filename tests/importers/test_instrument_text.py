"""What an instrument says of itself in its 说明, and that nothing is taken for such a statement that is none."""

from __future__ import annotations

import pytest

from importers.instrument_text import read_instrument
from standards_1023.values import Convention, RepeatRule


def stated(*texts: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"说明!A{n}", text) for n, text in enumerate(texts, 1))


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("本表所称“以上”包括本数，“以下”不包括本数。", True, False),
        ("本基准中的“以上”“以下”均包含本数。", True, True),
        ("以上含本数，以下不含本数", True, False),
        ("“以下”、“不足”不含本数，“以上”含本数。", True, False),
        ("说明：１．本标准所称「以上」、「以内」，包括本数；所称「以下」，不包括本数。", True, False),
        ("“以上”“以下”均不含本数。", False, False),
    ],
)
def test_the_convention_is_read_with_its_place(text: str, *, above: bool, below: bool) -> None:
    assert read_instrument(stated(text)).convention == Convention(above, below, "说明!A1")


@pytest.mark.parametrize(
    "text",
    [
        "处上一年度收入30%以上50%以下（含本数）罚款",
        "罚款500元以下的，可以当场处罚。",
        "占地面积10平方米以上的，包含绿地。",
        "以下情形不予处罚。",
    ],
)
def test_an_amount_or_a_heading_is_no_convention(text: str) -> None:
    assert read_instrument(stated(text)).convention == Convention()


def test_the_heavier_grade_and_the_unknown_factor_are_cited() -> None:
    instrument = read_instrument(
        stated(
            "同一违法行为同时符合两个以上裁量档次的，按照较重的档次确定。",
            "裁量因素经调查无法查清的，按照该因素最低的档次计算。",
        )
    )
    assert instrument.heavier_wins == "说明!A1"
    assert instrument.lowest_when_unknown == "说明!A2"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "被处罚次数按本次违法行为发生之日往前一周年内的处罚记录计算，含本次。",
            RepeatRule(12, "act_date", "penalty", includes_current=True, citation="说明!A1"),
        ),
        (
            "同类违法行为次数自本次行为发生之日向前推算两年内计算，不含本次。",
            RepeatRule(24, "act_date", "act", includes_current=False, citation="说明!A1"),
        ),
    ],
)
def test_how_earlier_acts_are_counted_is_read_with_its_place(text: str, rule: RepeatRule) -> None:
    assert read_instrument(stated(text)).repeat == rule


def test_what_is_not_stated_keeps_its_default() -> None:
    instrument = read_instrument(stated("本表自发布之日起施行，由某局负责解释。"))
    assert instrument.repeat == RepeatRule()
    assert instrument.heavier_wins is None
    assert instrument.lowest_when_unknown is None
    assert instrument.weight_cap is None
