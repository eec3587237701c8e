"""Hostile and wrong-typed requests: through API and command line none of them gives a band."""

from __future__ import annotations

import gzip
import json
import socket
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.commands import run
from tests.service.published import CASE, first_edition
from tests.service.server_process import refused, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from tests.service.server_process import ServerProcess

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    folder = tmp_path_factory.mktemp("hostile")
    address = f"sqlite:///{folder / 'cailiang.db'}"
    first_edition(address)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAILIANG_DATABASE", address)
        with serving(folder) as server:
            yield server


@pytest.fixture(scope="module")
def client(server: ServerProcess) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


def sent(client: httpx.Client, body: bytes, **headers: str) -> httpx.Response:
    """The answer to a body, which must be a documented refusal without a band."""
    response = client.post(
        "/api/v1/assessments",
        content=body,
        headers={**JSON, **{k.replace("_", "-"): v for k, v in headers.items()}},
    )
    assert 400 <= response.status_code < 500, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert "measures" not in response.json()
    assert len(response.content) < 20_000
    return response


def with_fact(value: str) -> bytes:
    """The body of the case with this JSON as the value of its fact."""
    whole = json.dumps({**CASE, "facts": {"适用条件": "此处"}}, ensure_ascii=False)
    return whole.replace('"此处"', value).encode("utf-8", "surrogatepass")


def test_the_case_itself_is_answered(client: httpx.Client) -> None:
    """Else the refusals of this module would prove nothing."""
    assert client.post("/api/v1/assessments", content=with_fact('"2次"'), headers=JSON).status_code == 200


@pytest.mark.parametrize(
    "value",
    [
        "2",
        "2.0",
        "true",
        "null",
        "[]",
        '["2次"]',
        "{}",
        '{"2次": "2次"}',
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "9" * 5000,
        "9" * 200_000,
        "-0",
        '""',
        '" "',
        '"2次\\u0000"',
        '"\\u0000"',
        '"2次\\ud800"',
        '"\\udfff2次"',
        '"\ud800"',
        '"\\u202e2次"',
        '"2\\u20662次"',
        '"2次; DROP TABLE edition"',
        '"1/0次"',
        '"第0次"',
        '"-2次"',
        '"2e0次"',
        '"0x2次"',
        '"约2次"',
        '"2.5次"',
        '"99999999999999999999999999999999次"',
        '"{{2次}}"',
        '"' + "2" * 2001 + '"',
        '"' + "次" * 60_000 + '"',
        "[" * 5000 + "]" * 5000,
        '{"a":' * 5000 + "1" + "}" * 5000,
        "[" * 200_000,
        '"2次", "适用条件": "3次"',
        '"2次", "适用条件 ": "3次"',
        '"2次", "数量": "3吨"',
        '"2次", "__class__": "x"',
        "'2次'",
        '"2次",',
        '"2次" /* 注 */',
        "2次",
    ],
    ids=lambda value: value[:24].encode("ascii", "backslashreplace").decode(),
)
def test_a_hostile_fact_never_gives_a_band(client: httpx.Client, value: str) -> None:
    sent(client, with_fact(value))


@pytest.mark.parametrize(
    "key", ["standard", "facts", "bases", "quantities", "circumstances", "party", "act_date", "dates", "keep"]
)
@pytest.mark.parametrize(
    "value",
    [1, 1.5, [1], {"a": 1}, {"a": None}, [[["a"]]], "x" * 5000, {"": "1"}, "", [None], {"a": ["b"]}],
    ids=repr,
)
def test_a_member_of_another_type_never_gives_a_band(client: httpx.Client, key: str, value: object) -> None:
    sent(client, json.dumps({**CASE, key: value}).encode())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'"standard"',
        b"\xff\xfe{}",
        b"\xef\xbb\xbf" + json.dumps(CASE).encode(),
        json.dumps(CASE, ensure_ascii=False).encode("utf-16"),
        json.dumps(CASE, ensure_ascii=False).encode("gb18030"),
        json.dumps([CASE]).encode(),
        json.dumps(CASE).encode() + b"{}",
        json.dumps({**CASE, "facts": {f"因素{n}": "1" for n in range(101)}}).encode(),
        json.dumps({**CASE, "circumstances": ["first_offence"] * 61}).encode(),
        json.dumps({**CASE, "standard": "城管局!1\u0000"}).encode(),
        json.dumps({**CASE, "act_date": "2026-09-01T00:00:00"}).encode(),
        json.dumps({**CASE, "act_date": "１９９９-09-01"}).encode(),
        json.dumps({**CASE, "act_date": "9999-12-31", "decision_date": "9999-12-31"}).encode(),
        b'{"standard": "x", "standard": "\xe5\x9f\x8e\xe7\xae\xa1\xe5\xb1\x80!1"}',
    ],
    ids=lambda body: repr(body[:30]),
)
def test_a_hostile_body_never_gives_a_band(client: httpx.Client, body: bytes) -> None:
    sent(client, body)


