"""What can be proved, proved again: published editions, the bands of photographs, the chain of acts."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework import act_store
from casework import store as casework_store
from casework.acts import first_broken
from casework.photograph import reassess
from rules.drivers import Drivers
from service.command_errors import CommandRefused
from service.db import reading
from service.printing import console
from service.proving import prove
from service.statutes_report import DatedWorkbook
from service.wording import measure_words
from standards_1023 import store

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from casework.acts import BrokenLink, Link
    from casework.photograph import Changed
    from standards_1023.editions import Edition
    from standards_1023.proof import Difference

_LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked, and what does not hold: differences, photographs that changed, a broken chain."""

    editions: int
    cases: int
    photographs: int
    differences: tuple[Difference, ...]
    changed: tuple[Changed, ...]
    workbooks: tuple[DatedWorkbook, ...]
    """The workbooks of each published edition, with its first day."""
    acts: int
    broken: BrokenLink | None
    head: Link | None
    """The log of acts: how many, the first that does not hold, and the last."""


def check(engine: Engine) -> Checked:
    """Prove every published edition again, re-assess every photograph, and follow the chain of acts."""
    differences: list[Difference] = []
    changed: list[Changed] = []
    cases = photographs = 0
    with reading(engine) as session, Drivers() as drivers:
        timeline = store.load_timeline(session)
        proved: set[str] = set()
        workbooks: list[DatedWorkbook] = []
        for edition in timeline.editions:
            new = tuple(kept for kept in edition.workbooks if kept.digest not in proved)
            proved |= {kept.digest for kept in new}
            workbooks += _dated(edition)
            for proof in prove(new).values():
                cases += proof.cases
                differences += proof.differences
        for taken in casework_store.list_photographs(session):
            photographs += 1
            found = reassess(taken, timeline, drivers)
            if found is not None:
                changed.append(found)
        last = act_store.head(session)
        with closing(act_store.list_chain(session)) as chain:
            broken = first_broken(chain)
    return Checked(
        len(timeline.editions),
        cases,
        photographs,
        tuple(differences),
        tuple(changed),
        tuple(workbooks),
        0 if last is None else last.number,
        broken,
        last,
    )


def _dated(edition: Edition) -> list[DatedWorkbook]:
    since = edition.in_force_from
    return [
        DatedWorkbook(f"第{edition.number}版 {kept.department}", kept.digest, kept.workbook, since)
        for kept in edition.workbooks
        if since is not None
    ]


def head_is_kept(engine: Engine, noted: str) -> bool:
    """Whether an act noted earlier as `number:link` is still in the chain; raises CommandRefused."""
    number, _, link = noted.partition(":")
    if not number.isdecimal() or len(number) > _LONGEST_NUMBER or not link:
        raise CommandRefused("--head 要写成 序号:链值，即上次 cailiang check 显示的。")
    with reading(engine) as session:
        found = act_store.find_link(session, int(number))
    return found is not None and found.link == link


def print_checked(checked: Checked) -> None:
    """What was checked, and each thing that does not hold, in a line."""
    out = console()
    out.print(f"已发布的版本 {checked.editions} 个：两套计算核对了 {checked.cases} 个边界情形。")
    for difference in checked.differences:
        out.print(f"  结果不同：{difference}")
    out.print(f"裁量记录 {checked.photographs} 件：重新裁量后，{len(checked.changed)} 件的幅度变了。")
    for one in checked.changed:
        before = "；".join(measure_words(m) for m in one.photograph.band)
        now = one.refused or "；".join(measure_words(m) for m in one.now)
        taken = one.photograph
        out.print(f"  {taken.id}（{taken.standard}，{taken.edition}）")
        out.print(f"    原：{before}")
        out.print(f"    现：{now}{f'（{one.edition}）' if one.edition else ''}")
    if checked.broken is not None:
        out.print(f"操作记录的链断了：{checked.broken.why}。从这一条起不能相信，请查备份。")
    elif checked.head is not None:
        out.print(f"操作记录 {checked.acts} 条，链完整。链头 {checked.head.number}:{checked.head.link}")
        out.print("请把链头抄在别处，下次用 --head 核对：末尾被删去也能发现。")
    else:
        out.print("操作记录还是空的。")
