"""What the law allows for a violation, out of the article's words; where it is not certain, nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from importers.citations import passages
from importers.statutory_text import StatutoryReading, read_statutory_column, read_statutory_passages
from standards_1023.amount_text import amount_text

if TYPE_CHECKING:
    from standards_1023.values import Measure

ARTICLE = (
    "《甲条例》第三十条{part}：违反本条例规定，有下列行为之一的，责令改正，处一万元以上五万元以下罚款；"
    "逾期不改正的，处五万元以上十万元以下罚款：（一）未设置围挡的；（二）未冲洗车辆的。"
)
BY_ITEM = (
    "《甲条例》第三十一条{part}：有下列行为之一的，责令改正：（一）未设置围挡的；（二）未冲洗车辆的。"
    "有前款第一项行为的，处一万元罚款；有前款第二项行为的，处二万元以上三万元以下罚款。"
)


def read(text: str, violation: str = "未设置围挡") -> StatutoryReading:
    return read_statutory_passages(passages(text), violation)


def shown(reading: StatutoryReading) -> list[str]:
    return [line(measure) for measure in reading.measures]


def line(m: Measure) -> str:
    """[条件] 谁 种类 数额."""
    trigger = f"[{m.trigger}]" if m.trigger else ""
    words = [trigger, m.subject or "", m.kind.value, amount_text(m) if m.amount else ""]
    return " ".join(word for word in words if word)


def test_the_steps_of_an_article_keep_their_conditions() -> None:
    reading = read(ARTICLE.format(part=""))
    assert shown(reading) == ["order", "fine 10000–50000 元", "[逾期不改正的] fine 50000–100000 元"]
    assert reading.doubt is None


@pytest.mark.parametrize(
    ("part", "fines"), [("第二款第一项", ["fine 10000 元"]), ("第一款第二项", ["fine 20000–30000 元"])]
)
def test_of_fines_by_item_the_cited_item_counts(part: str, fines: list[str]) -> None:
    assert [line for line in shown(read(BY_ITEM.format(part=part))) if "fine" in line] == fines


@pytest.mark.parametrize(("part", "fines"), [("第一项", ["fine 2000–20000 元"]), ("第三项", [])])
def test_a_fine_for_items_in_brackets_counts_for_those_items_only(part: str, fines: list[str]) -> None:
    text = (
        f"《甲条例》第三十二条第一款{part}：有下列行为之一的，责令改正；对有第(一)项或者第(二)项规定的行为的，"
        "处2000元以上2万元以下的罚款：(一)阻挠检查的；(二)隐匿证据的；(三)打击报复举报人的。"
    )
    assert [line for line in shown(read(text, "阻挠检查")) if "fine" in line] == fines


def test_without_an_item_several_fines_are_left_unassigned() -> None:
    reading = read(BY_ITEM.format(part=""), "未设置围挡、未冲洗车辆")
    assert reading.measures == ()
    assert reading.doubt is not None
    assert "不据以限制" in reading.doubt


def test_an_article_named_without_its_words_gives_nothing() -> None:
    reading = read("《甲条例》第三十条")
    assert reading.measures == ()
    assert reading.doubt is not None


def test_of_two_acts_in_an_article_the_one_that_the_violation_names_counts() -> None:
    text = (
        "《甲条例》第九条：擅自占用城市道路堆放物料的，处一千元以上五千元以下罚款。"
        "擅自在建筑物外墙张贴广告的，处二百元以上五百元以下罚款。"
    )
    assert shown(read(text, "擅自在建筑物外墙张贴广告")) == ["fine 200–500 元"]
    assert shown(read(text, "擅自占用城市道路堆放物料")) == ["fine 1000–5000 元"]


@pytest.mark.parametrize("violation", ["未批先建，可以改正", "未批先建，不能改正", "未批先建"])
def test_whether_a_building_can_be_put_right_is_a_step_of_one_act(violation: str) -> None:
    text = (
        "《甲条例》第九条：未批先建的，责令停工；尚可采取措施使其合格的，限期改正，处工程造价百分之五以上"
        "百分之十以下的罚款；无法采取措施使其合格的，限期拆除，可以并处工程造价百分之十以下的罚款。"
    )
    assert [line for line in shown(read(text, violation)) if "fine" in line] == [
        "[尚可采取措施使其合格的] fine 工程造价5–10 %",
        "[无法采取措施使其合格的] fine 工程造价10 以下 %",
    ]


@pytest.mark.parametrize(("kind", "fine"), [("报告书", "200000–1000000 元"), ("报告表", "100000–500000 元")])
def test_of_fines_by_the_type_of_a_document_the_type_that_the_violation_names_counts(
    kind: str, fine: str
) -> None:
    text = (
        "《甲条例》第三十三条：建设单位未依法报批环评文件，擅自开工建设的，由主管部门责令停止建设，报批、审核类型为"
        "报告书的，处二十万元以上一百万元以下的罚款；报批、审核类型为报告表的，处十万元以上五十万元以下的罚款。"
    )
    fines = [line for line in shown(read(text, f"{kind}没有依法报批即开工建设")) if "fine" in line]
    assert fines == [f"fine {fine}"]


def test_what_an_act_brought_about_is_a_later_step_of_the_same_act() -> None:
    text = (
        "《甲条例》第三十四条：未按照许可证的规定运行污染防治设施的，处二万元以上五万元以下的罚款；"
        "致使污染防治设施不能正常发挥作用的，处五万元以上二十万元以下的罚款。"
    )
    assert shown(read(text, "没有按照许可证的规定运行污染防治设施")) == [
        "fine 20000–50000 元",
        "[致使污染防治设施不能正常发挥作用的] fine 50000–200000 元",
    ]


def test_two_articles_with_different_fines_are_left_unassigned() -> None:
    text = "《甲条例》第九条：未设置围挡的，处一万元罚款。\n《乙条例》第八条：未设置围挡的，处二万元罚款。"
    assert read(text).measures == ()


def test_a_fine_in_yuan_where_there_is_no_value_to_multiply_is_a_step_of_the_same_act() -> None:
    article = (
        "《甲条例》第三十三条：违反本条例规定，未取得许可证采集的，没收采集物，并处采集物价值一倍以上十倍以下罚款；"
        "没有采集物或者采集物价值不足二千元的，并处二千元以上二万元以下罚款。"
    )
    reading = read(article, "没有许可证采集")
    assert [line for line in shown(reading) if "fine" in line] == [
        "fine 采集物价值1–10 倍",
        "[没有采集物或者采集物价值不足二千元的] fine 2000–20000 元",
    ]


def test_the_floor_of_a_base_does_not_change_the_range_of_the_law() -> None:
    text = "《甲条例》第九条：处货值金额三倍以上五倍以下的罚款，货值金额不足一万元的，按一万元计算。"
    (fine,) = read(text).measures
    assert (amount_text(fine), fine.computed) == ("货值金额3–5 倍（不足 10000 元按此数）", True)
    assert fine.base_min == Fraction(1_000_000)


def test_a_floor_of_the_base_that_is_not_understood_keeps_the_law_from_being_multiplied() -> None:
    text = "《甲条例》第九条：处货值金额三倍以上五倍以下的罚款，货值金额不足一万元的，按五万元计算。"
    (fine,) = read(text).measures
    assert (fine.base_min, fine.computed) == (None, False)


def test_a_column_of_kinds_and_ranges_counts_whole() -> None:
    reading = read_statutory_column(
        "责令限期改正，处一万元以上五万元以下罚款；情节严重的，吊销许可证", "未设置围挡"
    )
    assert shown(reading) == ["order", "fine 10000–50000 元", "[情节严重的] revoke_licence"]


def test_the_law_includes_its_limits() -> None:
    (fine,) = read("《甲条例》第九条：未设置围挡的，处一万元以上五万元以下罚款。").measures
    assert fine.amount is not None
    assert fine.amount.low_included
    assert fine.amount.high_included


def test_a_column_without_any_penalty_is_doubted() -> None:
    assert read_statutory_column("按有关规定办理", "未设置围挡").doubt is not None
