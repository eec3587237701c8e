"""Past decisions re-checked: from the file to the marked copy, over all 1023 standards in two editions.

Decisions are drawn as in `generated_cases`, facts in one column of 「名=值；…」, one in thirty with a circumstance;
one workbook in ten differs between the editions, so that both are assessed where act and decision lie on either
side.  Each audit is a process of its own, with those that judge for it: its seconds with reading and writing, the
processor time of all, and the most memory that each of them held, added up.
"""

from __future__ import annotations

import csv
import multiprocessing
import multiprocessing.connection
import resource
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pyarrow.csv
import pyarrow.parquet
from openpyxl import Workbook

from rules.applicable_edition import EditionRule
from rules.case_input import Party
from service.audit import Conditions, processes_at_hand, run_audit, write_copy
from standards_1023.content import digest_of, document_of
from standards_1023.editions import DepartmentWorkbook, Edition, EditionState, Timeline
from tests.bench.generated_cases import _bases, _fact, _party, _things
from tests.bench.generated_standards import SEED, generated
from tests.bench.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from standards_1023.values import StandardsWorkbook

FEW, MANY = 100_000, 1_000_000
FIRST, SECOND = date(2024, 1, 1), date(2025, 7, 1)
AIMS = {
    "xlsx": "aim: under 40 s",
    "csv": "aim: under 60 s and 1,500 MB",
    "parquet": "aim: under 60 s and 1,500 MB",
}
_HEADINGS = (
    "文号",
    "部门",
    "基准编号",
    "事实",
    "行为日期",
    "决定日期",
    "罚款金额（元）",
    "当事人类型",
    "情节",
    "违法所得（元）",
)


def rows() -> list[Row]:
    """A row for each kind of file."""
    with tempfile.TemporaryDirectory(prefix="cailiang-bench-") as folder:
        many = Path(folder) / "决定.csv"
        with many.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(_table(MANY))
        columns = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(_HEADINGS, pyarrow.string()))
        as_parquet = many.with_suffix(".parquet")
        pyarrow.parquet.write_table(pyarrow.csv.read_csv(many, convert_options=columns), as_parquet)
        few = many.with_suffix(".xlsx")
        _write_sheet(few)
        return [_measured(path, count) for path, count in ((few, FEW), (many, MANY), (as_parquet, MANY))]


def _measured(path: Path, count: int) -> Row:
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_audit, args=(path, sender))
    process.start()
    seconds, cpu, megabytes, judged = receiver.recv()
    process.join()
    note = f"{count:,} decisions, {judged:,} judged; {AIMS[path.suffix[1:]]}"
    return Row(
        "audit",
        f"{path.suffix[1:]}, file to marked copy",
        per_second=count / seconds,
        per_cpu_second=count / cpu,
        seconds=seconds,
        megabytes=megabytes,
        note=note,
    )


def _audit(path: Path, sender: multiprocessing.connection.Connection) -> None:
    processes = processes_at_hand()
    conditions = Conditions(_timeline(), EditionRule.LIGHTER, processes=processes)
    began, cpu = time.perf_counter(), time.process_time()
    journal = path.with_suffix(f"{path.suffix}.journal")
    report = run_audit(path, journal, conditions, lambda *_: None)
    write_copy(report, journal, path.with_stem("复核"))
    aside, own = (resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))
    seconds = time.perf_counter() - began
    cpu = time.process_time() - cpu + aside.ru_utime + aside.ru_stime
    megabytes = (own.ru_maxrss + processes * aside.ru_maxrss) / 1024
    judged = sum(many for verdict, many in report.figures.verdicts.items() if verdict.name != "NOT_JUDGED")
    sender.send((seconds, cpu, megabytes, judged))


def _timeline() -> Timeline:
    books = list({id(one.workbook): one.workbook for one in generated()}.values())
    changed = [replace(book, instrument=replace(book.instrument, point=None)) for book in books]
    later = [
        after if n % 10 == 0 else before for n, (before, after) in enumerate(zip(books, changed, strict=True))
    ]
    return Timeline(
        tuple(_edition(n, since, kept) for n, since, kept in ((1, FIRST, books), (2, SECOND, later)))
    )


def _edition(number: int, since: date, books: list[StandardsWorkbook]) -> Edition:
    kept = tuple(
        DepartmentWorkbook(f"部门{n}", book, digest_of(document_of(book))) for n, book in enumerate(books)
    )
    return Edition(number, EditionState.PUBLISHED, kept, f"{number}" * 64, since)


def _table(count: int) -> Iterator[list[str]]:
    random, all_ = Random(SEED), generated()  # noqa: S311 - the same decisions every time are the point
    books = {id(one.workbook): n for n, one in reversed(list(enumerate(all_)))}
    numbers = {key: n for n, key in enumerate(sorted(books, key=lambda key: books[key]))}
    yield list(_HEADINGS)
    plain = [one for one in all_ if not _bases(one.standard) and not _things(one.standard)]
    for n in range(count):
        one = random.choice(plain)
        acted = FIRST + timedelta(random.randrange(900))
        party = _party(random, one.standard) or Party.UNIT
        yield [
            f"某罚决〔2026〕{n}号",
            f"部门{numbers[id(one.workbook)]}",
            one.standard.code,
            "；".join(f"{factor.name}={_fact(random, factor)}" for factor in one.standard.factors),
            acted.isoformat(),
            (acted + timedelta(random.randrange(20, 120))).isoformat(),
            str(random.randrange(1_000, 500_000)),
            party.value,
            "disclosed_lighter" if random.random() < 1 / 30 else "",
            "",
        ]


def _write_sheet(path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("决定")
    for row in _table(FEW):
        sheet.append([*row[:6], int(row[6]) if row[6].isdigit() else row[6], *row[7:]])
    book.save(path)
