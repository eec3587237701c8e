"""An upload that was read, put into the draft: all of its workbooks in one transaction, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.acts import Act
from service.command_errors import CommandRefused
from service.handing_in import said_of
from service.import_jobs import settlements_key
from service.import_worker import settlements_for
from service.moments import now
from service.people.roles import Permission
from service.read_again import ReadAgain
from standards_1023.drafting import import_workbooks
from standards_1023.whose_table import doubts

if TYPE_CHECKING:
    from service.acting import Acting
    from service.import_jobs import ImportJob
    from service.people.roles import Person
    from standards_1023.drafting import Drafted, ImportedWorkbook


def put_into_draft(acts: Acting, job: ImportJob, person: Person) -> Drafted:
    """Import what was read; raises CommandRefused with what is still to be answered, ReadAgain."""
    imported: list[ImportedWorkbook] = []
    unconfirmed: list[ImportedWorkbook] = []
    seen: dict[str, str] = {}
    for place, file in enumerate(job.asked.files):
        read = job.read_of(place, file)
        if read is None:
            raise ReadAgain
        if read.refused is not None:
            raise CommandRefused(f"“{file.name}”读不出来，请勾选“不要这个文件”，或者改好后重新上传。")
        if file.department is None:
            raise CommandRefused(f"请选“{file.name}”是哪个部门的表格。")
        if not person.may_for(Permission.IMPORT, file.department):
            raise CommandRefused(f"您不管{file.department}的表格，“{file.name}”请由该部门的数据管理员上传。")
        if file.department in seen:
            names = f"“{seen[file.department]}”和“{file.name}”"
            raise CommandRefused(f"{names}都是{file.department}的：一个部门一个表格，请只留一个。")
        seen[file.department] = file.name
        settlements = settlements_for(acts.session, file)
        if not file.exported and settlements_key(settlements) != read.settlements:
            raise ReadAgain
        one = job.imported(place, file, read, settlements)
        imported.append(one)
        if not file.confirmed:
            unconfirmed.append(one)
    doubted = [
        str(doubt) for doubt in doubts(acts.session, imported) if _is_open(doubt.department, unconfirmed)
    ]
    if doubted:
        raise CommandRefused(f"{''.join(doubted)}请核对；确实没有弄错的，勾选“没有弄错”。")
    drafted = import_workbooks(acts.session, imported, now(), by=acts.actor.name)
    subject = f"edition:{drafted.number or drafted.held_in}"
    acts.record(Act.WORKBOOKS_IMPORTED, subject, after=said_of(drafted))
    return drafted


def _is_open(department: str, unconfirmed: list[ImportedWorkbook]) -> bool:
    return any(one.department == department for one in unconfirmed)