@pytest.mark.parametrize(
    "body", [b"\xff\xfe{}", b"{", b'{"keep": NaN}', b'{"keep": true, "keep": true}', b"[" * 9000]
)
def test_what_is_no_json_is_said_to_be_none(client: httpx.Client, body: bytes) -> None:
    assert sent(client, body).json()["code"] == "body_unreadable"


def test_a_compressed_body_is_refused_unread(client: httpx.Client) -> None:
    bomb = gzip.compress(b"[" * 50_000_000)
    assert sent(client, bomb, content_encoding="gzip").json()["code"] == "media_type_unsupported"


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"]
)
def test_a_body_that_is_not_called_json_is_refused(client: httpx.Client, media_type: str) -> None:
    sent(client, json.dumps(CASE).encode(), content_type=media_type)


def test_a_large_body_is_refused_however_its_length_is_told(client: httpx.Client) -> None:
    body = json.dumps({**CASE, "standard": "x" * 1_000_000}).encode()
    assert sent(client, body).json()["code"] == "body_too_large"

    def in_pieces() -> Iterator[bytes]:
        for start in range(0, len(body), 50_000):
            yield body[start : start + 50_000]

    response = client.post("/api/v1/assessments", content=in_pieces(), headers=JSON)
    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


def test_long_addresses_and_headers_are_refused(client: httpx.Client) -> None:
    long = client.get("/api/v1/standards", params={"q": "x" * 9000})
    assert (long.status_code, long.json()["code"]) == (414, "address_too_long")
    heavy = client.get("/api/v1/standards", headers={"x-heavy": "x" * 33_000})
    assert (heavy.status_code, heavy.json()["code"]) == (431, "headers_too_large")


@pytest.mark.parametrize("piece", [b"x-endless: %s\r\n" % (b"a" * 60_000), b"a" * 60_000])
def test_who_sends_a_head_without_end_is_cut_off(
    server: ServerProcess, client: httpx.Client, piece: bytes
) -> None:
    host, port = server.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\nx: ")
        with pytest.raises(OSError, match=r"reset|Broken pipe"):
            connection.sendall(piece * 2_000)  # 120 MB
    assert client.get("/health/live").text == "ok"


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=x", "size=10000", "page=99999999999999999999", "edition=-1", "on=yesterday", "on=2026-09-01&edition=1",
     "model=none", "q=" + "x" * 300],
)  # fmt: skip
def test_a_wrong_parameter_is_a_problem_with_its_place(client: httpx.Client, query: str) -> None:
    response = client.get(f"/api/v1/standards?{query}")
    assert (response.status_code, response.json()["code"]) == (422, "parameter_invalid")


@pytest.mark.parametrize(
    "name", ["%00", "%ff%fe", "..%2f..%2fetc%2fpasswd", "%ED%A0%80", "%E2%80%AE", "a!b!c!d", "'%20OR%201=1"]
)
def test_a_hostile_name_is_not_found(client: httpx.Client, name: str) -> None:
    for address in (
        f"/api/v1/standards/{name}",
        f"/static/{name}",
        f"/problems/{name}",
        f"/api/v1/assessments/{name}",
    ):
        assert client.get(address).status_code in {401, 404, 422}  # 401: what is kept is for the signed in


_TEXTS = st.text(max_size=30) | st.sampled_from(["2次", "适用条件", "第二次被处罚的", "3", "城管局!1"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([*CASE, "bases", "party", "keep"]), _JSON, min_size=1))
def test_whatever_is_put_in_a_members_place_there_is_no_5xx(
    client: httpx.Client, changes: dict[str, object]
) -> None:
    body = json.dumps({**CASE, **changes}).encode()
    response = client.post("/api/v1/assessments", content=body, headers=JSON)
    assert response.status_code < 500
    if response.status_code == 200:
        facts = changes.get("facts", CASE["facts"])
        assert isinstance(facts, dict)
        assert all(isinstance(value, str) for value in facts.values())


@pytest.mark.parametrize(
    "fact",
    ["适用条件=", "=2次", "适用条件", "适用条件=2次\x00", "适用条件=-2次", "适用条件=2.5次", "适用条件=1/0次", "适用条件=约2次",
     "适用条件=" + "9" * 5000 + "次", "适用条件=" + "次" * 100_000, "适用条件=\u202e2次", "适用条件=2e0次"],
    ids=lambda fact: fact[:16].encode("ascii", "backslashreplace").decode(),
)  # fmt: skip
def test_a_hostile_fact_on_the_command_line_never_gives_a_band(
    own_database: str, capsys: pytest.CaptureFixture[str], fact: str
) -> None:
    first_edition(own_database)
    case = [
        "evaluate",
        "城管局!1",
        "--quantity",
        "处=3",
        "--act-date",
        "2026-09-01",
        "--decision-date",
        "2026-09-02",
    ]
    assert run([*case, "--fact", "适用条件=2次", "--json"]) == 0
    capsys.readouterr()
    assert run([*case, "--fact", fact, "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_bytes_that_are_no_text_never_give_a_band(own_database: str) -> None:
    first_edition(own_database)
    answer = refused("evaluate", "城管局!1", "--quantity", "处=3", "--fact", "适用条件=\udcff", "--json")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.count("\n") == 1
