"""A database of the demonstration workbooks in many editions, in each of which one department changed a little."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from rules.agreement import prove
from service.db import open_engine, writing
from service.schema import bring_up_to_date
from standards_1023.article_texts import Article
from standards_1023.articles import replace_articles
from standards_1023.cited_articles import cited_article
from standards_1023.drafting import ImportedWorkbook, import_workbooks
from standards_1023.publication import PublicationTerms, publish
from standards_1023.submission import submit
from tests.workbooks import OWN_WORKBOOKS, own_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlmodel import Session

    from standards_1023.proof import Proof
    from standards_1023.values import Standard, StandardsWorkbook

FIRST_DAY = date(2020, 1, 1)
_NOON = datetime(2026, 8, 1, 4, 0, tzinfo=UTC)
_BETWEEN = timedelta(days=60)
_A_PARAGRAPH = "违反本条规定的，由主管部门责令改正，可以处一千元以上一万元以下的罚款；情节严重的，处一万元以上十万元以下的罚款。"


class Editions:
    """Publishes one edition after the other into a database."""

    def __init__(self, database: str) -> None:
        """Nothing is published yet."""
        self._engine = open_engine(database)
        self._workbooks = {path.stem: own_workbook(path) for path in OWN_WORKBOOKS}
        self._proofs: dict[str, Proof] = {}
        self._count = 0
        bring_up_to_date(self._engine)

    def first(self) -> None:
        """All departments, and a text for every article that a standard cites."""
        with writing(self._engine) as session:
            self._publish(session, self._workbooks)
            _keep_articles(session, [s for w in self._workbooks.values() for s in w.standards])

    def more(self, count: int) -> None:
        """Further editions: the departments take turns, three standards of each get another note."""
        departments = list(self._workbooks)
        for _ in range(count):
            department = departments[self._count % len(departments)]
            workbook = _noted(self._workbooks[department], f"第{self._count}次修改")
            self._workbooks[department] = workbook
            with writing(self._engine) as session:
                self._publish(session, {department: workbook})

    def close(self) -> None:
        """Let the database go."""
        self._engine.dispose()

    def _publish(self, session: Session, changed: Mapping[str, StandardsWorkbook]) -> None:
        self._count += 1
        imported = [
            ImportedWorkbook(name, workbook.name, workbook, f"{name} {self._count}".encode())
            for name, workbook in changed.items()
        ]
        import_workbooks(session, imported, _NOON, by="bench")
        submit(session, self._count, _NOON, by="bench")
        self._proofs |= {name: prove(w.standards, w.instrument) for name, w in changed.items()}
        day = FIRST_DAY + self._count * _BETWEEN
        publish(
            session, self._count, self._proofs, PublicationTerms(day, "another", _NOON, earliest=FIRST_DAY)
        )


def _noted(workbook: StandardsWorkbook, note: str) -> StandardsWorkbook:
    standards = tuple(
        replace(one, notes=f"{one.notes}{note}") if place < 3 else one
        for place, one in enumerate(workbook.standards)
    )
    return replace(workbook, standards=standards)


def _keep_articles(session: Session, standards: list[Standard]) -> None:
    """Three paragraphs in our own words for each article."""
    laws: dict[str, dict[str, Article]] = {}
    for citation in dict.fromkeys(one for s in standards for one in (*s.basis, *s.violated)):
        key = cited_article(citation).key
        if key is not None:
            text = "\n".join([_A_PARAGRAPH] * 3)
            laws.setdefault(key[0], {})[key[1]] = Article(key[0], "2020-01-01", f"第{key[1]}条", text)
    for law, articles in laws.items():
        replace_articles(session, law, "2020-01-01", articles, by="bench", at=_NOON)
