"""The desk says exactly what the API says, and what is wrong at the field that it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.service.pages.api_answers import answer_of, figure_of
from tests.service.pages.cases import CASES, MATRIX, MITIGATED, WEIGHTS
from tests.service.pages.page_client import text_of

if TYPE_CHECKING:
    from tests.service.pages.page_client import Page, PageClient

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", CASES)
def test_every_figure_reason_and_duty_is_that_of_the_api(name: str, pages: PageClient) -> None:
    case = CASES[name]
    answer, page = answer_of(pages.client, case), pages.get(case.path, case.pairs)
    fines = [m for m in answer["measures"] if m["kind"] == "fine"]
    assert all(m["unit"] == "yuan" for m in fines)
    assert [t.replace(" ", "") for t in page.marked("band")] == [figure_of(m) for m in fines]
    reasons = page.all("ol", class_="why")[0]
    assert [(text_of(li[0]), text_of(li[1])) for li in reasons] == [
        (" ".join(r["text"].split()), r["citation"]) for r in answer["reasons"]
    ]
    duties = page.all("ul", class_="why duties")[0]
    assert [text_of(li[1]) for li in duties] == [d["citation"] for d in answer["duties"]]
    assert [("未核实" in text_of(li[0])) for li in duties] == [not d["verified"] for d in answer["duties"]]
    for measure in answer["measures"]:
        if measure["kind"] != "fine":
            assert measure["text"] in page.text
    assert answer["edition"].startswith("edition:2@")
    assert "第2版" in page.text


@pytest.mark.parametrize("name", CASES)
def test_what_the_article_orders_beside_the_table_is_shown(name: str, pages: PageClient) -> None:
    answer, page = answer_of(pages.client, CASES[name]), pages.get(CASES[name].path, CASES[name].pairs)
    answered = {m["kind"] for m in answer["measures"]}
    missing = [m["text"] for m in answer["statutory"] if m["kind"] not in answered | {"fine"}]
    assert all(text in "".join(page.marked("unlisted")) for text in missing)
    assert bool(page.marked("unlisted")) == bool(missing)


def test_the_hit_cell_is_ringed_with_its_row_and_column(pages: PageClient) -> None:
    page = pages.get(MATRIX.path, MATRIX.pairs)
    assert page.marked("hit") == ["35–50万元命中 C12"]
    lanes = [text_of(e) for e in page.tree.iter("div") if e.get("class", "").endswith(" lane")]
    assert [lane[-3:] for lane in lanes] == ["C11", "B12", "D12", "C13", "C14"]
    headings = [text_of(e) for e in page.all("th", class_="on")]
    assert headings == ["50吨以上不足200吨", "1倍以上不足3倍"]


def test_the_band_is_drawn_within_the_statutory_range(pages: PageClient) -> None:
    page = pages.get(MATRIX.path, MATRIX.pairs)
    (drawing,) = page.all(f"{SVG}svg", class_="range lv-plain")
    assert drawing.get("aria-label") == "法定幅度10–100万元，本案幅度35–50万元"
    statute, band = drawing.findall(f"{SVG}rect")
    begins, width = (float((band.get(name) or "").rstrip("%")) for name in ("x", "width"))
    outer, whole = (float((statute.get(name) or "").rstrip("%")) for name in ("x", "width"))
    assert begins - outer == pytest.approx(whole * 25 / 90, abs=0.02)
    assert width == pytest.approx(whole * 15 / 90, abs=0.02)


def test_mitigation_is_shown_below_the_statutory_minimum_with_its_step(pages: PageClient) -> None:
    page = pages.get(MITIGATED.path, MITIGATED.pairs)
    assert page.marked("level") == ["减轻"]
    assert page.marked("band") == ["10万元以下"]
    steps = text_of(page.all("ol", class_="steps")[0])
    assert "减轻" in steps
    assert "第三十二条" in steps


def test_the_sum_of_weights_is_shown_with_the_options_that_count(pages: PageClient) -> None:
    page = pages.get(WEIGHTS.path, WEIGHTS.pairs)
    assert page.marked("sum") == ["80%"]
    chosen = [text_of(e) for e in page.all("span", class_="opt on")]
    assert chosen == ["50%E221", "3个月以上12个月以下 8%C223", "50人以上 15%C227", "1次 7%C229"]


def test_nothing_is_answered_before_anything_was_entered(pages: PageClient) -> None:
    page = pages.get(MATRIX.path)
    assert page.marked("band") == []
    assert page.marked("refusal") == []
    assert "填写查明的事实" in page.text


def test_what_is_missing_is_said_at_its_field_all_at_once(pages: PageClient) -> None:
    page = pages.get(MATRIX.path, [("number.违法程度（超标倍数）", "2"), ("decision_date", "2026-11-20")])
    assert page.marked("band") == []
    said = errors_of(page)
    assert set(said) == {"number.危害后果（超标废水日排放量）", "act_date"}
    assert said["number.危害后果（超标废水日排放量）"].startswith("请填写“危害后果（超标废水日排放量）”")


def errors_of(page: Page) -> dict[str, str]:
    """What is said at each field that is marked as wrong, by its parameter."""
    texts = {e.get("id"): text_of(e) for e in page.tree.iter() if e.get("id")}
    marked = [e for tag in ("input", "select") for e in page.all(tag, aria_invalid="true")]
    return {e.get("name") or "": texts[e.get("aria-describedby")] for e in marked}


@pytest.mark.parametrize(
    ("entered", "parameter", "said"),
    [
        ((f"{MATRIX.entered[0][0]}", "三万吨"), MATRIX.entered[0][0], "单位不对"),
        ((f"{MATRIX.entered[0][0]}", "很多"), MATRIX.entered[0][0], "没有“很多”这一项"),
        (("act_date", "2026-13-01"), "act_date", "没有这一天"),
        (("act_date", "昨天"), "act_date", "日期应写成"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(
    entered: tuple[str, str], parameter: str, said: str, pages: PageClient
) -> None:
    rest = [pair for pair in MATRIX.pairs if pair[0] != entered[0]]
    page = pages.get(MATRIX.path, [*rest, entered])
    assert page.marked("band") == []
    assert said in errors_of(page)[parameter]


def test_a_contradiction_of_number_and_choice_is_refused_at_the_factor(pages: PageClient) -> None:
    page = pages.get(MATRIX.path, [*MATRIX.pairs, ("fact.违法程度（超标倍数）", "5倍以上")])
    assert page.marked("band") == []
    assert "互相矛盾" in errors_of(page)["number.违法程度（超标倍数）"]


def test_contradicting_circumstances_are_refused_at_the_circumstances(pages: PageClient) -> None:
    page = pages.get(
        MATRIX.path, [*MATRIX.pairs, ("circumstance", "no_harm"), ("circumstance", "serious_consequence")]
    )
    assert page.marked("band") == []
    (box,) = page.all("div", id="circumstances-errors")
    assert "互相矛盾" in text_of(box)


@pytest.mark.parametrize("unknown", ["number.违法程度", "circumstances", "party2"])
def test_a_parameter_that_nothing_asks_is_refused_and_not_dropped(unknown: str, pages: PageClient) -> None:
    page = pages.get(MATRIX.path, [*MATRIX.pairs, (unknown, "x")])
    assert page.marked("band") == []
    assert f"不认识的“{unknown}”" in page.text


def test_a_fact_that_this_table_does_not_ask_is_refused_and_shown(pages: PageClient) -> None:
    page = pages.get(MATRIX.path, [*MATRIX.pairs, ("fact.整改情况", "已整改")])
    assert page.marked("band") == []
    assert "没有名为“整改情况”的裁量因素" in page.text
    assert [e.get("value") for e in page.all("input", name="fact.整改情况")] == ["已整改"]


def test_what_was_entered_stays_in_the_form(pages: PageClient) -> None:
    page = pages.get(MITIGATED.path, MITIGATED.pairs)
    assert page.all("input", name="number.违法程度（超标倍数）", value="0.5")
    assert page.all("option", value="不足50吨", selected="")
    assert page.all("input", value="disclosed_mitigated", checked="")
    assert page.all("input", value="单位", checked="")


def test_an_unknown_standard_is_said_in_a_page(pages: PageClient) -> None:
    page = pages.get("/desk/环水局!99-99", status=404)
    assert "没有编号为" in page.text


def test_a_hostile_value_is_shown_as_text(pages: PageClient) -> None:
    value = '"><script>alert(1)</script>'
    page = pages.get(MATRIX.path, [*MATRIX.pairs[1:], (MATRIX.entered[0][0], value)])
    assert page.all("input", name=MATRIX.entered[0][0], value=value)
    assert all((script.get("src") or "").startswith("/static/") for script in page.all("script"))


def test_what_is_not_given_for_a_multiple_is_asked_without_a_word_of_the_command_line(
    pages: PageClient,
) -> None:
    page = pages.get("/desk/城管局!13", [("number.适用条件", "500"), *MATRIX.pairs[-2:]])
    assert "填写基数“恢复植被和林业生产条件所需费用”后可算出数额" in page.text
    assert "--" not in page.text
    weighed = pages.get("/desk/安监局!AJ-13", WEIGHTS.pairs[:-3])
    assert "适用情形" in weighed.marked("refusal")[0]
    assert "=…" not in weighed.text


def test_an_unknown_circumstance_is_refused_without_a_word_of_the_command_line(pages: PageClient) -> None:
    page = pages.get(MATRIX.path, [*MATRIX.pairs, ("circumstance", "disclosed")])
    assert page.marked("band") == []
    assert "没有代码为“disclosed”的情节" in page.text
    assert "cailiang circumstances" not in page.text


def test_a_multiple_without_its_base_is_shown_as_a_multiple(pages: PageClient) -> None:
    page = pages.get("/desk/城管局!13", [("number.适用条件", "100"), *MATRIX.pairs[-2:]])
    assert page.marked("band") == ["1倍以下（按恢复植被和林业生产条件所需费用计）"]
