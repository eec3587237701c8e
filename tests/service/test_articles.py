"""Texts of articles: imported whole or not at all, found by citation, shown on the standard's page."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from alembic import command
from sqlalchemy import text

from casework.act_store import Wanted, list_acts
from casework.acts import Act
from importers.article_sets import read_article_sets
from importers.article_table import read_article_table
from importers.errors import ImportRefused
from service.commands import run
from service.db import open_engine, reading, writing
from service.people.roles import Grant, Role
from service.schema import _config, bring_up_to_date
from standards_1023.article_texts import Article, TextFit, article_for, cited_lines
from standards_1023.articles import find_articles, replace_articles
from standards_1023.cited_articles import cited_article
from tests.rules.tables import heaps, stalls
from tests.service.accounts import add_account, sign_in_as
from tests.service.pages.page_client import PageClient, text_of
from tests.service.server_process import ROOT, serving
from tests.standards_1023.editions import NOON, department, publish_into, with_code

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from tests.service.pages.page_client import Page

REAL_TABLE = Path(os.environ.get("CAILIANG_SHARED", ROOT.parent / "shared")) / "laws" / "penalty_articles.csv"
HEAD = "法名,版本日期,条,条文\n"
TABLE = (
    HEAD
    + """\
中华人民共和国市容条例,2017-03-01,第三十条,"擅自堆放物料的，责令改正，处一千元以上五万元以下罚款。
单位有前款行为，有下列情形之一的，处五万元以上十万元以下罚款：
（一）堵塞通道的；
（二）拒不改正的。"
市容条例,2010-01-01,第30条,擅自堆放物料的，处一百元以上五百元以下罚款。
市容条例,2017-03-01,第二十一条之一,沿街晾晒物品的，处一百元以上一千元以下罚款。
"""
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "条文.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """What `articles list` says."""
    capsys.readouterr()
    assert run(["articles", "list", "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_a_table_is_imported_by_law_and_version_and_the_act_is_recorded(
    database: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["articles", "import", str(table)]) == 0
    assert "共 2 部法律的版本：新增 3 条，改动 0 条，删去 0 条，0 条相同。" in capsys.readouterr().out
    assert [(one["law"], one["version_date"], one["articles"]) for one in listed(capsys)] == [
        ("市容条例", "2010-01-01", 1),
        ("中华人民共和国市容条例", "2017-03-01", 2),
    ]
    engine = open_engine(database)
    with reading(engine) as session:
        (link,) = list_acts(session, Wanted(), skip=0, most=10)
        assert (link.done.act, link.done.subject) == (Act.ARTICLES_IMPORTED.value, "条文.csv")
    engine.dispose()


def test_importing_again_replaces_that_version_and_says_what_changed(
    database: str, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert database
    assert run(["articles", "import", str(table)]) == 0
    assert run(["articles", "import", str(table)]) == 0
    assert "新增 0 条，改动 0 条，删去 0 条，3 条相同" in capsys.readouterr().out
    later = tmp_path / "later.csv"
    later.write_text(
        f"{HEAD}市容条例,2017-03-01,第三十条,改了的条文。\n市容条例,2017-03-01,第三十一条,新的条文。\n",
        encoding="utf-8",
    )
    assert run(["articles", "import", str(later)]) == 0
    assert "新增 1 条，改动 1 条，删去 1 条，0 条相同" in capsys.readouterr().out
    assert [one["articles"] for one in listed(capsys)] == [1, 2]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("市容条例,去年,第三十条,条文", "版本日期“去年”不是日期"),
        ("市容条例,2017-03-01,附则,条文", "不是“第几条”"),
        ("市容条例,2017-03-01,第三十条,", "没有条文"),
        (",2017-03-01,第三十条,条文", "法名是空的"),
        ("市容条例,2017-03-01,第30条,另一种条文", "前面已有，条文不同"),
        (f"{'法' * 300},2017-03-01,第三十条,条文", "超过 200 个字"),
    ],
)
def test_a_row_that_cannot_be_kept_is_named_and_nothing_is_imported(
    own_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, why: str
) -> None:
    assert own_database
    path = tmp_path / "条文.csv"
    path.write_text(f"{TABLE}{row}\n", encoding="utf-8")
    assert run(["articles", "import", str(path)]) == 2
    said = capsys.readouterr().err
    assert "第 4 行" in said
    assert why in said.replace("\n", "")
    assert run(["articles", "import", str(tmp_path / "none.csv")]) == 2
    assert run(["articles", "list"]) == 2, "there is no database: nothing was written"


def test_a_law_without_a_version_date_is_kept_and_any_dated_version_comes_before_it() -> None:
    content = f"{HEAD}某法,,第一条,不详。\n某法,2020-01-01,第一条,二〇二〇年的。\n".encode()
    assert [(one.version_date, len(one.articles)) for one in read_article_sets("a.csv", content)] == [
        ("", 1),
        ("2020-01-01", 1),
    ]
    versions = [article for one in read_article_sets("a.csv", content) for article in one.articles.values()]
    found = article_for(cited_article("《某法》第一条"), versions, date(2020, 1, 1))
    assert found is not None
    assert found.article.text == "二〇二〇年的。"


def test_texts_are_kept_as_printed_without_control_characters() -> None:
    (only,) = read_article_sets(
        "a.csv", f"{HEAD}某法,2020-01-01,第一条,罚款，\x07（一）\x00五千元。\n".encode()
    )
    assert only.articles["1"].text == "罚款，（一）五千元。"
    with pytest.raises(ImportRefused, match="没有条文"):
        read_article_sets("a.csv", HEAD.encode())


NAMED_2010 = "《中华人民共和国市容条例》（2010年公布）第三十条第一款"
NAMED_2023 = "《市容条例》（2023年修订）第三十条"


@pytest.mark.parametrize(
    ("citation", "on", "version", "fit", "changed_on"),
    [
        ("《市容条例》第三十条", "2009-12-31", "2010-01-01", TextFit.ONLY_LATER, ""),
        ("《市容条例》第三十条", "2010-01-01", "2010-01-01", TextFit.FITS, "2017-03-01"),
        ("《市容条例》第三十条", "2017-02-28", "2010-01-01", TextFit.FITS, "2017-03-01"),
        ("《市容条例》第三十条", "2017-03-01", "2017-03-01", TextFit.FITS, ""),
        ("《市容条例》第三十条", "2017-03-02", "2017-03-01", TextFit.FITS, ""),
        (NAMED_2010, "2026-01-01", "2010-01-01", TextFit.FITS, "2017-03-01"),
        (NAMED_2010, "2009-12-31", "2010-01-01", TextFit.ONLY_LATER, ""),
        (NAMED_2023, "2026-01-01", "2017-03-01", TextFit.OTHER_VERSION, ""),
        (NAMED_2023, "2016-01-01", "2010-01-01", TextFit.OTHER_VERSION, "2017-03-01"),
    ],
)
def test_a_citation_means_the_version_of_the_day_or_that_of_the_year_that_it_names(
    table: Path, citation: str, on: str, version: str, *, fit: TextFit, changed_on: str
) -> None:
    cited = cited_article(citation)
    assert cited.key is not None
    found = article_for(cited, read_article_table(table)[cited.key], date.fromisoformat(on))
    assert found is not None
    assert (found.article.version, found.fit, found.changed_on) == (version, fit, changed_on)


WITH_DAYS = f"""{HEAD.strip()},施行日期
某法,2019-05-05,第一条,罚款五千元。,
某法,2020-10-17,第一条,罚款一万元。,2021-06-01
"""


@pytest.mark.parametrize(
    ("citation", "on", "version", "fit", "changed_on"),
    [
        ("《某法》第一条", "2021-05-31", "2019-05-05", TextFit.FITS, "2021-06-01"),
        ("《某法》第一条", "2021-06-01", "2020-10-17", TextFit.FITS, ""),
        ("《某法》第一条", "2021-06-02", "2020-10-17", TextFit.FITS, ""),
        ("《某法》（2020年修正）第一条", "2021-05-31", "2020-10-17", TextFit.ONLY_LATER, ""),
        ("《某法》（2020年修正）第一条", "2021-06-01", "2020-10-17", TextFit.FITS, ""),
    ],
)
def test_a_version_holds_from_the_day_on_which_it_is_in_force(
    engine: Engine, tmp_path: Path, citation: str, on: str, version: str, *, fit: TextFit, changed_on: str
) -> None:
    path = tmp_path / "条文.csv"
    path.write_text(WITH_DAYS, encoding="utf-8")
    assert run(["articles", "import", str(path)]) == 0
    cited = cited_article(citation)
    assert cited.key is not None
    with reading(engine) as session:
        kept = find_articles(session, [cited])[cited.key]
    assert sorted(kept, key=lambda one: one.version) == list(read_article_table(path)[cited.key])
    found = article_for(cited, kept, date.fromisoformat(on))
    assert found is not None
    assert (found.article.version, found.fit, found.changed_on) == (version, fit, changed_on)


def test_two_days_of_one_version_and_what_is_no_day_are_refused() -> None:
    two = f"{WITH_DAYS}某法,2020-10-17,第二条,罚款。,2021-06-02\n"
    with pytest.raises(ImportRefused, match="第 3 行的施行日期和某法（2020-10-17）前面各行的不同"):
        read_article_sets("a.csv", two.encode())
    with pytest.raises(ImportRefused, match="第 1 行的施行日期“明年”不是日期"):
        read_article_sets("a.csv", f"{HEAD.strip()},施行日期\n某法,2020-10-17,第一条,罚款。,明年\n".encode())


def test_versions_that_were_imported_before_there_was_a_day_hold_from_their_own_date(database: str) -> None:
    engine = open_engine(database)
    with engine.execution_options(writes=True).begin() as connection:
        command.upgrade(_config(connection), "0007")
        connection.execute(
            text(
                'INSERT INTO article_set (law, version_date, printed, "by", "at") '
                "VALUES ('某法', '2020-10-17', '某法', 'li', '2026-01-01 00:00:00')"
            )
        )
        connection.execute(
            text("INSERT INTO article_text VALUES ('某法', '1', '2020-10-17', '第一条', '罚款。')")
        )
    bring_up_to_date(engine)
    with reading(engine) as session:
        ((only,),) = find_articles(session, [cited_article("《某法》第一条")]).values()
    assert (only.in_force_from, only.begins) == ("", "2020-10-17")
    engine.dispose()


RENUMBERED = f"""{HEAD.strip()}
某法,2021-09-01,第一条,为了管好。
某法,2021-09-01,第一百零九条,罚款五千元。
某法,2026-05-01,第一条,为了管好。
某法,2026-05-01,第九十八条,罚款一万元。
"""


@pytest.mark.parametrize(
    ("citation", "on", "fit", "changed_on", "is_gone"),
    [
        ("《某法》第一百零九条", "2026-04-30", TextFit.FITS, "2026-05-01", True),
        ("《某法》第一百零九条", "2026-05-01", TextFit.GONE, "2026-05-01", True),
        ("《某法》（2021年修正）第一百零九条", "2026-05-01", TextFit.FITS, "2026-05-01", True),
        ("《某法》第一条", "2026-05-01", TextFit.FITS, "", False),
        ("《某法》第九十八条", "2026-04-30", TextFit.ONLY_LATER, "", False),
    ],
)
def test_an_article_that_a_later_version_does_not_have_is_not_that_of_its_day(
    engine: Engine, tmp_path: Path, citation: str, on: str, *, fit: TextFit, changed_on: str, is_gone: bool
) -> None:
    path = tmp_path / "条文.csv"
    path.write_text(RENUMBERED, encoding="utf-8")
    assert run(["articles", "import", str(path)]) == 0
    cited = cited_article(citation)
    assert cited.key is not None
    with reading(engine) as session:
        kept = find_articles(session, [cited])[cited.key]
    assert kept == read_article_table(path)[cited.key]
    found = article_for(cited, kept, date.fromisoformat(on))
    assert found is not None
    assert (found.fit, found.changed_on, found.is_gone) == (fit, changed_on, is_gone)


def test_the_page_says_that_the_law_of_the_day_does_not_have_the_article(
    own_database: str, tmp_path: Path
) -> None:
    resting = replace(heaps(), basis=("《某法》第一百零九条",))
    publish_into(own_database, (date(2026, 4, 30), [department("城管局", resting)]))
    moved = department("城管局", replace(resting, notes="改"), source=b"2")
    publish_into(own_database, (date(2026, 5, 1), [moved]))
    path = tmp_path / "条文.csv"
    path.write_text(RENUMBERED, encoding="utf-8")
    assert run(["articles", "import", str(path)]) == 0
    gone = "自 2026-05-01 起的版本里没有这一条（删去了、改了条号，或者没有导入），请核对依据。"
    with serving(tmp_path) as server, PageClient(server.address) as pages:
        (before,), (since,) = (
            _articles(pages.get(f"/standards/{quote('城管局!2', safe='')}?edition={n}")) for n in (1, 2)
        )
    assert before.startswith(f"条文（2021-09-01 版本，本版 2026-04-30 施行时的）{gone}")
    assert since.startswith(f"条文（2021-09-01 版本）{gone}")


def test_a_version_that_reads_the_same_has_not_changed_the_article() -> None:
    words = {"2020-01-01": "罚款五千元。", "2022-01-01": "罚款五千元。 \n", "2024-01-01": "罚款一万元。"}
    versions = [Article("某法", day, "第一条", text) for day, text in words.items()]
    found = article_for(cited_article("《某法》第一条"), versions, date(2021, 1, 1))
    assert found is not None
    assert (found.article.version, found.changed_on) == ("2020-01-01", "2024-01-01")


@pytest.mark.parametrize(
    ("citation", "named"),
    [
        ("《市容条例》第三十条", [0, 1, 2, 3]),
        ("《市容条例》第三十条第一款", [0]),
        ("《市容条例》第三十条第二款", [1, 2, 3]),
        ("《市容条例》第三十条第二款第二项", [1, 3]),
        ("《市容条例》第三十条第九款", []),
    ],
)
def test_the_lines_that_a_citation_names_are_set_off(table: Path, citation: str, named: list[int]) -> None:
    cited = cited_article(citation)
    assert cited.key is not None
    article = max(read_article_table(table)[cited.key], key=lambda one: one.version)
    assert [n for n, (_, here) in enumerate(cited_lines(cited, article)) if here] == named


def test_a_paragraph_beyond_the_last_is_none() -> None:
    article = Article("某法", "2020-01-01", "第一条", "\n".join(f"第{n}款的话。" for n in range(1, 13)))
    assert article.paragraph("第十一款") == "第11款的话。"
    assert article.paragraph("第十三款") is None


def _articles(page: Page) -> list[str]:
    return [text_of(e) for e in page.all("details", class_="article")]


def _paper(page: Page) -> str:
    (paper,) = page.all("div", class_="paper")
    return text_of(paper)


def test_the_page_of_a_standard_shows_the_text_or_says_how_to_import_it(
    own_database: str, table: Path, tmp_path: Path
) -> None:
    other = replace(heaps(), code="3", basis=("《市容条例》（2023年修订）第三十条第二款",))
    publish_into(own_database, (date(2026, 1, 1), [department("城管局", stalls(), heaps(), other)]))
    path = {code: f"/standards/{quote(f'城管局!{code}', safe='')}" for code in "123"}
    with serving(tmp_path) as server, PageClient(server.address) as pages:
        before = pages.get(path["2"])
        assert not _articles(before)
        assert "cailiang articles import" not in before.text
        add_account(own_database, "fazhi", Grant(Role.LEGAL_AFFAIRS))
        sign_in_as(pages.client, "fazhi")
        assert "cailiang articles import" in pages.get(path["2"]).text
        assert run(["articles", "import", str(table)]) == 0
        (shown,) = _articles(pages.get(path["2"]))
        assert shown.startswith("条文（2017-03-01 版本，本版 2026-01-01 施行时的）擅自堆放物料的")
        (shown,) = _articles(pages.get(path["3"]))
        assert "依据写的是另一版本，没有导入" in shown
        named = [text_of(e) for e in pages.get(path["3"]).all("p", class_="named")]
        assert [line[:6] for line in named] == ["单位有前款行", "（一）堵塞通", "（二）拒不改"]
        assert "条文没有导入" in pages.get(path["1"]).text


def test_a_page_shows_the_version_of_its_edition_s_day_and_says_what_changed_since(
    own_database: str, table: Path, tmp_path: Path
) -> None:
    named = replace(heaps(), code="3", basis=(NAMED_2010,))
    books = [department("城管局", heaps(), named)]
    days = ("2009-12-31", "2010-01-01", "2017-02-28", "2017-03-01")
    for number, day in enumerate(days):
        other = department("安监局", with_code(stalls(), str(number)))
        publish_into(own_database, (date.fromisoformat(day), [*books, other]))
        books = []
    assert run(["articles", "import", str(table)]) == 0
    path, print_path = (
        f"/standards/{quote('城管局!2', safe='')}",
        f"/standards/print?department={quote('城管局')}",
    )
    changed = "这一条自 2017-03-01 起已有改动"
    with serving(tmp_path) as server, PageClient(server.address) as pages:
        shown = [_articles(pages.get(f"{path}?edition={n}"))[0] for n in (1, 2, 3, 4)]
        assert shown[0].startswith("手头只有 2010-01-01 起施行的条文，晚于本版施行日 2009-12-31")
        assert shown[1].startswith(f"条文（2010-01-01 版本，本版 2010-01-01 施行时的）{changed}。")
        assert shown[2].startswith(f"条文（2010-01-01 版本，本版 2017-02-28 施行时的）{changed}。")
        assert shown[3].startswith("条文（2017-03-01 版本，本版 2017-03-01 施行时的）擅自")
        assert changed in _paper(pages.get(f"{print_path}&edition=3"))
        (of_year,) = _articles(pages.get(f"/standards/{quote('城管局!3', safe='')}"))
        assert of_year.startswith(f"条文（2010-01-01 版本）{changed}，本项基准可能要修改。")
        assert _paper(pages.get(print_path)).count(f"{changed}，本项基准可能要修改。") == 1
        later = tmp_path / "later.csv"
        later.write_text(
            f"{HEAD.strip()},施行日期\n市容条例,2098-01-01,第三十条,改了。,2099-01-01\n", encoding="utf-8"
        )
        assert run(["articles", "import", str(later)]) == 0
        (coming,) = _articles(pages.get(path))
        assert "这一条自 2099-01-01 起将有改动，本项基准可能要修改。" in coming


def test_more_citations_than_one_statement_takes_are_all_found(own_database: str) -> None:
    engine = open_engine(own_database)
    bring_up_to_date(engine)
    texts = {f"{n}": Article("某法", "2020-01-01", f"第{n}条", f"第{n}条的话。") for n in range(1, 1203)}
    with writing(engine) as session:
        replace_articles(session, "某法", "2020-01-01", texts, by="keeper", at=NOON)
        cited = [cited_article(f"《某法》第{n}条") for n in range(1, 1300)]
        assert len(find_articles(session, cited)) == len(texts)
        assert find_articles(session, []) == {}
    engine.dispose()


@pytest.mark.skipif(not REAL_TABLE.exists(), reason="the real articles are not here: set CAILIANG_SHARED")
def test_the_real_table_of_articles_is_imported_whole(
    own_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert own_database
    assert run(["articles", "import", str(REAL_TABLE)]) == 0
    with REAL_TABLE.open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["法名"], row["版本日期"], row["条"]) for row in csv.DictReader(file)}
    assert sum(int(str(one["articles"])) for one in listed(capsys)) == len(rows)
