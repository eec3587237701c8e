"""The service as programs meet it: a real server that answers from the demonstration edition."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import pytest

from service.api.answer_models import (
    AssessmentAnswer,
    CircumstanceList,
    EditionAnswer,
    EditionList,
    StandardAnswer,
    StandardList,
)
from service.api.problems import Problem
from tests.service.server_process import serving
from tests.workbooks import own_standards

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    from pydantic import BaseModel

    from tests.service.server_process import ServerProcess

CASE = {
    "standard": "环水局!1-1",
    "facts": {"违法程度（超标倍数）": "2.5倍", "危害后果（超标废水日排放量）": "50吨"},
    "act_date": "2026-08-20",
    "decision_date": "2026-09-01",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    folder = tmp_path_factory.mktemp("serving")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAILIANG_DATABASE", f"sqlite:///{folder / 'cailiang.db'}")
        with serving(folder, "--demonstration") as server:
            yield server


@pytest.fixture(scope="module")
def client(server: ServerProcess) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


def answer(response: httpx.Response, model: type[BaseModel]) -> dict[str, object]:
    """The answer of a 200, held against the type by which OpenAPI documents it."""
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    model.model_validate_json(response.content)
    found: dict[str, object] = response.json()
    return found


def problem(response: httpx.Response, status: int, code: str) -> dict[str, object]:
    """The refusal, held against its documented form."""
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    Problem.model_validate_json(response.content)
    found: dict[str, object] = response.json()
    assert (found["code"], found["type"], found["status"]) == (code, f"/problems/{code}", status)
    assert found["request_id"] == response.headers["x-request-id"]
    return found


def test_a_case_is_answered_with_its_band_its_edition_and_its_reasons(client: httpx.Client) -> None:
    found = answer(client.post("/api/v1/assessments", json=CASE), AssessmentAnswer)
    assert str(found["edition"]).startswith("edition:2@")
    assert found["name"] == "环水局!1-1"
    measures = found["measures"]
    assert isinstance(measures, list)
    assert (measures[0]["min"], measures[0]["max"]) == (350_000, 500_000)
    assert found["reasons"]


def test_a_missing_fact_is_asked_for_with_what_it_may_be(client: httpx.Client) -> None:
    facts = {"违法程度（超标倍数）": "2.5倍"}
    found = problem(client.post("/api/v1/assessments", json={**CASE, "facts": facts}), 409, "facts_missing")
    missing = found["missing"]
    assert isinstance(missing, list)
    assert missing[0]["name"] == "危害后果（超标废水日排放量）"
    assert missing[0]["may_be"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"standard": "没有这项"}, 404, "standard_not_found"),
        ({"facts": {"违法程度（超标倍数）": "很多"}}, 422, "fact_refused"),
        ({"decision_date": "2020-01-01", "act_date": "2019-01-01"}, 409, "no_edition_in_force"),
        ({"circumstances": ["no_such_code"]}, 422, "fact_refused"),
        ({"facts": "违法程度"}, 422, "body_invalid"),
        ({"surprise": 1}, 422, "body_invalid"),
        ({"act_date": "2026-02-30"}, 422, "body_invalid"),
        ({"act_date": 20260820}, 422, "body_invalid"),
        ({"dates": {"生日": "2026-08-20"}}, 422, "body_invalid"),
        ({"party": "外星人"}, 422, "body_invalid"),
    ],
)
def test_what_cannot_be_decided_has_its_own_status_and_code(
    client: httpx.Client, change: dict[str, object], status: int, code: str
) -> None:
    problem(client.post("/api/v1/assessments", json={**CASE, **change}), status, code)


def test_standards_are_found_by_words_statute_department_and_model(client: httpx.Client) -> None:
    everything = answer(client.get("/api/v1/standards", params={"size": 200}), StandardList)
    assert everything["total"] == own_standards()
    for wanted in (
        {"q": "排放 污染物"},
        {"statute": "生态环境法典 第一千一百零七条"},
        {"department": "环水局"},
        {"model": "matrix"},
    ):
        found = answer(client.get("/api/v1/standards", params=wanted), StandardList)
        total = found["total"]
        assert isinstance(total, int)
        assert 0 < total < own_standards()


def test_a_list_is_paged_and_says_where_its_other_pages_are(client: httpx.Client) -> None:
    names: list[str] = []
    address = "/api/v1/standards?size=25"
    for _ in range(math.ceil(own_standards() / 25)):
        response = client.get(address)
        found = answer(response, StandardList)
        standards = found["standards"]
        assert isinstance(standards, list)
        names += [one["name"] for one in standards]
        links = response.links
        address = links["next"]["url"] if "next" in links else ""
    assert address == ""
    assert len(names) == len(set(names)) == own_standards()


def test_every_listed_standard_is_given_whole_under_its_name(client: httpx.Client) -> None:
    listed = answer(client.get("/api/v1/standards", params={"size": 200}), StandardList)["standards"]
    assert isinstance(listed, list)
    for one in listed:
        found = answer(client.get(f"/api/v1/standards/{one['name']}"), StandardAnswer)
        assert found["name"] == one["name"]
        assert found["sha256"]


def test_what_a_client_has_already_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/api/v1/standards")
    again = client.get("/api/v1/standards", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/v1/standards?page=2", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


BEFORE, AFTER, DECIDED = "2026-08-14", "2026-08-15", "2026-09-01"
DUMPED = {"违法程度（倾倒、堆放数量）": "20立方米", "危害后果（清理情况和水域）": "逾期没有清理"}
NO_SIGNS = {"违法程度（涉及的危险废物数量）": "2吨", "危害后果（整改情况）": "限期内改正"}


@pytest.mark.parametrize(
    ("code", "facts", "act", "decided", "edition", "law", "band"),
    [
        ("1-50", DUMPED, BEFORE, BEFORE, 1, "水污染防治法", (140_000, 170_000)),
        ("1-50", DUMPED, BEFORE, DECIDED, 1, "水污染防治法", (140_000, 170_000)),
        ("1-50", DUMPED, AFTER, DECIDED, 2, "生态环境法典", (700_000, 850_000)),
        ("1-8", NO_SIGNS, BEFORE, BEFORE, 1, "固体废物污染环境防治法", (300_000, 450_000)),
        ("1-8", NO_SIGNS, BEFORE, DECIDED, 2, "生态环境法典", (80_000, 120_000)),
        ("1-8", NO_SIGNS, AFTER, DECIDED, 2, "生态环境法典", (80_000, 120_000)),
    ],
    ids=[
        "old law then",
        "old law lighter",
        "code since",
        "old law then too",
        "code lighter",
        "code since too",
    ],
)
def test_acts_before_the_code_are_assessed_under_both_laws_and_the_lighter_wins(
    client: httpx.Client,
    *,
    code: str,
    facts: dict[str, str],
    act: str,
    decided: str,
    edition: int,
    law: str,
    band: tuple[int, int],
) -> None:
    case = {"standard": f"环水局!{code}", "facts": facts, "act_date": act, "decision_date": decided}
    found = answer(client.post("/api/v1/assessments", json=case), AssessmentAnswer)
    assert str(found["edition"]).startswith(f"edition:{edition}@")
    measures, reasons = found["measures"], found["reasons"]
    assert isinstance(measures, list)
    assert isinstance(reasons, list)
    assert [(m["min"], m["max"]) for m in measures if m["kind"] == "fine"] == [band]
    assert any(f"处罚依据是《{law}》" in one["text"] for one in reasons)
    assert any("施行的版本不同" in one["text"] for one in reasons) == (act < AFTER <= decided)


def test_the_edition_that_was_not_taken_is_told_with_its_band_and_what_decided(client: httpx.Client) -> None:
    case = {"standard": "环水局!1-50", "facts": DUMPED, "act_date": BEFORE, "decision_date": DECIDED}
    found = answer(client.post("/api/v1/assessments", json=case), AssessmentAnswer)
    compared = AssessmentAnswer.model_validate(found).compared
    assert compared is not None
    assert compared.decided_by == "law"
    sides = (compared.taken, compared.other)
    assert [(side.edition_number, side.words) for side in sides] == [
        (1, ["罚款 14万元以上17万元以下（不含本数）"]),
        (2, ["罚款 70万元以上85万元以下（不含本数）"]),
    ]
    assert compared.taken.cells != compared.other.cells != []
    assert compared.other.edition == found["other_edition"]
    assert "不由两版幅度的轻重决定" in AssessmentAnswer.model_validate(found).reasons[0].text
    alone = client.post("/api/v1/assessments", json={**case, "act_date": AFTER})
    assert alone.json()["compared"] is None


def test_editions_are_listed_and_compared(client: httpx.Client) -> None:
    editions = answer(client.get("/api/v1/editions"), EditionList)["editions"]
    assert isinstance(editions, list)
    assert sorted((one["number"], one["state"]) for one in editions) == [(1, "superseded"), (2, "published")]
    answer(client.get("/api/v1/editions/1"), EditionAnswer)
    assert client.get("/api/v1/editions/1/diff/1").json()["total"] == 0
    assert client.get("/api/v1/editions/1/diff/2").json()["total"] > 0
    problem(client.get("/api/v1/editions/7"), 404, "edition_not_found")


def test_circumstances_are_those_of_the_law_and_of_a_standards_instrument(client: httpx.Client) -> None:
    answer(client.get("/api/v1/circumstances"), CircumstanceList)
    answer(client.get("/api/v1/circumstances", params={"standard": "环水局!1-1"}), CircumstanceList)
    problem(client.get("/api/v1/circumstances", params={"standard": "没有"}), 404, "standard_not_found")


def test_an_unknown_address_and_a_wrong_method_are_problems_too(client: httpx.Client) -> None:
    problem(client.get("/api/v1/nothing"), 404, "not_found")
    response = client.delete("/api/v1/standards")
    problem(response, 405, "method_not_allowed")
    assert response.headers["allow"] == "GET"


def test_every_code_of_a_problem_is_explained(client: httpx.Client) -> None:
    found = client.get("/problems/facts_missing").json()
    assert (found["code"], found["status"]) == ("facts_missing", 409)
    problem(client.get("/problems/nothing"), 404, "problem_not_found")


def test_every_answer_carries_the_security_headers(client: httpx.Client) -> None:
    for address in (
        "/",
        "/health/live",
        "/api/v1/standards",
        "/api/v1/nothing",
        "/openapi.json",
        "/static/none",
    ):
        headers = client.get(address).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_requests_are_counted_by_route_and_never_by_address(client: httpx.Client) -> None:
    client.get("/api/v1/standards/环水局!1-1")
    counts = client.get("/metrics").text
    assert 'route="/api/v1/standards/{name:path}"' in counts
    assert 'route="/api/v1/assessments"' in counts
    assert "环水局" not in counts


def test_the_log_tells_what_happened_and_nothing_of_the_case(
    server: ServerProcess, client: httpx.Client
) -> None:
    of_the_case = "张三丰的违法程度"
    client.post("/api/v1/assessments", json={**CASE, "facts": {of_the_case: "2.5倍"}})
    client.get("/api/v1/standards", params={"q": of_the_case})
    client.get(f"/api/v1/standards/{of_the_case}")
    lines = server.log.read_text()
    assert of_the_case not in lines
    told = [json.loads(line) for line in lines.splitlines() if line.startswith("{")]
    requests = [line for line in told if line["event"] == "request"]
    assert {"request_id", "method", "route", "status", "ms", "edition"} <= set(requests[0])
