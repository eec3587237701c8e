"""What a penalty cell prints beside the fine stands beside the band, and in the difference of editions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from service.db import open_engine, writing
from service.schema import bring_up_to_date
from standards_1023.values import Measure, MeasureKind
from tests.rules.tables import stalls
from tests.service.pages.page_client import PageClient
from tests.service.server_process import serving
from tests.standards_1023.editions import department, publish_edition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from standards_1023.values import Standard

APOLOGY = Measure(MeasureKind.OTHER, "赔礼道歉", computed=False)
LISTED = Measure(MeasureKind.OTHER, "列入失信名单")


def with_more(*more: Measure, text: str) -> Standard:
    first, *others = stalls().rows
    return replace(stalls(), rows=(replace(first, measures=(*first.measures, *more), text=text), *others))


@pytest.fixture
def client(own_database: str, tmp_path: Path) -> Iterator[PageClient]:
    """A server whose first edition prints the fine alone, the second more words, the third measures too."""
    engine = open_engine(own_database)
    bring_up_to_date(engine)
    editions = (
        stalls(),
        with_more(text="处罚款，造成人员伤亡的除外。"),
        with_more(APOLOGY, LISTED, text="处罚款，赔礼道歉，列入失信名单。"),
    )
    for number, standard in enumerate(editions):
        with writing(engine) as session:
            publish_edition(session, department("城管局", standard), since=date(2026, 1, 1 + number))
    engine.dispose()
    with serving(tmp_path) as server, PageClient(server.address) as client:
        yield client


def test_words_beside_the_fine_stand_beside_the_band_and_differ_between_editions(client: PageClient) -> None:
    page = client.get(
        f"/desk/{quote('城管局!1', safe='')}",
        (("number.适用条件", "1"), ("act_date", "2026-02-01"), ("decision_date", "2026-02-02")),
    )
    assert page.marked("uncounted") == ["原文还有：“赔礼道歉”，程序没有计算。"]
    (others,) = page.all("ul", class_="plainlist others")
    assert ["".join(li.itertext()) for li in others] == ["赔礼道歉", "列入失信名单"]
    compared = client.get("/editions/1/diff/2")
    assert "其他改动" in compared.text
    assert "造成人员伤亡的除外" in compared.text
    assert "读法相同" in compared.text
    (change,) = client.client.get("/api/v1/editions/1/diff/2").json()["changes"]
    assert (change["what"], change["after"]) == (
        "band",
        "较轻，适用条件=第一次被处罚的：处罚款，造成人员伤亡的除外。（文字不同，读法相同）",
    )
