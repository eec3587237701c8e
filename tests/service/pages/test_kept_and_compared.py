"""An answer that is kept as a photograph, and two answers side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from tests.service.pages.api_answers import answer_of, figure_of
from tests.service.pages.cases import HEAVIER, MATRIX, MITIGATED
from tests.service.pages.page_client import text_of

if TYPE_CHECKING:
    import httpx

    from tests.service.pages.cases import DeskCase
    from tests.service.pages.page_client import PageClient


def address_of(case: DeskCase) -> str:
    """The stable address of a case."""
    return f"{case.path}?{urlencode(case.pairs)}"


def keep(officer: PageClient, case: DeskCase) -> httpx.Response:
    """Press the button that keeps the answer."""
    (form,) = [f for f in officer.get(case.path, case.pairs).all("form") if f.get("method") == "post"]
    return officer.client.post(form.get("action") or "")


def test_an_answer_is_kept_and_shown_as_it_was_given(officer: PageClient) -> None:
    answer = keep(officer, MATRIX)
    assert answer.status_code == 303
    location = answer.headers["location"]
    assert re.fullmatch("/assessments/[0-9a-f]{32}", location)
    page = officer.get(location)
    api = answer_of(officer.client, MATRIX)
    assert page.marked("band") == [figure_of(api["measures"][0])]
    reasons = page.all("ol", class_="why")[0]
    assert [text_of(li[1]) for li in reasons] == [r["citation"] for r in api["reasons"]]
    number, _, digest = api["edition"].removeprefix("edition:").partition("@")
    assert f"第{number}版" in page.text
    assert digest in page.text
    assert api["edition"] not in page.text
    marks = {text_of(dt) for dt in page.all("dt")}
    assert {"违法程度（超标倍数）", "危害后果（超标废水日排放量）"} <= marks
    assert "违法情节" not in marks
    assert page.marked("hit") == ["35–50万元命中 C12"]
    assert officer.client.get(f"/api/v1{location}").json() == api


def test_both_editions_stand_one_under_the_other_at_the_desk_and_in_the_record(officer: PageClient) -> None:
    pairs = (*MATRIX.entered, ("act_date", "2026-07-20"), ("decision_date", "2026-09-01"))
    desk = officer.get(MATRIX.path, pairs)
    (form,) = [f for f in desk.all("form") if f.get("method") == "post"]
    kept = officer.get(officer.client.post(form.get("action") or "").headers["location"])
    for shown in (desk, kept):
        (compared,) = shown.marked("compared")
        assert "由适用哪一部法律决定，不由幅度的轻重决定" in compared
        old, new = compared.index("第1版"), compared.index("第2版")
        assert old < compared.index("40万元以上55万元以下（不含本数）") < new
        assert new < compared.index("没有采用") < compared.index("35万元以上50万元以下（不含本数）")
    assert "35万元以上50万元以下" in text_of(desk.all("p", id="paragraph")[0])


def test_a_kept_answer_leads_back_to_the_desk_with_the_same_facts(officer: PageClient) -> None:
    page = officer.get(keep(officer, MITIGATED).headers["location"])
    (again,) = [a for a in page.all("a", class_="btn") if "再裁量" in text_of(a)]
    desk = officer.get(again.get("href") or "")
    assert desk.marked("band") == officer.get(MITIGATED.path, MITIGATED.pairs).marked("band")


def test_what_has_no_answer_is_not_kept(officer: PageClient) -> None:
    answer = officer.client.post(f"{MATRIX.path}?{urlencode(MATRIX.pairs[1:])}")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(MATRIX.path)


def test_a_page_of_another_site_cannot_have_an_answer_kept(officer: PageClient) -> None:
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://other.example"}):
        answer = officer.client.post(address_of(MATRIX), headers=headers)
        assert answer.status_code == 403
        assert "请求来自别的网站" in answer.text


def test_a_photograph_that_is_not_there_is_said_in_a_page(officer: PageClient) -> None:
    assert "没有" in officer.get("/assessments/0", status=404).text


def test_two_cases_are_compared_line_by_line(pages: PageClient) -> None:
    page = pages.get("/compare", [("one", address_of(MITIGATED)), ("other", address_of(HEAVIER))])
    rows = {text_of(tr[0]): [text_of(td) for td in tr[1:]] for tr in page.all("tr") if tr[0].tag == "th"}
    assert rows["结果不同"] == ["减轻低于法定最低幅度", "从重在幅度内取较高的数额"]
    assert rows["罚款不同"] == ["罚款 10万元以下（不含本数）", "罚款 80万元以上100万元以下"]
    assert "违法行为" in rows


def test_the_same_case_twice_differs_in_nothing(pages: PageClient) -> None:
    page = pages.get("/compare", [("one", address_of(MATRIX)), ("other", address_of(MATRIX))])
    assert page.all("tr", class_="differs") == []
    assert page.all("mark") == []


def test_what_is_no_address_of_the_desk_is_said_at_its_field(pages: PageClient) -> None:
    page = pages.get("/compare", [("one", "https://other.example/x"), ("other", "/desk/环水局!99-99")])
    (one,), (other,) = page.all("div", id="one-error"), page.all("div", id="other-error")
    assert "不是试算的地址" in text_of(one)
    assert "没有编号为" in text_of(other)
    assert "需要两个试算的地址" in page.text
